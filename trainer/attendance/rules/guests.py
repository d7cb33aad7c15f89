"""When can somebody be taken in at the door, or be noted as a guest? From when the door opens until the sheet locks."""

import enum
from datetime import datetime

from trainer.attendance.rules.door import OPENS_BEFORE
from trainer.attendance.rules.sheets import lock_after
from trainer.schedule.rules.kinds import OfferingState, SessionState

MOST_GUESTS = 100
"""How many guests of one session can be noted at a time."""


class GuestReason(enum.StrEnum):
    """Why somebody is not taken in or noted. Facts: opens, days, most."""

    NO_SESSION = "guest_no_session"
    NOT_YET = "guest_not_yet"
    SHEET_CLOSED = "guest_sheet_closed"
    LOCKED = "guest_locked"
    NO_ACCOUNT = "guest_no_account"
    OTHER_NAME = "guest_other_name"
    ALREADY_NOTED = "guest_already_noted"
    TOO_MANY = "guest_too_many"
    GONE = "guest_gone"


Problem = tuple[GuestReason, dict[str, object]]


def why_not_take_in(
    *,
    offering: OfferingState,
    session: SessionState,
    starts_at: datetime | None,
    ends_at: datetime | None,
    closed: bool,
    now: datetime,
) -> Problem | None:
    """Why nobody can be added to a sheet from its door now, or None. The office can later on, from the guest's note."""
    is_on = offering in (OfferingState.PUBLISHED, OfferingState.COMPLETED)
    if not is_on or session is SessionState.CANCELED or starts_at is None or ends_at is None:
        return GuestReason.NO_SESSION, {}
    if now < starts_at - OPENS_BEFORE:
        return GuestReason.NOT_YET, {"opens": starts_at - OPENS_BEFORE}
    if closed:
        return GuestReason.SHEET_CLOSED, {}
    if now >= ends_at + lock_after():
        return GuestReason.LOCKED, {"days": lock_after().days}
    return None
