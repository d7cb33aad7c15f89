"""Which seats are held for whom, and who is next for them?"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.queries import storable
from trainer.core.db import db
from trainer.organizations.models import Consortium, ConsortiumMember, Organization
from trainer.registration.models import Reservation
from trainer.registration.queries import queue
from trainer.registration.rules.queue import claimed_by
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Format, OfferingState


def reservation_by_ref(ref: str) -> Reservation | None:
    """The reservation that a URL names, with what its pages show."""
    if not storable(ref):
        return None
    return db.session.scalars(_shown().where(Reservation.ref == ref)).first()


def _shown() -> Select[Reservation]:
    return select(Reservation).options(
        joinedload(Reservation.offering).selectinload(Offering.places),
        joinedload(Reservation.organization),
        joinedload(Reservation.consortium),
        joinedload(Reservation.roll_over_to),
    )


def reservations_of(offering: Offering) -> Sequence[Reservation]:
    """Everything that was reserved in an offering, in order."""
    return db.session.scalars(
        _shown().where(Reservation.offering_id == offering.id).order_by(Reservation.id)
    ).all()


def held_for(organization_id: int) -> Sequence[Reservation]:
    """What is held for an organization's people now, in offerings not yet over: its own and its consortia's."""
    return _held(_for(organization_id))


def held_for_consortium(consortium: Consortium) -> Sequence[Reservation]:
    """What is held for a consortium, or for one of its organizations by itself, in offerings not yet over."""
    members = select(ConsortiumMember.organization_id).where(
        ConsortiumMember.consortium_id == consortium.id, ConsortiumMember.until.is_(None)
    )
    return _held(or_(Reservation.consortium_id == consortium.id, Reservation.organization_id.in_(members)))


def _held(whose: ColumnElement[bool]) -> Sequence[Reservation]:
    return db.session.scalars(
        _shown()
        .join(Offering, Offering.id == Reservation.offering_id)
        .where(whose, Offering.state == OfferingState.PUBLISHED)
        .order_by(Offering.first_on.is_(None), Offering.first_on, Reservation.id)
        .limit(100)
    ).all()


def _for(organization_id: int) -> ColumnElement[bool]:
    consortia = select(ConsortiumMember.consortium_id).where(
        ConsortiumMember.organization_id == organization_id, ConsortiumMember.until.is_(None)
    )
    return or_(Reservation.organization_id == organization_id, Reservation.consortium_id.in_(consortia))


def open_in(place: Place, organization_id: int | None = None) -> list[Reservation]:
    """The reservations of a place that have seats left, all or those an organization's people may use."""
    if not place.reserved:
        return []
    statement = select(Reservation).where(
        Reservation.offering_id == place.offering_id,
        Reservation.format == place.format,
        Reservation.released_at.is_(None),
        Reservation.used < Reservation.seats,
    )
    if organization_id is not None:
        statement = statement.where(_for(organization_id))
    return list(
        db.session.scalars(statement.order_by(Reservation.id).execution_options(populate_existing=True))
    )


def own_left(place: Place, organization: Organization | None) -> int:
    """How many held seats the next person of an organization finds here."""
    if organization is None or not place.reserved:
        return 0
    return sum(reservation.holding.left for reservation in unclaimed_in(place, organization.id))


def unclaimed_in(place: Place, organization_id: int) -> list[Reservation]:
    """The reservations with seats left for the next person of an organization: those nobody waits for (K3)."""
    found = open_in(place, organization_id)
    if not found or not place.waiting:
        return found
    kept = open_in(place)
    waiting = queue.parties(
        place.offering_id, place.format, usable=usable(kept),
        wishes=queue.wishes(place.offering_id, place.format),
    )  # fmt: skip
    claimed = claimed_by(waiting, place.capacity)
    return [reservation for reservation in found if reservation.id not in claimed]


def still_held(offering_id: int) -> Sequence[Reservation]:
    """The reservations of an offering that are not released, also those of which every seat is used."""
    return db.session.scalars(
        select(Reservation)
        .where(Reservation.offering_id == offering_id, Reservation.released_at.is_(None))
        .order_by(Reservation.id)
        .execution_options(populate_existing=True)
    ).all()


def usable(reservations: Sequence[Reservation]) -> dict[int, tuple[int, ...]]:
    """Which of these reservations each organization's people may use: its own first, the soonest released first."""
    consortia = [one.consortium_id for one in reservations if one.consortium_id is not None]
    members: dict[int, list[int]] = {}
    if consortia:
        for consortium_id, organization_id in db.session.execute(
            select(ConsortiumMember.consortium_id, ConsortiumMember.organization_id).where(
                ConsortiumMember.consortium_id.in_(consortia), ConsortiumMember.until.is_(None)
            )
        ):
            members.setdefault(consortium_id, []).append(organization_id)
    found: dict[int, tuple[int, ...]] = {}
    for one in sorted(reservations, key=lambda r: (r.organization_id is None, r.release_on, r.id)):
        whose = [one.organization_id] if one.organization_id else members.get(one.consortium_id or 0, [])
        for organization_id in whose:
            found[organization_id] = (*found.get(organization_id, ()), one.id)
    return found


def reservation_now(reservation_id: int) -> Select[Reservation]:
    """One reservation as it is in the database now."""
    return (
        select(Reservation).where(Reservation.id == reservation_id).execution_options(populate_existing=True)
    )


def maybe_due(now: datetime) -> Sequence[Reservation]:
    """Reservations whose release date has come somewhere on earth; where the offering is decides."""
    latest = date.fromordinal(now.date().toordinal() + 1)
    return db.session.scalars(
        select(Reservation)
        .where(Reservation.released_at.is_(None), Reservation.release_on <= latest)
        .options(joinedload(Reservation.offering).selectinload(Offering.sessions))
        .order_by(Reservation.offering_id, Reservation.id)
    ).all()


def next_run(offering: Offering, format: Format, now: datetime) -> Offering | None:
    """The next published offering of the same kind after this one that has such places and has not begun."""
    after = max(filter(None, (offering.first_on, now.date())))
    return db.session.scalars(
        select(Offering)
        .join(Place, Place.offering_id == Offering.id)
        .where(
            Offering.kind == offering.kind,
            Offering.state == OfferingState.PUBLISHED,
            Offering.id != offering.id,
            Offering.first_on > after,
            Place.format == format,
        )
        .order_by(Offering.first_on, Offering.id)
        .options(selectinload(Offering.places))
        .limit(1)
    ).first()


def may_follow(offering: Offering, now: datetime) -> Sequence[Offering]:
    """Published offerings that unused seats of this one can be carried to, earliest first."""
    return db.session.scalars(
        select(Offering)
        .where(
            Offering.state == OfferingState.PUBLISHED,
            Offering.id != offering.id,
            or_(Offering.first_on.is_(None), Offering.first_on > now.date()),
        )
        .order_by(Offering.first_on.is_(None), Offering.first_on, Offering.id)
        .options(selectinload(Offering.places), selectinload(Offering.sessions))
        .limit(100)
    ).all()
