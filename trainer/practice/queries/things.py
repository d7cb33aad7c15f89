"""Which CoP, charter, member, session or debrief is this, and who are the people around it?"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.learning.models import Enrollment
from trainer.learning.rules import EnrollmentState
from trainer.mentoring.models import Pair
from trainer.practice.models import Charter, Cop, CopSession, Debrief, Facilitator, Member, SignIn
from trainer.practice.rules import CharterState

MAY_RUN = (
    EnrollmentState.ENROLLED,
    EnrollmentState.ACTIVE,
    EnrollmentState.DEFERRED,
    EnrollmentState.COMPLETED,
)
"""Enrollments whose people may found and facilitate a CoP."""

WITH_PEOPLE = selectinload(Cop.facilitators).joinedload(Facilitator.person)


def cop_by_ref(ref: str) -> Cop | None:
    """The CoP whom a URL names, with its facilitators."""
    return db.session.scalar(select(Cop).where(Cop.ref == ref).options(WITH_PEOPLE))


def charter_by_ref(ref: str) -> Charter | None:
    """A version of a charter, with its CoP."""
    return db.session.scalar(
        select(Charter)
        .where(Charter.ref == ref)
        .options(
            joinedload(Charter.cop).selectinload(Cop.facilitators).joinedload(Facilitator.person),
        )
    )


def member_by_ref(ref: str) -> Member | None:
    """A member, with their CoP."""
    return db.session.scalar(
        select(Member)
        .where(Member.ref == ref)
        .options(joinedload(Member.cop).selectinload(Cop.facilitators).joinedload(Facilitator.person))
    )


def _session(*conditions: Any) -> Select[Any]:
    return (
        select(CopSession)
        .where(*conditions)
        .options(
            joinedload(CopSession.cop).selectinload(Cop.facilitators).joinedload(Facilitator.person),
            selectinload(CopSession.leads),
        )
    )


def cop_session_by_ref(ref: str) -> CopSession | None:
    """A session of a CoP, with who led it."""
    return db.session.scalar(_session(CopSession.ref == ref))


def cop_session_by_token(token: str) -> CopSession | None:
    """The session whose sign-in page a phone has opened."""
    return db.session.scalar(_session(CopSession.token == token))


def debrief_by_ref(ref: str) -> Debrief | None:
    """A debrief, with its session."""
    return db.session.scalar(
        select(Debrief)
        .where(Debrief.ref == ref)
        .options(
            joinedload(Debrief.session).joinedload(CopSession.cop).selectinload(Cop.facilitators),
            joinedload(Debrief.trainee),
        )
    )


def enrolled(person_id: int) -> Enrollment | None:
    """The enrollment by which somebody may run a CoP, the latest of them; None when there is none."""
    return db.session.scalar(
        select(Enrollment)
        .where(Enrollment.person_id == person_id, Enrollment.state.in_(MAY_RUN))
        .order_by(Enrollment.id.desc())
        .limit(1)
    )


def could_join(cop: Cop) -> list[Person]:
    """Who could facilitate beside the facilitators: trainees of their cohorts."""
    now = [one.person_id for one in cop.facilitators if one.until is None]
    cohorts = select(Enrollment.cohort_id).where(Enrollment.person_id.in_(now))
    return list(
        db.session.scalars(
            select(Person)
            .join(Enrollment, Enrollment.person_id == Person.id)
            .where(
                Enrollment.cohort_id.in_(cohorts), Enrollment.state.in_(MAY_RUN), Person.id.not_in(now)
            )
            .order_by(Person.sort_name, Person.id)
            .distinct()
        )
    )  # fmt: skip


def facilitators_on(cop: Cop, day: date) -> list[Facilitator]:
    """Who facilitated a CoP on that day, each once: whoever left and came back on one day has two rows."""
    then = [one for one in cop.facilitators if one.since <= day and (one.until is None or one.until >= day)]
    return list({one.person_id: one for one in then}.values())


def mentors_now(trainee_ids: Collection[int]) -> dict[int, Person]:
    """The mentor of each of these people today, as far as they have one."""
    rows = db.session.execute(
        select(Pair.trainee_id, Person)
        .join(Person, Person.id == Pair.mentor_id)
        .where(Pair.trainee_id.in_(list(trainee_ids)), Pair.until.is_(None))
    )
    return {row[0]: row[1] for row in rows}


def mentors_ever(trainee_ids: Collection[int]) -> list[Person]:
    """Everybody who has mentored one of these people."""
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.id.in_(select(Pair.mentor_id).where(Pair.trainee_id.in_(list(trainee_ids)))))
            .order_by(Person.id)
        )
    )


def latest_charter(cop_id: int) -> Charter | None:
    """The newest version of a CoP's charter."""
    return db.session.scalar(
        select(Charter).where(Charter.cop_id == cop_id).order_by(Charter.version.desc()).limit(1)
    )


def charters(cop_id: int) -> list[Charter]:
    """All versions of a CoP's charter, newest first."""
    return list(
        db.session.scalars(select(Charter).where(Charter.cop_id == cop_id).order_by(Charter.version.desc()))
    )


def in_force(versions: Collection[Charter]) -> Charter | None:
    """The newest version that was approved."""
    approved = [one for one in versions if one.state is CharterState.APPROVED]
    return max(approved, key=lambda one: one.version, default=None)


def approved_domain(cop_id: int) -> str:
    """The domain of the charter in force; empty while none is."""
    content = db.session.scalar(
        select(Charter.content)
        .where(Charter.cop_id == cop_id, Charter.state == CharterState.APPROVED)
        .order_by(Charter.version.desc())
        .limit(1)
    )
    return str((content or {}).get("domain") or "")


def members(cop_id: int, *, ended: bool = False) -> list[Member]:
    """The members of a CoP by name; `ended`: those who have left as well, after the others."""
    statement = select(Member).where(Member.cop_id == cop_id).order_by(Member.until.is_not(None))
    if not ended:
        statement = statement.where(Member.until.is_(None))
    return list(db.session.scalars(statement.order_by(Member.sort_name, Member.id)))


def sessions(cop_id: int) -> list[CopSession]:
    """All sessions of a CoP in the order of their dates, with who led them."""
    return list(
        db.session.scalars(
            select(CopSession)
            .where(CopSession.cop_id == cop_id)
            .options(joinedload(CopSession.leads))
            .order_by(CopSession.starts_at, CopSession.id)
        ).unique()
    )


def sign_ins(session_id: int) -> list[SignIn]:
    """Who signed in to a session, by name."""
    return list(
        db.session.scalars(
            select(SignIn)
            .join(Member)
            .where(SignIn.session_id == session_id)
            .options(joinedload(SignIn.member))
            .order_by(Member.sort_name, Member.id)
        )
    )
