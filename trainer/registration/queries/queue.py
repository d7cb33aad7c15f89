"""Who stands on the waitlist under which number, alone or as a team, and which teams wait for an answer?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from trainer.accounts.actor import Actor
from trainer.accounts.queries import storable
from trainer.core import clock
from trainer.core.agenda import Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.organizations.models import Organization
from trainer.permissions import Role
from trainer.registration.models import Group, Registration, Wish
from trainer.registration.rules import RegistrationState
from trainer.registration.rules.queue import Party, Seat
from trainer.registration.rules.together import TogetherTask
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Format

LIVE = (RegistrationState.WAITLISTED, RegistrationState.OFFERED)
MOST_TEAMS = 50


def parties(
    offering_id: int,
    format: Format,
    *,
    usable: Mapping[int, tuple[int, ...]] | None = None,
    wishes: Sequence[Wish] = (),
    held: Collection[int] = (),
) -> list[Party]:
    """Everybody who waits for a seat of this format, in their order; also who has a seat of the other format.

    `usable`: the reservations that the people of each organization may use; `wishes`: who waits to change over;
    `held`: the reservations whose seats are still held.
    """
    rows = db.session.execute(
        select(
            Registration.number,
            func.count(Registration.id),
            func.max(Group.kept_until),
            func.max(Registration.organization_id),
        )
        .outerjoin(Group, Group.id == Registration.group_id)
        .where(
            Registration.offering_id == offering_id,
            Registration.format == format,
            Registration.state == RegistrationState.WAITLISTED,
        )
        .group_by(Registration.number)
        .order_by(Registration.number)
    )
    may_use = usable or {}
    found = [
        Party(number, size, kept_until, may_use.get(organization_id or 0, ()))
        for number, size, kept_until, organization_id in rows
        if number is not None
    ]
    found += [
        Party(
            wish.number,
            holdings=may_use.get(wish.registration.organization_id or 0, ()),
            has=_seat(wish.registration, held),
        )
        for wish in wishes
        if wish.format is format
    ]
    return sorted(found, key=lambda party: party.number)


def _seat(registration: Registration, held: Collection[int]) -> Seat:
    """The seat that somebody gives back who changes over; one that is no longer held is everybody's."""
    holding = registration.reservation_id
    return Seat(registration.format, holding if holding in held else None)


def wishes(offering_id: int, format: Format | None = None) -> Sequence[Wish]:
    """Who would rather have a seat of the other format, in order."""
    statement = select(Wish).where(Wish.offering_id == offering_id)
    if format is not None:
        statement = statement.where(Wish.format == format)
    return db.session.scalars(
        statement.order_by(Wish.number)
        .options(joinedload(Wish.registration))
        .execution_options(populate_existing=True)
    ).all()


def wish_of(registration: Registration) -> Wish | None:
    """Where somebody waits to change over to, or None."""
    return db.session.scalars(select(Wish).where(Wish.registration_id == registration.id)).first()


def position_of_wish(wish: Wish) -> int:
    """Where somebody stands who waits to change over: 1 is next."""
    others = wishes(wish.offering_id, wish.format)
    before = parties(wish.offering_id, wish.format, wishes=others)
    return sum(party.size for party in before if party.number < wish.number) + 1


def numbered(offering_id: int, format: Format, numbers: Collection[int]) -> Sequence[Registration]:
    """Those who wait under these numbers, in order."""
    if not numbers:
        return ()
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.offering_id == offering_id,
            Registration.format == format,
            Registration.state == RegistrationState.WAITLISTED,
            Registration.number.in_(numbers),
        )
        .order_by(Registration.number, Registration.id)
        .options(joinedload(Registration.group))
        .execution_options(populate_existing=True)
    ).all()


def waiting_groups(offering_id: int, format: Format) -> Sequence[tuple[int, Group]]:
    """The teams on a waitlist, each with its number."""
    rows = db.session.execute(
        select(Registration.number, Group)
        .join(Group, Group.id == Registration.group_id)
        .where(
            Registration.offering_id == offering_id,
            Registration.format == format,
            Registration.state == RegistrationState.WAITLISTED,
        )
        .order_by(Registration.number)
    )
    return list({number: (number, group) for number, group in rows if number is not None}.values())


def offerings_kept_long_enough(now: datetime) -> Sequence[Offering]:
    """Offerings in which seats were kept for a team until its time was over."""
    ids = (
        select(Group.offering_id)
        .join(Registration, Registration.group_id == Group.id)
        .where(Group.kept_until <= now, Registration.state == RegistrationState.WAITLISTED)
    )
    return db.session.scalars(select(Offering).where(Offering.id.in_(ids)).order_by(Offering.id)).all()


def group_by_ref(ref: str) -> Group | None:
    """The team that a URL names."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Group)
        .where(Group.ref == ref)
        .options(
            joinedload(Group.offering).selectinload(Offering.sessions),
            joinedload(Group.offering).selectinload(Offering.places),
            joinedload(Group.organization),
        )
    ).first()


def members(group: Group) -> Sequence[Registration]:
    """Everybody who was registered with a team, in the order of its list, as it is in the database now."""
    return db.session.scalars(
        _members().where(Registration.group_id == group.id).execution_options(populate_existing=True)
    ).all()


def _members() -> Select[Registration]:
    return select(Registration).options(joinedload(Registration.person)).order_by(Registration.id)


@dataclass(frozen=True)
class Team:
    """A team that waits or is offered seats: how many it still has, and where it stands."""

    group: Group
    people: int
    state: RegistrationState
    number: int
    offer_ends: datetime | None


def teams_of(organization: Organization, offering: Offering | None = None) -> list[Team]:
    """The teams of an organization that wait or are offered seats, latest first: one statement."""
    theirs = select(Group.id).where(Group.organization_id == organization.id)
    if offering is not None:
        theirs = theirs.where(Group.offering_id == offering.id)
    return [Team(*row) for row in db.session.execute(_teams(theirs))]


def _teams(ids: Select[int]) -> Select[Group, int, RegistrationState, int, datetime]:
    told = func.coalesce(Registration.told_as, Registration.state)
    counted = (
        select(
            Registration.group_id, func.count(Registration.id).label("people"), func.max(told).label("state"),
            func.max(Registration.number).label("number"), func.max(Registration.offer_ends).label("ends"),
        )
        .where(Registration.group_id.in_(ids), told.in_(LIVE))
        .group_by(Registration.group_id)
        .subquery()
    )  # fmt: skip
    return (
        select(Group, counted.c.people, counted.c.state, counted.c.number, counted.c.ends)
        .join(counted, counted.c.group_id == Group.id)
        .options(joinedload(Group.offering).selectinload(Offering.sessions))
        .order_by(Group.id.desc())
        .limit(MOST_TEAMS)
    )


def kept_for(place: Place) -> Group | None:
    """The team for which free seats are being kept."""
    return db.session.scalars(
        select(Group)
        .join(Registration, Registration.group_id == Group.id)
        .where(
            Group.offering_id == place.offering_id,
            Group.kept_until.is_not(None),
            Registration.format == place.format,
            Registration.state == RegistrationState.WAITLISTED,
        )
        .order_by(Group.kept_until, Group.id)
        .limit(1)
    ).first()


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """For a coordinator: the seats that are offered to a team of theirs. One statement, and none for others."""
    organization_ids = actor.scope_ids(Role.COORDINATOR, "organization")
    if not organization_ids:
        return []
    told = func.coalesce(Registration.told_as, Registration.state)
    rows = db.session.execute(
        select(Group.ref, Offering.title, func.count(Registration.id), func.min(Registration.offer_ends))
        .join(Registration, Registration.group_id == Group.id)
        .join(Offering, Offering.id == Group.offering_id)
        .where(
            Group.organization_id.in_(organization_ids),
            told == RegistrationState.OFFERED,
        )
        .group_by(Group.ref, Offering.title)
        .having(func.min(Registration.offer_ends) > now)
        .order_by(func.min(Registration.offer_ends))
        .limit(MOST_TEAMS)
    )
    return [
        Task(
            Reason(TogetherTask.ANSWER, {"title": title, "people": people, "ends": ends}),
            "registration.group",
            {"group_ref": ref},
            due=clock.day(ends),
        )
        for ref, title, people, ends in rows
        if ends is not None
    ]
