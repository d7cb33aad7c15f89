"""When does being present in a session count, and for how many minutes?"""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MISSED_AT_MOST = 15
"""R04: minutes missed by coming late, leaving early or being away in between; one more, and there is no credit.

What holds where the program sets nothing else, and what held for everything that was marked before it could be set.
"""

_missed_at_most = MISSED_AT_MOST


def set_missed_at_most(minutes: int) -> None:
    """How many minutes may be missed (TRAINER_MISSED_MINUTES). Only the app's start and tests call this."""
    global _missed_at_most
    _missed_at_most = minutes


def missed_at_most() -> int:
    """How many minutes of a session may be missed, of whatever is marked from now on. R04."""
    return _missed_at_most


class Presence(enum.StrEnum):
    """What the trainer saw."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class Source(enum.StrEnum):
    """How it was captured (domain.md 5.6)."""

    TYPED = "typed"
    SELF = "self"
    QR = "qr"
    LOG = "log"


class CreditReason(enum.StrEnum):
    """The arithmetic of R04 in words. Facts: attended, minutes, missed, limit."""

    EARNED = "earned"
    MISSED_TOO_MUCH = "missed_too_much"
    ABSENT = "absent"
    EXCUSED = "excused"


@dataclass(frozen=True)
class Credit:
    """What a session counts for. `minutes`: the clock minutes credited, the whole session or none of it."""

    earned: bool
    minutes: int
    missed: int
    limit: int


def credit(session_minutes: int, missed_minutes: int, presence: Presence, limit: int | None = None) -> Credit:
    """Whether a session counts (R04). Who was not there has missed all of it, excused or not.

    `limit`: the minutes that could be missed when it was marked; None: now.
    """
    limit = _missed_at_most if limit is None else limit
    missed = missed_minutes if presence is Presence.PRESENT else session_minutes
    earned = presence is Presence.PRESENT and missed <= limit
    return Credit(earned, session_minutes if earned else 0, missed, limit)


def arithmetic(
    session_minutes: int, missed_minutes: int, presence: Presence, limit: int | None = None
) -> tuple[CreditReason, dict[str, Any]]:
    """How the credit of a session was counted, for a sentence."""
    made = credit(session_minutes, missed_minutes, presence, limit)
    facts = {
        "attended": max(session_minutes - made.missed, 0), "minutes": session_minutes, "missed": made.missed,
        "limit": made.limit,
    }  # fmt: skip
    if presence is Presence.ABSENT:
        return CreditReason.ABSENT, facts
    if presence is Presence.EXCUSED:
        return CreditReason.EXCUSED, facts
    return (CreditReason.EARNED if made.earned else CreditReason.MISSED_TOO_MUCH), facts


def minutes_between(starts_at: datetime | None, ends_at: datetime | None) -> int | None:
    """How long a session is; None while its times are not known."""
    if starts_at is None or ends_at is None or ends_at <= starts_at:
        return None
    return int((ends_at - starts_at).total_seconds()) // 60
