"""What stands in the rooms of learning, attendance and mentoring? Cohorts, marks, modules, checks, parts, meetings."""

import itertools
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from bench import schedule
from bench.road.who import COHORT, SESSIONS, TRAINING, Pen, asked, mentor_of
from bench.schedule import ref
from trainer.accounts.models import Grant, Promise
from trainer.accounts.rules import PROMISE_VERSIONS, PromiseKind
from trainer.attendance.models import Mark, Sheet
from trainer.attendance.rules import Presence, Source
from trainer.core.db import Model
from trainer.curriculum.models import Completion, Part, Standing
from trainer.curriculum.rules import CompletionKind, StandingKind, parts_needed
from trainer.learning.models import CheckTry, Cohort, Enrollment, ModuleProgress
from trainer.learning.rules import CohortState, EnrollmentState
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingMode, MeetingState
from trainer.permissions import Role
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Offering, Place, Session
from trainer.schedule.rules.kinds import Format, OfferingKind, OfferingState, SessionState, When

TABLES: list[type[Model]] = [
    Cohort, Enrollment, Standing, Promise, Sheet, Mark, ModuleProgress, CheckTry, Part, Pair, Meeting,
]  # fmt: skip
CONTINUED: list[type[Model]] = [Offering, Session, Place, Registration, Grant, Completion]
"""Tables in which others have written before."""
STARTS, ENDS = time(16), time(17, 30)
MINUTES = 90
NOTE = (
    "What we looked at together: who spoke, who waited, and one question to carry into the next session. " * 3
)


def write(pen: Pen, first: dict[type[Model], int]) -> None:
    """Everything of these rooms; `first` is the first free number of each table that others wrote to."""
    _offerings(pen, first)
    _enrolled(pen, first)
    _marks(pen, first)
    _learned(pen, first)
    _meetings(pen)


def _cohorts(pen: Pen) -> range:
    return range(-(-len(pen.plan.trainees) // COHORT))


def _offerings(pen: Pen, first: dict[type[Model], int]) -> None:
    """The cohorts with their dates. They stand in the year before this one, in which they began."""
    plan, offering = pen.plan, first[Offering]
    pen.filler.fill(
        Offering,
        ("id", "ref", "year_id", "kind", "title", "format", "when", "first_on", "last_on", "zone", "state"),
        (
            (offering + n, ref("k", n), plan.year_id, OfferingKind.COHORT.value, f"Cohort {n + 1}",
             Format.VIRTUAL.value, When.FIXED.value, pen.on(1), pen.on(SESSIONS), schedule.ZONE,
             OfferingState.PUBLISHED.value)
            for n in _cohorts(pen)
        ),
    )  # fmt: skip
    pen.filler.fill(
        Session,
        ("id", "offering_id", "key", "number", "when", "on", "starts", "ends", "starts_at", "ends_at", "state"),
        (
            (first[Session] + n * SESSIONS + number - 1, offering + n, f"c{number:02d}", number, When.FIXED.value,
             pen.on(number), pen.clock(STARTS), pen.clock(ENDS), pen.local(number, STARTS),
             pen.local(number, ENDS), SessionState.SCHEDULED.value)
            for n in _cohorts(pen) for number in range(1, SESSIONS + 1)
        ),
    )  # fmt: skip
    places = ((first[Place] + n, offering + n, Format.VIRTUAL.value, COHORT, COHORT) for n in _cohorts(pen))
    pen.filler.fill(Place, ("id", "offering_id", "format", "capacity", "taken"), places)
    pen.filler.fill(
        Cohort,
        ("id", "ref", "name", "offering_id", "course", "course_edition", "program_edition", "starts_on",
         "implementation_on", "ends_on", "state", "made_at"),
        (
            (n + 1, ref("C", n), f"Cohort {n + 1}", offering + n, plan.training["id"], plan.edition, plan.edition,
             pen.on(1), pen.on(TRAINING, 1), pen.on(SESSIONS), CohortState.ACTIVE.value, pen.moment(1, -20))
            for n in _cohorts(pen)
        ),
    )  # fmt: skip


def _enrolled(pen: Pen, first: dict[type[Model], int]) -> None:
    plan, since = pen.plan, pen.moment(1, -20)
    everybody = list(enumerate(plan.trainees))
    pen.filler.fill(
        Registration,
        ("id", "ref", "offering_id", "person_id", "format", "state", "made_at", "changed_at"),
        (
            (first[Registration] + n, ref("R", n), first[Offering] + n // COHORT, person, Format.VIRTUAL.value,
             RegistrationState.REGISTERED.value, since, since)
            for n, person in everybody
        ),
    )  # fmt: skip
    pen.filler.fill(
        Enrollment,
        ("id", "ref", "cohort_id", "person_id", "course_edition", "program_edition", "state", "since", "changed_at"),
        (
            (n + 1, ref("E", n), n // COHORT + 1, person, plan.edition, plan.edition, EnrollmentState.ACTIVE.value,
             pen.on(1, -20), since)
            for n, person in everybody
        ),
    )  # fmt: skip
    pen.filler.fill(
        Standing,
        ("id", "person_id", "kind", "since", "cause"),
        ((n + 1, person, StandingKind.IN_COHORT.value, pen.on(1, -20), "bench") for n, person in everybody),
    )
    version = PROMISE_VERSIONS[PromiseKind.PRIVACY]
    pen.filler.fill(
        Promise,
        ("id", "person_id", "kind", "version", "signed_at"),
        (
            (n + 1, person, PromiseKind.PRIVACY.value, version, pen.moment(TRAINING, 2))
            for n, person in everybody
        ),
    )
    _grants(pen, first[Grant])


def _grants(pen: Pen, first: int) -> None:
    """The roles, two for each trainee: their own, and their mentor's; and the pairs that go with them."""
    plan, since = pen.plan, pen.moment(1, -20)
    columns = ("id", "ref", "person_id", "role", "scope_kind", "scope_id", "since", "cause")
    rows: list[tuple[Any, ...]] = []
    pairs = []
    for n, person in enumerate(plan.trainees):
        own, theirs = first + 2 * n, first + 2 * n + 1
        mentor = mentor_of(n, plan.people)
        rows.append((own, ref("G", own), person, Role.TRAINEE.value, None, None, since, "bench"))
        rows.append((theirs, ref("G", theirs), mentor, Role.MENTOR.value, "person", person, since, "bench"))
        pairs.append((n + 1, ref("P", n), n + 1, mentor, person, theirs, pen.on(1, -20)))
    pen.filler.fill(Grant, columns, rows)
    names = ("id", "ref", "enrollment_id", "mentor_id", "trainee_id", "grant_id", "since")
    pen.filler.fill(Pair, names, pairs)


def _marks(pen: Pen, first: dict[type[Model], int]) -> None:
    """Twelve sessions of the cohort, and the meetings of facilitators that fell to them; each earned credit."""
    sheets = range(SESSIONS * len(_cohorts(pen)))
    closed = pen.moment(SESSIONS, 1)
    pen.filler.fill(
        Sheet, ("id", "session_id", "lock", "closed_at"),
        ((n + 1, first[Session] + n, 1, closed) for n in sheets),
    )  # fmt: skip
    columns = (
        "id", "session_id", "registration_id", "person_id", "presence", "session_minutes", "missed_minutes",
        "credited", "source", "marked_at",
    )  # fmt: skip
    numbers = itertools.count(1)
    rows = (
        (next(numbers), session, registration, person, Presence.PRESENT.value, MINUTES, 5, True,
         Source.TYPED.value, closed)
        for n, person in enumerate(pen.plan.trainees)
        for session, registration in _attended(pen, first, n, person)
    )  # fmt: skip
    pen.filler.fill(Mark, columns, rows)


def _attended(pen: Pen, first: dict[type[Model], int], n: int, person: int) -> Iterator[tuple[int, int]]:
    """(session, registration) of everything that a trainee attended."""
    for number in range(SESSIONS):
        yield first[Session] + n // COHORT * SESSIONS + number, first[Registration] + n
    for offering, registration in pen.plan.places_of(person):
        if offering in pen.plan.meetings:
            yield pen.plan.meetings[offering], registration


def _learned(pen: Pen, first: dict[type[Model], int]) -> None:
    """Every module read, every check tried twice; the last session is open for whoever has not asked yet."""
    plan = pen.plan
    modules = [(plan.training["id"], one) for one in plan.training["modules"]]
    modules += [(plan.practicum["id"], one) for one in plan.practicum["modules"]]
    progress, tries, parts = [], [], []
    numbers, tried, counted = itertools.count(1), itertools.count(1), itertools.count(1)
    answers = pen.json(CheckTry, "answers", {})
    for n, person in enumerate(plan.trainees):
        for number, (course, module) in enumerate(modules if asked(n) else modules[:-1], start=1):
            here = (person, course, plan.edition, module["id"])
            opened, done = pen.moment(number, -4), pen.moment(number, -2)
            progress.append((next(numbers), *here, opened, done, done))
            if module["checks"]:
                many = len(module["checks"])
                tries += [(next(tried), *here, right, many, answers, done) for right in (many - 1, many)]
            for part in parts_needed({"id": course, "modules": [module]}):
                parts.append((next(counted), *here[:3], part, pen.on(number, -2), "bench"))
    own = ("id", "person_id", "course", "edition")
    pen.filler.fill(ModuleProgress, (*own, "module", "opened_at", "seen_at", "done_at"), progress)
    pen.filler.fill(CheckTry, (*own, "module", "right", "questions", "answers", "made_at"), tries)
    pen.filler.fill(Part, (*own, "part", "on", "cause"), parts)
    pen.filler.fill(
        Completion,
        ("id", "ref", "person_id", "course", "edition", "kind", "on", "cause"),
        _completed(pen, first),
    )


def _completed(pen: Pen, first: dict[type[Model], int]) -> Iterator[tuple[Any, ...]]:
    numbers = itertools.count(first[Completion])
    for n, person in enumerate(pen.plan.trainees):
        courses = [pen.plan.training["id"]] + [pen.plan.practicum["id"]] * asked(n)
        for course in courses:
            number = next(numbers)
            state, on = CompletionKind.COMPLETED.value, pen.on(SESSIONS, -1)
            yield number, ref("D", number), person, course, pen.plan.edition, state, on, "bench"


def _meetings(pen: Pen) -> None:
    """One held after each session, and the next one planned."""
    columns = (
        "id", "ref", "pair_id", "trainee_id", "mentor_id", "starts_at", "on", "zone", "minutes", "mode", "state",
        "shared_note", "next_step", "private_note", "made_at", "held_at",
    )  # fmt: skip
    ahead = pen.plan.today + timedelta(days=20)
    after = (ahead - pen.plan.day(SESSIONS)).days
    pen.filler.fill(Meeting, columns, _met(pen, after))


def _met(pen: Pen, ahead: int) -> Iterator[tuple[Any, ...]]:
    numbers = itertools.count(1)
    for n, person in enumerate(pen.plan.trainees):
        mentor = mentor_of(n, pen.plan.people)
        for session in range(1, SESSIONS + 1):
            number, at = next(numbers), pen.moment(session, 4)
            yield (
                number, ref("M", number), n + 1, person, mentor, at, pen.on(session, 4), schedule.ZONE, 45,
                MeetingMode.VIDEO.value, MeetingState.HELD.value, NOTE, NOTE[:100], NOTE, at, at,
            )  # fmt: skip
        number = next(numbers)
        yield (
            number, ref("M", number), n + 1, person, mentor, pen.moment(SESSIONS, ahead), pen.on(SESSIONS, ahead),
            schedule.ZONE, None, MeetingMode.VIDEO.value, MeetingState.PLANNED.value, "", "", "",
            pen.moment(SESSIONS, 4), None,
        )  # fmt: skip
