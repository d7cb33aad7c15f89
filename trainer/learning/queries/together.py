"""What does a cohort see of itself: who is there, what comes next, what is to be done until then?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Grant
from trainer.accounts.queries import storable
from trainer.attendance.models import Mark
from trainer.attendance.rules import Presence
from trainer.core.db import db, locked
from trainer.curriculum.models import CourseEdition, Part
from trainer.learning.models import Cohort, Enrollment, Introduction
from trainer.learning.rules import BELONGS, PRACTICUM_COURSE, EnrollmentState, PhaseNow
from trainer.permissions import Role
from trainer.schedule.models import Session
from trainer.schedule.rules.kinds import SessionState

ORDER = (Role.TRAINEE, Role.MENTOR, Role.TRAINER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Face:
    """Somebody of a cohort as the others see them: what they chose to show, and nothing else."""

    role: Role
    shown: Introduction
    email: str


@dataclass
class Circle:
    """Who belongs to a cohort now: everybody's role by id, and the faces of those who introduced themselves."""

    roles: dict[int, Role]
    faces: dict[int, Face] = field(default_factory=dict)

    @property
    def shown(self) -> list[Face]:
        """The faces in their order: trainees, mentors, trainers, administrators; by the names they chose."""
        return sorted(self.faces.values(), key=lambda one: (ORDER.index(one.role), one.shown.name.casefold()))

    @property
    def unseen(self) -> int:
        """How many of its people have not chosen yet what they show. Administrators need not."""
        counted = [one for one, role in self.roles.items() if role is not Role.ADMINISTRATOR]
        return sum(one not in self.faces for one in counted)

    def name_of(self, person_id: int) -> str:
        """The name that somebody chose; nothing for who has not, or does not belong here any more."""
        face = self.faces.get(person_id)
        return face.shown.name if face else ""


def circle_of(cohort: Cohort, *, now: datetime) -> Circle:
    """Who belongs to a cohort now, and what they show. Two statements, and the people that came with the cohort."""
    people = [one.person_id for one in cohort.enrollments if one.state in BELONGS]
    roles: dict[int, Role] = {}
    for person_id, role in db.session.execute(_helpers(cohort, people, now)):
        if person_id not in roles or ORDER.index(role) < ORDER.index(roles[person_id]):
            roles[person_id] = role
    roles.update(dict.fromkeys(people, Role.TRAINEE))
    circle = Circle(roles)
    rows = db.session.scalars(
        select(Introduction)
        .where(Introduction.cohort_id == cohort.id, Introduction.name != "")
        .options(joinedload(Introduction.person))
    )
    for row in rows:
        if row.person_id in roles:
            email = row.person.email if row.email_shared_at is not None else ""
            circle.faces[row.person_id] = Face(roles[row.person_id], row, email)
    return circle


def _helpers(cohort: Cohort, people: Collection[int], now: datetime) -> Select[Any, Any]:
    """Whoever trains the cohort, mentors one of its people, or administers the program, now."""
    return select(Grant.person_id, Grant.role).where(
        Grant.since <= now,
        or_(Grant.until.is_(None), Grant.until > now),
        or_(
            and_(
                Grant.role == Role.TRAINER,
                Grant.scope_kind == "offering",
                Grant.scope_id == cohort.offering_id,
            ),
            and_(Grant.role == Role.MENTOR, Grant.scope_kind == "person", Grant.scope_id.in_(people)),
            Grant.role == Role.ADMINISTRATOR,
        ),
    )


def cohorts_of(person_id: int, *, offerings: Collection[int], mentored: Collection[int]) -> list[Cohort]:
    """The cohorts that somebody is in, trains, or mentors people of; the latest first."""
    theirs = select(Enrollment.cohort_id).where(
        Enrollment.person_id.in_([person_id, *mentored]), Enrollment.state.in_(BELONGS)
    )
    return list(
        db.session.scalars(
            select(Cohort)
            .where(or_(Cohort.id.in_(theirs), Cohort.offering_id.in_(offerings)))
            .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
            .limit(50)
        )
    )


def introduction_of(cohort: Cohort, person_id: int, *, lock: bool = False) -> Introduction | None:
    """What somebody shows this cohort."""
    one = select(Introduction).where(Introduction.cohort_id == cohort.id, Introduction.person_id == person_id)
    return db.session.scalars(locked(one) if lock else one).first()


def who_want_mail(cohort: Cohort) -> list[Introduction]:
    """Who asked for mail about new posts."""
    asked = select(Introduction).where(Introduction.cohort_id == cohort.id, Introduction.mails)
    return list(db.session.scalars(asked.options(joinedload(Introduction.person)).order_by(Introduction.id)))


def introductions_of_the_withdrawn() -> list[Introduction]:
    """What people still show a cohort that they have left."""
    left = exists().where(
        Enrollment.cohort_id == Introduction.cohort_id,
        Enrollment.person_id == Introduction.person_id,
        Enrollment.state == EnrollmentState.WITHDRAWN,
    )
    asked = select(Introduction).where(left).order_by(Introduction.id).limit(100)
    return list(
        db.session.scalars(asked.options(joinedload(Introduction.cohort), joinedload(Introduction.person)))
    )


def introduction_by_ref(ref: str) -> Introduction | None:
    """The introduction whose mail a link stops."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Introduction)
        .where(Introduction.ref == ref)
        .options(joinedload(Introduction.cohort), joinedload(Introduction.person))
    ).first()


def session_of_key(cohort: Cohort, key: str) -> Session | None:
    """The session of a cohort that an address names."""
    return next((one for one in cohort.offering.sessions if one.key == key), None)


def next_session(sessions: Sequence[Session], *, now: datetime, today: date) -> Session | None:
    """The session that goes on or comes next; None when all are over or none is fixed."""
    ahead = [
        one
        for one in sessions
        if one.state is not SessionState.CANCELED
        and (one.ends_at > now if one.ends_at else one.on is not None and one.on >= today)
    ]
    return min(ahead, key=lambda one: (one.on or date.max, one.number), default=None)


@dataclass(frozen=True)
class Work:
    """The module that belongs to a session, and how far the reader is with it (None: it is not theirs to do)."""

    course: str
    module: Mapping[str, Any]
    read: bool | None
    checked: bool | None


def work_of(cohort: Cohort, mine: Enrollment | None) -> dict[str, list[Work]]:
    """The work of each session, by its key: the modules of the training in the order of the sessions that train, those
    of the practicum with the sessions that follow. Two statements."""
    edition = mine.course_edition if mine else cohort.course_edition
    contents: dict[str, CourseEdition] = {}
    rows = db.session.scalars(
        select(CourseEdition)
        .where(CourseEdition.course.in_([cohort.course, PRACTICUM_COURSE]))
        .order_by(CourseEdition.loaded_at, CourseEdition.id)
    )
    for row in rows:
        if row.course not in contents or contents[row.course].edition != edition:
            contents[row.course] = row
    done = _done(mine, contents)
    found: dict[str, list[Work]] = {}
    for session, course, module in _modules(cohort, contents):
        read = None if mine is None else (course, f"module:{module['id']}") in done
        checked = (course, f"check:{module['id']}") in done if mine and module["checks"] else None
        found.setdefault(session.key, []).append(Work(course, module, read, checked))
    return found


def _modules(
    cohort: Cohort, contents: Mapping[str, CourseEdition]
) -> Iterator[tuple[Session, str, Mapping[str, Any]]]:
    """Each session with a module that belongs to it, and that one's course."""
    for course, sessions in _by_course(cohort).items():
        modules = contents[course].content["modules"] if course in contents else []
        for session, module in zip(sessions, modules, strict=False):
            yield session, course, module


def _by_course(cohort: Cohort) -> dict[str, list[Session]]:
    """The sessions of each course, in order: what trains, and what comes after."""
    trains = (PhaseNow.BEFORE, PhaseNow.TRAINING)
    found: dict[str, list[Session]] = {cohort.course: [], PRACTICUM_COURSE: []}
    for one in cohort.offering.sessions:
        training = one.on is None or cohort.phase_on(one.on) in trains
        found[cohort.course if training else PRACTICUM_COURSE].append(one)
    return found


def _done(mine: Enrollment | None, contents: Mapping[str, CourseEdition]) -> set[tuple[str, str]]:
    if mine is None:
        return set()
    rows = db.session.execute(
        select(Part.course, Part.edition, Part.part).where(
            Part.person_id == mine.person_id, Part.course.in_(list(contents))
        )
    )
    return {(course, part) for course, edition, part in rows if contents[course].edition == edition}


def marks_of(cohort: Cohort, person_id: int) -> dict[int, tuple[Presence, bool]]:
    """One person's own marks in a cohort, by session: presence and credit."""
    rows = db.session.execute(
        select(Mark.session_id, Mark.presence, Mark.credited)
        .join(Session, Session.id == Mark.session_id)
        .where(Session.offering_id == cohort.offering_id, Mark.person_id == person_id)
        .order_by(Mark.id)
    )
    return {session_id: (presence, credited) for session_id, presence, credited in rows}
