"""Who is offered a free seat next? The order of the waitlist, with teams that come only all together.

A person waits for one seat, a team for as many as it has people, under one number. Seats that become free are kept for
the first team that waits for them until there are enough for all of it, for three days at most, and never in the last
week before the start; then they are offered to the next who fit, and the team keeps its number (rows K2, K3, K4). A
seat that is held for an organization goes to its own people, in the same order: it is kept for their team as well, so
that no colleague who came later takes it from under them (K5).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from trainer.schedule.rules.kinds import Format

KEPT_FOR_A_TEAM = timedelta(days=3)
NOTHING_KEPT = timedelta(days=7)
"""So long before the start no seat stays empty for somebody's sake."""


@dataclass(frozen=True)
class Seat:
    """A seat of one format. `holding`: the reservation in which it is held; None: one of everybody's."""

    format: Format
    holding: int | None = None


@dataclass(frozen=True)
class Party:
    """Who waits under one number, and how many seats they need. `kept_until`: seats are being kept for them.

    `holdings`: the reservations whose held seats they may use besides those that are open to everybody, in the order
    in which they are used. `has`: the seat of the other format that somebody keeps who waits to change over.
    """

    number: int
    size: int = 1
    kept_until: datetime | None = None
    holdings: tuple[int, ...] = ()
    has: Seat | None = None


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, by their numbers in order, and on which seats they sit: a reservation's, or None for open ones.

    `kept`: for which numbers seats that are left are kept, until when. A moment that lies behind us says that they were
    kept long enough; it stands as long as seats are left.
    """

    offered: tuple[int, ...] = ()
    kept: tuple[tuple[int, datetime], ...] = ()
    seats: Mapping[int, tuple[int | None, ...]] = field(default_factory=dict)

    @property
    def kept_for(self) -> int | None:
        """The first number for which seats are kept."""
        return self.kept[0][0] if self.kept else None

    @property
    def kept_until(self) -> datetime | None:
        """Until when they are kept for it."""
        return self.kept[0][1] if self.kept else None


def keeping_ends(*, now: datetime, starts_at: datetime | None) -> datetime:
    """Until when seats that are free now are kept for a team."""
    end = now + KEPT_FOR_A_TEAM
    return end if starts_at is None else max(min(end, starts_at - NOTHING_KEPT), now)


def next_turn(
    parties: Sequence[Party],
    *,
    free: int | None,
    capacity: int | None,
    now: datetime,
    starts_at: datetime | None,
    held: Mapping[int, int] | None = None,
) -> Turn:
    """Whose turn it is when `free` seats are open to everybody (None: no limit). `parties` are in their order.

    `held`: the seats left in each reservation.

    Nobody is passed by except a team for which there are too few seats: once they were kept for it long enough, or when
    it has more people than the offering has places.
    """
    left: dict[int | None, int] = dict(held or {})  # type: ignore[arg-type]
    left[None] = sum(party.size for party in parties) if free is None else max(free, 0)
    claimed: dict[int | None, tuple[int, datetime]] = {}
    seats: dict[int, tuple[int | None, ...]] = {}
    for party in parties:
        usable: tuple[int | None, ...] = (*party.holdings, None)
        found = _seats(
            left, (one for one in usable if one not in claimed or claimed[one][1] <= now), party.size
        )
        if len(found) == party.size:
            seats[party.number] = found
            for one in found:
                left[one] -= 1
        elif capacity is None or party.size <= capacity:
            until = party.kept_until or keeping_ends(now=now, starts_at=starts_at)
            claimed |= {one: (party.number, until) for one in usable if left.get(one) and one not in claimed}
    kept = sorted({claim for one, claim in claimed.items() if left[one]})
    return Turn(tuple(seats), tuple(kept), seats)


def _seats(left: Mapping[int | None, int], usable: Iterable[int | None], most: int) -> tuple[int | None, ...]:
    """So many seats of these, the first kind first; fewer where there are no more."""
    found: list[int | None] = []
    for one in usable:
        found += [one] * min(left.get(one, 0), most - len(found))
    return tuple(found)


def claimed_by(parties: Iterable[Party], capacity: int | None) -> set[int]:
    """The reservations whose seats somebody waits for already: whoever comes now waits behind them (K3)."""
    return {one for party in parties if capacity is None or party.size <= capacity for one in party.holdings}
