"""From when to when was somebody there, and what did they miss? Pieces of time, merged, cut to the session, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

MOST_PIECES = 40
"""How often somebody may come and go in one session before a person has to look at it."""


@dataclass(frozen=True)
class Piece:
    """Once there: from when to when, both in UTC. Nobody saw them leave (None): they stayed to the end."""

    joined: datetime
    left: datetime | None = None


@dataclass(frozen=True)
class Missed:
    """What of a session was missed (R04), in whole minutes: by coming late, by leaving early, by being away between."""

    late: int
    early: int
    away: int
    attended: int

    @property
    def total(self) -> int:
        """Minutes missed in all."""
        return self.late + self.early + self.away


def inside(
    pieces: Sequence[Piece], starts_at: datetime, ends_at: datetime
) -> list[tuple[datetime, datetime]]:
    """The times somebody was in the session: cut to it, in order, and what overlaps or touches as one."""
    found: list[tuple[datetime, datetime]] = []
    for joined, left in sorted((piece.joined, piece.left or ends_at) for piece in pieces):
        first, last = max(joined, starts_at), min(left, ends_at)
        if last <= first:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def missed(pieces: Sequence[Piece], starts_at: datetime, ends_at: datetime) -> Missed:
    """What somebody missed of a session, from the times they were there (R04).

    Two devices at once count once; before the beginning and after the end nothing counts. Seconds are added up first:
    a minute that was only begun is not missed. Moments are in UTC, so a change of the clocks changes nothing.
    """
    times = inside(pieces, starts_at, ends_at)
    minutes = int((ends_at - starts_at).total_seconds()) // 60
    if not times:
        return Missed(0, 0, minutes, 0)
    late = (times[0][0] - starts_at).total_seconds()
    early = (ends_at - times[-1][1]).total_seconds()
    away = sum((after[0] - before[1]).total_seconds() for before, after in pairwise(times))
    parts = _whole_minutes([late, early, away])
    return Missed(parts[0], parts[1], parts[2], minutes - sum(parts))


def _whole_minutes(seconds: list[float]) -> list[int]:
    """Minutes of each part that add up to the whole minutes of all of them."""
    minutes = [int(one // 60) for one in seconds]
    left_over = int(sum(seconds) // 60) - sum(minutes)
    by_rest = sorted(range(len(seconds)), key=lambda place: -(seconds[place] % 60))
    for place in by_rest[:left_over]:
        minutes[place] += 1
    return minutes


def as_kept(pieces: Sequence[Piece]) -> list[list[str | None]]:
    """The pieces as a mark keeps them."""
    return [[one.joined.isoformat(), one.left.isoformat() if one.left else None] for one in pieces]


def from_kept(kept: Sequence[Sequence[str | None]]) -> list[Piece]:
    """The pieces of a mark."""
    return [
        Piece(datetime.fromisoformat(joined), datetime.fromisoformat(left) if left else None)
        for joined, left in kept
        if joined
    ]
