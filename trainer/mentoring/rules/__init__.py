"""When may somebody mentor a trainee, and does a meeting keep the monthly rhythm?"""

import enum
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

LONGEST = 480
"""The most minutes a meeting can have; more is a slip of the hand."""

REMIND_BEFORE = timedelta(days=1)


class MeetingState(enum.StrEnum):
    """What became of a meeting."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELED = "canceled"


class MeetingMode(enum.StrEnum):
    """How they meet."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"


class MissedBy(enum.StrEnum):
    """Who could not come to a meeting: no reproach, so that both know what to change."""

    TRAINEE = "trainee"
    MENTOR = "mentor"
    BOTH = "both"


class PairReason(enum.StrEnum):
    """Why somebody cannot mentor a trainee."""

    ONESELF = "oneself"
    SAME_EMPLOYER = "same_employer"
    ALREADY = "already"
    NOT_ENROLLED = "not_enrolled"
    NO_ACCOUNT = "no_account"
    FULL = "full"
    NOT_YET = "not_yet"
    HAD_ANOTHER = "had_another"


class MeetingReason(enum.StrEnum):
    """Why a meeting cannot be planned, changed, held, missed or canceled."""

    PAIR_ENDED = "pair_ended"
    NOT_THE_MENTOR = "not_the_mentor"
    IN_THE_PAST = "in_the_past"
    STILL_AHEAD = "still_ahead"
    NOT_PLANNED = "not_planned"
    CANCELED = "canceled"
    MINUTES = "minutes"
    CHANGED = "changed"
    NO_SUCH_TIME = "no_such_time"
    NOT_YOURS = "not_yours"
    NO_TIMES = "no_times"
    ANSWERED = "answered"
    LINK_WRONG = "link_wrong"
    NEXT_STEP_MISSING = "next_step_missing"


class TaskKind(enum.StrEnum):
    """What waits for somebody in this room."""

    PLAN = "mentoring_plan"
    WRITE_DOWN = "mentoring_write_down"
    PAIR_UP = "mentoring_pair_up"
    SAME_EMPLOYER = "mentoring_same_employer"
    ANSWER_TIMES = "mentoring_answer_times"
    NEXT_STEP = "mentoring_next_step"
    SUPPORT = "mentoring_support"
    HANDOVER = "mentoring_handover"
    TALK_FIRST = "mentoring_talk_first"


class EventTitle(enum.StrEnum):
    """What a meeting is called in somebody's calendar."""

    MEETING_WITH = "meeting_with"


class MonthState(enum.StrEnum):
    """What a month of the rhythm shows."""

    HELD = "held"
    PLANNED = "planned"
    EMPTY = "empty"
    AHEAD = "ahead"


class Met(Protocol):
    """A meeting, as the rhythm counts it."""

    @property
    def on(self) -> date: ...
    @property
    def state(self) -> MeetingState: ...
    @property
    def minutes(self) -> int | None: ...


@dataclass(frozen=True)
class Month:
    """One calendar month of a trainee's year: what was held in it, and how long."""

    first: date
    state: MonthState
    days: list[date] = field(default_factory=list)
    minutes: int = 0


@dataclass(frozen=True)
class Rhythm:
    """The months of a trainee's year, and what was counted in them."""

    months: list[Month]
    held: int
    due: int
    """How many months are over or have a meeting already: those of which one can say whether it was held."""
    longest_gap: int | None
    """The most days between two meetings in a row, or since the last one; None before the first."""


def why_not_pair(
    *, mentor_id: int, trainee_id: int, employers: Sequence[str], now_mentor_id: int | None, enrolled: bool
) -> tuple[PairReason, dict[str, str]] | None:
    """Why somebody cannot mentor this trainee, or None. `employers`: where both work, or where the mentor answers for
    the trainee: an employer never reads a journal, also not through a colleague."""
    if not enrolled:
        return PairReason.NOT_ENROLLED, {}
    if mentor_id == trainee_id:
        return PairReason.ONESELF, {}
    if employers:
        return PairReason.SAME_EMPLOYER, {"organization": ", ".join(employers)}
    if mentor_id == now_mentor_id:
        return PairReason.ALREADY, {}
    return None


def why_not_plan(*, ended: bool, starts_at: datetime, now: datetime) -> MeetingReason | None:
    """Why a meeting cannot be planned for that moment, or None."""
    if ended:
        return MeetingReason.PAIR_ENDED
    return MeetingReason.IN_THE_PAST if starts_at <= now else None


def why_not_change(*, state: MeetingState, starts_at: datetime, now: datetime) -> MeetingReason | None:
    """Why a planned meeting cannot be moved to that moment, or None."""
    if state is not MeetingState.PLANNED:
        return MeetingReason.NOT_PLANNED
    return MeetingReason.IN_THE_PAST if starts_at <= now else None


def why_not_hold(
    *, state: MeetingState, starts_at: datetime, minutes: int, now: datetime
) -> MeetingReason | None:
    """Why a meeting cannot be written down as held, or None. What was written down can be corrected."""
    if state is MeetingState.CANCELED:
        return MeetingReason.CANCELED
    if starts_at > now:
        return MeetingReason.STILL_AHEAD
    return None if 0 < minutes <= LONGEST else MeetingReason.MINUTES


def why_not_miss(*, state: MeetingState, starts_at: datetime, now: datetime) -> MeetingReason | None:
    """Why a meeting cannot be marked as missed, or None."""
    if state is not MeetingState.PLANNED:
        return MeetingReason.NOT_PLANNED
    return MeetingReason.STILL_AHEAD if starts_at > now else None


def why_not_cancel(*, state: MeetingState, starts_at: datetime, now: datetime) -> MeetingReason | None:
    """Why a meeting cannot be canceled, or None. One whose time has passed was held or missed."""
    if state is not MeetingState.PLANNED:
        return MeetingReason.NOT_PLANNED
    return MeetingReason.IN_THE_PAST if starts_at <= now else None


def remind_at(*, starts_at: datetime, now: datetime) -> datetime | None:
    """When to remind both of a meeting: a day before; None when it is that close already."""
    at = starts_at - REMIND_BEFORE
    return at if at > now else None


def rhythm(*, first: date, last: date, meetings: Iterable[Met], today: date) -> Rhythm:
    """How the months from `first` to `last` were used for meetings (R07 counts those of the implementation phase)."""
    known = list(meetings)
    months = [_month(month, known, today) for month in months_between(first, last)]
    held = sorted(one.on for one in known if one.state is MeetingState.HELD)
    ends = [*held, min(today, last)] if held and min(today, last) > held[-1] else held
    gaps = [(after - before).days for before, after in itertools.pairwise(ends)]
    return Rhythm(
        months=months,
        held=sum(month.state is MonthState.HELD for month in months),
        due=sum(month.state in (MonthState.HELD, MonthState.EMPTY) for month in months),
        longest_gap=max(gaps, default=0) if held else None,
    )


def _month(first: date, meetings: Sequence[Met], today: date) -> Month:
    inside = [one for one in meetings if one.on.replace(day=1) == first]
    held = sorted((one for one in inside if one.state is MeetingState.HELD), key=lambda one: one.on)
    if held:
        minutes = sum(one.minutes or 0 for one in held)
        return Month(first, MonthState.HELD, [one.on for one in held], minutes)
    planned = sorted(one.on for one in inside if one.state is MeetingState.PLANNED and one.on >= today)
    if planned:
        return Month(first, MonthState.PLANNED, planned)
    over = next_month(first) <= today
    return Month(first, MonthState.EMPTY if over else MonthState.AHEAD)


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from one day to another, both counted."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def next_month(day: date) -> date:
    """The first day of the month after this one."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def reads_notes(
    *, person_id: int | None, trainee_id: int, mentor_id: int, handed_to: int | None = None
) -> bool:
    """Whether somebody reads a shared note: the two who met, and a later mentor to whom it was handed on."""
    return person_id is not None and person_id in (trainee_id, mentor_id, handed_to)
