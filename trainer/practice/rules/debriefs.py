"""When is a debrief due, what may it say, and which parts does it have (domain.md 5.2)?"""

import enum
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from trainer.curriculum.rules import Competency
from trainer.practice.rules import DEBRIEF_TIME, MOST_MINUTES, REMIND_BEFORE, PracticeReason, Problem

PREPARED = (
    "how", "logistics", "threads", "wonderings", "moment", "voices", "values", "protocol", "inquiry", "care", "support",
)  # fmt: skip
"""The parts that a trainee can prepare before the talk, in the order of the form."""

PARTS = (*PREPARED, "next_step")
"""The parts of the story, in the order of the form. None is required by itself, but a story needs one."""

MOST_TRACES = 200


class Again(enum.StrEnum):
    """Whether a protocol would be used again."""

    YES = "yes"
    CHANGED = "changed"
    NO = "no"


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
    next_on: date | None = None,
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
    if next_on is not None and (next_on < on or not str(content.get("next_step") or "").strip()):
        found.append((PracticeReason.NEXT_STEP_WRONG, {"on": on}))
    return found


def story(content: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a debrief: its parts in words, whether a protocol would be used again, the traces shown."""
    kept: dict[str, Any] = {part: str(content[part]).strip() for part in PARTS if content.get(part)}
    if content.get("again") in set(Again):
        kept["again"] = str(content["again"])
    if content.get("traces"):
        kept["traces"] = int(content["traces"])
        kept["consent"] = bool(content.get("consent"))
    return kept


def prepared(content: Mapping[str, Any]) -> dict[str, str]:
    """What is kept of what a trainee prepares."""
    return {part: str(content[part]).strip() for part in PREPARED if str(content.get(part) or "").strip()}


def areas(numbers: Collection[int]) -> list[int]:
    """The areas of competency that were touched, each once, in their order."""
    known = {one.value for one in Competency}
    return sorted(known & set(numbers))


def is_late(*, due: date, on: date | None, today: date) -> bool:
    """Whether it was, or is by now, later than it should be."""
    return (on or today) > due


def told_in_time(now: datetime, moment: datetime) -> bool:
    """Whether a reminder at `moment` still lies ahead: one that would come at once is left out."""
    return moment > now
