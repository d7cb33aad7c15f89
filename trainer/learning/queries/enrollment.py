"""Who applies to which cohort, what has happened to an enrollment, and what waits for an administrator's word?"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, String, bindparam, cast, func, literal, null, select, union_all
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.core.agenda import Task
from trainer.core.db import db, locked
from trainer.core.errors import Reason
from trainer.learning.models import Application, Cohort, Deferral, Enrollment, Step
from trainer.learning.rules import (
    IN_PROGRAM,
    OPEN,
    ApplicationState,
    DeferralState,
    EnrollmentState,
    OfficeTask,
)

MOST_TASKS = 20


def application_of(cohort_id: int, person_id: int, *, lock: bool = False) -> Application | None:
    """What somebody has written to a cohort, as it is in the database now; `lock`: nobody else changes it meanwhile."""
    one = (
        select(Application)
        .where(Application.cohort_id == cohort_id, Application.person_id == person_id)
        .options(joinedload(Application.cohort), joinedload(Application.person))
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(locked(one, of=Application) if lock else one).first()


def application_now(application_id: int) -> Select[Application]:
    """One application as it is in the database now, locked: it is answered once."""
    one = select(Application).where(Application.id == application_id)
    return locked(one).execution_options(populate_existing=True)


def application_by_ref(ref: str) -> Application | None:
    """The application that a URL names, once it was sent: a draft is its writer's alone."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Application)
        .where(Application.ref == ref, Application.state.in_((*OPEN, *ANSWERED)))
        .options(joinedload(Application.person), joinedload(Application.cohort).joinedload(Cohort.offering))
    ).first()


ANSWERED = (ApplicationState.ACCEPTED, ApplicationState.DECLINED)


def applications_to(cohort: Cohort) -> Select[*tuple[Any, ...]]:
    """The applications that administrators read, for a page: rows of (sent_at, id, Application)."""
    return (
        select(Application.sent_at, Application.id, Application)
        .where(
            Application.cohort_id == cohort.id, Application.sent_at.is_not(None),
            Application.state.in_((*OPEN, *ANSWERED)),
        )
        .options(joinedload(Application.person))
    )  # fmt: skip


def waiting_applications(cohort: Cohort) -> int:
    """How many of them wait for an answer."""
    count = select(func.count()).where(
        Application.cohort_id == cohort.id, Application.state == ApplicationState.SENT
    )
    return db.session.scalar(count) or 0


def taking_applications(day: date, person_id: int) -> Select[*tuple[Any, ...]]:
    """The cohorts that take applications on a day, what ends first leading, each with this person's own application:
    rows of (apply_until, id, Cohort, state of the application)."""
    mine = (Application.cohort_id == Cohort.id) & (Application.person_id == person_id)
    return (
        select(Cohort.apply_until, Cohort.id, Cohort, Application.state)
        .outerjoin(Application, mine)
        .where(Cohort.apply_until >= day)
    )


def applications_of(person_id: int) -> list[Application]:
    """What somebody has sent so far, the latest first: a page of them at most."""
    return list(
        db.session.scalars(
            select(Application)
            .where(Application.person_id == person_id)
            .order_by(Application.id.desc())
            .options(joinedload(Application.cohort))
            .limit(MOST_TASKS)
        )
    )


def people_in(cohort_id: int) -> int:
    """How many people are in a cohort, those included who are away for a while."""
    count = select(func.count()).where(Enrollment.cohort_id == cohort_id, Enrollment.state.in_(IN_PROGRAM))
    return db.session.scalar(count) or 0


def deferral_asked(enrollment_id: int) -> Deferral | None:
    """The request that waits for an answer."""
    return db.session.scalars(
        select(Deferral)
        .where(Deferral.enrollment_id == enrollment_id, Deferral.state == DeferralState.ASKED)
        .execution_options(populate_existing=True)
    ).first()


def deferrals_of(enrollment_id: int) -> Sequence[Deferral]:
    """Every request of somebody, the latest first."""
    return db.session.scalars(
        select(Deferral)
        .where(Deferral.enrollment_id == enrollment_id)
        .order_by(Deferral.id.desc())
        .limit(MOST_TASKS)
    ).all()


def steps_of(enrollment_id: int) -> Sequence[Step]:
    """What has happened to an enrollment, the latest first."""
    return db.session.scalars(
        select(Step).where(Step.enrollment_id == enrollment_id).order_by(Step.id.desc()).limit(100)
    ).all()


def own_enrollment(person_id: int) -> Enrollment | None:
    """The enrollment that a person's own page is about: the one they are in, else the last."""
    return db.session.scalars(_own(), {"person": person_id}).first()


@cache
def _own() -> Select[Enrollment]:
    """Built once, like the others: to put it together takes longer than to ask it."""
    return (
        select(Enrollment)
        .where(Enrollment.person_id == bindparam("person"))
        .order_by(Enrollment.state.in_(IN_PROGRAM).desc(), Enrollment.id.desc())
        .options(joinedload(Enrollment.cohort).joinedload(Cohort.offering), joinedload(Enrollment.person))
        .limit(1)
    )


def other_cohorts(enrollment: Enrollment, day: date) -> list[Cohort]:
    """The cohorts into which somebody could come back, besides their own: those that are not over, the latest first."""
    return list(
        db.session.scalars(
            select(Cohort)
            .where(Cohort.id != enrollment.cohort_id, Cohort.ends_on >= day)
            .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
            .limit(50)
        )
    )


def for_office(day: date) -> list[Task]:
    """What waits for an administrator: applications, requests to be deferred, people whose day to come back has come.
    One statement."""
    tasks = []
    for kind, cohort_ref, cohort, ref, name, count, back_on in db.session.execute(
        _for_office(), {"day": day}
    ):
        if kind == OfficeTask.READ_APPLICATIONS:
            reason = Reason(OfficeTask.READ_APPLICATIONS, {"count": count, "cohort": cohort})
            tasks.append(Task(reason, "learning.applications", {"cohort_ref": cohort_ref}))
        else:
            values = {"cohort_ref": cohort_ref, "enrollment_ref": ref}
            tasks.append(Task(Reason(OfficeTask(kind), {"name": name}), "learning.trainee", values, back_on))
    return tasks


@cache
def _for_office() -> Any:
    text, no_text, no_day = String(200), cast(null(), String(200)), cast(null(), Date)
    applied = (
        select(
            literal(OfficeTask.READ_APPLICATIONS.value, text).label("kind"), Cohort.ref, Cohort.name, no_text, no_text,
            func.count(), no_day,
        )
        .select_from(Application)
        .join(Cohort, Cohort.id == Application.cohort_id)
        .where(Application.state == ApplicationState.SENT)
        .group_by(Cohort.id, Cohort.ref, Cohort.name)
    )  # fmt: skip
    person = (
        select(
            literal(OfficeTask.DECIDE_DEFERRAL.value, text), Cohort.ref, Cohort.name, Enrollment.ref, Person.name,
            literal(1), no_day,
        )
        .select_from(Deferral)
        .join(Enrollment, Enrollment.id == Deferral.enrollment_id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .join(Person, Person.id == Enrollment.person_id)
        .where(Deferral.state == DeferralState.ASKED)
    )  # fmt: skip
    back = (
        select(
            literal(OfficeTask.ASK_BACK.value, text), Cohort.ref, Cohort.name, Enrollment.ref, Person.name, literal(1),
            Enrollment.back_on,
        )
        .select_from(Enrollment)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .join(Person, Person.id == Enrollment.person_id)
        .where(Enrollment.state == EnrollmentState.DEFERRED, Enrollment.back_on <= bindparam("day"))
    )  # fmt: skip
    return union_all(applied, person, back).limit(MOST_TASKS)
