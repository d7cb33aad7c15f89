"""Which sessions of a series can be joined one by one? A single session holds a seat as the season does."""

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from trainer.schedule.rules.kinds import OfferingKind, SessionState


class SeasonReason(enum.StrEnum):
    """Why these sessions cannot be joined."""

    WHOLE_ONLY = "whole_only"
    NONE_CHOSEN = "none_chosen"
    SESSION_OVER = "session_over"
    SESSION_UNKNOWN = "session_unknown"


@dataclass(frozen=True)
class Chosen:
    """A session as far as joining it goes: when it ends (None: not fixed yet), and its state."""

    ends_at: datetime | None
    state: SessionState


SERIES = (OfferingKind.FACILITATOR_COP, OfferingKind.LEADERSHIP_COP)


def is_series(kind: OfferingKind, *, per_session: bool) -> bool:
    """Whether people suggest topics for its sessions and find resources there afterwards (rows A08, A09, A24)."""
    return per_session or kind in SERIES


def can_join(session: Chosen, *, now: datetime) -> bool:
    """Whether a session can still be joined."""
    return session.state is not SessionState.CANCELED and (session.ends_at is None or now < session.ends_at)


def has_begun(*, day: date | None, starts_at: datetime | None, today: date, now: datetime) -> bool:
    """Whether a session has begun; one whose hour is not fixed begins with its day. None: not known yet."""
    if starts_at is not None:
        return starts_at <= now
    return day is not None and day <= today


def why_not_choose(
    sessions: Mapping[str, Chosen],
    keys: Collection[str] | None,
    *,
    per_session: bool,
    had: Collection[str] = (),
    now: datetime,
) -> SeasonReason | None:
    """Why these sessions cannot be joined, or None. `keys` None: the whole season.

    `had`: single sessions joined while that was possible; they can be kept, or made fewer.
    """
    if keys is None:
        return None
    if not keys:
        return SeasonReason.NONE_CHOSEN
    if not per_session and any(key not in had for key in keys):
        return SeasonReason.WHOLE_ONLY
    if any(key not in sessions for key in keys):
        return SeasonReason.SESSION_UNKNOWN
    if any(not can_join(sessions[key], now=now) for key in keys):
        return SeasonReason.SESSION_OVER
    return None
