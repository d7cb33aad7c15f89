"""When does being present count, for how many minutes, and what becomes of a training whose sheets are closed?"""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import OfferingKind, OfferingState, SessionState

MISSED_AT_MOST = 15
"""R04: minutes missed by coming late, leaving early or being away in between; one more, and there is no credit."""

MADE_UP_AT_MOST = {OfferingKind.COP_101: 1}
"""R04: how many sessions of a training may be made up in another run of it."""

ONE_WHOLE = (OfferingKind.COP_101, OfferingKind.REFRESHER)
"""Trainings that are one whole: who missed a session has attended partly. Elsewhere each session counts by itself."""


class Presence(enum.StrEnum):
    """What the trainer saw."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class Source(enum.StrEnum):
    """How it was captured (domain.md 5.6)."""

    TYPED = "typed"
    SELF = "self"
    QR = "qr"
    LOG = "log"


class RecordState(enum.StrEnum):
    """What became of a training for one person."""

    PARTIAL = "partial"
    COMPLETE = "complete"


class CreditReason(enum.StrEnum):
    """The arithmetic of R04 in words. Facts: attended, minutes, missed, limit."""

    EARNED = "earned"
    MISSED_TOO_MUCH = "missed_too_much"
    ABSENT = "absent"
    EXCUSED = "excused"


class MarkReason(enum.StrEnum):
    """Why a sheet cannot be marked or closed. Facts: starts, ends, names, count, name, minutes."""

    NOT_PUBLISHED = "not_published"
    OFFERING_CANCELED = "offering_canceled"
    SESSION_CANCELED = "session_canceled"
    NO_TIMES = "no_times"
    NOT_BEGUN = "not_begun"
    NOT_OVER = "not_over"
    NOT_ON_SHEET = "not_on_sheet"
    MARKED_TWICE = "marked_twice"
    NEGATIVE = "negative"
    LONGER_THAN_SESSION = "longer_than_session"
    SAVED_MEANWHILE = "saved_meanwhile"
    WHY_MISSING = "why_missing"
    UNMARKED = "unmarked"
    NOBODY = "nobody"
    ALREADY_CLOSED = "already_closed"


class TaskKind(enum.StrEnum):
    """What waits for a trainer. Facts: title, on."""

    CLOSE_SHEET = "close_sheet"


Problem = tuple[MarkReason, dict[str, object]]


@dataclass(frozen=True)
class Marked:
    """What was marked for one person of a sheet. Minutes missed count for those present only."""

    registration_ref: str
    presence: Presence
    missed_minutes: int = 0


@dataclass(frozen=True)
class Credit:
    """What a session counts for. `minutes`: the clock minutes credited, the whole session or none of it."""

    earned: bool
    minutes: int
    missed: int
    limit: int


def credit(
    session_minutes: int, missed_minutes: int, presence: Presence, limit: int = MISSED_AT_MOST
) -> Credit:
    """Whether a session counts (R04). Who was not there has missed all of it, excused or not."""
    missed = missed_minutes if presence is Presence.PRESENT else session_minutes
    earned = presence is Presence.PRESENT and missed <= limit
    return Credit(earned, session_minutes if earned else 0, missed, limit)


def arithmetic(
    session_minutes: int, missed_minutes: int, presence: Presence, limit: int = MISSED_AT_MOST
) -> tuple[CreditReason, dict[str, Any]]:
    """How the credit of a session was counted, for a sentence."""
    made = credit(session_minutes, missed_minutes, presence, limit)
    facts = {
        "attended": max(session_minutes - made.missed, 0), "minutes": session_minutes, "missed": made.missed,
        "limit": limit,
    }  # fmt: skip
    if presence is Presence.ABSENT:
        return CreditReason.ABSENT, facts
    if presence is Presence.EXCUSED:
        return CreditReason.EXCUSED, facts
    return (CreditReason.EARNED if made.earned else CreditReason.MISSED_TOO_MUCH), facts


def minutes_between(starts_at: datetime | None, ends_at: datetime | None) -> int | None:
    """How long a session is; None while its times are not known."""
    if starts_at is None or ends_at is None or ends_at <= starts_at:
        return None
    return int((ends_at - starts_at).total_seconds()) // 60


def why_not_mark(
    *,
    offering: OfferingState,
    session: SessionState,
    starts_at: datetime | None,
    ends_at: datetime | None,
    now: datetime,
) -> Problem | None:
    """Why the sheet of a session cannot be marked, or None. Late is always possible; before it begins, never."""
    if offering is OfferingState.DRAFT:
        return MarkReason.NOT_PUBLISHED, {}
    if offering is OfferingState.CANCELED:
        return MarkReason.OFFERING_CANCELED, {}
    if session is SessionState.CANCELED:
        return MarkReason.SESSION_CANCELED, {}
    if starts_at is None or minutes_between(starts_at, ends_at) is None:
        return MarkReason.NO_TIMES, {}
    if now < starts_at:
        return MarkReason.NOT_BEGUN, {"starts": starts_at}
    return None


def wrong_marks(marks: Sequence[Marked], *, session_minutes: int, on_sheet: Collection[str]) -> list[Problem]:
    """What is wrong with what was marked. `on_sheet`: the references of the registrations of everybody on it.

    People are told by the reference of their registration: what they are called depends on who asks.
    """
    found: list[Problem] = []
    seen: set[str] = set()
    for mark in marks:
        about: dict[str, object] = {"registration": mark.registration_ref}
        if mark.registration_ref not in on_sheet:
            found.append((MarkReason.NOT_ON_SHEET, {}))
            continue
        if mark.registration_ref in seen:
            found.append((MarkReason.MARKED_TWICE, about))
        seen.add(mark.registration_ref)
        if mark.presence is not Presence.PRESENT:
            continue
        if mark.missed_minutes < 0:
            found.append((MarkReason.NEGATIVE, about))
        elif mark.missed_minutes > session_minutes:
            found.append((MarkReason.LONGER_THAN_SESSION, {**about, "minutes": session_minutes}))
    return found


def why_not_close(
    *,
    closed: bool,
    ends_at: datetime | None,
    now: datetime,
    on_sheet: Collection[str],
    marked: Collection[str],
) -> Problem | None:
    """Why a sheet cannot be closed, or None: the session is over, and everybody on it is marked."""
    if closed:
        return MarkReason.ALREADY_CLOSED, {}
    if ends_at is not None and now < ends_at:
        return MarkReason.NOT_OVER, {"ends": ends_at}
    if not on_sheet:
        return MarkReason.NOBODY, {}
    unmarked = [ref for ref in on_sheet if ref not in marked]
    if unmarked:
        return MarkReason.UNMARKED, {"registrations": unmarked, "count": len(unmarked)}
    return None


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
