"""When can somebody sign in by themselves, and which code on the screen is the right one now?"""

import enum
import hashlib
import hmac
from datetime import datetime, timedelta

from trainer.schedule.rules.kinds import OfferingState, SessionState

OPENS_BEFORE = timedelta(minutes=15)
"""How long before a session people can sign in; it ends with the session."""

CODE_SECONDS = 60
"""How long a code is on the screen. The one before it still counts: who points a camera at it needs a moment."""

CODE_LENGTH = 5
LETTERS = "ACDEFHJKMNPRTVWXY234679"
"""What codes are made of: nothing that is taken for something else on paper or on a wall. Their number is a prime."""


class DoorReason(enum.StrEnum):
    """Why somebody cannot sign in by themselves. Facts: opens, ended, most."""

    NOT_YET = "not_yet"
    OVER = "over"
    NO_SESSION = "no_session"
    SHEET_CLOSED = "sheet_closed"
    DOOR_CLOSED = "door_closed"
    NO_PLACE = "no_place"
    CODE_WRONG = "code_wrong"
    CODE_MISSING = "code_missing"
    NOT_SIGNED_IN = "not_signed_in"
    TOO_OFTEN = "too_often"


def why_not_sign_in(
    *,
    offering: OfferingState,
    session: SessionState,
    starts_at: datetime | None,
    ends_at: datetime | None,
    closed: bool,
    now: datetime,
) -> tuple[DoorReason, dict[str, object]] | None:
    """Why nobody can sign in to this session by themselves now, or None: from 15 minutes before it to its end."""
    is_on = offering in (OfferingState.PUBLISHED, OfferingState.COMPLETED)
    if not is_on or session is SessionState.CANCELED or starts_at is None or ends_at is None:
        return DoorReason.NO_SESSION, {}
    if closed:
        return DoorReason.SHEET_CLOSED, {}
    if now < starts_at - OPENS_BEFORE:
        return DoorReason.NOT_YET, {"opens": starts_at - OPENS_BEFORE}
    if now >= ends_at:
        return DoorReason.OVER, {"ended": ends_at}
    return None


def code_at(secret: str, now: datetime) -> str:
    """The code of this minute: nobody can tell the next one from those before."""
    return _code(secret, _window(now))


def fits(secret: str, typed: str, now: datetime) -> bool:
    """Whether a code is that of this minute or of the one before, however it was typed."""
    plain = tidy(typed)
    if not secret or len(plain) != CODE_LENGTH or not plain.isascii():
        return False
    window = _window(now)
    return any(hmac.compare_digest(plain, _code(secret, one)) for one in (window, window - 1))


def seconds_left(now: datetime) -> int:
    """How many seconds the code of this moment stays on the screen."""
    return CODE_SECONDS - int(now.timestamp()) % CODE_SECONDS


def tidy(typed: str) -> str:
    """A code as it is written, without blanks and dashes between its letters."""
    return "".join(char for char in typed.upper() if char.isalnum())


def _window(now: datetime) -> int:
    return int(now.timestamp()) // CODE_SECONDS


def _code(secret: str, window: int) -> str:
    number = int.from_bytes(hmac.digest(secret.encode(), str(window).encode(), hashlib.sha256))
    letters = ""
    for _place in range(CODE_LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters += LETTERS[rest]
    return letters
