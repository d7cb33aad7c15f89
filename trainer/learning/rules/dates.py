"""On which days does a cohort meet, and what is wrong with a list of them?"""

import enum
import itertools
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

DAYS_IN_WEEK = 7
MONTHS_IN_YEAR = 12


class CohortReason(enum.StrEnum):
    """Why a cohort cannot be formed. Facts: names, count, most, needed, number, course, until, shape."""

    NAME_MISSING = "name_missing"
    NOBODY = "nobody"
    TOO_MANY = "too_many"
    SOMEBODY_TWICE = "somebody_twice"
    DATES_COUNT = "dates_count"
    DATES_ORDER = "dates_order"
    ONE_A_MONTH = "one_a_month"
    NOT_COMPLETED = "not_completed"
    IN_COHORT = "in_cohort"
    COURSE_NOT_LOADED = "course_not_loaded"
    APPLY_TOO_LATE = "apply_too_late"


Problem = tuple[CohortReason, dict[str, Any]]


def on_weekday(first: date, ahead: int) -> date:
    """The day so many months ahead on the same weekday of the month; a fifth one becomes the last."""
    week = (first.day - 1) // DAYS_IN_WEEK
    year, month = first.year + (first.month + ahead - 1) // 12, (first.month + ahead - 1) % 12 + 1
    one = date(year, month, 1)
    day = 1 + (first.weekday() - one.weekday()) % DAYS_IN_WEEK + week * DAYS_IN_WEEK
    return date(year, month, day if day <= monthrange(year, month)[1] else day - DAYS_IN_WEEK)


def monthly_dates(first: date, count: int = MONTHS_IN_YEAR) -> list[date]:
    """`count` days, one a month, on the same weekday of the month: the second Tuesday stays the second Tuesday."""
    return [on_weekday(first, ahead) for ahead in range(count)]


def why_not_order(dates: Sequence[date], *, needed: int) -> list[Problem]:
    """What is wrong with dates: there are as many as needed, in order, each in a month of its own."""
    if len(dates) != needed:
        return [(CohortReason.DATES_COUNT, {"count": len(dates), "needed": needed})]
    for number, (earlier, later) in enumerate(itertools.pairwise(dates), start=2):
        if later <= earlier:
            return [(CohortReason.DATES_ORDER, {"number": number})]
        if (later.year, later.month) == (earlier.year, earlier.month):
            return [(CohortReason.ONE_A_MONTH, {"number": number})]
    return []
