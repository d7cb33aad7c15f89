"""When is somebody of a cohort silent, behind, or late with something? Plain values in, words of a state out."""

import enum
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

SILENT_DAYS = 21
"""So many days without a sign of life, and somebody is called silent, unless who asks chooses another number."""

CHOICES = (7, 14, 21, 30, 60)


class Sign(enum.StrEnum):
    """What somebody did of which a day is known. Never what they wrote."""

    ENROLLED = "enrolled"
    MODULE = "module"
    CHECK = "check"
    ENTRY = "entry"
    SESSION = "session"
    MEETING = "meeting"
    OWN_COP = "own_cop"
    POST = "post"


class Due(enum.StrEnum):
    """What somebody has open: of sessions that are over, or with a day that has passed."""

    MODULES = "modules"
    CHECKS = "checks"
    REVISIONS = "revisions"
    DEBRIEFS = "debriefs"
    COPIES = "copies"


BEHIND = (Due.MODULES, Due.CHECKS)
OVERDUE = (Due.REVISIONS, Due.DEBRIEFS, Due.COPIES)


class Show(enum.StrEnum):
    """Which people of a cohort are listed."""

    ALL = "all"
    SILENT = "silent"
    BEHIND = "behind"
    OVERDUE = "overdue"


def last_sign(signs: Mapping[Sign, date], enrolled: date) -> tuple[Sign, date]:
    """The latest sign of life and its day; who has given none yet was last heard of when they were enrolled."""
    found = max(signs.items(), key=lambda one: one[1], default=None)
    return found if found is not None and found[1] >= enrolled else (Sign.ENROLLED, enrolled)


def is_silent(last: date, today: date, days: int) -> bool:
    """Whether so many days have passed since the last sign of life."""
    return (today - last).days >= days


def days_of(word: str | None) -> int:
    """The number of days that an address asks for; the usual one for any that is not offered."""
    return next((one for one in CHOICES if str(one) == word), SILENT_DAYS)


def show_of(word: str | None) -> Show:
    """The list that an address asks for; everybody for a word that names none."""
    return next((one for one in Show if one.value == word), Show.ALL)


def open_of(needed: Collection[Any], done: Collection[Any]) -> int:
    """How many things that were needed by now are not done."""
    return len(set(needed) - set(done))


def counts_as(show: Show, *, silent: bool, due: Mapping[Due, int]) -> bool:
    """Whether somebody stands on a list."""
    return {
        Show.ALL: True,
        Show.SILENT: silent,
        Show.BEHIND: any(due.get(one) for one in BEHIND),
        Show.OVERDUE: any(due.get(one) for one in OVERDUE),
    }[show]
