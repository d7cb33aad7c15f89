"""When may an entry be written, handed in and taken back, and by when is it answered?"""

import enum
from datetime import date, timedelta

MOST_TEXT = 20_000
"""How many characters an entry may have: about eight pages."""

ANSWER_WITHIN = 10
"""In how many working days a mentor answers (domain.md 5.1)."""

FRIDAY = 4


class EntryState(enum.StrEnum):
    """Where an entry stands (domain.md 5.1)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    REVISE = "revise"
    ACCEPTED = "accepted"
    PRIVACY_HOLD = "privacy_hold"


OPEN = (EntryState.DRAFT, EntryState.REVISE, EntryState.PRIVACY_HOLD)
"""The states in which the writer can change the text."""

WAITING = (EntryState.SUBMITTED, EntryState.IN_REVIEW)
"""The states in which it is the mentor's turn."""


class EntryKind(enum.StrEnum):
    """What an entry is: an answer to a reflective prompt, or a trace of practice."""

    REFLECTIVE = "reflective"
    TRACE = "trace"


class WriteReason(enum.StrEnum):
    """Why an entry cannot be saved, handed in or taken back."""

    NOT_THE_WRITER = "not_the_writer"
    NOT_ENROLLED = "not_enrolled"
    UNKNOWN_PROMPT = "unknown_prompt"
    OLDER_COPY = "older_copy"
    BEING_READ = "being_read"
    ACCEPTED = "accepted"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    STAYS_PRIVATE = "stays_private"
    NOT_HANDED_IN = "not_handed_in"
    REVIEW_BEGUN = "review_begun"
    UNCHANGED = "unchanged"
    KEPT_FOR_ONESELF = "kept_for_oneself"


def why_not_write(state: EntryState) -> WriteReason | None:
    """Why the text of an entry cannot be changed, or None."""
    if state is EntryState.ACCEPTED:
        return WriteReason.ACCEPTED
    return None if state in OPEN else WriteReason.BEING_READ


def why_not_save(*, state: EntryState, lock: int, seen: int, text: str) -> WriteReason | None:
    """Why a draft cannot be saved, or None. `seen`: the number that the writer's copy began with, which an older copy
    does not share with the stored one: it never overwrites a newer text silently."""
    if seen != lock:
        return WriteReason.OLDER_COPY
    return why_not_write(state) or (WriteReason.TOO_LONG if len(text) > MOST_TEXT else None)


def why_not_submit(
    *, state: EntryState, text: str, before: str | None, for_others: bool, narrowed: bool = False
) -> WriteReason | None:
    """Why an entry cannot be handed in, or None. `before`: the text of the round that was sent back; `for_others`:
    whether the prompt lets anybody else read the answer; `narrowed`: whether the writer keeps it for themselves."""
    reason = why_not_write(state)
    if reason:
        return reason
    if not for_others:
        return WriteReason.STAYS_PRIVATE
    if narrowed:
        return WriteReason.KEPT_FOR_ONESELF
    if not text.strip():
        return WriteReason.EMPTY
    return WriteReason.UNCHANGED if before is not None and text.strip() == before.strip() else None


def why_not_withdraw(state: EntryState) -> WriteReason | None:
    """Why an entry cannot be taken back, or None. Once a mentor has begun to answer, it stays."""
    if state is EntryState.SUBMITTED:
        return None
    return WriteReason.REVIEW_BEGUN if state is EntryState.IN_REVIEW else WriteReason.NOT_HANDED_IN


def add_working_days(day: date, count: int) -> date:
    """The day `count` working days (Monday to Friday) later."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() <= FRIDAY
    return day


def due_on(day: date) -> date:
    """By when an entry that was handed in on this day is answered."""
    return add_working_days(day, ANSWER_WITHIN)


def state_after_withdrawal(last: EntryState | None) -> EntryState:
    """Where an entry stands once its newest round is taken back: where the round before had left it."""
    return last or EntryState.DRAFT
