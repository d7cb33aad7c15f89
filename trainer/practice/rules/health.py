"""How is a CoP doing? The items of the health check, rounds that count, the monthly rhythm, the yearly decision."""

import calendar
import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.practice.rules import CopState
from trainer.practice.rules.guidance import Model
from trainer.practice.rules.keeping import TURNS, Turn
from trainer.practice.rules.voices import FEWEST, Spread, spread

ROUND_DAYS = 14
NOTICE_BEFORE = timedelta(days=10)
YEAR = timedelta(days=365)


class Dimension(enum.StrEnum):
    """The parts of the health check (domain.md 5.4; what C18 calls purpose, membership, sharing, structure, value)."""

    DOMAIN = "domain"
    COMMUNITY = "community"
    PRACTICE = "practice"
    FACILITATION = "facilitation"
    VALUE = "value"


class Item(enum.StrEnum):
    """What members rate from 1 (not yet) to 5 (very much); "can't say" is no number."""

    H01 = "1"
    H02 = "2"
    H03 = "3"
    H04 = "4"
    H05 = "5"
    H06 = "6"
    H07 = "7"
    H08 = "8"
    H09 = "9"
    H10 = "10"
    H11 = "11"
    H12 = "12"
    H13 = "13"
    H14 = "14"
    H15 = "15"
    H16 = "16"
    H17 = "17"
    H18 = "18"
    H19 = "19"
    STAYS = "stays"
    EDUCATES = "educates"
    CULTIVATES = "cultivates"
    EMPOWERS = "empowers"


_ALL = list(Item)
ITEMS: dict[Dimension, tuple[Item, ...]] = {
    Dimension.DOMAIN: tuple(_ALL[0:3]),
    Dimension.COMMUNITY: tuple(_ALL[3:8]),
    Dimension.PRACTICE: tuple(_ALL[8:11]),
    Dimension.FACILITATION: tuple(_ALL[11:14]),
    Dimension.VALUE: tuple(_ALL[14:19]),
}
MORE = (Item.EDUCATES, Item.CULTIVATES, Item.EMPOWERS, Item.STAYS)
"""Asked beside the nineteen, and counted on their own: what a CoP does (row B15), and who means to stay (E21)."""

OPEN = ("keep", "change", "story")


class Continuation(enum.StrEnum):
    """What was decided about the next year."""

    CONTINUE = "continue"
    CHANGE = "change"
    PAUSE = "pause"


def turn_of(kind: Continuation, state: CopState) -> Turn | None:
    """What the decision does to the CoP as a whole: a pause begins, or is over; mostly nothing."""
    if kind is Continuation.PAUSE:
        return Turn.PAUSED if Turn.PAUSED in TURNS[state] else None
    return Turn.RESUMED if Turn.RESUMED in TURNS[state] else None


class Suggestion(enum.StrEnum):
    """What the page advises now. Facts: held."""

    FIRST_ROUND = "first_round"
    FIRST_LATE = "first_late"
    SECOND_ROUND = "second_round"


@dataclass(frozen=True)
class Measured:
    """What one round says: how many answered; nothing else while they are fewer than four."""

    answers: int
    dimensions: Mapping[Dimension, Spread]
    items: Mapping[Item, Spread]

    @property
    def shown(self) -> bool:
        """Whether there are enough answers."""
        return self.answers >= FEWEST


def measured(answers: Sequence[Mapping[str, int]]) -> Measured:
    """Means per item and dimension over the answers of a round (each: item to number). Under four there is none.

    The mean of a dimension is that of all its numbers, when at least four people gave one of them.
    """
    if len(answers) < FEWEST:
        return Measured(len(answers), {}, {})
    items = {item: spread([one.get(item.value) for one in answers]) for item in Item}
    return Measured(len(answers), {name: _of(name, answers) for name in Dimension}, items)


def _of(dimension: Dimension, answers: Iterable[Mapping[str, int]]) -> Spread:
    each = [[one[item.value] for item in ITEMS[dimension] if item.value in one] for one in answers]
    people = [numbers for numbers in each if numbers]
    every = [number for numbers in people for number in numbers]
    mean = round(sum(every) / len(every), 1) if len(people) >= FEWEST else None
    return Spread(len(people), mean)


@dataclass(frozen=True)
class Round:
    """One round as it counts for R15. `held`: sessions held before it was opened; `members`: on its last day."""

    ref: str
    number: int
    opened_on: date
    held: int
    answers: int
    members: int

    def enough(self, *, answers: int = FEWEST, percent: int = 50) -> bool:
        """Whether it was answered by so many members, or by so large a part of them (R15)."""
        return self.answers >= answers or (self.answers > 0 and self.answers * 100 >= percent * self.members)


def suggestion(rounds: Sequence[int], held: int) -> Suggestion | None:
    """Which round is advised now: one by the second session, one after the fifth (R15). `rounds`: after how many."""
    if not rounds:
        return Suggestion.FIRST_ROUND if held <= 2 else Suggestion.FIRST_LATE
    if held >= 5 and max(rounds) < 5:
        return Suggestion.SECOND_ROUND
    return None


def month_later(day: date) -> date:
    """The same day of the next month, or its last day where there is no such day."""
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class Rhythm(enum.StrEnum):
    """How the monthly rhythm stands (row C02). Facts: by, on, last, days."""

    KEPT = "rhythm_kept"
    SOON = "rhythm_soon"
    BROKEN = "rhythm_broken"


def watched(state: CopState, model: Model | None) -> bool:
    """Whether the month is watched: for a CoP that meets, unless it meets on a few half days of a school year (B05)."""
    return state is CopState.ACTIVE and model is not Model.SCHOOL_YEAR


def rhythm(
    *, last: date | None, planned: Iterable[date], today: date
) -> tuple[Rhythm, dict[str, object]] | None:
    """Whether a CoP that meets once a month still does. None before its first session.

    `last`: the day of the latest held session; `planned`: days of sessions that are still to come. It is kept when the
    next one is planned no later than a month after the last, threatened while there is time, and else broken.
    """
    if last is None:
        return None
    by = month_later(last)
    coming = min((day for day in planned if day >= today), default=None)
    facts: dict[str, object] = {"last": last, "by": by}
    if coming is not None and coming <= by:
        return Rhythm.KEPT, {**facts, "on": coming}
    if today > by:
        return Rhythm.BROKEN, {**facts, "days": (today - last).days}
    return Rhythm.SOON, facts


def notice_on(last: date) -> date:
    """The first day on which facilitators hear that nothing is planned: ten days before the month is over."""
    return month_later(last) - NOTICE_BEFORE


def decision_due(first: date | None, decided: Sequence[date], today: date) -> bool:
    """Whether a year has passed since the first session, or since the last decision to go on."""
    since = max(decided, default=first)
    return since is not None and today - since >= YEAR
