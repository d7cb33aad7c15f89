"""How does a test get a trainee who has done everything, and each record that it rests on? Rows, one per record."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Person, Promise
from trainer.accounts.rules import PromiseKind
from trainer.attendance.models import Mark
from trainer.attendance.rules import Presence, Source
from trainer.certification import loading
from trainer.core.db import db
from trainer.curriculum.models import Completion, CourseEdition
from trainer.curriculum.rules import CompletionKind
from trainer.journals.models import Entry, Submission
from trainer.journals.rules import EntryKind, EntryState
from trainer.learning.models import CheckTry, Cohort, Enrollment, ModuleProgress
from trainer.learning.rules import CohortState, EnrollmentState
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingMode, MeetingState
from trainer.permissions import Role
from trainer.practice import models as practice
from trainer.practice.rules import (
    AgreementKind,
    CharterState,
    CopSessionState,
    CopState,
    DebriefState,
    LeadRole,
    SignInSource,
)
from trainer.schedule.models import Session
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import Format, OfferingKind, When

ZONE = "America/Los_Angeles"
COURSES = Path(__file__).parents[2] / "courses"
STARTS = date(2020, 5, 21)
TRAINING = tuple(date(2020, 5 + month, 21) for month in range(6))
GROUP = (*(date(2020, month, 20) for month in (11, 12)), *(date(2021, month, 20) for month in (1, 2, 3, 4)))
OWN = (date(2020, 11, 12), date(2020, 12, 10), *(date(2021, month, 14) for month in (1, 2, 3, 4)))
"""Six sessions of the own CoP, one a month."""
MODULES = tuple(f"cohort.{number}" for number in range(1, 7))


def at(day: date, hour: int = 10) -> datetime:
    """That day, by the clock of California."""
    return plans.instant(day, time(hour), ZONE)


@dataclass
class Journey:
    """One trainee with all rows by which they are judged, each by a name."""

    trainee: Person
    mentor: Person
    administrator: Person
    enrollment: Enrollment = None  # type: ignore[assignment]
    cohort: Cohort = None  # type: ignore[assignment]
    cop: practice.Cop = None  # type: ignore[assignment]
    rows: dict[str, Any] = field(default_factory=dict)


def load_program() -> None:
    """The editions of the program; and the cohort's course, small, with the ids that the real one has."""
    if db.session.query(CourseEdition).filter_by(course="facilitator-cohort").first() is None:
        modules = [{"id": name, "checks": [{"id": f"{name}-q1"}], "prompts": []} for name in MODULES]
        db.session.add(
            CourseEdition(
                course="facilitator-cohort", edition="2020-21", minutes=540, titles={"en": "Cohort"}, digest="x",
                content={"id": "facilitator-cohort", "modules": modules}, loaded_at=builders.EARLIER,
            )
        )  # fmt: skip
        loading.load(COURSES, by=SYSTEM, now=builders.EARLIER)


def make_enrollment(trainee: Person, *, edition: str = "2020-21", name: str = "Cohort 5") -> Enrollment:
    """An enrollment in a cohort of its own: twelve dates, the first six of them for training."""
    load_program()
    offering = builders.make_offering(
        kind=OfferingKind.COHORT, title=name, days=(), capacity=40, year=builders.make_year(2019)
    )
    for number, on in enumerate((*TRAINING, *GROUP), start=1):
        offering.sessions.append(
            Session(
                key=f"c{number:02}", number=number, when=When.FIXED, on=on, starts=time(10), ends=time(11, 30),
                starts_at=at(on), ends_at=at(on) + timedelta(minutes=90),
            )
        )  # fmt: skip
    db.session.flush()
    cohort = Cohort(
        name=name, offering=offering, course="facilitator-cohort", course_edition="2020-21", program_edition=edition,
        starts_on=STARTS, implementation_on=TRAINING[-1] + timedelta(days=1), ends_on=GROUP[-1],
        state=CohortState.ACTIVE, made_at=builders.EARLIER,
    )  # fmt: skip
    enrollment = Enrollment(
        cohort=cohort, person=trainee, course_edition="2020-21", program_edition=edition,
        state=EnrollmentState.ACTIVE, since=STARTS, changed_at=builders.EARLIER,
    )  # fmt: skip
    db.session.add(enrollment)
    db.session.flush()
    builders.make_grant(trainee, Role.TRAINEE)
    return enrollment


def make_pair(enrollment: Enrollment, mentor: Person, *, until: date | None = None) -> Pair:
    """A mentor beside a trainee, with the role that goes with it."""
    grant = builders.make_grant(mentor, Role.MENTOR, enrollment.person) if until is None else None
    pair = Pair(
        enrollment=enrollment, mentor=mentor, trainee=enrollment.person, since=STARTS, until=until,
        grant_id=grant.id if grant else None,
    )  # fmt: skip
    db.session.add(pair)
    db.session.flush()
    return pair


def make_journey(*, edition: str = "2020-21", name: str = "Rosa Medina", **people: Person) -> Journey:
    """A trainee who has done everything that can be asked of them, and has not asked yet."""
    journey = Journey(
        people.get("trainee") or builders.make_person(name),
        people.get("mentor") or builders.make_person("Mona Mentor"),
        people.get("administrator") or builders.make_person("Ada Admin", roles=Role.ADMINISTRATOR),
    )
    journey.enrollment = make_enrollment(journey.trainee, edition=edition, name=f"Cohort of {name}")
    journey.cohort = journey.enrollment.cohort
    journey.rows["pair"] = make_pair(journey.enrollment, journey.mentor)
    _learned(journey)
    _journal(journey)
    _meetings(journey)
    _own_cop(journey)
    db.session.flush()
    return journey


def _keep(journey: Journey, name: str, row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    journey.rows[name] = row
    return row


def _learned(journey: Journey) -> None:
    person, cohort = journey.trainee, journey.cohort
    _keep(journey, "completion", Completion(
        person_id=person.id, course="cop-101", edition="2020-21", kind=CompletionKind.COMPLETED,
        on=date(2020, 5, 8), cause="test",
    ))  # fmt: skip
    _keep(
        journey,
        "promise",
        Promise(person_id=person.id, kind=PromiseKind.PRIVACY, version=1, signed_at=at(STARTS)),
    )
    place = builders.make_registration(cohort.offering, person)
    of = {"person_id": person.id, "course": "facilitator-cohort", "edition": "2020-21"}
    for number, (module, on) in enumerate(zip(MODULES, TRAINING, strict=True), start=1):
        _keep(journey, f"read {number}", ModuleProgress(
            **of, module=module, opened_at=at(on), seen_at=at(on), done_at=at(on, 15)
        ))  # fmt: skip
        _keep(journey, f"check {number}", CheckTry(
            **of, module=module, right=4, questions=5, answers={}, made_at=at(on, 16)
        ))  # fmt: skip
        if number < 6:
            session = next(one for one in cohort.offering.sessions if one.number == number)
            _keep(journey, f"mark {number}", make_mark(session, place))
    last = next(one for one in cohort.offering.sessions if one.number == 6)
    _keep(journey, "mark 6", make_mark(last, place, missed=16))


def make_mark(session: Session, place: Any, *, missed: int = 0, limit: int = 15) -> Mark:
    """One person in one session of ninety minutes."""
    return Mark(
        session_id=session.id, registration_id=place.id, person_id=place.person_id, presence=Presence.PRESENT,
        session_minutes=90, missed_minutes=missed, credited=missed <= limit, source=Source.TYPED,
        marked_at=session.ends_at,
    )  # fmt: skip


def _journal(journey: Journey) -> None:
    wanted = [(f"cohort.{n}-r", f"cohort.{n}", EntryKind.REFLECTIVE, TRAINING[n - 1]) for n in range(1, 7)]
    for n in range(7, 13):
        wanted.append((f"practicum.{n}-r", f"practicum.{n}", EntryKind.REFLECTIVE, GROUP[n - 7]))
        wanted.append((f"practicum.{n}-t", f"practicum.{n}", EntryKind.TRACE, GROUP[n - 7]))
    for prompt, module, kind, on in wanted:
        entry = _keep(journey, prompt, Entry(
            enrollment_id=journey.enrollment.id, person_id=journey.trainee.id, prompt=prompt, module=module,
            session=int(module.split(".")[1]), kind=kind, required=True, audience="mentor", state=EntryState.ACCEPTED,
            text=f"canary-journal of {prompt}", made_at=at(on), saved_at=at(on),
            submitted_at=at(on + timedelta(days=3)), accepted_at=at(on + timedelta(days=9)),
        ))  # fmt: skip
        db.session.add(
            Submission(
                entry_id=entry.id, round=1, text=f"canary-journal of {prompt}", due_on=on + timedelta(days=14),
                submitted_at=at(on + timedelta(days=3)),
            )
        )  # fmt: skip


def _meetings(journey: Journey) -> None:
    for number, on in enumerate(OWN, start=1):
        day = on - timedelta(days=3)
        _keep(journey, f"meeting {number}", Meeting(
            pair_id=journey.rows["pair"].id, trainee_id=journey.trainee.id, mentor_id=journey.mentor.id,
            starts_at=at(day), on=day, zone=ZONE, planned_minutes=45, minutes=45, mode=MeetingMode.VIDEO,
            state=MeetingState.HELD, shared_note="canary-meeting", made_at=at(day), held_at=at(day),
        ))  # fmt: skip


def _own_cop(journey: Journey) -> None:
    cop = journey.cop = _keep(journey, "cop", practice.Cop(
        name="Calm mornings", zone=ZONE, state=CopState.ACTIVE, made_at=at(TRAINING[-1])
    ))  # fmt: skip
    _keep(journey, "facilitator", practice.Facilitator(
        cop_id=cop.id, person_id=journey.trainee.id, since=TRAINING[-1]
    ))  # fmt: skip
    _keep(journey, "charter", practice.Charter(
        cop_id=cop.id, version=1, state=CharterState.APPROVED, content={}, saved_at=at(OWN[0]),
        submitted_at=at(OWN[0] - timedelta(days=9)), decided_at=at(OWN[0] - timedelta(days=2)),
    ))  # fmt: skip
    members = [make_member(cop, name) for name in ("Ana", "Bo", "Cy", "Di", "Eli")]
    for number, on in enumerate(OWN, start=1):
        journey.rows[f"session {number}"] = make_session(journey, number, on, members[:4])
    first, second = journey.rows["session 1"], journey.rows["session 2"]
    _keep(journey, "value", practice.SharedValue(
        cop_id=cop.id, session_id=second.id, text="We listen.", recorded_at=at(OWN[1], 12)
    ))  # fmt: skip
    _keep(journey, "revisit", practice.ValueRevisit(
        session_id=journey.rows["session 4"].id, note="canary-revisit", recorded_at=at(OWN[3], 12)
    ))  # fmt: skip
    _keep(journey, "agreement", practice.Agreement(
        cop_id=cop.id, session_id=first.id, kind=AgreementKind.CONFIDENTIALITY, text="canary-agreement",
        recorded_at=at(OWN[0], 12),
    ))  # fmt: skip


def make_member(cop: practice.Cop, name: str, **more: Any) -> practice.Member:
    """Somebody in a CoP."""
    member = practice.Member(cop_id=cop.id, name=name, sort_name=name.casefold(), since=OWN[0], **more)
    db.session.add(member)
    db.session.flush()
    return member


def make_session(journey: Journey, number: int, on: date, members: list[Any], **more: Any) -> Any:
    """A session of the own CoP that was held, led by the trainee, signed in to and talked over."""
    values = {"minutes": 75, "planned_minutes": 75, "format": Format.IN_PERSON, **more}
    session = practice.CopSession(
        cop_id=journey.cop.id, number=number, on=on, starts_at=at(on), state=CopSessionState.HELD,
        held_at=at(on, 12), **values,
    )  # fmt: skip
    db.session.add(session)
    db.session.flush()
    _keep(journey, f"lead {number}", practice.Lead(
        session_id=session.id, person_id=journey.trainee.id, role=LeadRole.LEAD
    ))  # fmt: skip
    for member in members:
        _keep(journey, f"sign-in {number} {member.name}", practice.SignIn(
            session_id=session.id, member_id=member.id, source=SignInSource.QR, at=at(on)
        ))  # fmt: skip
    _keep(journey, f"debrief {number}", practice.Debrief(
        session_id=session.id, trainee_id=journey.trainee.id, state=DebriefState.HELD,
        due_on=on + timedelta(days=14), on=on + timedelta(days=7), minutes=30, mentor_id=journey.mentor.id,
        content={"feel": "canary-debrief"},
    ))  # fmt: skip
    return session
