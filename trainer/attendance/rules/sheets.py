"""When may a sheet be marked, when does it lock, and when can it be closed?"""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from trainer.attendance.rules.credit import Presence, minutes_between
from trainer.attendance.rules.stays import Piece
from trainer.schedule.rules.kinds import OfferingState, SessionState


class MarkReason(enum.StrEnum):
    """Why a sheet cannot be marked or closed. Facts: starts, ends, names, count, name, minutes, days."""

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
    OTHER_SESSION = "other_session"
    SHOWN_OTHERWISE = "shown_otherwise"
    WHY_MISSING = "why_missing"
    LOCKED_WHY_MISSING = "locked_why_missing"
    UNMARKED = "unmarked"
    NOBODY = "nobody"
    ALREADY_CLOSED = "already_closed"


class TaskKind(enum.StrEnum):
    """What waits for a trainer. Facts: title, on."""

    CLOSE_SHEET = "close_sheet"


Problem = tuple[MarkReason, dict[str, object]]


@dataclass(frozen=True)
class Marked:
    """What was marked for one person of a sheet. Minutes missed count for those present only.

    `pieces`: the times they were there, when they are known. `seen`: what `said` gave for this person when they were
    looked at; None when nobody looked.
    """

    registration_ref: str
    presence: Presence
    missed_minutes: int = 0
    pieces: tuple[Piece, ...] = ()
    seen: str | None = None


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


def said(presence: Presence, missed: int) -> str:
    """'present 16', 'absent': for the audit trail, and to see what differs."""
    return f"{presence.value} {missed}" if presence is Presence.PRESENT else presence.value


_lock_after = timedelta(days=14)


def set_lock_after(days: int) -> None:
    """After how many days a sheet locks (TRAINER_SHEET_DAYS). Only the app's start and tests call this."""
    global _lock_after
    _lock_after = timedelta(days=days)


def lock_after() -> timedelta:
    """How long after a session its sheet can be marked without a reason."""
    return _lock_after


def why_reason_needed(
    *, closed: bool, ends_at: datetime | None, now: datetime
) -> tuple[MarkReason, dict[str, object]] | None:
    """Why a sheet is marked only with a reason from now on, or None: it is closed, or its session is long over.

    A sheet locks by itself; that it is closed, and counts, stays the decision of whoever was there.
    """
    if closed:
        return MarkReason.WHY_MISSING, {}
    if ends_at is not None and now >= ends_at + _lock_after:
        return MarkReason.LOCKED_WHY_MISSING, {"days": _lock_after.days}
    return None
