"""When does a cohort meet, in which phase is it, and who may start or leave?"""

import enum
import itertools
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

SESSIONS = 12
TRAINING_SESSIONS = 6
"""Six sessions train, six go with the own CoP (domain.md 3.3)."""

MOST_TRAINEES = 40
FIRST_PROGRAM_EDITION = "2020-21"
DAYS_IN_WEEK = 7


class CohortState(enum.StrEnum):
    """Where a cohort stands."""

    FORMING = "forming"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELED = "canceled"


class EnrollmentState(enum.StrEnum):
    """Where an enrollment stands (domain.md 1.5)."""

    APPLIED = "applied"
    ENROLLED = "enrolled"
    ACTIVE = "active"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"


LIVE = (EnrollmentState.ENROLLED, EnrollmentState.ACTIVE)
"""The states in which somebody is in the program now; at most one enrollment of a person is in one of them."""


class PhaseNow(enum.StrEnum):
    """In which part of its year a cohort is on a day."""

    BEFORE = "before"
    TRAINING = "training"
    IMPLEMENTATION = "implementation"
    OVER = "over"


class CohortReason(enum.StrEnum):
    """Why a cohort cannot be formed. Facts: names, count, most, needed, number, course."""

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


class EnrollmentReason(enum.StrEnum):
    """Why an enrollment cannot begin or end that way. Facts: names, course."""

    NOT_LIVE = "not_live"
    WHY_MISSING = "why_missing"
    COHORT_OVER = "cohort_over"


Problem = tuple[CohortReason, dict[str, Any]]


def monthly_dates(first: date, count: int = SESSIONS) -> list[date]:
    """`count` days, one a month, on the same weekday of the month: the second Tuesday stays the second Tuesday.

    A fifth one becomes the last of a month that has only four.
    """
    week = (first.day - 1) // DAYS_IN_WEEK
    return [_nth(first.year, first.month + ahead, first.weekday(), week) for ahead in range(count)]


def _nth(year: int, month: int, weekday: int, week: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    one = date(year, month, 1)
    day = 1 + (weekday - one.weekday()) % DAYS_IN_WEEK + week * DAYS_IN_WEEK
    return date(year, month, day if day <= monthrange(year, month)[1] else day - DAYS_IN_WEEK)


def why_not_dates(dates: Sequence[date]) -> list[Problem]:
    """What is wrong with the dates of a cohort: there are twelve, in order, each in a month of its own."""
    if len(dates) != SESSIONS:
        return [(CohortReason.DATES_COUNT, {"count": len(dates), "needed": SESSIONS})]
    for number, (earlier, later) in enumerate(itertools.pairwise(dates), start=2):
        if later <= earlier:
            return [(CohortReason.DATES_ORDER, {"number": number})]
        if (later.year, later.month) == (earlier.year, earlier.month):
            return [(CohortReason.ONE_A_MONTH, {"number": number})]
    return []


def day_after_training(dates: Sequence[date]) -> date:
    """When implementation begins: the day after the sixth session, so that nobody waits to open their CoP."""
    return dates[TRAINING_SESSIONS - 1] + timedelta(days=1)


def phase_on(*, starts_on: date, implementation_on: date, ends_on: date, day: date) -> PhaseNow:
    """In which part of its year a cohort is on a day."""
    if day < starts_on:
        return PhaseNow.BEFORE
    if day < implementation_on:
        return PhaseNow.TRAINING
    return PhaseNow.IMPLEMENTATION if day <= ends_on else PhaseNow.OVER


def edition_in_force(editions: Sequence[str], year: int) -> str:
    """The edition of the program that a cohort of a year begins under unless somebody chooses another: the last one
    that does not name a later year. '2020-21' begins in 2020."""
    begun = [one for one in editions if not one[:4].isdigit() or int(one[:4]) <= year]
    return begun[-1] if begun else editions[0]


def why_not_withdraw(state: EnrollmentState, reason: str) -> EnrollmentReason | None:
    """Why somebody cannot be taken out of a cohort, or None."""
    if state not in LIVE:
        return EnrollmentReason.NOT_LIVE
    return None if reason.strip() else EnrollmentReason.WHY_MISSING
