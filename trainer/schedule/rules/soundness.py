"""Is a plan sound? Everything that is wrong with it, with what was counted; empty when it can be kept."""

import enum
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from trainer.core import links
from trainer.core.errors import Month
from trainer.schedule.rules.kinds import OfferingKind, When
from trainer.schedule.rules.plan import (
    MOST_SESSIONS,
    OfferingPlan,
    SessionPlan,
    comes_twice,
    in_gap,
    instant,
    is_zone,
)

MOST_CAPACITY = 5_000


class PlanReason(enum.StrEnum):
    """Why a plan cannot be kept. Facts: session (its number), other, on, starts, ends, most."""

    TITLE_MISSING = "title_missing"
    DATE_MISSING = "date_missing"
    TIMES_MISSING = "times_missing"
    ENDS_BEFORE_START = "ends_before_start"
    TIME_IN_GAP = "time_in_gap"
    TIME_TWICE = "time_twice"
    SEASON_MISSING = "season_missing"
    DATE_PASSED = "date_passed"
    OUTSIDE_YEAR = "outside_year"
    OVERLAPS = "overlaps"
    TOO_MANY_SESSIONS = "too_many_sessions"
    CAPACITY = "capacity"
    CLOSES_BEFORE_OPENS = "closes_before_opens"
    BELOW_TAKEN = "below_taken"
    UNKNOWN_ZONE = "unknown_zone"
    BAD_LINK = "bad_link"


Problem = tuple[PlanReason, dict[str, Any]]


def problems(
    plan: OfferingPlan, *, year_starts: date, today: date, history: bool, was: OfferingPlan | None
) -> list[Problem]:
    """What is wrong with a plan; empty when it can be kept.

    Dates that have passed are refused unless `history`, or unless they stood in the plan before (`was`); a link that
    others could read on the way, unless it stood there.
    """
    if not is_zone(plan.zone):
        return [(PlanReason.UNKNOWN_ZONE, {"zone": plan.zone})]
    found = _plan_problems(plan, was)
    known = {(session.when is When.MONTH, session.on) for session in was.sessions} if was else set()
    # A cohort runs for a year from its first session, so it crosses June 30 on purpose.
    years = 2 if plan.kind is OfferingKind.COHORT else 1
    year_ends = year_starts.replace(year=year_starts.year + years)
    for number, session in enumerate(plan.sessions, start=1):
        found += [
            (reason, {"session": number, **facts})
            for reason, facts in _session_problems(session, plan.zone, year_starts, year_ends)
        ]
        if (
            not history
            and has_passed(session, today)
            and (
                session.when is When.MONTH,
                session.on,
            )
            not in known
        ):
            found.append((PlanReason.DATE_PASSED, {"session": number, "on": _as_known(session)}))
    return found + _overlaps(plan)


def _overlaps(plan: OfferingPlan) -> list[Problem]:
    """Of one offering, nobody can be in two sessions at once."""
    times = [
        (instant(s.on, s.starts, plan.zone, s.fold), instant(s.on, s.ends, plan.zone, s.fold), number)
        for number, s in enumerate(plan.sessions, start=1)
        if s.when is When.FIXED and s.on and s.starts and s.ends
    ]
    found: list[Problem] = []
    latest: tuple[datetime, int] | None = None
    for starts, ends, number in sorted(times):
        if latest and starts < latest[0]:
            found.append((PlanReason.OVERLAPS, {"session": number, "other": latest[1]}))
        latest = max(latest, (ends, number)) if latest else (ends, number)
    return found


def has_passed(session: SessionPlan, today: date) -> bool:
    """Whether its day, or its whole month, lies behind us."""
    if session.on is None:
        return False
    if session.when is When.MONTH:
        return session.on < today.replace(day=1)
    return session.when in (When.FIXED, When.DATE_ONLY) and session.on < today


def _as_known(session: SessionPlan) -> date | None:
    """Its day; of a session whose day is not fixed only the month."""
    if session.when is When.MONTH and session.on:
        return Month(session.on.year, session.on.month, 1)
    return session.on


def _plan_problems(plan: OfferingPlan, was: OfferingPlan | None) -> list[Problem]:
    found: list[Problem] = []
    if not plan.title.strip():
        found.append((PlanReason.TITLE_MISSING, {}))
    if len(plan.sessions) > MOST_SESSIONS:
        found.append((PlanReason.TOO_MANY_SESSIONS, {"most": MOST_SESSIONS}))
    if plan.when is When.SEASON and not plan.sessions and plan.season is None:
        found.append((PlanReason.SEASON_MISSING, {}))
    for capacity in (plan.capacity, plan.capacity_virtual):
        if capacity is not None and not 0 <= capacity <= MOST_CAPACITY:
            found.append((PlanReason.CAPACITY, {"most": MOST_CAPACITY}))
    if plan.opens_on and plan.closes_on and plan.closes_on < plan.opens_on:
        found.append((PlanReason.CLOSES_BEFORE_OPENS, {}))
    if plan.join_url and not links.is_safe(plan.join_url) and not (was and was.join_url == plan.join_url):
        found.append((PlanReason.BAD_LINK, {}))
    return found


def _session_problems(session: SessionPlan, zone: str, year_starts: date, year_ends: date) -> list[Problem]:
    if session.when in (When.FIXED, When.DATE_ONLY, When.MONTH) and session.on is None:
        return [(PlanReason.DATE_MISSING, {})]
    found: list[Problem] = []
    if session.on and not year_starts <= session.on < year_ends:
        found.append((PlanReason.OUTSIDE_YEAR, {"on": _as_known(session)}))
    if session.when is When.FIXED:
        if session.starts is None or session.ends is None:
            return [*found, (PlanReason.TIMES_MISSING, {})]
        if session.ends <= session.starts:
            found.append((PlanReason.ENDS_BEFORE_START, {"starts": session.starts, "ends": session.ends}))
        if session.on and any(in_gap(session.on, at, zone) for at in (session.starts, session.ends)):
            found.append((PlanReason.TIME_IN_GAP, {"on": session.on, **_gap_facts(session, zone)}))
        elif session.on and session.fold is None and comes_twice(session, zone):
            found.append((PlanReason.TIME_TWICE, {"on": session.on}))
    return found


def _gap_facts(session: SessionPlan, zone: str) -> dict[str, Any]:
    """Which time does not exist that day, and the one that clocks show instead: a help, not a guess."""
    for at in (session.starts, session.ends):
        if session.on is not None and at is not None and in_gap(session.on, at, zone):
            later = instant(session.on, at, zone).astimezone(ZoneInfo(zone)).time()
            return {"time": at, "instead": later}
    return {}
