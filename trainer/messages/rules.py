"""When may a message be sent again by hand, a post be changed, reported or hidden? And why not."""

import enum
from datetime import datetime, timedelta


class MessageReason(enum.StrEnum):
    """Why a message cannot be sent again."""

    NOT_FAILED = "not_failed"


def why_not_again(*, failed: bool) -> MessageReason | None:
    """Why a message cannot be tried again, or None: only a failed one can; a sent one would come twice."""
    return None if failed else MessageReason.NOT_FAILED


EDIT_FOR = timedelta(minutes=60)
"""So long after it was written a post can be changed: a slip is mended, an answer does not lose what it answers."""

MOST_POST = 4_000


class PostReason(enum.StrEnum):
    """Why something cannot be done with a post. Facts: minutes, most."""

    EMPTY = "post_empty"
    TOO_LONG = "post_too_long"
    GONE = "post_gone"
    NOT_YOURS = "post_not_yours"
    TOO_LATE = "post_too_late"
    HIDDEN = "post_hidden"
    NOT_HIDDEN = "post_not_hidden"
    OWN = "post_own"
    REPORTED = "post_reported"
    WHY_MISSING = "post_why_missing"


def why_not_write(text: str) -> PostReason | None:
    """Why a text cannot be posted, or None."""
    if not text.strip():
        return PostReason.EMPTY
    return PostReason.TOO_LONG if len(text) > MOST_POST else None


def why_not_edit(
    *, own: bool, made_at: datetime, removed: bool, hidden: bool, now: datetime
) -> PostReason | None:
    """Why a post cannot be changed, or None: only one's own, for an hour, and not once it was hidden."""
    checks = (
        (not own, PostReason.NOT_YOURS),
        (removed, PostReason.GONE),
        (hidden, PostReason.HIDDEN),
        (now - made_at > EDIT_FOR, PostReason.TOO_LATE),
    )
    return next((reason for wrong, reason in checks if wrong), None)


def why_not_remove(*, own: bool, removed: bool) -> PostReason | None:
    """Why somebody cannot remove a post, or None: one's own, at any time, also a hidden one."""
    if not own:
        return PostReason.NOT_YOURS
    return PostReason.GONE if removed else None


def why_not_report(*, own: bool, removed: bool, hidden: bool, reported: bool, why: str) -> PostReason | None:
    """Why somebody cannot report a post, or None: what is not there any more needs no look, and one asks once."""
    checks = (
        (own, PostReason.OWN),
        (removed, PostReason.GONE),
        (hidden, PostReason.HIDDEN),
        (reported, PostReason.REPORTED),
        (not why.strip(), PostReason.WHY_MISSING),
    )
    return next((reason for wrong, reason in checks if wrong), None)


def why_not_hide(*, removed: bool, hidden: bool, why: str) -> PostReason | None:
    """Why a post cannot be hidden, or None. The reason is kept and told to its writer."""
    checks = (
        (removed, PostReason.GONE),
        (hidden, PostReason.HIDDEN),
        (not why.strip(), PostReason.WHY_MISSING),
    )
    return next((reason for wrong, reason in checks if wrong), None)
