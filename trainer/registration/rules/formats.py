"""When may somebody change between in person and virtual, and when does the way into a session open?"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from trainer.registration.rules import OUTCOMES, RegistrationState
from trainer.schedule.rules.kinds import Format

OPENS_BEFORE = timedelta(minutes=15)
"""So long before a session its link is shown (row K9)."""

JOINS = OUTCOMES
"""Who has a seat gets the link; also while it is being written down who was there."""


class FormatReason(enum.StrEnum):
    """Why somebody cannot change how they take part. Facts: organization."""

    ONE_FORMAT = "one_format"
    SAME_FORMAT = "same_format"
    NO_SEAT_HELD = "format_no_seat_held"
    TOO_LATE = "format_too_late"
    WAITS_ALREADY = "waits_already"
    NO_WISH = "no_wish"


class Change(enum.StrEnum):
    """What happens to somebody who asks for the other format now."""

    AT_ONCE = "at_once"
    WAIT = "wait"


@dataclass(frozen=True)
class WayIn:
    """Whether the link of a session is open now; if not, when the next one opens (None: no time is fixed ahead)."""

    is_open: bool
    opens_at: datetime | None


def why_not_change(
    *,
    state: RegistrationState,
    held: Format,
    wanted: Format,
    offered: Iterable[Format],
    may_offer: bool,
    waits: bool,
) -> FormatReason | None:
    """Why somebody cannot change to `wanted`, or None. Who waits alone for a first seat registers anew instead."""
    formats = set(offered)
    checks = (
        (len(formats) < 2 or wanted not in formats, FormatReason.ONE_FORMAT),
        (held is wanted, FormatReason.SAME_FORMAT),
        (state is not RegistrationState.REGISTERED, FormatReason.NO_SEAT_HELD),
        (not may_offer, FormatReason.TOO_LATE),
        (waits, FormatReason.WAITS_ALREADY),
    )
    return next((reason for wrong, reason in checks if wrong), None)


def way_in(sessions: Iterable[tuple[datetime | None, datetime | None]], *, now: datetime) -> WayIn:
    """Whether the link is open: from fifteen minutes before a session to its end. `sessions`: (starts, ends) in UTC."""
    fixed = [(starts, ends) for starts, ends in sessions if starts is not None and ends is not None]
    if any(starts - OPENS_BEFORE <= now < ends for starts, ends in fixed):
        return WayIn(True, None)
    return WayIn(False, min((starts - OPENS_BEFORE for starts, _ends in fixed if starts > now), default=None))
