"""What becomes of a training whose sheets are closed, and what may another run make up?"""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.attendance.rules.credit import Presence
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import OfferingKind

MADE_UP_AT_MOST = {OfferingKind.COP_101: 1}
"""R04: how many sessions of a training may be made up in another run of it."""


ONE_WHOLE = (OfferingKind.COP_101, OfferingKind.REFRESHER)
"""Trainings that are one whole: who missed a session has attended partly. Elsewhere each session counts by itself."""


class RecordState(enum.StrEnum):
    """What became of a training for one person."""

    PARTIAL = "partial"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Day:
    """One session of a training for one person, as it stands in a closed sheet. None: there was no mark."""

    number: int
    presence: Presence | None
    missed: int
    minutes: int
    credited: bool

    @property
    def attended(self) -> int:
        """Minutes present."""
        return max(self.minutes - self.missed, 0) if self.presence is Presence.PRESENT else 0


def outcome(kind: OfferingKind, days: Sequence[Day]) -> RegistrationState:
    """What became of a place once all sheets are closed (domain.md 1.5)."""
    credited = [day for day in days if day.credited]
    if days and len(credited) == len(days):
        return RegistrationState.ATTENDED
    if credited and kind not in ONE_WHOLE:
        return RegistrationState.ATTENDED
    presences = {day.presence for day in days}
    if Presence.PRESENT in presences:
        return RegistrationState.PARTLY_ATTENDED
    return RegistrationState.EXCUSED if presences == {Presence.EXCUSED} else RegistrationState.NO_SHOW


def record_state(days: Sequence[Day]) -> RecordState | None:
    """What a person's record says; None when they were never there: a record is of what took place."""
    if not any(day.presence is Presence.PRESENT for day in days):
        return None
    return RecordState.COMPLETE if all(day.credited for day in days) else RecordState.PARTIAL


@dataclass(frozen=True)
class Presences:
    """How far a person is with the sessions of a course, in the run that brought them furthest.

    `missing`: numbers of its sessions without credit; `made_up`: those among them that another run stands for.
    """

    run: int | None
    sessions: int
    missing: tuple[int, ...]
    made_up: tuple[int, ...]
    complete: bool


def presences(runs: Sequence[Mapping[int, bool]], *, made_up_at_most: int = 0) -> Presences:
    """How far the runs of a course that a person took part in bring them (R01, R04).

    Each run says for the number of every session whether it was credited. All sessions of one run, of which so many
    may be made up by the session with the same number of another run; what was wholly missed is not a run.
    """
    best = Presences(None, 0, (), (), False)
    for index, run in enumerate(runs):
        missing = tuple(number for number, credited in sorted(run.items()) if not credited)
        if len(missing) == len(run):
            continue
        others = [other for place, other in enumerate(runs) if place != index]
        made_up = tuple(n for n in missing if any(other.get(n) for other in others))
        complete = not missing or (len(missing) <= made_up_at_most and made_up == missing)
        found = Presences(index, len(run), missing, made_up, complete)
        if best.run is None or _rank(found) > _rank(best):
            best = found
    return best


def _rank(found: Presences) -> tuple[bool, int]:
    return found.complete, -len(found.missing)


def sum_minutes(days: Iterable[Mapping[str, Any]]) -> int:
    """The credited minutes of the days that a record keeps."""
    return sum(day["minutes"] for day in days if day["credited"])
