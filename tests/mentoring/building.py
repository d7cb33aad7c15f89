"""How does a test get a cohort, a trainee with a mentor, a meeting? Plain functions on the models."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Grant, Person
from trainer.core import clock
from trainer.core.db import db
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import CohortState, EnrollmentState
from trainer.mentoring import actions
from trainer.mentoring.models import Meeting, Pair, Support
from trainer.mentoring.rules import MeetingMode, MeetingState
from trainer.mentoring.rules.support import SupportKind, SupportStepKind
from trainer.messages import rendering
from trainer.messages.rendering import Rendered
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingKind

ZONE = "America/Los_Angeles"
DAYS = tuple(date(2020 + (9 + n) // 12, (9 + n) % 12 + 1, 13) for n in range(12))
"""Twelve sessions from October 13, 2020 to September 13, 2021; on the tests' day eight of them are over."""

BEFORE = datetime(2020, 10, 1, 16, 0, tzinfo=UTC)


def make_cohort(name: str = "Cohort of fall 2020", days: tuple[date, ...] = DAYS) -> Cohort:
    """A cohort in its eighth month."""
    offering = builders.make_offering(
        kind=OfferingKind.COHORT, title=name, days=days, year=builders.make_year(2020), capacity=40
    )
    cohort = Cohort(
        name=name, offering_id=offering.id, course="facilitator-cohort", course_edition="2020-21",
        program_edition="2020-21", starts_on=days[0], implementation_on=days[5] + timedelta(days=1),
        ends_on=days[-1], state=CohortState.ACTIVE, made_at=BEFORE,
    )  # fmt: skip
    db.session.add(cohort)
    db.session.flush()
    return cohort


def make_trainee(
    cohort: Cohort | None = None,
    name: str = "",
    *,
    state: EnrollmentState = EnrollmentState.ACTIVE,
    **more: Any,
) -> Enrollment:
    """A trainee of a cohort, with the role."""
    return make_enrollment(
        cohort or make_cohort(), builders.make_person(name, roles=Role.TRAINEE, **more), state=state
    )


def make_enrollment(
    cohort: Cohort, person: Person, *, state: EnrollmentState = EnrollmentState.ACTIVE
) -> Enrollment:
    """A person's place in a cohort."""
    enrollment = Enrollment(
        cohort_id=cohort.id, person_id=person.id, course_edition="2020-21", program_edition="2020-21", state=state,
        since=cohort.starts_on, changed_at=BEFORE,
    )  # fmt: skip
    db.session.add(enrollment)
    db.session.flush()
    return enrollment


def make_pair(enrollment: Enrollment | None = None, mentor: Any = None, *, now: datetime = BEFORE) -> Pair:
    """A trainee with a mentor, paired by the system."""
    enrollment = enrollment or make_trainee(name="Tia Tran")
    mentor = mentor or builders.make_person("Mia Mendez")
    office = builders.make_person("Ada Office", roles=Role.ADMINISTRATOR)
    return actions.pair(enrollment=enrollment, mentor=mentor, by=builders.actor(office), now=now)


def plan(pair: Pair, starts_at: datetime, *, now: datetime, **more: Any) -> Meeting:
    """A planned meeting of 45 minutes by video."""
    values = {"zone": ZONE, "planned_minutes": 45, "mode": MeetingMode.VIDEO, **more}
    return actions.plan_meeting(
        pair=pair, starts_at=starts_at, by=builders.actor(pair.mentor), now=now, **values
    )


def ask(meeting: Meeting, person: Person, kind: SupportKind = SupportKind.TIME) -> Support:
    """A call for support out of a meeting."""
    return actions.ask_in_meeting(meeting=meeting, kind=kind, by=builders.actor(person), now=BEFORE)


def answer(call: Support, step: SupportStepKind, words: str = "", by: Person | None = None) -> None:
    """What an administrator does about it."""
    office = by or builders.make_person("Ada Office", roles=Role.ADMINISTRATOR)
    actions.answer_support(support=call, step=step, text=words, by=builders.actor(office), now=BEFORE)


def mail(row: Any, language: str = "en") -> Rendered:
    """A message as its reader gets it."""
    return rendering.render(
        kind=row.kind, params=row.params, name="Reader", language=language, sender=("Program", "p@example.org"),
        now=clock.now(),
    )  # fmt: skip


def make_held(pair: Pair, on: date, *, minutes: int = 45, **more: Any) -> Meeting:
    """A meeting that was held on a day, at ten in the morning."""
    starts = datetime.combine(on, time(17), UTC)
    values = {"shared_note": "", "next_step": "", "private_note": "", **more}
    meeting = Meeting(
        pair_id=pair.id, trainee_id=pair.trainee_id, mentor_id=pair.mentor_id, starts_at=starts, on=on, zone=ZONE,
        planned_minutes=45, minutes=minutes, mode=MeetingMode.VIDEO, state=MeetingState.HELD, made_at=BEFORE,
        held_at=starts, **values,
    )  # fmt: skip
    db.session.add(meeting)
    db.session.flush()
    return meeting


def in_world(world: Any, trainee: str) -> Enrollment:
    """The place of one of the world's people in a cohort: the one they have, or a new one."""
    person = world.people[trainee]
    found = db.session.query(Enrollment).filter_by(person_id=person.id).one_or_none()
    return found or make_enrollment(make_cohort(f"Cohort of {trainee}"), person)


def _beside(world: Any, pair: Pair, held: Meeting, planned: Meeting, readers: Any) -> dict[str, list[Any]]:
    """A call for support, proposed times, what to talk about and a change of mentor, each with its canary."""
    call = ask(held, pair.trainee)
    done = world.secret("what was done about a call for support", *readers)
    answer(call, SupportStepKind.NOTED, done)
    actions.save_topics(
        meeting=planned, text=world.private("what to talk about", *readers), addresses=[], now=BEFORE,
        by=builders.actor(pair.trainee),
    )  # fmt: skip
    times = actions.propose_times(
        pair=pair, moments=[(date(2021, 6, 9), time(9))], zone=ZONE, minutes=45, mode=MeetingMode.PHONE, now=BEFORE,
        note=world.private("a word to proposed times", *readers), by=builders.actor(pair.trainee),
    )  # fmt: skip
    change = actions.announce(
        enrollment=pair.enrollment, mentor=builders.make_person("Mentor to come"), on=date(2021, 8, 1), by=SYSTEM,
        why=world.secret("why a mentor changes", readers[0]), now=BEFORE,
    )  # fmt: skip
    return {"times": [times], "handover": [change], "support": [call]}


def add_to_world(world: Any) -> None:
    """Two pairs with a planned and a held meeting each, and something private in both notes, for the matrix."""
    other = builders.make_person("Mentor of another")
    for trainee, mentor, readers in (
        ("trainee_a1", world.people["mentor"], ("trainee_a1", "mentor")),
        ("trainee_b1", other, ("trainee_b1",)),
    ):
        enrollment = in_world(world, trainee)
        grant = db.session.query(Grant).filter_by(person_id=mentor.id, role=Role.MENTOR).first()
        grant = grant or builders.make_grant(mentor, Role.MENTOR, enrollment.person)
        pair = Pair(
            enrollment=enrollment,
            mentor=mentor,
            trainee=enrollment.person,
            grant_id=grant.id,
            since=date(2020, 10, 1),
        )
        db.session.add(pair)
        db.session.flush()
        held = make_held(
            pair, date(2021, 4, 12), shared_note=world.private("a shared note", *readers),
            next_step=world.private("a next step", *readers),
            private_note=world.private("a mentor's private note", "mentor" if "mentor" in readers else ""),
        )  # fmt: skip
        link = world.private("the link of a mentor meeting", *readers)
        planned = plan(
            pair, datetime(2021, 6, 1, 17, tzinfo=UTC), now=BEFORE, link=f"https://meet.example.org/{link}"
        )
        beside = _beside(world, pair, held, planned, readers)
        rows = {**beside, "pair": [pair], "meeting": [held, planned], "cohort": [enrollment.cohort]}
        for name, found in rows.items():
            world.things.setdefault(name, []).extend(found)
