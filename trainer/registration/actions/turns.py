"""Whose turn is it when seats are free, and for which team are seats kept meanwhile? Called under the lock."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.registration import queries
from trainer.registration.actions import held, letters, notes
from trainer.registration.models import Registration, Wish
from trainer.registration.queries import queue, reservations
from trainer.registration.rules import RegistrationState, seats
from trainer.registration.rules.queue import next_turn
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Format


def next_up(
    offering: Offering, place: Place, places: Mapping[Format, Place], *, by: Actor, now: datetime
) -> tuple[Sequence[Registration], list[Place]]:
    """Who is offered a seat now, in order, and where seats became free by it.

    Whoever waits with a seat of the other format changes over at once. Writes down for which team seats are kept.
    """
    free = seats.free(capacity=place.capacity, taken=place.taken, reserved=place.reserved)
    if not place.waiting or (free == 0 and not place.reserved and queue.kept_for(place) is None):
        return (), []
    kept = reservations.open_in(place)
    turn = next_turn(
        queue.parties(offering.id, place.format, usable=reservations.usable(kept)), free=free,
        capacity=place.capacity, now=now, starts_at=queries.starts_at(offering),
        held={one.id: one.holding.left for one in kept},
    )  # fmt: skip
    for number, group in queue.waiting_groups(offering.id, place.format):
        group.kept_until = turn.kept_until if number == turn.kept_for and number not in turn.offered else None
    offered = queue.numbered(offering.id, place.format, turn.offered)
    wishes = queue.wishes(offering.id, place.format, turn.offered) if len(places) > 1 else ()
    return offered, [change_over(wish, places, by=by, now=now) for wish in wishes]


def change_over(wish: Wish, places: Mapping[Format, Place], *, by: Actor, now: datetime) -> Place:
    """Fulfil a wish: the seat changes format, and the person is told. Returns where a seat became free."""
    registration = wish.registration
    old = places[registration.format]
    drop_wish(registration, places)
    move(registration, places, wish.format, by=by, now=now)
    return old


def move(
    registration: Registration, places: Mapping[Format, Place], format: Format, *, by: Actor, now: datetime
) -> None:
    """A seat of one format becomes a seat of the other; the person is told. The caller knows that one is free."""
    held.give_back(registration, places[registration.format])
    registration.format, registration.reservation_id, registration.changed_at = format, None, now
    held.take(registration, places[format])
    db.session.flush()
    letters.take_back(registration, now=now)
    letters.changed_over(registration, by=by, now=now)
    notes.note(registration, "registration.format", by=by, now=now)


def drop_wish(registration: Registration, places: Mapping[Format, Place]) -> None:
    """Whoever waited to change over no longer does. Only where there are two formats does anybody."""
    wish = queue.wish_of(registration) if len(places) > 1 else None
    if wish is not None:
        places[wish.format].waiting -= 1
        db.session.delete(wish)
        db.session.flush()


def drop_wishes(offering: Offering) -> None:
    """There is one format left, so nobody waits to change over."""
    for wish in queue.wishes(offering.id):
        offering.places[0].waiting -= 1
        db.session.delete(wish)
    db.session.flush()


def tell_along(offered: Sequence[Registration], *, by: Actor, now: datetime) -> None:
    """Who was asked for with a team and has a place of their own is told on like the rest: nothing shows who it is."""
    for group in {one.group for one in offered if one.group}:
        for member in queue.members(group):
            if member.told_as is RegistrationState.WAITLISTED:
                member.told_as, member.changed_at = RegistrationState.OFFERED, now
                db.session.flush()
                notes.note(member, "registration.offer", by=by, now=now)
