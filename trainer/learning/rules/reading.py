"""When is a module read, and a reflection ready to be handed in? And why is something on its page refused?"""

import enum
from datetime import datetime, timedelta

ENTRY_COURSE = "cop-101"
"""Whoever has not completed it cannot start in a cohort (domain.md 3.1)."""

COHORT_COURSE = "facilitator-cohort"
PRACTICUM_COURSE = "facilitator-practicum"
"""The courses of a cohort's sessions: while training, and afterwards. Its shape says which of them it reads."""

UNREAD_WITHIN = timedelta(hours=24)
"""A module that was marked as read by mistake can be taken back for a day; later, others rely on it."""

MOST_TEXT = 8_000
LEAST_HANDED_IN = 40


class LearnReason(enum.StrEnum):
    """Why something on a module page cannot be done. Facts: course, count, least, most, handed."""

    NO_PLACE = "no_place"
    UNKNOWN_MODULE = "unknown_module"
    NOT_READ = "not_read"
    READ_LONG_AGO = "read_long_ago"
    NO_CHECK = "no_check"
    UNANSWERED = "unanswered"
    UNKNOWN_ANSWER = "unknown_answer"
    ANSWERED = "answered"
    TRY_OVER = "try_over"
    NO_PROMPT = "no_prompt"
    SAVED_MEANWHILE = "saved_meanwhile"
    HANDED_IN = "handed_in"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


class TaskKind(enum.StrEnum):
    """What waits for a learner. Facts: module, course."""

    READ_MODULE = "read_module"
    TAKE_CHECK = "take_check"
    WRITE_EXIT = "write_exit"


class ModuleState(enum.StrEnum):
    """How far somebody is with a module."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    READ = "read"
    DONE = "done"


def module_state(*, opened: bool, read: bool, has_check: bool, passed: bool) -> ModuleState:
    """How far somebody is: done when it is read and, if it has a check, that is passed."""
    if read:
        return ModuleState.DONE if passed or not has_check else ModuleState.READ
    return ModuleState.STARTED if opened or passed else ModuleState.NOT_STARTED


def why_not_save(*, handed_in: bool, lock: int, stored: int, text: str) -> LearnReason | None:
    """Why a draft cannot be saved, or None. `lock` is the number that the writer saw."""
    if handed_in:
        return LearnReason.HANDED_IN
    if lock != stored:
        return LearnReason.SAVED_MEANWHILE
    return LearnReason.TOO_LONG if len(text) > MOST_TEXT else None


def why_not_hand_in(*, handed_in: bool, text: str) -> LearnReason | None:
    """Why a reflection cannot be handed in, or None: a few words at least, since somebody will read them."""
    if handed_in:
        return LearnReason.HANDED_IN
    return LearnReason.TOO_SHORT if len(text.strip()) < LEAST_HANDED_IN else None


def why_not_unfinish(*, done_at: datetime | None, now: datetime) -> LearnReason | None:
    """Why it cannot be taken back that a module was read, or None."""
    if done_at is None:
        return LearnReason.NOT_READ
    return LearnReason.READ_LONG_AGO if now - done_at > UNREAD_WITHIN else None
