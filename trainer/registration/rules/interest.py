"""Who may ask for a word when a date or a place is fixed, and what does "first" mean for them? Row A12."""

import enum
from collections.abc import Collection
from datetime import date, timedelta

from trainer.schedule.rules.openness import OpenPoint
from trainer.schedule.rules.standing import Standing

HEAD_START = timedelta(days=2)
"""How much earlier than everybody else somebody may register who left interest before it was fixed.

They hear in the moment it is published. Where registration opens on a later day, it opens two days earlier for them,
and they hear once more when it does; the places are given in the order in which people ask, and none is held. Where it
is open already, the first word is all.
"""


class InterestReason(enum.StrEnum):
    """Why nobody can leave interest."""

    ALL_FIXED = "interest_all_fixed"
    NOT_OFFERED = "interest_not_offered"


class InterestTask(enum.StrEnum):
    """What waits for somebody who left interest. Facts: title."""

    FIXED = "interest_fixed"


def why_not_interested(*, standing: Standing, points: Collection[OpenPoint]) -> InterestReason | None:
    """Why nobody can leave interest in an offering today, or None."""
    if standing in (Standing.DRAFT, Standing.CANCELED, Standing.COMPLETED):
        return InterestReason.NOT_OFFERED
    return None if points else InterestReason.ALL_FIXED


def opens_for(opens_on: date | None, *, early: bool) -> date | None:
    """The day from which somebody may register; `early`: they left interest in time."""
    return opens_on - HEAD_START if opens_on and early else opens_on


def opens_later(opens_on: date | None, *, today: date) -> bool:
    """Whether registration opens for who left interest on a day that is still ahead: then they hear again."""
    early = opens_for(opens_on, early=True)
    return early is not None and today < early
