"""Whose turn is it when seats are free, and for which team are seats kept meanwhile? Called under the lock."""

from collections.abc import Sequence
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.registration import queries
from trainer.registration.actions import notes
from trainer.registration.models import Registration
from trainer.registration.queries import queue, reservations
from trainer.registration.rules import RegistrationState, seats
from trainer.registration.rules.queue import next_turn
from trainer.schedule.models import Offering, Place


def next_up(offering: Offering, place: Place, *, now: datetime) -> Sequence[Registration]:
    """Who is offered a seat now, in order. Writes down for which team seats are kept."""
    free = seats.free(capacity=place.capacity, taken=place.taken, reserved=place.reserved)
    if not place.waiting or (free == 0 and not place.reserved and queue.kept_for(place) is None):
        return ()
    held = reservations.open_in(place)
    turn = next_turn(
        queue.parties(offering.id, place.format, usable=reservations.usable(held)), free=free,
        capacity=place.capacity, now=now, starts_at=queries.starts_at(offering),
        held={one.id: one.holding.left for one in held},
    )  # fmt: skip
    for number, group in queue.waiting_groups(offering.id, place.format):
        group.kept_until = turn.kept_until if number == turn.kept_for and number not in turn.offered else None
    return queue.numbered(offering.id, place.format, turn.offered)


def tell_along(offered: Sequence[Registration], *, by: Actor, now: datetime) -> None:
    """Who was asked for with a team and has a place of their own is told on like the rest: nothing shows who it is."""
    for group in {one.group for one in offered if one.group}:
        for member in queue.members(group):
            if member.told_as is RegistrationState.WAITLISTED:
                member.told_as, member.changed_at = RegistrationState.OFFERED, now
                db.session.flush()
                notes.note(member, "registration.offer", by=by, now=now)
