"""What may still be changed in an answer that was sent, and when does somebody else read an entry for a second time?"""

import enum
from datetime import date, datetime, timedelta

from trainer.journals.rules.reviews import ACCEPTING, Outcome

MOST_BEGINNINGS = 30
"""How many beginnings of their own a mentor keeps."""

MOST_BEGINNING = 300


class Part(enum.StrEnum):
    """The three parts of feedback (domain.md 5.1)."""

    SAW = "saw"
    QUESTION = "question"
    SUGGESTION = "suggestion"


class BeginningReason(enum.StrEnum):
    """Why a beginning is not added. Facts: most."""

    EMPTY = "beginning_empty"
    TOO_LONG = "beginning_too_long"
    KNOWN = "beginning_known"
    TOO_MANY = "beginning_too_many"


class ReadingEnd(enum.StrEnum):
    """How a second reading ended."""

    DONE = "done"
    TAKEN_BACK = "taken_back"


class CorrectReason(enum.StrEnum):
    """Why a sent answer cannot be changed that way. Facts: outcome, day."""

    NOT_YOURS = "correct_not_yours"
    OTHER_VERSION = "correct_other_version"
    WHY_MISSING = "correct_why_missing"
    STAYS_ACCEPTED = "correct_stays_accepted"
    STAYS_HELD = "correct_stays_held"
    ROUND_IS_OVER = "correct_round_is_over"
    EARLIER_DAY = "correct_earlier_day"
    NOTHING = "correct_nothing"


class SecondReason(enum.StrEnum):
    """Why nobody reads an entry for a second time. Facts: name, writer, organization."""

    NOT_HANDED_IN = "second_not_handed_in"
    WHY_MISSING = "second_why_missing"
    ALREADY = "second_already"
    NO_SUCH_MENTOR = "second_no_such_mentor"
    IS_WRITER = "second_is_writer"
    IS_MENTOR = "second_is_mentor"
    SAME_EMPLOYER = "second_same_employer"
    ENDED = "second_ended"
    FOR_WRITER_ALONE = "second_for_writer_alone"


class TalkReason(enum.StrEnum):
    """Why nothing can be said under an entry."""

    NOT_A_READER = "talk_not_a_reader"
    NOT_HANDED_IN = "talk_not_handed_in"


TOLD_EVERY = timedelta(minutes=15)


def told_at(now: datetime) -> datetime:
    """When the others hear of something that was said now: at the next quarter of an hour, so that several lines make
    one mail, and a slip that is mended or removed meanwhile makes no more noise."""
    begun = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    return begun + TOLD_EVERY


def why_not_change(*, before: Outcome, after: Outcome, newest: bool) -> CorrectReason | None:
    """Why the outcome of a sent answer cannot become another one, or None.

    Only in the writer's favor, or to protect somebody: what was accepted stays accepted, because people build on it;
    what was asked for again may be accepted after all; anything may be put on hold for privacy at any time, and a hold
    that was a mistake may be lifted. A round that was followed by another decides nothing any more: its outcome stays,
    except for a hold, which hides its text.
    """
    if after is before or after is Outcome.PRIVACY_HOLD:
        return None
    if not newest:
        return CorrectReason.STAYS_HELD if before is Outcome.PRIVACY_HOLD else CorrectReason.ROUND_IS_OVER
    if after is Outcome.REVISE and before in ACCEPTING:
        return CorrectReason.STAYS_ACCEPTED
    return None


def why_not_day(*, before: date | None, after: date | None) -> CorrectReason | None:
    """Why the day by which an entry is expected again may not be this one, or None: only later."""
    earlier = before is not None and after is not None and after < before
    return CorrectReason.EARLIER_DAY if earlier else None


def why_not_second_reader(
    *, reader_id: int, writer_id: int, mentors: bool, is_their_mentor: bool, employers: list[str]
) -> SecondReason | None:
    """Why somebody cannot be the second reader of an entry, or None. `employers`: where both work, or where the reader
    answers for the writer: an employer never reads a journal, also not through a colleague."""
    checks = (
        (reader_id == writer_id, SecondReason.IS_WRITER),
        (bool(employers), SecondReason.SAME_EMPLOYER),
        (is_their_mentor, SecondReason.IS_MENTOR),
        (not mentors, SecondReason.NO_SUCH_MENTOR),
    )
    return next((reason for wrong, reason in checks if wrong), None)


def why_not_ask(*, handed_in: bool, for_others: bool, open_already: bool, why: str) -> SecondReason | None:
    """Why a second reader cannot be asked for, or None."""
    checks = (
        (not for_others, SecondReason.FOR_WRITER_ALONE),
        (not handed_in, SecondReason.NOT_HANDED_IN),
        (open_already, SecondReason.ALREADY),
        (not why.strip(), SecondReason.WHY_MISSING),
    )
    return next((reason for wrong, reason in checks if wrong), None)
