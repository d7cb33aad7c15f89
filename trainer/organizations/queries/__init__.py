"""Which organizations are there, who belongs to them, and who answers for them?"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from trainer.accounts import queries as accounts_queries
from trainer.accounts.models import Grant, Person
from trainer.accounts.queries import begins_with, storable
from trainer.accounts.rules import fold, normal_email
from trainer.core.db import db, locked
from trainer.core.web.paging import Page, page_of
from trainer.organizations.models import Membership, Organization, Work
from trainer.organizations.queries.consortia import Filters
from trainer.organizations.rules import LIVE, MembershipState
from trainer.permissions import Role


def organization_by_ref(ref: str) -> Organization | None:
    """The organization that a URL names."""
    return db.session.scalar(_by_ref(), {"ref": ref}) if storable(ref) else None


@cache
def _by_ref() -> Select[Organization]:
    """Built once, like the others: to put it together takes longer than to ask it."""
    return select(Organization).where(Organization.ref == bindparam("ref"))


def organization_by_name(name: str) -> Organization | None:
    """The organization with this name, however its letters are written."""
    return db.session.scalar(select(Organization).where(Organization.sort_name == fold(name)).limit(1))


def organizations_named(ids: Iterable[int]) -> list[Organization]:
    """These organizations, by name."""
    return list(
        db.session.scalars(
            select(Organization).where(Organization.id.in_(list(ids))).order_by(Organization.sort_name)
        )
    )


def organizations(*, search: str = "", after: str | None = None, filters: Filters | None = None) -> Page:
    """All organizations that a filter leaves, by name.

    Rows of (sort_name, id, Organization, people who belong to it now).
    """
    people = (
        select(func.count(Membership.id))
        .where(Membership.organization_id == Organization.id, Membership.state.in_(LIVE))
        .scalar_subquery()
    )
    statement = select(Organization.sort_name, Organization.id, Organization, people)
    if filters is not None:
        statement = filters.narrow(statement)
    wanted = fold(search)
    if wanted and storable(search):
        statement = statement.where(
            or_(
                begins_with(Organization.sort_name, wanted),
                Organization.sort_name.contains(f" {wanted}", autoescape=True),
            )
        )
    return page_of(statement, by=(Organization.sort_name, Organization.id), after=after)


def membership_by_ref(ref: str) -> Membership | None:
    """The membership that a URL names, with its person and organization."""
    if not storable(ref):
        return None
    return db.session.scalar(
        select(Membership)
        .where(Membership.ref == ref)
        .options(joinedload(Membership.person), joinedload(Membership.organization))
    )


def live_membership(person_id: int, organization_id: int) -> Membership | None:
    """The one membership of a person in an organization that is asked for or confirmed."""
    return db.session.scalar(
        select(Membership).where(
            Membership.person_id == person_id,
            Membership.organization_id == organization_id,
            Membership.state.in_(LIVE),
        )
    )


def listed_as(organization_id: int, name: str, email: str) -> Membership | None:
    """Who was typed into this organization with this very name and address, and has not left it."""
    return db.session.scalar(
        select(Membership).where(
            Membership.organization_id == organization_id,
            Membership.state.in_(LIVE),
            Membership.listed_sort == fold(name)[:200],
            Membership.listed_email == normal_email(email),
        )
    )


def members(
    organization: Organization,
    *,
    search: str = "",
    after: str | None = None,
    states: Iterable[MembershipState] = LIVE,
    size: int = 50,
) -> Page:
    """The people of an organization by name: rows of (listed_sort, id, Membership) with the person loaded.

    Show a person through `Membership.shown_name` and `shown_email`: before they confirm, only what was typed.
    """
    statement = (
        select(Membership.listed_sort, Membership.id, Membership)
        .where(Membership.organization_id == organization.id, Membership.state.in_(list(states)))
        .options(_who())
    )
    wanted = fold(search)
    if wanted and storable(search):
        statement = statement.where(
            or_(
                Membership.listed_sort.contains(wanted, autoescape=True),
                begins_with(Membership.listed_email, normal_email(search)),
            )
        )
    return page_of(statement, by=(Membership.listed_sort, Membership.id), after=after, size=size)


@cache
def _who() -> _AbstractLoad:
    return joinedload(Membership.person).load_only(Person.ref, Person.name, Person.email, raiseload=True)


def count_members(organization: Organization) -> dict[MembershipState, int]:
    """How many people are invited to and confirmed in an organization."""
    rows = db.session.execute(_counted(), {"organization": organization.id})
    return {row[0]: row[1] for row in rows}


@cache
def _counted() -> Any:
    return (
        select(Membership.state, func.count(Membership.id))
        .where(Membership.organization_id == bindparam("organization"), Membership.state.in_(LIVE))
        .group_by(Membership.state)
    )


def memberships_of(person_id: int, *, states: Iterable[MembershipState] = LIVE) -> list[Membership]:
    """Where a person belongs or is asked to confirm it, by the organization's name."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(Organization)
            .where(Membership.person_id == person_id, Membership.state.in_(list(states)))
            .options(joinedload(Membership.organization))
            .order_by(Organization.sort_name, Membership.id)
        )
    )


def organizations_of(person_id: int, *, on: date | None = None) -> list[Organization]:
    """The organizations that a person has confirmed to belong to (on a day: to which they belonged then)."""
    statement = select(Organization).join(Membership).where(Membership.person_id == person_id)
    if on is None:
        statement = statement.where(Membership.state == MembershipState.ACTIVE)
    else:
        statement = statement.where(
            Membership.state.in_((MembershipState.ACTIVE, MembershipState.ENDED)),
            Membership.since <= on,
            or_(Membership.until.is_(None), Membership.until >= on),
        )
    return list(db.session.scalars(statement.order_by(Organization.sort_name).distinct()))


def coordinators(organization: Organization, *, now: datetime) -> list[Grant]:
    """Who answers for an organization now, with their persons."""
    return accounts_queries.grants_in("organization", organization.id, Role.COORDINATOR, now=now)


def work_of(person_id: int, *, lock: bool = False) -> Work | None:
    """What somebody says of their work, if they said anything."""
    statement = select(Work).where(Work.person_id == person_id)
    return db.session.scalar(locked(statement) if lock else statement)
