"""When may an invitation be used, a role be granted, a session go on? And why not."""

import enum
from datetime import datetime, timedelta

INVITATION_DAYS = 30
SESSION_DAYS = 14
MOST_WRONG_TRIES = 10
TRY_WINDOW = timedelta(minutes=10)


class InvitationReason(enum.StrEnum):
    """Why an invitation's link does not work."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    CANCELED = "canceled"


class AccountReason(enum.StrEnum):
    """Why an account or a role cannot be changed that way. Facts: until."""

    EMAIL_TAKEN = "email_taken"
    LAST_ADMINISTRATOR = "last_administrator"
    ALREADY_GRANTED = "already_granted"
    TOO_MANY_TRIES = "too_many_tries"
    WRONG_PASSWORD = "wrong_password"


def why_not_accept(
    *, used_at: datetime | None, canceled_at: datetime | None, expires_at: datetime, now: datetime
) -> InvitationReason | None:
    """Why an invitation cannot be accepted now, or None. `now` is the real time: a link is a security token."""
    if used_at is not None:
        return InvitationReason.USED
    if canceled_at is not None:
        return InvitationReason.CANCELED
    if expires_at <= now:
        return InvitationReason.EXPIRED
    return None
