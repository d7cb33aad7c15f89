"""Which seat does somebody take or give back, one of everybody's or one held for their organization? Under the lock."""

from trainer.core.db import db
from trainer.organizations.models import Organization
from trainer.registration import rules
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
    held = reservations.unclaimed_in(place, organization.id) if organization is not None else []
    first = seats.first_used(reservation.holding for reservation in held)
    with db.session.no_autoflush:
        place.taken += 1
        if first is not None:
            chosen = next(reservation for reservation in held if reservation.id == first.id)
            chosen.used += 1
            place.reserved -= 1
            registration.reservation_id = chosen.id


def take_same(registration: Registration, place: Place, reservation_id: int | None) -> None:
    """Count this very seat as taken: one of a reservation, or one of everybody's."""
    reservation = None
    if reservation_id is not None:
        reservation = db.session.scalars(reservations.reservation_now(reservation_id)).one()
    with db.session.no_autoflush:
        place.taken += 1
        registration.reservation_id = reservation_id
        if reservation is not None:
            reservation.used += 1
            place.reserved -= reservation.released_at is None


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
