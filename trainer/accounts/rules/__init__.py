"""When may an invitation be used, a role be granted, a session go on? And why not."""

import enum
import re
import unicodedata
from datetime import datetime, timedelta

INVITATION_DAYS = 30
SESSION_DAYS = 14
LINK_TIME = timedelta(hours=1)
MOST_WRONG_TRIES = 10
TRY_WINDOW = timedelta(minutes=10)
MOST_MAILS = 3
MAIL_WINDOW = timedelta(hours=1)

_EMAIL = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+\.[^\s@<>()\[\]\\,;:\".]{2,}")


class InvitationReason(enum.StrEnum):
    """Why an invitation's link does not work."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    CANCELED = "canceled"


class PromiseKind(enum.StrEnum):
    """What a person promises to the platform."""

    PRIVACY = "privacy"


PROMISE_VERSIONS = {PromiseKind.PRIVACY: 1}
"""The wording of each promise that is signed now; its text is templates/accounts/promises/<kind>_<version>.html."""


class AccountReason(enum.StrEnum):
    """Why an account, a role or a promise cannot be changed that way. Facts: until."""

    EMAIL_TAKEN = "email_taken"
    EMAIL_WRONG = "email_wrong"
    NAME_WRONG = "name_wrong"
    HAS_ACCOUNT = "has_account"
    NO_ACCOUNT = "no_account"
    LAST_ADMINISTRATOR = "last_administrator"
    ALREADY_GRANTED = "already_granted"
    NOT_GRANTABLE = "not_grantable"
    TOO_MANY_TRIES = "too_many_tries"
    OTHERS_PROMISE = "others_promise"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a reason's code


class LinkPurpose(enum.StrEnum):
    """What a one-time link in a mail lets its reader do."""

    RESET = "reset"
    EMAIL = "email"


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


TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the direction of whatever follows them on a page; letters have theirs without them."""


def tidy(text: str) -> str:
    """A typed name as it is stored: one kind of letters (NFC), one space between words, no invisible controls, and
    nothing that turns the words around it. A name of which nothing can be seen is none."""
    shown = "".join(
        c
        for c in unicodedata.normalize("NFC", text)
        if (unicodedata.category(c) != "Cc" or c.isspace()) and c not in TURNING
    )
    seen = any(unicodedata.category(c)[0] not in "CMZ" for c in shown)
    return " ".join(shown.split()) if seen else ""


def fold(text: str) -> str:
    """What two spellings of a name have in common, for sorting, searching and comparing: no accents, no capitals."""
    plain = unicodedata.normalize("NFKD", tidy(text))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def normal_email(text: str) -> str:
    """An address as it is stored and compared: trimmed, lower case."""
    # lower, not casefold: "straße.de" and "strasse.de" belong to different people.
    return unicodedata.normalize("NFC", text).strip().lower()


def is_email(text: str) -> bool:
    """Whether this can be an address; whether somebody reads it only a message can tell."""
    local, _at, domain = text.partition("@")
    return bool(len(text) <= 254 and len(local) <= 64 and _EMAIL.fullmatch(text)) and not (
        ".." in text or local.startswith(".") or local.endswith(".") or domain.startswith((".", "-"))
    )  # fmt: skip
