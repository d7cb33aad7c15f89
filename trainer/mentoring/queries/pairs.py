"""Who mentors whom, who could, and who may not because of where they work?"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from trainer.accounts.models import Grant, Person
from trainer.accounts.queries import storable
from trainer.core.db import db
from trainer.curriculum.models import Standing
from trainer.curriculum.rules import StandingKind
from trainer.learning.models import Enrollment
from trainer.learning.rules import EnrollmentState
from trainer.mentoring.models import Pair
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role

Employers = Mapping[int, Mapping[int, str]]
"""The names of the organizations of each person, by person and organization."""

MOST_CANDIDATES = 200


@dataclass(frozen=True)
class Candidate:
    """Somebody who could mentor, and how many trainees they have now."""

    person: Person
    trainees: int


def _whole() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Pair.mentor),
        joinedload(Pair.trainee),
        joinedload(Pair.enrollment).joinedload(Enrollment.cohort),
    )


def pair_by_ref(ref: str) -> Pair | None:
    """The pair that a URL names."""
    if not storable(ref):
        return None
    return db.session.scalars(select(Pair).where(Pair.ref == ref).options(*_whole())).first()


def pair_alone(pair_id: int) -> Select[Pair]:
    """One pair as it is in the database now, for a lock."""
    return select(Pair).where(Pair.id == pair_id).execution_options(populate_existing=True)


def pair_now(enrollment_id: int) -> Pair | None:
    """The pair of an enrollment that lasts."""
    return db.session.scalars(
        select(Pair).where(Pair.enrollment_id == enrollment_id, Pair.until.is_(None))
    ).first()


def pair_of(person_id: int) -> Pair | None:
    """The pair a trainee is in now, or was in last."""
    return db.session.scalars(
        select(Pair)
        .where(Pair.trainee_id == person_id)
        .order_by(Pair.until.is_not(None), Pair.id.desc())
        .options(*_whole())
        .limit(1)
    ).first()


def mentor_of(person_id: int) -> Person | None:
    """Who mentors this trainee now."""
    return db.session.scalars(_mentor(), {"trainee": person_id}).first()


@cache
def _mentor() -> Select[Person]:
    """Built once: to put it together takes longer than to ask it."""
    return (
        select(Person)
        .join(Pair, Pair.mentor_id == Person.id)
        .where(Pair.trainee_id == bindparam("trainee"), Pair.until.is_(None))
        .order_by(Pair.id.desc())
        .limit(1)
    )


def trainees_of(mentor_id: int) -> list[Pair]:
    """The pairs in which somebody mentors now, with trainee and cohort, by the trainee's name."""
    return list(
        db.session.scalars(
            select(Pair)
            .join(Person, Person.id == Pair.trainee_id)
            .where(Pair.mentor_id == mentor_id, Pair.until.is_(None))
            .order_by(Person.sort_name, Pair.id)
            .options(*_whole())
        )
    )


def pairs_of_cohort(cohort_id: int) -> dict[int, Pair]:
    """The pairs of a cohort that last, by enrollment."""
    found = db.session.scalars(
        select(Pair)
        .join(Enrollment, Enrollment.id == Pair.enrollment_id)
        .where(Enrollment.cohort_id == cohort_id, Pair.until.is_(None))
        .options(joinedload(Pair.mentor))
    )
    return {pair.enrollment_id: pair for pair in found}


def pairs_of_ended_enrollments() -> list[Pair]:
    """Pairs that last although the trainee has left the program."""
    return list(
        db.session.scalars(
            select(Pair)
            .join(Enrollment, Enrollment.id == Pair.enrollment_id)
            .where(Pair.until.is_(None), Enrollment.state == EnrollmentState.WITHDRAWN)
            .order_by(Pair.id)
            .limit(100)
        )
    )


def grant_within(person_id: int, trainee_id: int, *, now: datetime) -> Grant | None:
    """The role of mentor that somebody holds for a trainee now."""
    return db.session.scalars(
        select(Grant)
        .where(
            Grant.person_id == person_id,
            Grant.role == Role.MENTOR,
            Grant.scope_kind == "person",
            Grant.scope_id == trainee_id,
            Grant.since <= now,
            or_(Grant.until.is_(None), Grant.until > now),
        )
        .order_by(Grant.id)
        .limit(1)
    ).first()


def employers_of(person_ids: Collection[int], *, now: datetime) -> dict[int, dict[int, str]]:
    """Where people work, or answer for those who do, by person and organization. Two statements."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    if not person_ids:
        return found
    working = (
        select(Membership.person_id, Organization.id, Organization.name)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(Membership.person_id.in_(person_ids), Membership.state == MembershipState.ACTIVE)
    )
    answering = (
        select(Grant.person_id, Organization.id, Organization.name)
        .join(Organization, Organization.id == Grant.scope_id)
        .where(
            Grant.person_id.in_(person_ids),
            Grant.role == Role.COORDINATOR,
            Grant.scope_kind == "organization",
            Grant.since <= now,
            or_(Grant.until.is_(None), Grant.until > now),
        )
    )
    for statement in (working, answering):
        for person_id, organization_id, name in db.session.execute(statement):
            found[person_id][organization_id] = name
    return found


def shared_employers(employers: Employers, one: int, other: int) -> list[str]:
    """The names of the organizations in which both are."""
    mine, theirs = employers.get(one, {}), employers.get(other, {})
    return sorted(name for organization, name in mine.items() if organization in theirs)


def working_together(one: int, other: int, *, now: datetime) -> list[str]:
    """The names of the organizations in which both are, read now."""
    return shared_employers(employers_of([one, other], now=now), one, other)


def candidates(*, today: date, now: datetime) -> list[Candidate]:
    """Who could mentor: everybody who does or did, and certified facilitators; with how many trainees they have."""
    load = (
        select(func.count())
        .where(Pair.mentor_id == Person.id, Pair.until.is_(None))
        .correlate(Person)
        .scalar_subquery()
    )
    mentors = select(Grant.person_id).where(Grant.role == Role.MENTOR)
    certified = select(Standing.person_id).where(
        Standing.kind == StandingKind.CERTIFIED,
        Standing.since <= today,
        or_(Standing.until.is_(None), Standing.until >= today),
    )
    rows = db.session.execute(
        select(Person, load)
        .where(or_(Person.id.in_(mentors), Person.id.in_(certified)))
        .order_by(Person.sort_name, Person.id)
        .limit(MOST_CANDIDATES)
    )
    return [Candidate(person, count) for person, count in rows]
