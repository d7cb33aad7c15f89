"""Who waits in an offering for which seats, in which order?"""

from collections.abc import Collection, Mapping, Sequence

from trainer.registration.models import Reservation
from trainer.registration.queries import queue, reservations
from trainer.registration.rules import seats
from trainer.registration.rules.rounds import Line
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Format


def lines(
    offering: Offering, places: Collection[Place], *, becomes: Mapping[Format, Format] | None = None
) -> list[Line]:
    """The lines of an offering, in the order in which they are filled. Whoever acts on them holds the lock.

    `becomes`: formats that turn into others; held seats are then for whom they are held in the format they turn into.
    """
    then = becomes or {}
    wishes = queue.wishes(offering.id) if len(places) > 1 else ()
    any_held = any(place.reserved for place in places)
    sits = any(wish.registration.reservation_id for wish in wishes)
    held = reservations.still_held(offering.id) if any_held or sits else ()
    return [
        Line(
            place.format, place.capacity,
            seats.free(capacity=place.capacity, taken=place.taken, reserved=place.reserved),
            tuple(
                queue.parties(
                    offering.id, place.format, usable=_usable(held, place.format, then), wishes=wishes,
                    held={one.id for one in held},
                )
                if place.waiting
                else ()
            ),
            {one.id: one.holding.left for one in held if one.format is place.format},
        )
        for place in sorted(places, key=lambda place: place.id)
    ]  # fmt: skip


def _usable(
    held: Sequence[Reservation], format: Format, then: Mapping[Format, Format]
) -> dict[int, tuple[int, ...]]:
    meant = then.get(format, format)
    return reservations.usable([one for one in held if then.get(one.format, one.format) is meant])
