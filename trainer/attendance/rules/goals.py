"""Who is about to fall short of the hours that an organization asks of its people, and over which days?"""

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.schedule.rules import years

LONGEST_DAYS = 5 * 366
"""The longest period that a page counts."""


class Standing(enum.StrEnum):
    """How far somebody is with the hours asked of them."""

    MET = "met"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    SHORT = "short"


class GoalReason(enum.StrEnum):
    """The arithmetic of a standing in words. Facts: done, planned, goal, missing, expected, days."""

    MET = "met"
    PLANNED = "planned"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    OVER = "over"


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def is_year(self) -> bool:
        """Whether hours asked for by the year can be judged by it: a program year, a calendar year, twelve months."""
        return 365 <= self.days <= 366

    def days_left(self, today: date) -> int:
        """How many days of it are left, today included."""
        return max(0, min(self.days, (self.last - today).days + 1))


@dataclass(frozen=True)
class Judged:
    """A standing with what was counted: minutes, and days left."""

    standing: Standing
    reason: GoalReason
    done: int
    planned: int
    goal: int
    expected: int
    days_left: int

    @property
    def missing(self) -> int:
        """Minutes that neither stand on record nor are registered for."""
        return max(0, self.goal - self.done - self.planned)


def expected_by(goal: int, period: Period, today: date) -> int:
    """The minutes that somebody who goes at an even pace has by the end of yesterday; the whole goal once it is over.

    Rounded up: who is a minute behind is behind.
    """
    gone = period.days - period.days_left(today)
    return -(-goal * gone // period.days)


def judge(*, done: int, planned: int, goal: int, period: Period, today: date) -> Judged:
    """How somebody stands: `done` are minutes credited, `planned` those of sessions ahead that they have a place in."""
    expected, left = expected_by(goal, period, today), period.days_left(today)
    if done >= goal:
        found = Standing.MET, GoalReason.MET
    elif left == 0:
        found = Standing.SHORT, GoalReason.OVER
    elif done + planned >= goal:
        found = Standing.ON_TRACK, GoalReason.PLANNED
    elif done + planned >= expected:
        found = Standing.ON_TRACK, GoalReason.ON_PACE
    else:
        found = Standing.AT_RISK, GoalReason.BEHIND
    return Judged(*found, done, planned, goal, expected, left)


def presets(today: date) -> dict[str, Period]:
    """The periods that people ask for, by name: program years run from July to June."""
    starts = years.starts_for(today)
    year_ago = today.replace(year=today.year - 1, day=min(today.day, 28) if today.month == 2 else today.day)
    return {
        "program_year": Period(date(starts, 7, 1), date(starts + 1, 6, 30)),
        "last_program_year": Period(date(starts - 1, 7, 1), date(starts, 6, 30)),
        "calendar_year": Period(date(today.year, 1, 1), date(today.year, 12, 31)),
        "twelve_months": Period(year_ago + timedelta(days=1), today),
    }


def period_of(first: date | None, last: date | None, today: date) -> Period | None:
    """The period between two typed days; None when it is none, or longer than a page counts."""
    if first is None and last is None:
        return presets(today)["program_year"]
    if first is None or last is None or last < first or (last - first).days >= LONGEST_DAYS:
        return None
    return Period(first, last)
