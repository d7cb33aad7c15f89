"""Who is offered a free seat next? The order of the waitlist, with teams that come only all together.

A person waits for one seat, a team for as many as it has people, under one number. Seats that become free are kept for
the team at the head until there are enough for all of it, for three days at most, and never in the last week before the
start; then they are offered to the next who fit, and the team keeps its number (rows K2, K3, K4). A seat that is held
for an organization goes to its own people, in the same order (K5).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

KEPT_FOR_A_TEAM = timedelta(days=3)
NOTHING_KEPT = timedelta(days=7)
"""So long before the start no seat stays empty for somebody's sake."""


@dataclass(frozen=True)
class Party:
    """Who waits under one number, and how many seats they need. `kept_until`: seats are being kept for them.

    `holdings`: the reservations whose held seats they may use besides those that are open to everybody.
    """

    number: int
    size: int = 1
    kept_until: datetime | None = None
    holdings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, by their numbers in order; and for which number the seats that are left are kept, until when.

    A moment that lies behind us says that they were kept long enough; it stands as long as seats are left.
    """

    offered: tuple[int, ...] = ()
    kept_for: int | None = None
    kept_until: datetime | None = None


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
    offered: list[int] = []
    remaining = dict(held or {})
    left = sum(party.size for party in parties) if free is None else max(free, 0)
    kept: tuple[int, datetime] | None = None
    for party in parties:
        open_needed = max(party.size - sum(remaining.get(one, 0) for one in party.holdings), 0)
        keeping = kept is not None and now < kept[1]
        if open_needed <= left and not (keeping and open_needed):
            offered.append(party.number)
            left -= open_needed
            _use(remaining, party.holdings, party.size - open_needed)
        elif left and kept is None and (capacity is None or party.size <= capacity):
            kept = party.number, party.kept_until or keeping_ends(now=now, starts_at=starts_at)
    return Turn(tuple(offered), *(kept if kept and left else (None, None)))


def _use(remaining: dict[int, int], holdings: Sequence[int], seats: int) -> None:
    """Count so many seats out of these reservations, the first one first."""
    for one in holdings:
        used = min(remaining.get(one, 0), seats)
        remaining[one], seats = remaining.get(one, 0) - used, seats - used
