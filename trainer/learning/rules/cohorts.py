"""In which phase is a cohort on a day, and under which edition does it begin?"""

import enum
from collections.abc import Sequence
from datetime import date

MOST_TRAINEES = 40
FIRST_PROGRAM_EDITION = "2020-21"


class CohortState(enum.StrEnum):
    """Where a cohort stands."""

    FORMING = "forming"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELED = "canceled"


class PhaseNow(enum.StrEnum):
    """In which part of its time a cohort is on a day."""

    BEFORE = "before"
    TRAINING = "training"
    IMPLEMENTATION = "implementation"
    MENTORSHIP = "mentorship"
    OVER = "over"


def phase_on(
    *,
    starts_on: date,
    implementation_on: date,
    ends_on: date,
    day: date,
    after_training: PhaseNow = PhaseNow.IMPLEMENTATION,
) -> PhaseNow:
    """In which part of its time a cohort is on a day. `after_training`: what it does once nobody trains any more."""
    if day < starts_on:
        return PhaseNow.BEFORE
    if day < implementation_on:
        return PhaseNow.TRAINING
    return after_training if day <= ends_on else PhaseNow.OVER


def edition_in_force(editions: Sequence[str], year: int) -> str:
    """The edition of the program that a cohort of a year begins under unless somebody chooses another: the last one
    that does not name a later year. '2020-21' begins in 2020."""
    begun = [one for one in editions if not one[:4].isdigit() or int(one[:4]) <= year]
    return begun[-1] if begun else editions[0]
