"""Who is in an offering, and whom has an organization sent? Lists in pages, each in one statement."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import joinedload, load_only

from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import LIVE, MembershipState
from trainer.registration.models import Group, Registration, Wish
from trainer.registration.rules import HOLDS_A_PLACE, RegistrationState
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format

GROUPS: dict[str, tuple[RegistrationState, ...]] = {
    "registered": tuple(state for state in HOLDS_A_PLACE if state is not RegistrationState.OFFERED),
    "offered": (RegistrationState.OFFERED,),
    "waitlist": (RegistrationState.WAITLISTED,),
    "requested": (RegistrationState.REQUESTED,),
    "canceled": (RegistrationState.CANCELED,),
}
"""The parts of a roster, by the word in its address."""

CHANGING = "changing"
"""One part more, where there are two formats: who has a seat and waits for one of the other format."""


class Line:
    """One person of a list, with what this reader may see of them."""

    def __init__(self, row: Any, *, typed_only: bool) -> None:
        registration, name, email, organization, membership, listed_name, listed_email = row[-7:]
        self.registration: Registration = registration
        self.organization: str = organization or ""
        self.confirmed = membership in (None, MembershipState.ACTIVE)
        typed = typed_only and not self.confirmed
        self.name: str = listed_name if typed else name
        self.email: str = listed_email if typed else email
        self.belongs = membership is not None
        self.wanted: Format | None = None
        self.number: int | None = registration.number
        """Where they stand on the waitlist, once `_stand` has counted; 1 is next."""


def _told(rows: Sequence[Any], *, typed_only: bool) -> list[Line]:
    """The lines of a list. Of somebody who declined or left, an organization goes on seeing what it had typed."""
    lines = [Line(row, typed_only=typed_only) for row in rows]
    gone = [line for line in lines if typed_only and line.organization and not line.belongs]
    if gone:
        typed = _typed({(line.registration.person_id, line.registration.organization_id) for line in gone})
        for line in gone:
            registration = line.registration
            known = typed.get((registration.person_id, registration.organization_id))
            line.name, line.email = known or (line.name, line.email)
    return lines


def _typed(pairs: Collection[tuple[int, int | None]]) -> dict[tuple[int, int | None], tuple[str, str]]:
    """The name and address that were typed last for each pair of person and organization."""
    rows = db.session.execute(
        select(
            Membership.person_id, Membership.organization_id, Membership.listed_name, Membership.listed_email
        )
        .where(
            Membership.person_id.in_({person for person, _organization in pairs}),
            Membership.organization_id.in_({organization for _person, organization in pairs}),
        )
        .order_by(Membership.id)
    )
    return {(person, organization): (name, email) for person, organization, name, email in rows}


def _stand(offering: Offering, lines: Sequence[Line]) -> None:
    """Give those who wait the number that they read themselves: how many stand before them, and one.

    Numbers are given once and go on rising; who left is missing among them. A team has one number and stands together.
    """
    given = {line.number for line in lines} - {None}
    if not given:
        return
    waiting = select(Registration.format, Registration.number).where(
        Registration.offering_id == offering.id, Registration.state == RegistrationState.WAITLISTED
    )
    everybody = waiting.union_all(
        select(Wish.format, Wish.number).where(Wish.offering_id == offering.id)
    ).subquery()
    before = func.rank().over(partition_by=everybody.c.format, order_by=everybody.c.number)
    ranked = select(everybody.c.format, everybody.c.number, before.label("stands")).subquery()
    found = db.session.execute(select(ranked).where(ranked.c.number.in_(given)).distinct())
    stands = {(format, number): stand for format, number, stand in found}
    for line in lines:
        line.number = stands.get((line.wanted or line.registration.format, line.number), line.number)


SHOWN = load_only(
    Registration.ref, Registration.state, Registration.format, Registration.number, Registration.offer_ends,
    Registration.ended, Registration.access_needs, Registration.offering_id, Registration.person_id,
    Registration.organization_id, Registration.told_as, Registration.group_id, Registration.single,
    Registration.changed_at,
    raiseload=True,
)  # fmt: skip
"""What lists show of a registration: the rest would cost a third more, and asking for it by mistake is an error."""


@cache
def _lines(*keys: str) -> Select[Any]:
    """Lines that begin with these columns, built once: to put it together takes longer than to ask it."""
    member = and_(
        Membership.person_id == Registration.person_id,
        Membership.organization_id == Registration.organization_id,
        Membership.state.in_(LIVE),
    )
    columns: list[Any] = [
        getattr(Wish, key[5:]) if key.startswith("wish.") else getattr(Registration, key) for key in keys
    ]
    statement: Select[Any] = (
        select(
            *columns, Registration, Person.name, Person.email, Organization.name, Membership.state,
            Membership.listed_name, Membership.listed_email,
        )
        .select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organization, Organization.id == Registration.organization_id)
        .outerjoin(Membership, member)
    )  # fmt: skip
    return statement.options(SHOWN)


def roster(offering: Offering, group: str, *, after: str | None, typed_only: bool) -> tuple[Page, list[Line]]:
    """A page of the people of an offering. The waitlist is in its order; a group that fits one page is by name.

    Longer ones are by state and number: in the order of the index, so that a page reads fifty rows and not all.
    `typed_only`: of somebody who has not confirmed their organization, only what was typed about them.
    """
    waiting = group == "waitlist"
    keys: list[Any] = [Registration.number if waiting else Registration.state, Registration.id]
    statement = _lines("number" if waiting else "state", "id").where(
        Registration.offering_id == offering.id,
        Registration.state.in_(GROUPS[group]),
        Registration.told_as.is_(None),
    )
    page = page_of(statement, by=keys, after=after)
    lines = _told(page.rows, typed_only=typed_only)
    if waiting:
        _stand(offering, lines)
    elif page.first and page.after is None:
        lines.sort(key=lambda line: (line.name.casefold(), line.registration.id))
    return page, lines


def changing(offering: Offering, *, after: str | None, typed_only: bool) -> tuple[Page, list[Line]]:
    """A page of who waits to change over, for each format in the order of their numbers; with what they wait for."""
    statement = (
        _lines("wish.format", "wish.number")
        .join(Wish, Wish.registration_id == Registration.id)
        .where(Wish.offering_id == offering.id)
    )
    keys: list[Any] = [Wish.format, Wish.number]
    page = page_of(statement, by=keys, after=after)
    lines = _told(page.rows, typed_only=typed_only)
    for line, row in zip(lines, page.rows, strict=True):
        line.wanted, line.number = row[0], row[1]
    _stand(offering, lines)
    return page, lines


def count_changing(offering: Offering) -> dict[Format, int]:
    """How many wait to change over to each format."""
    rows = db.session.execute(
        select(Wish.format, func.count()).where(Wish.offering_id == offering.id).group_by(Wish.format)
    )
    return {row[0]: row[1] for row in rows}


def whole_roster(offering: Offering, *, typed_only: bool) -> list[Line]:
    """Everybody of an offering, for a file: those with a place first, then the waitlist in its order."""
    rows = db.session.execute(
        _lines()
        .where(Registration.offering_id == offering.id, Registration.told_as.is_(None))
        .order_by(Registration.state, Registration.number, Registration.id)
    )
    lines = _told(rows.all(), typed_only=typed_only)
    _stand(offering, [line for line in lines if line.registration.state is RegistrationState.WAITLISTED])
    return lines


def sent_by(
    organization: Organization, *, offering: Offering | None, after: str | None
) -> tuple[Page, list[Line]]:
    """A page of whom an organization has registered, latest first."""
    statement = _sent(organization, offering, "id")
    keys: list[Any] = [Registration.id]
    page = page_of(statement, by=keys, after=after, down=True)
    return page, _told(page.rows, typed_only=True)


def all_sent_by(organization: Organization, *, offering: Offering | None) -> list[Line]:
    """Everybody an organization has registered, for a file."""
    rows = db.session.execute(_sent(organization, offering).order_by(Registration.id.desc()))
    return _told(rows.all(), typed_only=True)


def of_group(group: Group) -> list[Line]:
    """Everybody of a team that comes only all together, in the order of its list."""
    rows = db.session.execute(_lines().where(Registration.group_id == group.id).order_by(Registration.id))
    return _told(rows.all(), typed_only=True)


def _sent(organization: Organization, offering: Offering | None, *keys: str) -> Select[Any]:
    statement = (
        _lines(*keys)
        .where(Registration.organization_id == organization.id)
        .options(joinedload(Registration.offering))
    )
    return statement.where(Registration.offering_id == offering.id) if offering else statement
