"""On which days does an offering take place when it is copied into a later year? On the same weekdays."""

import enum
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trainer.schedule.rules import soundness
from trainer.schedule.rules.kinds import OfferingKind, OfferingState, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan
from trainer.schedule.rules.soundness import Problem

SOURCE = "clone:"
EXACT = (When.FIXED, When.DATE_ONLY)
WEEK = timedelta(days=7)


class CloneReason(enum.StrEnum):
    """Why offerings are not copied. Facts: count, year."""

    NOTHING_CHOSEN = "nothing_chosen"
    ALL_ALREADY = "all_already"
    MOVED = "moved"


class CloneState(enum.StrEnum):
    """What becomes of one offering of the earlier year."""

    NEW = "new"
    ALREADY = "already"
    COHORT = "cohort"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Judged:
    """One offering of the earlier year: its plan in the new one, and whether it can be made."""

    plan: OfferingPlan
    state: CloneState
    problems: tuple[Problem, ...] = ()


def source_of(ref: str) -> str:
    """The key that says of which offering another is the copy: a repeated copy makes nothing twice."""
    return f"{SOURCE}{ref}"


def chosen_at_first(state: OfferingState, judged: Judged) -> bool:
    """Whether the preview ticks it: everything that can be copied, apart from what was canceled."""
    return judged.state is CloneState.NEW and state is not OfferingState.CANCELED


def judge(
    plan: OfferingPlan, *, earlier_starts: date, year_starts: date, already: bool, today: date
) -> Judged:
    """What becomes of one offering. A cohort is formed with its people, so it is never copied."""
    if plan.kind is OfferingKind.COHORT:
        return Judged(plan, CloneState.COHORT)
    moved = shifted(plan, earlier_starts=earlier_starts, year_starts=year_starts)
    if already:
        return Judged(moved, CloneState.ALREADY)
    found = soundness.problems(moved, year_starts=year_starts, today=today, history=False, was=None)
    return Judged(moved, CloneState.PROBLEM if found else CloneState.NEW, tuple(found))


def shifted(plan: OfferingPlan, *, earlier_starts: date, year_starts: date) -> OfferingPlan:
    """The plan in the later year: days keep their weekday and their distances, months and seasons move along.

    Every day moves by whole weeks, to the same weekday nearest to its date, inside the new year: 52 weeks from one
    year to the next, 53 where 52 would end in June of the year before. Only a series that touches both ends of the
    year moves day by day. The link to join and an approval of this one delivery are not copied.
    """
    years = year_starts.year - earlier_starts.year
    days = [session.on for session in plan.sessions if session.on and session.when in EXACT]
    by = _shift(min(days), years, year_starts) if days else _nearest(earlier_starts, years)
    together = all(_inside(day + by, year_starts) for day in days)
    sessions = tuple(
        _session(session, years, year_starts, by if together else None) for session in plan.sessions
    )
    window = {
        name: value + by for name in ("opens_on", "closes_on") if (value := getattr(plan, name)) is not None
    }
    return replace(
        plan, sessions=sessions, canceled=False, canceled_why="", join_url="", **window
    ).with_when()


def _session(session: SessionPlan, years: int, year_starts: date, by: timedelta | None) -> SessionPlan:
    if session.on is None:
        return session
    if session.when is When.MONTH:
        return replace(session, on=session.on.replace(year=session.on.year + years, day=1))
    shift = _shift(session.on, years, year_starts) if by is None else by
    return replace(session, on=session.on + shift, fold=None)


def _shift(day: date, years: int, year_starts: date) -> timedelta:
    """Whole weeks to the same weekday nearest to this date `years` later, and inside the new program year."""
    by = _nearest(day, years)
    if day + by < year_starts:
        return by + WEEK
    return by - WEEK if not _inside(day + by, year_starts) else by


def _nearest(day: date, years: int) -> timedelta:
    """364 days for one year, 728 for two: the multiple of seven nearest to the time between the two dates."""
    later = date(day.year + years, day.month, min(day.day, 28))
    return WEEK * round((later - day.replace(day=min(day.day, 28))).days / 7)


def _inside(day: date, year_starts: date) -> bool:
    return year_starts <= day < year_starts.replace(year=year_starts.year + 1)
