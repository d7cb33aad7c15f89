"""Which organizations are there, who belongs to them, and who answers for them?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
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


def organizations_called(names: Collection[str]) -> dict[str, Organization]:
    """The organizations with these names, however their letters are written, by the folded name."""
    wanted = sorted({fold(name)[:200] for name in names})
    found: dict[str, Organization] = {}
    for start in range(0, len(wanted), 500):
        some = select(Organization).where(Organization.sort_name.in_(wanted[start : start + 500]))
        found |= {one.sort_name: one for one in db.session.scalars(some.order_by(Organization.id.desc()))}
    return found


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


def listed_among(organization_id: int, emails: Collection[str]) -> set[tuple[str, str]]:
    """Who was typed into an organization with these addresses and has not left it: folded name and address."""
    rows = db.session.execute(
        select(Membership.listed_sort, Membership.listed_email).where(
            Membership.organization_id == organization_id,
            Membership.state.in_(LIVE),
            Membership.listed_email.in_(emails),
        )
    )
    return {(row[0], row[1]) for row in rows}


@dataclass
class Known:
    """Whom a list of people may mean: who was typed here with name and address, who signs in, who is known by both."""

    listed: dict[tuple[str, str], Membership] = field(default_factory=dict)
    by_sign_in: dict[str, Person] = field(default_factory=dict)
    by_name: dict[tuple[str, str], Person] = field(default_factory=dict)
    live: dict[Person, Membership] = field(default_factory=dict)

    def add(self, membership: Membership) -> None:
        """Somebody was just added: the next line may mean them as well."""
        person = membership.person
        self.listed.setdefault((membership.listed_sort, membership.listed_email), membership)
        self.by_name.setdefault((person.sort_name, person.email), person)
        self.live[person] = membership


def known_among(organization_id: int, emails: Collection[str], *, person: Person | None = None) -> Known:
    """Who is known behind these addresses (as they are stored). Four statements, however many there are."""
    live = [Membership.organization_id == organization_id, Membership.state.in_(LIVE)]
    known = Known()
    listed = select(Membership).where(*live, Membership.listed_email.in_(emails)).order_by(Membership.id)
    for one in db.session.scalars(listed.options(joinedload(Membership.person))):
        known.listed.setdefault((one.listed_sort, one.listed_email), one)
    known.by_sign_in = accounts_queries.people_by_sign_in(emails)
    known.by_name = accounts_queries.people_by_name_and_email(emails)
    people = {*known.by_sign_in.values(), *known.by_name.values(), *([person] if person else [])}
    theirs = select(Membership).where(*live, Membership.person_id.in_([one.id for one in people]))
    for one in db.session.scalars(theirs.options(joinedload(Membership.person))):
        known.live[one.person] = one
    return known


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
