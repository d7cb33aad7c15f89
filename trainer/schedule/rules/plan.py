"""What is planned for an offering, and is the plan sound? One plain value for import, screen and revision."""

import enum
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from trainer.core.errors import Month
from trainer.schedule.rules.kinds import Format, OfferingKind, Season, When

MOST_SESSIONS = 60
MOST_CAPACITY = 5_000


@dataclass(frozen=True)
class SessionPlan:
    """One meeting. `key` names it through all revisions. `fold` answers which one is meant when a time comes twice."""

    key: str
    when: When
    on: date | None = None
    starts: time | None = None
    ends: time | None = None
    label: str = ""
    fold: int | None = None


@dataclass(frozen=True)
class OfferingPlan:
    """What is planned for one offering."""

    kind: OfferingKind
    title: str
    format: Format = Format.TBD
    when: When = When.TBD
    season: Season | None = None
    about: str = ""
    place: str = ""
    platform: str = ""
    join_url: str = ""
    audience: str = ""
    note: str = ""
    length: str = ""
    minutes: int | None = None
    zone: str = "America/Los_Angeles"
    prerequisite: str | None = None
    capacity: int | None = None
    capacity_virtual: int | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    canceled: bool = False
    canceled_why: str = ""
    sessions: tuple[SessionPlan, ...] = field(default_factory=tuple)

    def with_when(self) -> "OfferingPlan":
        """The same plan with its `when` derived from its sessions; an offering on request has none."""
        if not self.sessions:
            return self if self.when in (When.ON_REQUEST, When.SEASON) else replace(self, when=When.TBD)
        kinds = {session.when for session in self.sessions}
        order = (When.TBD, When.SEASON, When.MONTH, When.DATE_ONLY, When.FIXED)
        return replace(self, when=next(kind for kind in order if kind in kinds))

    @property
    def first_on(self) -> date | None:
        """The first day known, or the first of the first month known."""
        return min((session.on for session in self.sessions if session.on), default=None)

    @property
    def last_on(self) -> date | None:
        """The last day known."""
        return max((session.on for session in self.sessions if session.on), default=None)


def to_json(plan: OfferingPlan) -> dict[str, Any]:
    """The plan as plain values, for a draft kept with the offering."""

    def plain(value: Any) -> Any:
        if isinstance(value, (date, time)):
            return value.isoformat()
        if isinstance(value, dict):
            return {name: plain(part) for name, part in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(part) for part in value]
        return value.value if isinstance(value, enum.Enum) else value

    return plain(asdict(plan))


def from_json(values: dict[str, Any]) -> OfferingPlan:
    """The plan that `to_json` wrote."""

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    def clock(text: str | None) -> time | None:
        return time.fromisoformat(text) if text else None

    sessions = tuple(
        SessionPlan(
            key=item["key"], when=When(item["when"]), on=day(item["on"]), starts=clock(item["starts"]),
            ends=clock(item["ends"]), label=item["label"], fold=item.get("fold"),
        )
        for item in values["sessions"]
    )  # fmt: skip
    return OfferingPlan(
        **{
            **values,
            "kind": OfferingKind(values["kind"]),
            "format": Format(values["format"]),
            "when": When(values["when"]),
            "season": Season(values["season"]) if values["season"] else None,
            "opens_on": day(values["opens_on"]),
            "closes_on": day(values["closes_on"]),
            "sessions": sessions,
        }
    )


class PlanReason(enum.StrEnum):
    """Why a plan cannot be kept. Facts: session (its number), on, starts, ends, most."""

    TITLE_MISSING = "title_missing"
    DATE_MISSING = "date_missing"
    TIMES_MISSING = "times_missing"
    ENDS_BEFORE_START = "ends_before_start"
    TIME_IN_GAP = "time_in_gap"
    TIME_TWICE = "time_twice"
    SEASON_MISSING = "season_missing"
    DATE_PASSED = "date_passed"
    OUTSIDE_YEAR = "outside_year"
    SAME_TIME_TWICE = "same_time_twice"
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

    Dates that have passed are refused unless `history`, or unless they stood in the plan before (`was`).
    """
    if not is_zone(plan.zone):
        return [(PlanReason.UNKNOWN_ZONE, {"zone": plan.zone})]
    found = _plan_problems(plan)
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
    times = [(s.on, s.starts, s.fold) for s in plan.sessions if s.when is When.FIXED]
    if len(times) != len(set(times)):
        found.append((PlanReason.SAME_TIME_TWICE, {}))
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


def _plan_problems(plan: OfferingPlan) -> list[Problem]:
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
    if plan.join_url and not plan.join_url.startswith(("https://", "http://")):
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
            return {"time": at.strftime("%H:%M"), "instead": later.strftime("%H:%M")}
    return {}


@lru_cache(maxsize=1_000)
def is_zone(name: str) -> bool:
    """Whether this names a time zone."""
    return name in available_timezones()


def _at_an_end_of_time(on: date) -> bool:
    """Whether the same moment may lie outside the years that can be counted, in another zone."""
    return on.year in (date.min.year, date.max.year)


def comes_twice(session: SessionPlan, zone: str) -> bool:
    """Whether a time of this session happens twice, because clocks are set back that night."""
    if session.on is None or _at_an_end_of_time(session.on):
        return False
    times = [at for at in (session.starts, session.ends) if at is not None]
    return any(
        instant(session.on, at, zone) != instant(session.on, at, zone, 1) and not in_gap(session.on, at, zone)
        for at in times
    )


def in_gap(on: date, at: time, zone: str) -> bool:
    """Whether clocks skip this wall time on this day (trust.md 9)."""
    local = datetime.combine(on, at, ZoneInfo(zone))
    if _at_an_end_of_time(on):
        return False
    return local.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None)


def instant(on: date, at: time, zone: str, fold: int | None = None) -> datetime:
    """The moment (UTC) of a wall time in a zone; of a time that comes twice, the first unless `fold` is 1."""
    if _at_an_end_of_time(on):  # never kept, and shown once more to whoever typed it
        return datetime.combine(on.replace(year=2000), at, UTC)
    return datetime.combine(on, at, ZoneInfo(zone)).replace(fold=fold or 0).astimezone(UTC)
