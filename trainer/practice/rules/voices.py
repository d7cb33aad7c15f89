"""When may members join, leave, give feedback and tell stories, and what of their answers is shown to whom?"""

import enum
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TypeVar

from trainer.accounts.rules import fold
from trainer.practice.rules import CopSessionState, CopState

T = TypeVar("T")

FEWEST = 4
"""So many answers must be there before any is shown (domain.md 5.4): under four, a mean or a line tells who."""

FEEDBACK_FOR = timedelta(days=7)
SCALE = (1, 2, 3, 4, 5)
MOST_STORIES = 20


class VoiceReason(enum.StrEnum):
    """Why a member cannot do something. Facts: most, opens, ended, name."""

    COP_CLOSED = "cop_closed"
    NOT_AGREED = "not_agreed"
    FEEDBACK_NOT_OPEN = "feedback_not_open"
    FEEDBACK_OVER = "feedback_over"
    FEEDBACK_CANCELED = "feedback_canceled"
    ALL_ANSWERED = "all_answered"
    ANSWERED_BEFORE = "answered_before"
    NOTHING_SAID = "nothing_said"
    ROUND_CLOSED = "round_closed"
    ROUND_OPEN = "round_open"
    STORY_EMPTY = "story_empty"
    TOO_MANY_STORIES = "too_many_stories"
    STORY_WITHDRAWN = "story_withdrawn"
    WHY_EMPTY = "why_empty"


class Barrier(enum.StrEnum):
    """What would have made it easier to take part (domain.md 5.5, item 5)."""

    TIME = "time"
    PLACE = "place"
    LANGUAGE = "language"
    ACCESS = "access"
    TECHNOLOGY = "technology"
    OTHER = "other"


class Has(enum.StrEnum):
    """Whether a member has a device of their own to meet with (row C06)."""

    OWN = "own"
    SHARED = "shared"
    NONE = "none"


DEVICES = ("computer", "camera", "microphone")


def why_not_join(state: CopState) -> VoiceReason | None:
    """Why nobody can join this CoP by its link, or None."""
    return VoiceReason.COP_CLOSED if state is CopState.CLOSED else None


def told_apart(name: str, taken: Collection[str]) -> str:
    """A name that nobody has yet: with the smallest number that tells two people apart. `taken`: folded names."""
    number = 2
    while fold(f"{name} ({number})") in taken:
        number += 1
    return f"{name} ({number})"


def feedback_window(starts_at: datetime, planned_minutes: int) -> tuple[datetime, datetime]:
    """From when to when feedback can be given: from the start of the session until a week after its end."""
    return starts_at, starts_at + timedelta(minutes=planned_minutes) + FEEDBACK_FOR


def why_no_feedback(
    *, state: CopSessionState, starts_at: datetime, planned_minutes: int, now: datetime
) -> tuple[VoiceReason, dict[str, object]] | None:
    """Why nobody can give feedback to a session now, or None."""
    opens, ends = feedback_window(starts_at, planned_minutes)
    if state is CopSessionState.CANCELED:
        return VoiceReason.FEEDBACK_CANCELED, {}
    if now < opens:
        return VoiceReason.FEEDBACK_NOT_OPEN, {"opens": opens}
    if now >= ends:
        return VoiceReason.FEEDBACK_OVER, {"ended": ends}
    return None


def most_answers(members: int, signed_in: int) -> int:
    """How many answers one open link takes: as many as there are members, or as many as came, if that is more.

    Nothing tells who answers there, so this is all that keeps one person from being many.
    """
    return max(members, signed_in, 1)


def may_show(waiting: int) -> bool:
    """Whether the answers that wait can be shown now: only several at a time.

    Were they shown one by one, whoever looks often would see which answer is the newest, and guess whose it is.
    """
    return waiting >= FEWEST


@dataclass(frozen=True)
class Spread:
    """How one question was answered: by how many, and the mean (None: too few to show it)."""

    count: int
    mean: float | None


def spread(values: Sequence[int | None]) -> Spread:
    """Of the answers that are a number; "can't say" and no answer at all are not counted. One decimal."""
    said = [value for value in values if value is not None]
    return Spread(len(said), round(sum(said) / len(said), 1) if len(said) >= FEWEST else None)


def shuffled(said: Iterable[tuple[str, T]], question: str) -> list[T]:
    """What was said, as (key of the answer, what), in an order of this question's own.

    It stays the same from look to look and follows from no time; and as each question has its own, the third line here
    and the third line there are not from the same person.
    """
    return [
        what for _key, what in sorted(said, key=lambda one: sha256(f"{question}:{one[0]}".encode()).digest())
    ]


@dataclass(frozen=True)
class Given:
    """How many gave feedback to one held session (R16). `ref`, `number`, `on`: of the session."""

    ref: str
    number: int
    on: date
    answers: int


@dataclass(frozen=True)
class About:
    """What somebody says of themselves; everything but the name may be missing."""

    name: str
    role: str = ""
    email: str = ""
    ages: Collection[str] = ()
    setting: str = ""


@dataclass(frozen=True)
class Said:
    """One minute after a session (domain.md 5.5)."""

    worth: int | None = None
    able: int | None = None
    take: str = ""
    question: str = ""
    barriers: Sequence[str] = ()
    easier: str = ""
    quote: bool = False


@dataclass(frozen=True)
class Told:
    """A story in three parts, and where its teller lets it be shown. Without a tick only the teller reads it."""

    happened: str
    did: str
    changed: str
    in_cop: bool = False
    to_agency: bool = False
    in_reports: bool = False
