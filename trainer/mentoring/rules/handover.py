"""When may another mentor take over, and what may they read (domain.md 4.2: "mentor leaves")?"""

import enum
from datetime import date, timedelta

NOTICE = timedelta(days=3)
"""How long before a handover its trainee knows of it, at least."""

USUAL = timedelta(days=7)


class HandoverState(enum.StrEnum):
    """Where a handover stands."""

    TOLD = "told"
    TALK = "talk"
    DONE = "done"
    STOPPED = "stopped"


OPEN = (HandoverState.TOLD, HandoverState.TALK)


class HandoverReason(enum.StrEnum):
    """Why a handover cannot be announced, agreed to, or go on. Facts: trainee, first."""

    NO_MENTOR_BEFORE = "no_mentor_before"
    TOO_SOON = "too_soon"
    WAITS = "waits"
    OVER = "over"


def why_not_announce(*, had_mentor: bool, waits: bool, on: date, today: date) -> HandoverReason | None:
    """Why a handover cannot be announced for that day, or None: the trainee knows it at least three days before."""
    if not had_mentor:
        return HandoverReason.NO_MENTOR_BEFORE
    if waits:
        return HandoverReason.WAITS
    return HandoverReason.TOO_SOON if on < today + NOTICE else None


def is_due(*, state: HandoverState, on: date, today: date) -> bool:
    """Whether it takes place now: not while its trainee wants to talk first."""
    return state is HandoverState.TOLD and on <= today


def is_handed_on(*, note_kept: bool, held: bool) -> bool:
    """Whether the shared note of a meeting goes on to the next mentor."""
    return held and not note_kept
