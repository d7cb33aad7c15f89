"""When may a mentor and a trainee propose times, take one of them, and keep a next step with a date?"""

import enum
from collections.abc import Sequence
from datetime import date, datetime

from trainer.mentoring.rules import MeetingReason

MOST_TIMES = 3
MOST_LINKS = 5


class ProposalState(enum.StrEnum):
    """What became of proposed times."""

    OPEN = "open"
    TAKEN = "taken"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


def why_not_propose(
    *, mine: bool, ended: bool, starts: Sequence[datetime], now: datetime
) -> MeetingReason | None:
    """Why these moments cannot be proposed, or None. `mine`: whoever proposes is one of the two."""
    if not mine:
        return MeetingReason.NOT_YOURS
    if ended:
        return MeetingReason.PAIR_ENDED
    if not 0 < len(set(starts)) <= MOST_TIMES:
        return MeetingReason.NO_TIMES
    return MeetingReason.IN_THE_PAST if min(starts) <= now else None


def why_not_take(
    *, state: ProposalState, mine: bool, ended: bool, starts_at: datetime | None, now: datetime
) -> MeetingReason | None:
    """Why somebody cannot take a proposed time, or None. `mine`: it was proposed to them."""
    if not mine:
        return MeetingReason.NOT_YOURS
    if ended:
        return MeetingReason.PAIR_ENDED
    if state is not ProposalState.OPEN or starts_at is None:
        return MeetingReason.ANSWERED
    return MeetingReason.IN_THE_PAST if starts_at <= now else None


def why_not_next(*, next_step: str, next_on: date | None) -> MeetingReason | None:
    """Why a day for the next step cannot be kept: a day without a step says nothing."""
    return MeetingReason.NEXT_STEP_MISSING if next_on and not next_step.strip() else None
