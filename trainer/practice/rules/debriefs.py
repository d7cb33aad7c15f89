"""When is a debrief due, what may it say, and which parts does it have (domain.md 5.2)?"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from trainer.practice.rules import DEBRIEF_TIME, MOST_MINUTES, REMIND_BEFORE, PracticeReason, Problem

PARTS = (
    "how", "logistics", "threads", "wonderings", "moment", "voices", "values", "care", "support", "next_step",
)  # fmt: skip
"""The parts of the story, in the order of the form. None is required by itself, but a story needs one."""


def due_on(held_on: date) -> date:
    """Until when a session is talked over: fourteen days after it (R08)."""
    return held_on + DEBRIEF_TIME


def remind_on(due: date) -> date:
    """On which day trainee and mentor are reminded."""
    return due - REMIND_BEFORE


def why_not_record(
    *,
    session_on: date,
    on: date,
    today: date,
    minutes: int,
    content: Mapping[str, Any],
    lock: int,
    seen: int | None,
) -> list[Problem]:
    """Why a debrief cannot be written down that way; `seen` is the lock its writer read (None: not asked)."""
    if seen is not None and seen != lock:
        return [(PracticeReason.CHANGED_MEANWHILE, {})]
    found: list[Problem] = []
    if not session_on <= on <= today:
        found.append((PracticeReason.DEBRIEF_DAY_WRONG, {"on": session_on}))
    if not 0 < minutes <= MOST_MINUTES:
        found.append((PracticeReason.MINUTES_WRONG, {"most": MOST_MINUTES}))
    if not any(str(content.get(part) or "").strip() for part in PARTS):
        found.append((PracticeReason.DEBRIEF_EMPTY, {}))
    return found


def is_late(*, due: date, on: date | None, today: date) -> bool:
    """Whether it was, or is by now, later than it should be."""
    return (on or today) > due


def told_in_time(now: datetime, moment: datetime) -> bool:
    """Whether a reminder at `moment` still lies ahead: one that would come at once is left out."""
    return moment > now
