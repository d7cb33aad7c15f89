"""What is planned for an offering? One plain value for import, screen and revision, and its moments."""

import enum
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from trainer.schedule.rules.kinds import Eligibility, Format, Half, OfferingKind, Season, When

MOST_SESSIONS = 60
LISTS = (
    "languages",
    "led_by",
    "initiatives",
    "funders",
    "focus_areas",
    "roles",
    "ages",
    "trainer_ids",
    "equipment",
)
"""The lists of a plan: of words in JSON, of a tuple in a plan."""


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
    mandatory: bool = True
    half: Half | None = None


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
    languages: tuple[str, ...] = ()
    interpretation: str = ""
    led_by: tuple[str, ...] = ()
    eligibility: Eligibility = Eligibility.ANYONE
    approval: bool = False
    per_session: bool = False
    initiatives: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    focus_areas: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    trainer_ids: tuple[str, ...] = ()
    price: str = ""
    region: str = ""
    bring: str = ""
    parking: str = ""
    equipment: tuple[str, ...] = ()
    course_code: str = ""
    approval_code: str = ""
    competencies: dict[str, int] = field(default_factory=dict)
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
    """The plan that `to_json` wrote, also before there were as many parts: what a draft does not name is empty."""

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    def clock(text: str | None) -> time | None:
        return time.fromisoformat(text) if text else None

    sessions = tuple(
        SessionPlan(
            key=item["key"], when=When(item["when"]), on=day(item["on"]), starts=clock(item["starts"]),
            ends=clock(item["ends"]), label=item["label"], fold=item.get("fold"),
            mandatory=item.get("mandatory", True), half=Half(item["half"]) if item.get("half") else None,
        )
        for item in values["sessions"]
    )  # fmt: skip
    return OfferingPlan(
        **{
            **values,
            **{name: tuple(values.get(name, ())) for name in LISTS},
            "eligibility": Eligibility(values.get("eligibility", Eligibility.ANYONE)),
            "kind": OfferingKind(values["kind"]),
            "format": Format(values["format"]),
            "when": When(values["when"]),
            "season": Season(values["season"]) if values["season"] else None,
            "opens_on": day(values["opens_on"]),
            "closes_on": day(values["closes_on"]),
            "sessions": sessions,
        }
    )


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
