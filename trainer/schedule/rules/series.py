"""On which days does a series meet? Weekly, every two weeks, or monthly on the same weekday or date."""

import calendar
import enum
from collections.abc import Iterator
from datetime import date, time, timedelta

from trainer.schedule.rules.kinds import Half

HALF_DAYS = {Half.MORNING: (time(9), time(12, 30)), Half.AFTERNOON: (time(13), time(16, 30))}
"""When a half-day begins and ends while nobody has said otherwise (row B05)."""


class Rhythm(enum.StrEnum):
    """How often a series meets. Of a series by month, the days are not known yet."""

    WEEKLY = "weekly"
    TWO_WEEKS = "two_weeks"
    WEEKDAY = "weekday"
    DATE = "date"
    MONTHS = "months"


class Duty(enum.StrEnum):
    """Which sessions of a series are mandatory."""

    ALL = "all"
    EVERY_OTHER = "every_other"
    NONE = "none"


class SeriesReason(enum.StrEnum):
    """Why no series can be made. Facts: most, until."""

    FIRST_MISSING = "first_missing"
    HOW_LONG_MISSING = "how_long_missing"
    UNTIL_BEFORE_FIRST = "until_before_first"
    TOO_MANY = "too_many"


def why_no_series(
    first: date | None, *, rhythm: Rhythm, count: int | None, until: date | None, most: int
) -> SeriesReason | None:
    """What is missing or wrong; `most`: how many sessions there is room for."""
    if first is None:
        return SeriesReason.FIRST_MISSING
    if count is None and until is None:
        return SeriesReason.HOW_LONG_MISSING
    if until is not None and until < first:
        return SeriesReason.UNTIL_BEFORE_FIRST
    if len(days(first, rhythm=rhythm, count=count, until=until, most=most + 1)) > most:
        return SeriesReason.TOO_MANY
    return None


def days(first: date, *, rhythm: Rhythm, count: int | None, until: date | None, most: int) -> list[date]:
    """The days of a series from its first: `count` of them, or as many as lie before or on `until`; at most `most`."""
    found: list[date] = []
    for day in _endless(first, rhythm):
        if len(found) >= min(most, most if count is None else count) or (until is not None and day > until):
            return found
        found.append(day)
    return found


def _endless(first: date, rhythm: Rhythm) -> Iterator[date]:
    step = {Rhythm.WEEKLY: 7, Rhythm.TWO_WEEKS: 14}.get(rhythm)
    for number in range(1_000):
        if step:
            if (date.max - first).days < step * number:
                return
            yield first + timedelta(days=step * number)
        else:
            month = first.year * 12 + first.month - 1 + number
            if month // 12 > date.max.year:
                return
            yield _in_month(first, month // 12, month % 12 + 1, rhythm)


def _in_month(first: date, year: int, month: int, rhythm: Rhythm) -> date:
    """The day of another month that is like the first: the second Thursday, or the 14th; a fifth one means the last."""
    length = calendar.monthrange(year, month)[1]
    if rhythm is Rhythm.DATE:
        return date(year, month, min(first.day, length))
    if rhythm is Rhythm.MONTHS:
        return date(year, month, 1)
    ahead = (first.weekday() - date(year, month, 1).weekday()) % 7
    day = 1 + ahead + 7 * ((first.day - 1) // 7)
    return date(year, month, day if day <= length else day - 7)


def mandatory(number: int, duty: Duty) -> bool:
    """Whether the session with this number (from 0) of a series is mandatory."""
    return duty is Duty.ALL or (duty is Duty.EVERY_OTHER and number % 2 == 0)
