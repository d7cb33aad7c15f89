"""What does a record say besides its hours? Areas of competency, who vouches for it, and which paper it earns."""

import enum
from collections.abc import Iterable, Mapping, Sequence

from trainer.attendance.rules.outcomes import ONE_WHOLE, RecordState
from trainer.schedule.rules.kinds import OfferingKind


class Verification(enum.StrEnum):
    """How far a record is vouched for (domain.md 5.6): by oneself, by a sheet that a trainer closed, by the office."""

    SELF_REPORTED = "self_reported"
    ATTENDED = "attended"
    VERIFIED = "verified"


CEU_MINUTES = 600
"""Ten contact hours are one CEU (domain.md 1, W36)."""

_accredited = False


def set_accredited(is_so: bool) -> None:
    """Whether the program may issue CEU (TRAINER_CEU). Only the app's start and tests call this."""
    global _accredited
    _accredited = is_so


def accredited() -> bool:
    """Whether the hours of a record made now are CEU as well: only an accredited provider may issue them (W36)."""
    return _accredited


def ceu(minutes: int) -> float:
    """Credited minutes as CEU with two places, rounded down: nobody gets more than they sat through."""
    return minutes * 100 // CEU_MINUTES / 100


def trainer_number(line: str) -> str:
    """The number alone of a line "Name, number in a registry": what a registry asks for beside the name."""
    return line.rpartition(",")[2].strip()


class Paper(enum.StrEnum):
    """Which certificate a record earns: of all its sessions, or of those that were credited."""

    COMPLETION = "completion"
    ATTENDANCE = "attendance"


class RecordReason(enum.StrEnum):
    """Why something about a record is not possible. Facts: name, count, most."""

    NOT_PRINTABLE = "not_printable"
    NOT_THEIRS = "not_theirs"


def shared_out(shares: Mapping[str, int], minutes: int) -> dict[str, int]:
    """`minutes` divided in proportion to `shares`, by largest remainder: the parts always add up to the whole.

    Areas that get nothing are left out; without shares, or without minutes, there is nothing to divide. Of equal
    remainders the area that comes first in the alphabet is served first.
    """
    whole = sum(share for share in shares.values() if share > 0)
    if whole == 0 or minutes <= 0:
        return {}
    wanted = sorted((area, share) for area, share in shares.items() if share > 0)
    parts = {area: minutes * share // whole for area, share in wanted}
    left = minutes - sum(parts.values())
    by_remainder = sorted(wanted, key=lambda one: (-(minutes * one[1] % whole), one[0]))
    for area, _share in by_remainder[:left]:
        parts[area] += 1
    return {area: part for area, part in parts.items() if part}


def course_shares(modules: Iterable[Mapping[str, object]]) -> dict[str, int]:
    """How a course's minutes lie over the areas: each module's minutes, divided evenly among those that it names."""
    found: dict[str, int] = {}
    for module in modules:
        areas, minutes = module.get("competencies"), module.get("minutes")
        if not isinstance(areas, Sequence) or not isinstance(minutes, int):
            continue
        for area, part in shared_out({str(area): 1 for area in areas}, minutes).items():
            found[area] = found.get(area, 0) + part
    return found


def paper(kind: OfferingKind, state: RecordState, credited_minutes: int) -> Paper | None:
    """Which certificate a record earns, or None: no credit, or a training that is one whole and was not finished."""
    if credited_minutes <= 0:
        return None
    if state is RecordState.COMPLETE:
        return Paper.COMPLETION
    return None if kind in ONE_WHOLE else Paper.ATTENDANCE
