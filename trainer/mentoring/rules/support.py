"""Of which kind is a call for support, who may answer it, and when?"""

import enum


class SupportKind(enum.StrEnum):
    """What the support is about: from a short list, so that no story is told."""

    TIME = "time"
    GROUP = "group"
    PLACE = "place"
    CONTENT = "content"
    WELLBEING = "wellbeing"
    MENTORING = "mentoring"
    OTHER = "other"


class SupportSource(enum.StrEnum):
    """In which talk it came up."""

    MEETING = "meeting"
    DEBRIEF = "debrief"


class SupportState(enum.StrEnum):
    """Where a call for support stands."""

    OPEN = "open"
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"


class SupportStepKind(enum.StrEnum):
    """What happened to it."""

    SEEN = "seen"
    NOTED = "noted"
    CLOSED = "closed"
    REOPENED = "reopened"
    TAKEN_BACK = "taken_back"


class SupportReason(enum.StrEnum):
    """Why a call for support cannot be made or answered."""

    OPEN_ALREADY = "open_already"
    NOT_OPEN = "not_open"
    NOT_CLOSED = "not_closed"
    NOTHING_SAID = "nothing_said"
    OWN = "own"


NEEDS_WORDS = (SupportStepKind.NOTED, SupportStepKind.CLOSED, SupportStepKind.REOPENED)
STATE_AFTER = {
    SupportStepKind.CLOSED: SupportState.CLOSED,
    SupportStepKind.REOPENED: SupportState.OPEN,
    SupportStepKind.TAKEN_BACK: SupportState.TAKEN_BACK,
}


def why_not_step(
    *, state: SupportState, step: SupportStepKind, text: str, own: bool = False
) -> SupportReason | None:
    """Why this cannot happen to a call for support now, or None. `own`: the administrator asked for it themselves."""
    if own:
        return SupportReason.OWN
    if step is SupportStepKind.REOPENED:
        if state is SupportState.OPEN:
            return SupportReason.NOT_CLOSED
    elif state is not SupportState.OPEN:
        return SupportReason.NOT_OPEN
    return SupportReason.NOTHING_SAID if step in NEEDS_WORDS and not text.strip() else None
