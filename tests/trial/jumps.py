"""When do clocks jump in a zone, and at which moments are sessions on those days? Read from moments alone."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from trainer.schedule.rules.kinds import When
from trainer.schedule.rules.plan import SessionPlan

FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Wanted:
    """A session as somebody types it, and the moments that are meant: read from a table of moments, not from ours."""

    plan: SessionPlan
    starts: datetime
    ends: datetime


@dataclass
class Zone:
    """What happens in one zone: sessions to hold, times that are skipped, and times that come twice."""

    name: str
    sessions: list[Wanted] = field(default_factory=list)
    skipped: list[tuple[SessionPlan, datetime]] = field(default_factory=list)
    twice: list[SessionPlan] = field(default_factory=list)


def jumps(zone: ZoneInfo) -> list[tuple[datetime, timedelta, timedelta]]:
    """When clocks jump, from which offset to which; found by looking at every day, then closer."""
    found = []
    day = FROM
    while day < UNTIL:
        low, high = day, day + timedelta(days=1)
        old = offset(low, zone)
        if old != offset(high, zone):
            while high - low > MINUTE:
                middle = low + (high - low) / 2
                low, high = (middle, high) if offset(middle, zone) == old else (low, middle)
            moment = high.replace(second=0, microsecond=0)
            found.append((moment, old, offset(high, zone)))
        day += timedelta(days=1)
    return found


def offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    """How far clocks are ahead there at a moment: a question with one answer."""
    found = moment.astimezone(zone).utcoffset()
    assert found is not None
    return found


def of_zone(name: str) -> Zone:
    """The sessions of one zone: on each jump's day and around it, and plain ones where nothing jumps."""
    zone, made = ZoneInfo(name), Zone(name)
    for year in (2026, 2027):
        for month in (1, 7):
            noon = datetime(year, month, 15, 12, tzinfo=UTC)
            add(made, noon.replace(tzinfo=None), noon.replace(tzinfo=None) + 3 * HOUR, offset(noon, zone))
    for moment, old, new in jumps(zone):
        before, after = (moment + old).replace(tzinfo=None), (moment + new).replace(tzinfo=None)
        middle = min(before, after) + abs(new - old) / 2
        middle = middle.replace(second=0)
        if new > old:
            plan = SessionPlan("gap", When.FIXED, middle.date(), middle.time(), (middle + MINUTE).time())
            made.skipped.append((plan, middle + (new - old)))
        else:
            made.twice.append(
                SessionPlan("fold", When.FIXED, middle.date(), middle.time(), (middle + MINUTE).time())
            )
            for fold, ahead in enumerate((old, new)):
                add(made, middle, middle + MINUTE, ahead, fold=fold)
            add(made, before - abs(new - old) - HOUR, middle, old, new, fold=1)
        first, last = min(before, after) - 2 * HOUR, max(before, after) + 2 * HOUR
        add(made, first, last, old, new)
    return made


def add(
    made: Zone, starts: datetime, ends: datetime, ahead: timedelta, ahead_later: timedelta | None = None, *,
    fold: int | None = None,
) -> None:  # fmt: skip
    """A session from one wall time to another, when both are of one day; its moments by the offsets of the table."""
    if starts.date() != ends.date():
        return
    later = ahead if ahead_later is None else ahead_later
    plan = SessionPlan(
        f"s{len(made.sessions)}", When.FIXED, starts.date(), starts.time(), ends.time(), fold=fold
    )
    moments = (starts - ahead).replace(tzinfo=UTC), (ends - later).replace(tzinfo=UTC)
    made.sessions.append(Wanted(plan, *moments))
