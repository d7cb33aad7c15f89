"""How does a schedule written as a table become plans? Each row alone: a plan, or every reason why not."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from trainer.core import clock, spreadsheets, tables
from trainer.core.errors import Reason
from trainer.schedule.importing import facts
from trainer.schedule.importing.cells import (
    MONTHS,
    WEEKDAYS,
    ImportReason,
    Problem,
    clock_time,
    day,
    months_in,
    parsed_day,
    whole,
)
from trainer.schedule.rules import series
from trainer.schedule.rules.kinds import Format, OfferingKind, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan

MOST_ROWS = 500
LONGEST_RANGE = 14
COLUMNS: Sequence[Sequence[str]] = (
    ("offering", "title"), ("kind",), ("format",), ("date_text", "dates"),
    ("row",), ("start_date",), ("end_date",), ("days",), ("length_text", "length"), ("length_hours", "hours"),
    ("place", "location"), ("audience_or_prerequisite", "audience"), ("flag", "note"),
    ("start_time",), ("end_time",), ("session_dates",), ("capacity",), ("capacity_virtual",),
    ("registration_opens",), ("registration_closes",), ("time_zone", "zone"), ("join_link", "join_url"),
    ("about", "description"), ("platform",), *facts.COLUMNS,
)  # fmt: skip
"""The columns of the source and ours beside them. The first four must be there."""
REQUIRED = 4
EXAMPLE = "example:"
"""How the title of a row begins that only shows in the template how a row is written."""
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOST_LETTERS = {
    "offering": 200,
    "place": 200,
    "audience_or_prerequisite": 200,
    "length_text": 100,
    "platform": 100,
}


@dataclass
class Found:
    """One row of the file: the plan it makes, or the reasons why it makes none."""

    line: int
    title: str
    source: str
    plan: OfferingPlan | None = None
    reasons: list[Reason] = field(default_factory=list)


def read(data: bytes | str) -> list[Found]:
    """Every row of a file, CSV or workbook; a bad row is reported with the others. Raises Refused for what is none."""
    found: list[Found] = []
    lines: dict[str, int] = {}
    if isinstance(data, bytes) and spreadsheets.is_workbook(data):
        data = spreadsheets.as_csv(data, most=MOST_ROWS + 1)
    for row in tables.read_csv(data, columns=COLUMNS, required=REQUIRED, most=MOST_ROWS):
        item = _row(row.line, row.cells)
        first = lines.setdefault(item.source, row.line)
        if first != row.line:
            item.reasons.append(Reason(ImportReason.TWICE_IN_FILE, {"column": "offering", "line": first}))
        found.append(item)
    return found


def source_of(cells: dict[str, str]) -> str:
    """The name of a row through repeated imports: what is offered and when, not how many may come."""
    named = [cells[name].casefold() for name in ("kind", "offering", "date_text", "start_date", "end_date")]
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:40]


def _row(line: int, cells: dict[str, str]) -> Found:
    found = Found(line, cells["offering"], source_of(cells))
    values: dict[str, Any] = {}
    for read_part in (_what, _where, _how_long, _places, _sessions, *facts.READERS):
        try:
            values |= read_part(cells)
        except Problem as problem:
            found.reasons.append(problem.reason)
    for name, most in MOST_LETTERS.items():
        if len(cells[name]) > most:
            found.reasons.append(Reason(ImportReason.TOO_LONG, {"column": name, "most": most}))
    if not found.reasons:
        found.plan = OfferingPlan(**values).with_when()
    return found


def _what(cells: dict[str, str]) -> dict[str, Any]:
    if not cells["offering"]:
        raise Problem(ImportReason.EMPTY_CELL, "offering")
    if cells["offering"].casefold().startswith(EXAMPLE):
        raise Problem(ImportReason.EXAMPLE_LEFT, "offering")
    word = re.sub(r"[\s/-]+", "_", cells["kind"].casefold())
    if word not in set(OfferingKind):
        raise Problem(
            ImportReason.UNKNOWN_KIND,
            "kind",
            cells["kind"],
            expected=", ".join(kind.value for kind in OfferingKind),
        )
    kind = OfferingKind(word)
    return {
        "kind": kind, "title": cells["offering"], "audience": cells["audience_or_prerequisite"],
        "note": cells["flag"], "about": cells["about"], "zone": cells["time_zone"] or str(clock.zone(None).key),
        "prerequisite": "cop-101" if kind is OfferingKind.REFRESHER else None,
    }  # fmt: skip


def _where(cells: dict[str, str]) -> dict[str, Any]:
    word = re.sub(r"[\s-]+", "_", cells["format"].casefold()) or "tbd"
    if word not in set(Format):
        expected = ", ".join(format.value for format in Format)
        raise Problem(ImportReason.UNKNOWN_FORMAT, "format", cells["format"], expected=expected)
    place = cells["place"]
    said_by_format = place.casefold() in {"", "tbd", "location tbd", "virtual", "online"}
    return {
        "format": Format(word), "place": "" if said_by_format else place, "platform": cells["platform"],
        "join_url": cells["join_link"],
    }  # fmt: skip


def _how_long(cells: dict[str, str]) -> dict[str, Any]:
    """Hours as minutes; '2 per session' and 'TBD' are no length of the whole, they stay in words."""
    hours = cells["length_hours"]
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:\s*(?:h|hours?))?(?:\s*\((.+)\))?", hours, re.IGNORECASE)
    if not match:
        if hours.casefold() in {"", "tbd"} or re.fullmatch(r"\d+(\.\d+)? per session", hours, re.IGNORECASE):
            return {"length": cells["length_text"], "minutes": None}
        raise Problem(ImportReason.UNREADABLE_NUMBER, "length_hours", hours)
    values = {"length": cells["length_text"], "minutes": round(float(match[1]) * 60)}
    if match[2]:
        values["note"] = "; ".join(part for part in (cells["flag"], f"{match[1]} hours {match[2]}") if part)
    return values


def _places(cells: dict[str, str]) -> dict[str, Any]:
    return {
        "capacity": whole(cells, "capacity"),
        "capacity_virtual": whole(cells, "capacity_virtual"),
        "opens_on": day(cells, "registration_opens"),
        "closes_on": day(cells, "registration_closes"),
    }


def _sessions(cells: dict[str, str]) -> dict[str, Any]:
    """The sessions, from exact dates, a list of dates, or what the date column says in words."""
    starts, ends = clock_time(cells, "start_time"), clock_time(cells, "end_time")
    if cells["session_dates"]:
        days = [_day_or_month(part.strip()) for part in cells["session_dates"].split(";") if part.strip()]
    elif cells["start_date"]:
        days = [(on, False) for on in _days(cells)]
    else:
        months = months_in(cells["date_text"])
        if months is None and ISO_DAY.fullmatch(cells["date_text"]):
            days = [(parsed_day(cells["date_text"], "date_text"), False)]
        elif months is None:
            raise Problem(ImportReason.UNREADABLE_DATE, "date_text", cells["date_text"])
        elif not months:
            on_request = cells["date_text"].casefold() == "on request"
            return {"when": When.ON_REQUEST if on_request else When.TBD, "sessions": ()}
        else:
            days = [(month, True) for month in months]
    known = When.FIXED if starts or ends else When.DATE_ONLY
    duty, half = facts.duty(cells), facts.half(cells)
    sessions = [
        SessionPlan(
            key=f"s{number}", when=When.MONTH if month_only else known, on=on,
            starts=None if month_only else starts, ends=None if month_only else ends,
            mandatory=series.mandatory(number - 1, duty), half=half,
        )
        for number, (on, month_only) in enumerate(days, start=1)
    ]  # fmt: skip
    return {"sessions": tuple(sessions)}


def _day_or_month(text: str) -> tuple[date, bool]:
    """A day, or a month: 2021-11, which a spreadsheet turns into November 2021."""
    months = months_in(text)
    if months and len(months) == 1:
        return months[0], True
    if re.fullmatch(r"\d{4}-\d\d", text):
        return parsed_day(f"{text}-01", "session_dates"), True
    return parsed_day(text, "session_dates"), False


def _days(cells: dict[str, str]) -> list[date]:
    first = parsed_day(cells["start_date"], "start_date")
    last = parsed_day(cells["end_date"], "end_date") if cells["end_date"] else first
    if last < first:
        raise Problem(ImportReason.ENDS_BEFORE_IT_BEGINS, "end_date", cells["end_date"])
    if (last - first).days >= LONGEST_RANGE:
        raise Problem(ImportReason.RANGE_TOO_LONG, "end_date", cells["end_date"], most=LONGEST_RANGE)
    _compare_words(cells, first)
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _compare_words(cells: dict[str, str], first: date) -> None:
    """A file that contradicts itself is asked about, not guessed: month and first weekday as written."""
    words = cells["date_text"].casefold()
    named = [name for name in MONTHS if name in words]
    year = re.search(r"\b(20\d\d)\b", words)
    if (named and MONTHS[first.month - 1] not in named) or (year and int(year[1]) != first.year):
        raise Problem(ImportReason.DATES_DIFFER, "date_text", cells["date_text"], expected=first)
    day = cells["days"].casefold()[:3]
    if day in WEEKDAYS and WEEKDAYS[first.weekday()] != day:
        raise Problem(ImportReason.WEEKDAY_DIFFERS, "days", cells["days"], expected=first)
