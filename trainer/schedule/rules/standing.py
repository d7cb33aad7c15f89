"""Where does a published offering stand today? Open, full, not yet open, closed: from its state, dates and places."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trainer.schedule.rules.kinds import OfferingState, When


class Standing(enum.StrEnum):
    """What a reader may do with an offering (domain.md 1.5)."""

    DRAFT = "draft"
    OPEN = "open"
    FULL = "full"
    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"
    ON_REQUEST = "on_request"
    CANCELED = "canceled"
    COMPLETED = "completed"


@dataclass(frozen=True)
class Seats:
    """Places counted over all formats. `left` is None when there is no limit."""

    left: int | None
    waiting: int

    @property
    def full(self) -> bool:
        return self.left == 0 or self.waiting > 0


def seats(counted: Iterable[tuple[int | None, int, int]]) -> Seats:
    """The places left and the people waiting, from (capacity, taken, waiting) per format. Who waits goes first."""
    left: int | None = 0
    waiting = 0
    for capacity, taken, queue in counted:
        waiting += queue
        if capacity is None:
            left = None
        elif left is not None and queue == 0:
            left += max(capacity - taken, 0)
    return Seats(left, waiting)


def standing(
    *,
    state: OfferingState,
    when: When,
    first_on: date | None,
    last_on: date | None,
    opens_on: date | None,
    closes_on: date | None,
    has_place: bool,
    today: date,
) -> Standing:
    """Where an offering stands on a day; `has_place`: in at least one format somebody would get a place at once."""
    if state is OfferingState.DRAFT:
        return Standing.DRAFT
    if state is OfferingState.CANCELED:
        return Standing.CANCELED
    if state is OfferingState.COMPLETED or _is_over(when, last_on, today):
        return Standing.COMPLETED
    if when is When.ON_REQUEST:
        return Standing.ON_REQUEST
    if opens_on and today < opens_on:
        return Standing.NOT_OPEN_YET
    if closes_on and today > closes_on:
        return Standing.CLOSED
    if closes_on is None and first_on and when in (When.FIXED, When.DATE_ONLY) and today > first_on:
        return Standing.CLOSED
    return Standing.OPEN if has_place else Standing.FULL


def _is_over(when: When, last_on: date | None, today: date) -> bool:
    if last_on is None:
        return False
    if when in (When.FIXED, When.DATE_ONLY):
        return last_on < today
    return (last_on.year, last_on.month) < (today.year, today.month)
