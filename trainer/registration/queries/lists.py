"""Who is in an offering, and whom has an organization sent? Lists in pages, each in one statement."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import LIVE, MembershipState
from trainer.registration.models import Registration
from trainer.registration.rules import HOLDS_A_PLACE, RegistrationState
from trainer.schedule.models import Offering, Session

GROUPS: dict[str, tuple[RegistrationState, ...]] = {
    "registered": tuple(state for state in HOLDS_A_PLACE if state is not RegistrationState.OFFERED),
    "offered": (RegistrationState.OFFERED,),
    "waitlist": (RegistrationState.WAITLISTED,),
    "requested": (RegistrationState.REQUESTED,),
    "canceled": (RegistrationState.CANCELED,),
}
"""The parts of a roster, by the word in its address."""


class Line:
    """One person of a list, with what this reader may see of them."""

    def __init__(self, row: Any, *, typed_only: bool) -> None:
        registration, person, organization, membership = row[-4:]
        self.registration: Registration = registration
        self.person: Person = person
        self.organization: str = organization.name if organization else ""
        self.confirmed = membership is None or membership.state is MembershipState.ACTIVE
        typed = typed_only and not self.confirmed
        self.name: str = membership.listed_name if typed else person.name
        self.email: str = membership.listed_email if typed else person.email


def _lines(*keys: Any) -> Select[Any]:
    member = and_(
        Membership.person_id == Registration.person_id,
        Membership.organization_id == Registration.organization_id,
        Membership.state.in_(LIVE),
    )
    statement: Select[Any] = (
        select(*keys, Registration, Person, Organization, Membership)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organization, Organization.id == Registration.organization_id)
        .outerjoin(Membership, member)
    )
    return statement


def roster(offering: Offering, group: str, *, after: str | None, typed_only: bool) -> tuple[Page, list[Line]]:
    """A page of the people of an offering. The waitlist is in its order; a group that fits one page is by name.

    `typed_only`: of somebody who has not confirmed their organization, only what was typed about them.
    """
    waiting = group == "waitlist"
    keys: list[Any] = [Registration.number, Registration.id] if waiting else [Registration.id]
    statement = _lines(*keys).where(
        Registration.offering_id == offering.id, Registration.state.in_(GROUPS[group])
    )
    page = page_of(statement, by=keys, after=after)
    lines = [Line(row, typed_only=typed_only) for row in page.rows]
    if page.first and page.after is None and not waiting:
        lines.sort(key=lambda line: (line.name.casefold(), line.registration.id))
    return page, lines


def whole_roster(offering: Offering, *, typed_only: bool) -> Iterator[Line]:
    """Everybody of an offering, for a file: those with a place first, then the waitlist in its order."""
    rows = db.session.execute(
        _lines()
        .where(Registration.offering_id == offering.id)
        .order_by(Registration.state, Registration.number, Registration.id)
    )
    return (Line(row, typed_only=typed_only) for row in rows)


def sent_by(
    organization: Organization, *, offering: Offering | None, after: str | None
) -> tuple[Page, list[Line]]:
    """A page of whom an organization has registered, latest first."""
    statement = _sent(organization, offering, Registration.id)
    keys: list[Any] = [Registration.id]
    page = page_of(statement, by=keys, after=after, down=True)
    return page, [Line(row, typed_only=True) for row in page.rows]


def all_sent_by(organization: Organization, *, offering: Offering | None) -> Iterator[Line]:
    """Everybody an organization has registered, for a file."""
    rows = db.session.execute(_sent(organization, offering).order_by(Registration.id.desc()))
    return (Line(row, typed_only=True) for row in rows)


def _sent(organization: Organization, offering: Offering | None, *keys: Any) -> Select[Any]:
    statement = (
        _lines(*keys)
        .where(Registration.organization_id == organization.id)
        .options(joinedload(Registration.offering))
    )
    return statement.where(Registration.offering_id == offering.id) if offering else statement


def next_days(offerings: Sequence[Offering], today: date) -> dict[int, date]:
    """The next day of each offering, for lists."""
    rows = db.session.execute(
        select(Session.offering_id, Session.on)
        .where(Session.offering_id.in_([offering.id for offering in offerings]), Session.on >= today)
        .order_by(Session.on.desc())
    )
    return {offering_id: on for offering_id, on in rows if on is not None}
