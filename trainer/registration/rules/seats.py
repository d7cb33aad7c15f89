"""How many seats are held for an organization, who may use them, and what becomes of unused ones? Rows K5, A15."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.schedule.rules.kinds import OfferingState

MOST_RESERVED = 500
CARRIED_FOR = timedelta(days=30)


class RollOver(enum.StrEnum):
    """What becomes of unused seats on the release date, besides that they are free again."""

    NONE = "none"
    NEXT_RUN = "next_run"
    NAMED = "named"


class SeatReason(enum.StrEnum):
    """Why seats cannot be reserved or released. Facts: asked, free, waiting, most, first, on, title."""

    NO_LIMIT = "no_limit"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    NOT_FREE = "not_free"
    WAITED_FOR = "waited_for"
    NOT_PUBLISHED = "seats_not_published"
    HAS_BEGUN = "seats_has_begun"
    RELEASE_PASSED = "release_passed"
    RELEASE_TOO_LATE = "release_too_late"
    NOBODY = "nobody_named"
    ITSELF = "itself"
    RELEASED = "released"


Problem = tuple[SeatReason, dict[str, object]]


@dataclass(frozen=True)
class Holding:
    """One reservation: how many seats, how many of them are used, and until which day the others are held."""

    id: int
    seats: int
    used: int
    release_on: date
    released: bool = False
    own: bool = True

    @property
    def left(self) -> int:
        """How many seats are still held and not used."""
        return 0 if self.released else max(self.seats - self.used, 0)


def free(*, capacity: int | None, taken: int, reserved: int) -> int | None:
    """How many seats are open to everybody; None without a limit."""
    return None if capacity is None else max(capacity - taken - reserved, 0)


def first_used(holdings: Iterable[Holding]) -> Holding | None:
    """Which reservation a seat is taken from: own before a consortium's, the soonest released first."""
    left = [holding for holding in holdings if holding.left]
    return min(left, key=lambda h: (not h.own, h.release_on, h.id), default=None)


def why_not_reserve(
    *,
    state: OfferingState,
    begun: bool,
    asked: int,
    capacity: int | None,
    taken: int,
    reserved: int,
    waiting: int,
    release_on: date,
    first_on: date | None,
    today: date,
) -> Problem | None:
    """Why these seats cannot be reserved, or None. What somebody waits for is not free (K3: nobody jumps the queue)."""
    room = free(capacity=capacity, taken=taken, reserved=reserved)
    problem: Problem | None = None
    if state is not OfferingState.PUBLISHED:
        problem = SeatReason.NOT_PUBLISHED, {}
    elif begun:
        problem = SeatReason.HAS_BEGUN, {}
    elif room is None:
        problem = SeatReason.NO_LIMIT, {}
    elif asked < 1:
        problem = SeatReason.TOO_FEW, {}
    elif asked > MOST_RESERVED:
        problem = SeatReason.TOO_MANY, {"most": MOST_RESERVED}
    elif waiting:
        problem = SeatReason.WAITED_FOR, {"waiting": waiting}
    elif asked > room:
        problem = SeatReason.NOT_FREE, {"asked": asked, "free": room}
    elif release_on <= today:
        problem = SeatReason.RELEASE_PASSED, {"on": release_on}
    elif first_on and release_on > first_on:
        problem = SeatReason.RELEASE_TOO_LATE, {"first": first_on}
    return problem


def is_due(*, release_on: date, today: date) -> bool:
    """Whether the unused seats of a reservation return to everybody: on the release date itself."""
    return release_on <= today


def carried(*, unused: int, room: int | None, waiting: int) -> int:
    """How many unused seats are reserved again in the next run: as many as are free there and nobody waits for."""
    if room is None or waiting:
        return 0
    return min(unused, room)


def carried_until(
    *, release_on: date, first_on: date | None, next_first_on: date | None, today: date
) -> date:
    """Until when carried seats are held: as long before the next run as here; never past its beginning."""
    if next_first_on is None:
        return today + CARRIED_FOR
    ahead = first_on - release_on if first_on else CARRIED_FOR
    return min(max(next_first_on - ahead, today + timedelta(days=1)), next_first_on)
