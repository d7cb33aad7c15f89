"""Whose turn is it when seats are free, and for which team are seats kept meanwhile? Called under the lock."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.registration.actions import held, letters, notes
from trainer.registration.models import Registration
from trainer.registration.queries import queue, rounds
from trainer.registration.rules import RegistrationState
from trainer.registration.rules.rounds import Round, Step, run
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Format

Seated = tuple[Registration, int | None]
"""Somebody, and the reservation on whose seat they will sit; None: on one of everybody's."""


def carry_out(
    offering: Offering,
    places: Mapping[Format, Place],
    *,
    ends: datetime,
    starts_at: datetime | None,
    by: Actor,
    now: datetime,
) -> list[Registration]:
    """Offer the seats that are free, change over who waits for it, and write down for which teams seats are kept.

    Returns whom a seat was offered to, in order.
    """
    if not _can_move(offering, places):
        return []
    found = run(rounds.lines(offering, places.values()), now=now, starts_at=starts_at)
    _keep(offering, places, found)
    waiting, wishes = _who(offering, found.steps)
    offered = []
    for act in found.acts:
        if act[0].gives_back is not None:
            _exchange([(wishes[one.format, one.number], one) for one in act], places, by=by, now=now)
            continue
        for step in act:
            seated = zip(waiting[step.format, step.number], step.seats, strict=True)
            offered += _offer(seated, places[step.format], ends=ends, by=by, now=now)
    return offered


def _can_move(offering: Offering, places: Mapping[Format, Place]) -> bool:
    """Whether anything can happen: without a seat that is free, held or kept only people who change with each other."""
    return any(
        place.capacity is None or place.taken < place.capacity or (place.waiting and queue.kept_for(place))
        for place in places.values()
    ) or (len(places) > 1 and len(queue.wishes(offering.id)) > 1)


def _keep(offering: Offering, places: Mapping[Format, Place], found: Round) -> None:
    for format, place in places.items():
        for number, group in queue.waiting_groups(offering.id, format) if place.waiting else ():
            group.kept_until = found.kept.get((format, number))


def _who(
    offering: Offering, steps: Sequence[Step]
) -> tuple[dict[tuple[Format, int], list[Registration]], dict[tuple[Format, int], Registration]]:
    """Whom these steps mean: who waits for a first seat, and who waits to change over."""
    numbers: dict[Format, list[int]] = {}
    for step in steps:
        numbers.setdefault(step.format, []).append(step.number)
    waiting: dict[tuple[Format, int], list[Registration]] = {}
    for format, meant in numbers.items():
        for one in queue.numbered(offering.id, format, meant):
            waiting.setdefault((format, one.number or 0), []).append(one)
    changes = any(step.gives_back for step in steps)
    wishes = queue.wishes(offering.id) if changes else ()
    return waiting, {(wish.format, wish.number): wish.registration for wish in wishes}


def _offer(
    seated: Iterable[Seated], place: Place, *, ends: datetime, by: Actor, now: datetime
) -> list[Registration]:
    offered = []
    for registration, reservation_id in seated:
        letters.take_back(registration, now=now)
        registration.state, registration.offer_ends = RegistrationState.OFFERED, ends
        registration.changed_at = now
        held.take_same(registration, place, reservation_id)
        place.waiting -= 1
        db.session.flush()
        letters.offer(registration, ends=ends, now=now)
        notes.note(registration, "registration.offer", by=by, now=now)
        offered.append(registration)
    return offered


def _exchange(
    moving: Sequence[tuple[Registration, Step]], places: Mapping[Format, Place], *, by: Actor, now: datetime
) -> None:
    """Who waited to change over does; two who change with each other give both seats back before they take them."""
    for registration, _step in moving:
        drop_wish(registration, places)
        held.give_back(registration, places[registration.format])
        registration.reservation_id = None
    for registration, step in moving:
        registration.format, registration.changed_at = step.format, now
        held.take_same(registration, places[step.format], step.seats[0])
        _moved(registration, by=by, now=now)


def move(
    registration: Registration, places: Mapping[Format, Place], format: Format, *, by: Actor, now: datetime
) -> None:
    """A seat of one format becomes a seat of the other; the person is told. The caller knows that one is free."""
    held.give_back(registration, places[registration.format])
    registration.format, registration.reservation_id, registration.changed_at = format, None, now
    held.take(registration, places[format])
    _moved(registration, by=by, now=now)


def _moved(registration: Registration, *, by: Actor, now: datetime) -> None:
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
    ends = {one.group: one.offer_ends for one in offered if one.group}
    for group, held_until in ends.items():
        for member in queue.members(group):
            if member.told_as is RegistrationState.WAITLISTED:
                member.told_as, member.changed_at = RegistrationState.OFFERED, now
                member.offer_ends = held_until
                db.session.flush()
                notes.note(member, "registration.offer", by=by, now=now)
