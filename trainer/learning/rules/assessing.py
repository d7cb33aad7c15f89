"""When is a self-assessment complete, and what does it say of each area, then and now?

Its statements are content (the piece kind "self_assessment"): areas of competency with statements, each answered by a
value of a scale. Nobody else judges it; it counts for nothing (C10).
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]
Answers = Mapping[str, int]


class AssessReason(enum.StrEnum):
    """Why a self-assessment cannot be saved, finished or shared. Facts: count."""

    NOT_LOADED = "not_loaded"
    UNKNOWN_AREA = "unknown_area"
    UNANSWERED = "unanswered"
    STILL_OPEN = "still_open"
    NOTHING_FINISHED = "nothing_finished"


@dataclass(frozen=True)
class Level:
    """One area in one self-assessment: the mean of its values, or None where nothing was answered."""

    competency: int
    mean: float | None


@dataclass(frozen=True)
class Compared:
    """One area then and now; `now` is None where there is only one self-assessment."""

    competency: int
    then: float | None
    now: float | None

    @property
    def change(self) -> float:
        """How far it moved; 0 where there is nothing to compare."""
        return 0 if self.then is None or self.now is None else round(self.now - self.then, 1)


def ids_of(area: Content) -> list[str]:
    """The ids of an area's statements."""
    return [str(one["id"]) for one in area["statements"]]


def open_areas(content: Content, answers: Answers) -> list[int]:
    """The numbers of the areas, counted from 1, in which a statement has no value yet."""
    return [
        number for number, area in enumerate(content["areas"], start=1)
        if any(one not in answers for one in ids_of(area))
    ]  # fmt: skip


def why_not_save(content: Content, number: int, answers: Answers) -> AssessReason | None:
    """Why an area cannot be saved, or None: each of its statements has one of the scale's values."""
    if not 1 <= number <= len(content["areas"]):
        return AssessReason.UNKNOWN_AREA
    values = {int(one["value"]) for one in content["scale"]}
    wanted = set(ids_of(content["areas"][number - 1]))
    complete = set(answers) == wanted and values.issuperset(answers.values())
    return None if complete else AssessReason.UNANSWERED


def levels(content: Content, answers: Answers) -> list[Level]:
    """The mean of each area, to one decimal. A statement that the content no longer has is left out."""
    found = []
    for area in content["areas"]:
        values = [answers[one] for one in ids_of(area) if one in answers]
        mean = round(sum(values) / len(values), 1) if values else None
        found.append(Level(int(area["competency"]), mean))
    return found


def compared(content: Content, finished: Sequence[Answers]) -> list[Compared]:
    """Each area in the first and in the latest of the finished self-assessments."""
    if not finished:
        return []
    first, last = levels(content, finished[0]), levels(content, finished[-1])
    several = len(finished) > 1
    return [
        Compared(then.competency, then.mean, now.mean if several else None)
        for then, now in zip(first, last, strict=True)
    ]
