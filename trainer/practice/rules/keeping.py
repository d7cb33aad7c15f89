"""When can a CoP be handed on, paused, resumed and closed, and what does whoever takes it over see?"""

import enum
from collections.abc import Collection

from trainer.practice.rules import MOST_FACILITATORS, CopState


class Turn(enum.StrEnum):
    """What happened to a CoP as a whole."""

    PAUSED = "paused"
    RESUMED = "resumed"
    CLOSED = "closed"
    REOPENED = "reopened"


class OfferState(enum.StrEnum):
    """What became of the offer to take a CoP over."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class KeepingReason(enum.StrEnum):
    """Why a CoP cannot be handed on, paused, resumed or closed. Facts: name, most."""

    WRONG_STATE = "wrong_state"
    WHY_MISSING = "why_missing"
    CLOSED = "closed"
    EMAIL_WRONG = "email_wrong"
    OFFER_OPEN = "offer_open"
    NOT_OPEN = "not_open"
    NOT_YOURS = "not_yours"
    ALREADY_THERE = "already_there"
    NO_ROOM = "no_room"
    BACK_WRONG = "back_wrong"


Problem = tuple[KeepingReason, dict[str, object]]

TURNS: dict[CopState, tuple[Turn, ...]] = {
    CopState.PLANNED: (Turn.PAUSED, Turn.CLOSED),
    CopState.ACTIVE: (Turn.PAUSED, Turn.CLOSED),
    CopState.PAUSED: (Turn.RESUMED, Turn.CLOSED),
    CopState.CLOSED: (Turn.REOPENED,),
}
"""What can happen next. A CoP that was closed can be opened again: nothing of it was deleted."""


def why_not_turn(*, state: CopState, turn: Turn, why: str) -> Problem | None:
    """Why a CoP cannot be paused, resumed, closed or opened again now. Each needs a reason."""
    if turn not in TURNS[state]:
        return KeepingReason.WRONG_STATE, {}
    return None if why.strip() else (KeepingReason.WHY_MISSING, {})


def state_after(turn: Turn, *, held: int) -> CopState:
    """How a CoP stands then: whoever resumes before the first session was held is planning it again."""
    if turn in (Turn.RESUMED, Turn.REOPENED):
        return CopState.ACTIVE if held else CopState.PLANNED
    return CopState.PAUSED if turn is Turn.PAUSED else CopState.CLOSED


def why_not_take_over(
    *,
    offer: OfferState,
    state: CopState,
    facilitators: Collection[int],
    person: int | None,
    leaver: int | None,
) -> Problem | None:
    """Why somebody cannot take a CoP over now. `leaver`: who goes when they come, None when nobody does."""
    if offer is not OfferState.OPEN:
        return KeepingReason.NOT_OPEN, {}
    if state is CopState.CLOSED:
        return KeepingReason.CLOSED, {}
    if person in facilitators:
        return KeepingReason.ALREADY_THERE, {}
    if len([one for one in facilitators if one != leaver]) >= MOST_FACILITATORS:
        return KeepingReason.NO_ROOM, {"most": MOST_FACILITATORS}
    return None
