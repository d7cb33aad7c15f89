"""Which certification files wait for whom, and who must not decide them?"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased, joinedload

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.certification.models import CertificationFile, Credential, Extension, ProgramEdition, SignOff
from trainer.certification.rules import CredentialState, EventKind, FileState, TaskKind, engine
from trainer.certification.rules.agreed import deadline_of
from trainer.certification.rules.states import BEFORE, REMIND_DAYS, WAITING
from trainer.core import clock
from trainer.core.agenda import Event, Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import IN_PROGRAM, LIVE
from trainer.mentoring.models import Pair
from trainer.permissions import Role

MOST_TASKS, MOST_EVENTS = 20, 50
MENTORS = select(Pair.mentor_id).where(Pair.trainee_id == bindparam("person"))


def file_by_ref(ref: str) -> CertificationFile | None:
    """The file that a URL names, with its enrollment, cohort, offering and person."""
    if not storable(ref):
        return None
    return db.session.scalars(_whole_file(), {"ref": ref}).first()


@cache
def _whole_file() -> Select[CertificationFile]:
    """Built once: to put it together takes longer than to ask it. The file's person is the enrollment's."""
    return (
        select(CertificationFile)
        .where(CertificationFile.ref == bindparam("ref"))
        .options(
            joinedload(CertificationFile.enrollment).joinedload(Enrollment.person),
            joinedload(CertificationFile.enrollment)
            .joinedload(Enrollment.cohort)
            .joinedload(Cohort.offering),
        )
    )


def file_of(enrollment_id: int) -> CertificationFile | None:
    """The file of an enrollment, if it was opened."""
    return db.session.scalars(
        select(CertificationFile).where(CertificationFile.enrollment_id == enrollment_id)
    ).first()


def file_alone(file_id: int) -> Select[CertificationFile]:
    """One file as it is in the database now, for a lock."""
    return (
        select(CertificationFile)
        .where(CertificationFile.id == file_id)
        .execution_options(populate_existing=True)
    )


def mentor_ids(person_id: int) -> set[int]:
    """Everybody who mentors this person, or did."""
    return set(db.session.scalars(MENTORS, {"person": person_id}))


def mentor_now(enrollment_id: int) -> int | None:
    """Who mentors this trainee today."""
    return db.session.scalar(
        select(Pair.mentor_id).where(Pair.enrollment_id == enrollment_id, Pair.until.is_(None))
    )


def waiting_files() -> Select[*tuple[Any, ...]]:
    """Files that wait for a decision, oldest request first, for a page."""
    return _rows(CertificationFile.requested_at).where(CertificationFile.state.in_(WAITING))


def decided_files() -> Select[*tuple[Any, ...]]:
    """Files that were decided or returned, latest first, for a page."""
    settled = (FileState.RETURNED, FileState.CERTIFIED, FileState.DECLINED)
    return _rows(CertificationFile.changed_at).where(CertificationFile.state.in_(settled))


def _rows(at: Any) -> Select[*tuple[Any, ...]]:
    """Files with what a line of the list says, led by the moment that orders them."""
    mentor, latest = aliased(Person), aliased(SignOff)
    newest = select(func.max(SignOff.id)).where(SignOff.file_id == CertificationFile.id).scalar_subquery()
    return (
        select(
            at, CertificationFile.id, CertificationFile, Person, Cohort.name, mentor.name, latest.given,
            Credential.state, Credential.expires_on,
        )
        .join(Person, Person.id == CertificationFile.person_id)
        .join(Enrollment, Enrollment.id == CertificationFile.enrollment_id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .outerjoin(Pair, (Pair.enrollment_id == Enrollment.id) & Pair.until.is_(None))
        .outerjoin(mentor, mentor.id == Pair.mentor_id)
        .outerjoin(latest, latest.id == newest)
        .outerjoin(Credential, Credential.file_id == CertificationFile.id)
    )  # fmt: skip


def under_way() -> Select[*tuple[Any, ...]]:
    """Trainees who have not asked yet, by name, for a page."""
    return (
        select(Person.sort_name, Enrollment.id, Enrollment, Person, Cohort.name)
        .join(Person, Person.id == Enrollment.person_id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .outerjoin(CertificationFile, CertificationFile.enrollment_id == Enrollment.id)
        .where(
            Enrollment.state.in_(LIVE),
            CertificationFile.id.is_(None) | CertificationFile.state.in_(BEFORE),
        )
    )


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """What waits for this person here: as a trainee or holder, as a mentor, as an administrator."""
    if actor.person_id is None:
        return []
    today = clock.day(now)
    tasks = _for_oneself(actor.person_id, today) if actor.holds(Role.TRAINEE) else []
    trainees = actor.scope_ids(Role.MENTOR, "person")
    if trainees:
        tasks += _for_mentor(actor.person_id, trainees)
    if actor.holds(Role.ADMINISTRATOR):
        tasks += _for_administrator(actor.person_id)
    return tasks[:MOST_TASKS]


def _for_oneself(person_id: int, day: date) -> list[Task]:
    asked = {"person": person_id, "day": day, "soon": day + timedelta(days=REMIND_DAYS[0])}
    tasks = []
    for state, credential_ref, expires in db.session.execute(_own_files(), asked):
        if state is FileState.RETURNED:
            tasks.append(Task(Reason(TaskKind.ANSWER_RETURN), "certification.mine"))
        elif credential_ref:
            reason = Reason(TaskKind.EXPIRES, {"until": expires})
            tasks.append(
                Task(reason, "certification.certificate", {"credential_ref": credential_ref}, expires)
            )
    return tasks


@cache
def _own_files() -> Select[Any, Any, Any]:
    """Built once: to put it together takes longer than to ask it."""
    return (
        select(CertificationFile.state, Credential.ref, Credential.expires_on)
        .outerjoin(
            Credential,
            (Credential.file_id == CertificationFile.id) & (Credential.state == CredentialState.VALID),
        )
        .where(
            CertificationFile.person_id == bindparam("person"),
            (CertificationFile.state == FileState.RETURNED)
            | Credential.expires_on.between(bindparam("day"), bindparam("soon")),
        )
        .limit(MOST_TASKS)
    )


def _for_mentor(mentor_id: int, trainees: list[int]) -> list[Task]:
    rows = db.session.execute(
        select(Person.name, Enrollment.ref)
        .select_from(CertificationFile)
        .join(Enrollment, Enrollment.id == CertificationFile.enrollment_id)
        .join(Person, Person.id == CertificationFile.person_id)
        .join(Pair, (Pair.enrollment_id == Enrollment.id) & Pair.until.is_(None))
        .where(
            CertificationFile.person_id.in_(trainees),
            CertificationFile.state == FileState.REQUESTED,
            Pair.mentor_id == mentor_id,
            ~select(SignOff.id)
            .where(SignOff.file_id == CertificationFile.id, SignOff.at >= CertificationFile.changed_at)
            .exists(),
        )
        .order_by(CertificationFile.requested_at, CertificationFile.id)
        .limit(MOST_TASKS)
    )
    return [
        Task(Reason(TaskKind.SIGN_OFF, {"name": name}), "certification.sign_off", {"enrollment_ref": ref})
        for name, ref in rows
    ]


def _for_administrator(person_id: int) -> list[Task]:
    """Files that this administrator may decide: neither their own nor one of their trainees'."""
    declined = (
        select(SignOff.id)
        .where(SignOff.file_id == CertificationFile.id, SignOff.at >= CertificationFile.changed_at)
        .where(~SignOff.given)
        .exists()
    )
    mentored = select(Pair.id).where(
        Pair.trainee_id == CertificationFile.person_id, Pair.mentor_id == person_id
    )
    rows = db.session.execute(
        select(Person.name, CertificationFile.ref, CertificationFile.state)
        .join(Person, Person.id == CertificationFile.person_id)
        .where(
            (CertificationFile.state == FileState.IN_REVIEW)
            | ((CertificationFile.state == FileState.REQUESTED) & declined),
            CertificationFile.person_id != person_id,
            ~mentored.exists(),
        )
        .order_by(CertificationFile.requested_at, CertificationFile.id)
        .limit(MOST_TASKS)
    )
    kinds = {FileState.IN_REVIEW: TaskKind.DECIDE, FileState.REQUESTED: TaskKind.MENTOR_DECLINED}
    return [
        Task(Reason(kinds[state], {"name": name}), "certification.file", {"file_ref": ref})
        for name, ref, state in rows
    ]


def coming(person_id: int, *, now: datetime) -> list[Event]:
    """The last day on which this person can ask for certification, or the last on which theirs is valid."""
    events = []
    rows = db.session.execute(_own_enrollments(), {"person": person_id})
    for enrollment, starts_on, content, state, until, credential_ref, expires in rows:
        ref = enrollment.ref
        if credential_ref:
            values = {"credential_ref": credential_ref}
            events.append(
                _whole_day(f"certificate.{credential_ref}", EventKind.EXPIRY, expires, "certificate", values)
            )
        elif content and state in (None, *BEFORE, FileState.RETURNED):
            numbers = {one.code: one.numbers for one in engine.criteria_of(content)}.get(engine.DEADLINE)
            if numbers:
                last = deadline_of(starts_on, until, numbers, enrollment.away_on(clock.day(now)))
                events.append(
                    _whole_day(f"deadline.{ref}", EventKind.DEADLINE, last, "path", {"enrollment_ref": ref})
                )
    return [event for event in events if event.ends_at > now]


@cache
def _own_enrollments() -> Select[*tuple[Any, ...]]:
    extended = (
        select(func.max(Extension.until)).where(Extension.file_id == CertificationFile.id).scalar_subquery()
    )
    return (
        select(
            Enrollment, Cohort.starts_on, ProgramEdition.content, CertificationFile.state, extended,
            Credential.ref, Credential.expires_on,
        )
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .outerjoin(ProgramEdition, ProgramEdition.edition == Enrollment.program_edition)
        .outerjoin(CertificationFile, CertificationFile.enrollment_id == Enrollment.id)
        .outerjoin(
            Credential,
            (Credential.file_id == CertificationFile.id) & (Credential.state == CredentialState.VALID),
        )
        .where(
            Enrollment.person_id == bindparam("person"),
            Enrollment.state.in_(IN_PROGRAM) | Credential.id.is_not(None),
        )
        .limit(MOST_EVENTS)
    )  # fmt: skip


def _whole_day(uid: str, kind: EventKind, day: date, endpoint: str, values: dict[str, Any]) -> Event:
    """The last hour of a day in the program's zone, so that it stands on that day in every calendar."""
    zone = clock.zone(None)
    ends = datetime.combine(day, time(17), zone).astimezone(UTC)
    return Event(
        uid=f"certification.{uid}", title=Reason(kind), starts_at=ends - timedelta(hours=1), ends_at=ends,
        zone=zone.key, endpoint=f"certification.{endpoint}", values=values, sequence=day.toordinal() % 100_000,
    )  # fmt: skip
