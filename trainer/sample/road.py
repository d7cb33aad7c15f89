"""How did the cohorts of the sample go, day by day? Everything is done by the actions that people use, in its order."""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from trainer.accounts import actions as accounts
from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.rules import PromiseKind
from trainer.attendance import actions as attendance
from trainer.attendance import queries as attendance_queries
from trainer.attendance.rules import Marked, Presence
from trainer.core.db import db
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition
from trainer.journals import actions as journals
from trainer.journals.models import Entry
from trainer.journals.rules import Criterion, Outcome
from trainer.learning import actions as learning
from trainer.learning import queries as learning_queries
from trainer.learning import rules
from trainer.learning.models import Cohort, Enrollment
from trainer.mentoring import actions as mentoring
from trainer.mentoring.models import Pair
from trainer.mentoring.rules import MeetingMode
from trainer.permissions import Role
from trainer.sample import texts

ZONE = "America/Los_Angeles"
ABSENT = -1
FIRST = (Criterion.MOMENT, Criterion.MEANING)

Deed = Callable[[datetime], object]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in California."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(ZONE)).astimezone(UTC)


def actor(person: Person, now: datetime) -> Actor:
    """Somebody as who acts, with the roles they hold that day."""
    return accounts_queries.actor_of(person, accounts_queries.grants_of(person.id, now=now))


@dataclass(frozen=True)
class Traveler:
    """One trainee of the sample: who, with whom, in which voice, and what did not go as planned.

    `missed`: minutes missed by session number (ABSENT: not there). `writes_until`: the last session they have answered.
    `late_review`: the number of the entry that still waits for the mentor.
    """

    person: Person
    mentor: Person
    voice: str = "center"
    cop: str = ""
    missed: dict[int, int] = field(default_factory=dict)
    writes_until: int = 12
    reads_until: int = 12

    @property
    def language(self) -> str:
        """In which language they and their mentor write."""
        return "es" if self.voice == "lucia" else "en"


class Road:
    """A cohort's year. `do` plans a deed for its moment; `go` does what has come until then, in order."""

    def __init__(
        self, *, office: Person, trainer: Person, name: str, dates: list[date], starts: time
    ) -> None:
        self.office, self.trainer, self.name, self.dates, self.starts = office, trainer, name, dates, starts
        self.deeds: list[tuple[datetime, int, Deed]] = []
        self.numbers = itertools.count()
        self.cohort: Cohort
        self.enrollments: dict[int, Enrollment] = {}
        self.pairs: dict[int, Pair] = {}

    def do(self, when: datetime, deed: Deed) -> None:
        """Plan a deed; of two at one moment the first planned comes first."""
        heapq.heappush(self.deeds, (when, next(self.numbers), deed))

    def go(self, until: datetime) -> None:
        """Do everything that has come by `until`; the rest has not happened yet."""
        while self.deeds and self.deeds[0][0] <= until:
            when, _number, deed = heapq.heappop(self.deeds)
            deed(when)

    def form(self, travelers: list[Traveler], *, formed_on: date) -> None:
        """The office forms the cohort, gives it a trainer and pairs mentors; everybody signs the privacy promise."""
        now = at(formed_on, 10)
        office = actor(self.office, now)
        self.cohort = learning.form_cohort(
            name=self.name, first_on=self.dates[0], dates=self.dates, starts=self.starts, zone=ZONE,
            people=[one.person for one in travelers], by=office, now=now,
        )  # fmt: skip
        accounts.grant(
            person=self.trainer,
            role=Role.TRAINER,
            thing=self.cohort.offering,
            cause="trains",
            by=office,
            now=now,
        )
        for one in learning_queries.trainees(self.cohort):
            self.enrollments[one.person_id] = one
        for traveler in travelers:
            enrollment = self.enrollments[traveler.person.id]
            self.pairs[traveler.person.id] = mentoring.pair(
                enrollment=enrollment, mentor=traveler.mentor, by=office, now=now
            )
            signed = at(formed_on + timedelta(days=2), 19)
            accounts.sign_promise(
                person=traveler.person,
                kind=PromiseKind.PRIVACY,
                by=actor(traveler.person, signed),
                now=signed,
            )
            self.plan_learning(traveler)
            self.plan_writing(traveler)
            self.plan_meetings(traveler)
        self.plan_sheets(travelers)

    def plan_sheets(self, travelers: list[Traveler]) -> None:
        """After each session the trainer marks who was there and closes the sheet."""
        for number, day in enumerate(self.dates, start=1):
            self.do(at(day, 20), lambda now, number=number: self.mark(number, travelers, now))  # type: ignore[misc]

    def mark(self, number: int, travelers: list[Traveler], now: datetime) -> None:
        """The sheet of one session."""
        offering = self.cohort.offering
        session = next(one for one in offering.sessions if one.number == number)
        missed = {one.person.id: one.missed.get(number, 0) for one in travelers}
        marks = [
            Marked(
                row.ref,
                Presence.ABSENT if missed[row.person_id] == ABSENT else Presence.PRESENT,
                max(missed[row.person_id], 0),
            )
            for row in attendance_queries.people_on(session)
        ]
        by = actor(self.trainer, now)
        attendance.mark(session=session, offering=offering, marks=marks, lock=0, by=by, now=now)
        attendance.close(session=session, offering=offering, by=by, now=now + timedelta(minutes=5))

    def plan_learning(self, traveler: Traveler) -> None:
        """Each module is begun before its session, read and checked after it."""
        for number, day in enumerate(self.dates, start=1):
            if number <= traveler.reads_until:
                self.do(at(day - timedelta(days=2), 20), lambda now, n=number: self.open(traveler, n, now))  # type: ignore[misc]
                self.do(at(day + timedelta(days=1), 20), lambda now, n=number: self.finish(traveler, n, now))  # type: ignore[misc]

    def _module(self, number: int) -> tuple[CourseEdition, str]:
        course = "facilitator-cohort" if number <= 6 else "facilitator-practicum"
        edition = curriculum_queries.edition(course)
        assert edition is not None  # noqa: S101 - the courses are loaded before the sample is made
        return edition, edition.content["modules"][(number - 1) % 6]["id"]

    def open(self, traveler: Traveler, number: int, now: datetime) -> None:
        """Begin to read."""
        edition, module = self._module(number)
        learning.open_module(person=traveler.person, edition=edition, module=module, now=now)

    def finish(self, traveler: Traveler, number: int, now: datetime) -> None:
        """Read to the end, and take the knowledge check: the third module takes a second try."""
        edition, module = self._module(number)
        by = actor(traveler.person, now)
        learning.finish_module(person=traveler.person, edition=edition, module=module, by=by, now=now)
        checks = next(one for one in edition.content["modules"] if one["id"] == module)["checks"]
        if not checks:
            return
        right = {check["id"]: rules.right_answer(check) for check in checks}
        if number == 3:
            wrong = {check["id"]: rules.wrong_answer(check) for check in checks}
            learning.try_check(
                person=traveler.person, edition=edition, module=module, answers=wrong, by=by, now=now
            )
        learning.try_check(
            person=traveler.person,
            edition=edition,
            module=module,
            answers=right,
            by=by,
            now=now + timedelta(minutes=9),
        )

    def plan_writing(self, traveler: Traveler) -> None:
        """A reflection after each session, in the second half a trace as well; each is answered within ten days."""
        for number, day in enumerate(self.dates, start=1):
            if number > traveler.writes_until:
                continue
            self._plan_entry(traveler, number, "reflective", day + timedelta(days=3))
            if number > 6:
                self._plan_entry(traveler, number, "trace", day + timedelta(days=5))

    def _plan_entry(self, traveler: Traveler, number: int, kind: str, day: date) -> None:
        thin = kind == "reflective" and texts.has_first(number, traveler.voice)
        answered = day + timedelta(days=7)
        if thin:
            self.do(at(day, 20), lambda now: self.write(traveler, number, kind, now, first=True))
            self.do(at(answered, 9), lambda now: self.answer(traveler, number, kind, Outcome.REVISE, now))
            day, answered = day + timedelta(days=10), day + timedelta(days=14)
        good = Outcome.ACCEPTED_WITH_QUESTION if number % 5 == 0 else Outcome.ACCEPTED
        self.do(at(day, 20, 30), lambda now: self.write(traveler, number, kind, now))
        self.do(at(answered, 9, 30), lambda now: self.answer(traveler, number, kind, good, now))

    def _entry(self, traveler: Traveler, number: int, kind: str) -> Entry | None:
        enrollment = self.enrollments[traveler.person.id]
        return (
            db.session.query(Entry)
            .filter_by(enrollment_id=enrollment.id, prompt=self._prompt(number, kind))
            .first()
        )

    def _prompt(self, number: int, kind: str) -> str:
        edition, module = self._module(number)
        prompts = learning_queries.prompts_of(edition)
        return str(next(one["id"] for one in prompts if one["module"] == module and one["kind"] == kind))

    def write(
        self, traveler: Traveler, number: int, kind: str, now: datetime, *, first: bool = False
    ) -> None:
        """Write and hand in."""
        entry = self.draft(traveler, number, kind, now, first=first)
        journals.submit(entry=entry, by=actor(traveler.person, now), now=now + timedelta(minutes=20))

    def draft(
        self, traveler: Traveler, number: int, kind: str, now: datetime, *, first: bool = False
    ) -> Entry:
        """Write, and keep it for oneself."""
        before = self._entry(traveler, number, kind)
        return journals.save_draft(
            enrollment=self.enrollments[traveler.person.id], prompt_id=self._prompt(number, kind),
            text=texts.entry(number, kind, traveler.voice, first=first), lock=before.lock if before else 0,
            by=actor(traveler.person, now), now=now,
        )  # fmt: skip

    def answer(self, traveler: Traveler, number: int, kind: str, outcome: Outcome, now: datetime) -> None:
        """The mentor takes the entry up and answers it."""
        entry = self._entry(traveler, number, kind)
        if entry is None:
            return
        by = actor(traveler.mentor, now)
        journals.begin_review(entry=entry, by=by, now=now)
        revise = outcome is Outcome.REVISE
        level = 1 if revise else 3
        said: dict[str, Any] = texts.review(
            "revise" if revise else "question" if outcome is Outcome.ACCEPTED_WITH_QUESTION else "accepted",
            (number - 3) // 2 if revise else number + (traveler.person.id or 0), traveler.language,
        )  # fmt: skip
        journals.review(
            entry=entry, round=len(entry.submissions),
            levels={one: level if one in FIRST else max(level - 1, 1) for one in Criterion},
            care_kept=True, outcome=outcome, again_by=(now + timedelta(days=10)).date() if revise else None,
            private_note="", by=by, now=now + timedelta(minutes=15), **said,
        )  # fmt: skip

    def plan_meetings(self, traveler: Traveler) -> None:
        """Once a month they meet: planned ten days before, held, with a note that both read; no two at one time."""
        place = len(self.pairs)
        for number, day in enumerate(self.dates, start=1):
            meets = at(day + timedelta(days=5 + place % 3), 10 + 2 * (place % 4))
            self.do(meets - timedelta(days=10), lambda now, m=meets, n=number: self.meet(traveler, n, m, now))  # type: ignore[misc]

    def meet(self, traveler: Traveler, number: int, meets: datetime, now: datetime) -> None:
        """Plan a meeting; when its day comes it is held."""
        meeting = mentoring.plan_meeting(
            pair=self.pairs[traveler.person.id], starts_at=meets, zone=ZONE, planned_minutes=45,
            mode=MeetingMode.VIDEO, link="https://meet.facilitators.example/mentor",
            by=actor(traveler.mentor, now), now=now,
        )  # fmt: skip
        held = meets + timedelta(minutes=50)
        minutes = 45 if number % 3 else 35

        def hold(now: datetime) -> None:
            notes = texts.meeting(number - 1)
            mentoring.hold_meeting(
                meeting=meeting, minutes=minutes, shared_note=notes["shared_note"], next_step=notes["next_step"],
                private_note=notes["private_note"], by=actor(traveler.mentor, now), now=now,
            )  # fmt: skip

        self.do(held, hold)
