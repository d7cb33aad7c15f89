"""Which seat does somebody take or give back, one of everybody's or one held for their organization? Under the lock."""

from collections.abc import Sequence

from trainer.core.db import db
from trainer.organizations.models import Organization
from trainer.registration import queries, rules
from trainer.registration.models import Registration
from trainer.registration.queries import reservations
from trainer.registration.rules import RegistrationState, seats
from trainer.schedule.models import Place


def state_when_asked(
    place: Place, organization: Organization | None, *, prerequisite_open: bool
) -> RegistrationState:
    """What somebody of an organization gets who asks for a place now. Row K5: others never get reserved seats."""
    return rules.state_when_asked(
        prerequisite_open=prerequisite_open, capacity=place.capacity, taken=place.taken, waiting=place.waiting,
        reserved=place.reserved, own=reservations.own_left(place, organization),
    )  # fmt: skip


def take(registration: Registration, place: Place) -> None:
    """Count a place as taken: first a seat held for the registration's organization, else one of everybody's."""
    organization = registration.organization
    held = reservations.open_in(place, organization.id) if organization is not None else []
    first = seats.first_used(reservation.holding for reservation in held)
    with db.session.no_autoflush:
        place.taken += 1
        if first is not None:
            chosen = next(reservation for reservation in held if reservation.id == first.id)
            chosen.used += 1
            place.reserved -= 1
            registration.reservation_id = chosen.id


def give_back(registration: Registration, place: Place) -> None:
    """Count a place out again. A reserved seat returns to its organization until the release date."""
    reservation = None
    if registration.reservation_id is not None:
        reservation = db.session.scalars(reservations.reservation_now(registration.reservation_id)).one()
    with db.session.no_autoflush:
        place.taken -= 1
        if reservation is not None:
            reservation.used -= 1
            place.reserved += reservation.released_at is None


def up_next(place: Place) -> Sequence[Registration]:
    """Who is offered what is free now: held seats to those they are held for, open ones to whoever waits longest."""
    if not place.waiting:
        return []
    found: dict[int, Registration] = {}
    for reservation in sorted(reservations.open_in(place), key=lambda r: r.organization_id is None):
        left = reservation.holding.left
        mine = [r for r in reservations.next_for(reservation, left + len(found)) if r.id not in found]
        found |= {registration.id: registration for registration in mine[:left]}
    free = seats.free(capacity=place.capacity, taken=place.taken, reserved=place.reserved)
    room = place.waiting if free is None else free
    if room:
        longest = queries.next_waiting(place.offering_id, place.format, room + len(found))
        others = [registration for registration in longest if registration.id not in found]
        found |= {registration.id: registration for registration in others[:room]}
    return list(found.values())
