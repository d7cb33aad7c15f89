"""When may a message be sent again by hand? And why not."""

import enum


class MessageReason(enum.StrEnum):
    """Why a message cannot be sent again."""

    NOT_FAILED = "not_failed"


def why_not_again(*, failed: bool) -> MessageReason | None:
    """Why a message cannot be tried again, or None: only a failed one can; a sent one would come twice."""
    return None if failed else MessageReason.NOT_FAILED
