"""How are seats held for an organization or a consortium, released on their date, and carried to the next run?"""

from collections.abc import Sequence
from datetime import date, datetime

from trainer.accounts.actor import SYSTEM, Actor
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.organizations.models import Consortium, Organization
from trainer.registration import queries
from trainer.registration.actions import offers, places, reservation_letters
from trainer.registration.models import Reservation
from trainer.registration.queries import queue, reservations
from trainer.registration.rules import seats
from trainer.registration.rules.seats import RollOver, SeatReason
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Format


def reserve(
    *,
    offering: Offering,
    holder: Organization | Consortium,
    count: int,
    release_on: date,
    format: Format | None = None,
    roll_over: RollOver = RollOver.NONE,
    roll_over_to: Offering | None = None,
    by: Actor,
    now: datetime,
) -> Reservation:
    """Hold seats for the people of an organization, or of all organizations of a consortium. Raises Refused.

    Only what is free can be held. On the release date what nobody used returns to everybody. Row K5.
    """
    if (roll_over is RollOver.NAMED) != (roll_over_to is not None) or roll_over_to is offering:
        raise Refused(Reason(SeatReason.ITSELF))
    locked = places.lock_places(offering)
    place = places.place_for(offering, locked, format)
    problem = seats.why_not_reserve(
        state=offering.state, begun=not queries.may_offer(offering, now=now), asked=count, capacity=place.capacity,
        taken=place.taken, reserved=place.reserved, waiting=place.waiting, release_on=release_on,
        first_on=offering.first_on, today=queries.today_at(offering, now),
    )  # fmt: skip
    if problem:
        raise Refused(Reason(*problem))
    made = Reservation(
        offering=offering, format=place.format, seats=count, used=0, release_on=release_on, roll_over=roll_over,
        roll_over_to=roll_over_to, made_at=now, made_by=by.person_id,
        organization=holder if isinstance(holder, Organization) else None,
        consortium=holder if isinstance(holder, Consortium) else None,
    )  # fmt: skip
    return _add(made, place, by=by, now=now)


def _add(made: Reservation, place: Place, *, by: Actor, now: datetime) -> Reservation:
    db.session.add(made)
    place.reserved += made.seats
    db.session.flush()
    _note(made, "reservation.make", {"seats": made.seats}, by=by, now=now)
    reservation_letters.reserved(made, by=by, now=now)
    return made


def release(*, reservation: Reservation, by: Actor, now: datetime) -> int:
    """Give the unused seats of a reservation back to everybody before their date; returns how many. Raises Refused.

    They are offered to the waitlist, and are not carried to another run.
    """
    locked = places.lock_places(reservation.offering)
    db.session.scalars(reservations.reservation_now(reservation.id)).one()
    if reservation.released_at is not None:
        raise Refused(Reason(SeatReason.RELEASED))
    unused = _return(reservation, locked, carried=None, by=by, now=now)
    places.offer_next(reservation.offering, locked, by=by, now=now)
    return unused


def release_all(*, offering: Offering, by: Actor, now: datetime) -> None:
    """An offering is canceled: nothing is held there any more. The caller holds its lock."""
    there = {place.format: place for place in offering.places}
    for reservation in reservations.reservations_of(offering):
        if reservation.released_at is None:
            _return(reservation, there, carried=None, by=by, now=now, tell=False)


def lock_what_is_due(*, now: datetime) -> None:
    """Lock every offering that time concerns now, in the order of their ids: so nobody waits for us in a circle."""
    found = {
        offering.id: offering
        for offering in (*queries.offerings_with_ended_offers(now), *queue.offerings_kept_long_enough(now))
    }
    for reservation in _due(now):
        target = _target(reservation, now)
        found |= {one.id: one for one in (reservation.offering, target) if one is not None}
    for offering_id in sorted(found):
        places.lock_places(found[offering_id])


def release_due(*, now: datetime) -> int:
    """Release what nobody used by its date, carry it on where that was agreed, and offer the rest to who waits.

    Returns how many reservations were released.
    """
    count = 0
    offerings: dict[int, Offering] = {}
    for reservation in _due(now):
        target = _target(reservation, now)
        locked = places.lock_places(reservation.offering)
        db.session.scalars(reservations.reservation_now(reservation.id)).one()
        if reservation.released_at is not None:
            continue
        carried = _carry(reservation, target, now=now) if target is not None else None
        _return(reservation, locked, carried=carried, by=SYSTEM, now=now)
        offerings[reservation.offering_id] = reservation.offering
        count += 1
    for offering in offerings.values():
        offers.fill_places(offering=offering, by=SYSTEM, now=now)
    return count


def _due(now: datetime) -> Sequence[Reservation]:
    return [
        reservation
        for reservation in reservations.maybe_due(now)
        if seats.is_due(release_on=reservation.release_on, today=queries.today_at(reservation.offering, now))
    ]


def _target(reservation: Reservation, now: datetime) -> Offering | None:
    if reservation.roll_over is RollOver.NAMED:
        return reservation.roll_over_to
    if reservation.roll_over is RollOver.NEXT_RUN:
        return reservations.next_run(reservation.offering, reservation.format, now)
    return None


def _carry(reservation: Reservation, target: Offering, *, now: datetime) -> Reservation | None:
    """Reserve what is unused here in another run, as far as seats are free there."""
    there = places.lock_places(target)
    place = there.get(reservation.format) or (next(iter(there.values())) if len(there) == 1 else None)
    if place is None or not queries.may_offer(target, now=now):
        return None
    room = seats.free(capacity=place.capacity, taken=place.taken, reserved=place.reserved)
    count = seats.carried(unused=reservation.holding.left, room=room, waiting=place.waiting)
    if not count:
        return None
    until = seats.carried_until(
        release_on=reservation.release_on, first_on=reservation.offering.first_on, next_first_on=target.first_on,
        today=queries.today_at(target, now),
    )  # fmt: skip
    made = Reservation(
        offering=target, format=place.format, seats=count, used=0, release_on=until, roll_over=RollOver.NONE,
        organization=reservation.organization, consortium=reservation.consortium,
        carried_from_id=reservation.id, made_at=now, made_by=reservation.made_by,
    )  # fmt: skip
    return _add(made, place, by=SYSTEM, now=now)


def _return(
    reservation: Reservation,
    there: dict[Format, Place],
    *,
    carried: Reservation | None,
    by: Actor,
    now: datetime,
    tell: bool = True,
) -> int:
    unused = reservation.holding.left
    with db.session.no_autoflush:
        there[reservation.format].reserved -= unused
        reservation.released_at, reservation.returned = now, unused
    db.session.flush()
    _note(reservation, "reservation.release", {"returned": unused}, by=by, now=now)
    reservation_letters.take_back(reservation, now=now)
    if tell and unused:
        reservation_letters.released(reservation, unused=unused, carried=carried, now=now)
    return unused


def _note(
    reservation: Reservation, action: str, facts: dict[str, object], *, by: Actor, now: datetime
) -> None:
    audit.record(
        action=action, by=by, now=now, subject=("reservation", reservation.ref),
        facts={"offering": reservation.offering.ref, "holder": reservation.holder, **facts},
    )  # fmt: skip
