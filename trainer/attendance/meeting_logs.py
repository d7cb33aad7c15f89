"""What does the participant report of an online meeting say? Who was there from when to when; nothing is guessed."""

import csv
import enum
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trainer.accounts.rules import fold, normal_email
from trainer.attendance.rules import Piece, stays
from trainer.core import tables
from trainer.core.errors import Reason, Refused

MOST_ROWS = 2_000
MOST_KEPT = 400_000
HEADER_WITHIN = 40
YEARS = range(2000, 2101)
FOREVER = datetime.max.replace(tzinfo=UTC)
COLUMNS: Sequence[Sequence[str]] = (
    ("name", "name (original name)", "full name", "participant", "participant name", "display name", "user name",
     "nombre", "nombre (nombre original)", "nombre completo"),
    ("join time", "joined", "join", "first join", "time joined", "hora de ingreso", "hora de entrada"),
    ("leave time", "left", "leave", "last leave", "time exited", "hora de salida"),
    ("email", "user email", "e-mail", "email address", "participant id (upn)", "correo electrónico", "correo"),
    ("duration", "duration (minutes)", "duración (minutos)", "duración"),
    ("in waiting room", "en sala de espera"),
)  # fmt: skip
"""Our names of the columns and what programs call them. The first three must be there."""
REQUIRED = 3
SHOWN = ("Name (Original Name)", "Join Time", "Leave Time")
"""How the columns that are needed are called in the report that most people have."""


class LogReason(enum.StrEnum):
    """Why a log cannot be read, in the whole or in a line. Facts: found, needed, line, text, most, day."""

    UNKNOWN_COLUMNS = "log_unknown_columns"
    TOTALS_ONLY = "log_totals_only"
    UNREADABLE_TIME = "log_unreadable_time"
    LEFT_BEFORE_JOINED = "log_left_before_joined"
    NAMELESS = "log_nameless"
    TOO_LONG = "log_too_long"
    NOTHING = "log_nothing"


@dataclass(frozen=True)
class Entry:
    """One row of a log: somebody under a name, from when to when (UTC)."""

    name: str
    email: str
    piece: Piece


@dataclass(frozen=True)
class Log:
    """What was read. `waiting`: rows of the waiting room, which is not the room."""

    entries: tuple[Entry, ...]
    waiting: int = 0


@dataclass(frozen=True)
class Participant:
    """The rows of a log that are surely one: the same address, or the same name without one, never twice at a time."""

    names: tuple[str, ...]
    email: str
    pieces: tuple[Piece, ...]


def read(data: bytes | str, *, zone: str, on: date) -> Log:
    """The rows of a report, all or none. `zone`: where its clock stands; `on`: the session's day.

    Lines above the headings are passed over. Raises Refused with a sentence for each problem and its line.
    """
    text = (tables.decode(data) if isinstance(data, bytes) else data).lstrip("\ufeff")
    above, table = _from_headings(text)
    try:
        rows = tables.read_csv(table, columns=COLUMNS, required=REQUIRED, most=MOST_ROWS)
    except Refused as refused:
        raise Refused([_further_down(reason, above) for reason in refused.reasons]) from None
    inside = [row for row in rows if row.cells["in waiting room"].casefold() not in ("yes", "sí", "si")]
    day_first = _day_comes_first([row.cells["join time"] for row in inside], on)
    entries, problems = [], []
    for row in inside:
        entry = _entry(row.cells, row.line + above, zone, day_first)
        if isinstance(entry, Reason):
            problems.append(entry)
        else:
            entries.append(entry)
    if problems:
        raise Refused(problems[:20])
    if not entries:
        raise Refused(Reason(LogReason.NOTHING))
    return Log(tuple(entries), len(rows) - len(inside))


def as_text(log: Log) -> str:
    """The same rows as a small table that `read` understands in any zone: what a form keeps between its steps."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "email", "join time", "leave time"])
    for one in log.entries:
        left = one.piece.left.isoformat() if one.piece.left else ""
        writer.writerow([one.name, one.email, one.piece.joined.isoformat(), left])
    text = out.getvalue()
    if len(text) > MOST_KEPT:
        raise Refused(Reason(LogReason.TOO_LONG, {"most": MOST_ROWS}))
    return text


def participants(log: Log) -> list[Participant]:
    """Who was in the meeting, by name. Rows with one address are one person. Without an address, rows of one name are
    one as long as they do not overlap: of two at a time nobody can tell who is who."""
    found: dict[tuple[str, str, int], list[Entry]] = {}
    busy: dict[str, list[datetime]] = {}  # until when those of a name are there
    for entry in sorted(log.entries, key=lambda one: one.piece.joined):
        address = normal_email(entry.email) if entry.email else ""
        if address:
            found.setdefault((address, "", 0), []).append(entry)
            continue
        ends = busy.setdefault(fold(entry.name), [])
        number = next((at for at, end in enumerate(ends) if end <= entry.piece.joined), len(ends))
        ends[number : number + 1] = [entry.piece.left or FOREVER]
        found.setdefault(("", fold(entry.name), number), []).append(entry)
    people = [
        Participant(
            tuple(dict.fromkeys(one.name for one in entries)), address, tuple(one.piece for one in entries)
        )
        for (address, _name, _number), entries in found.items()
    ]
    return sorted(people, key=lambda one: (fold(one.names[0]), one.email, one.pieces[0].joined))


def _from_headings(text: str) -> tuple[int, str]:
    """How many lines stand above the headings, and the table from there on. Raises Refused when there are none."""
    lines = text.splitlines()
    known = [{alias.casefold() for alias in column} for column in COLUMNS]
    widest: list[str] = []
    for number, line in enumerate(lines[:HEADER_WITHIN]):
        mark = max(",;\t", key=line.count)
        try:
            cells = next(csv.reader([line], delimiter=mark), [])
        except csv.Error:  # one endless cell: no heading of ours
            continue
        names = {cell.strip().casefold() for cell in cells}
        if names & known[0] and names & known[1]:
            if names & known[2]:
                return number, "\n".join(lines[number:])
            raise _unknown(cells)
        if names & known[0] and any(name.startswith(("total duration", "duración total")) for name in names):
            raise Refused(Reason(LogReason.TOTALS_ONLY))
        if sum(bool(cell.strip()) for cell in cells) > len(widest):
            widest = [cell for cell in cells if cell.strip()]
    raise _unknown(widest) if text.strip() else Refused(Reason(LogReason.NOTHING))


def _unknown(cells: Sequence[str]) -> Refused:
    found = ", ".join(" ".join(cell.split())[:40] for cell in cells[:12] if cell.strip())
    return Refused(Reason(LogReason.UNKNOWN_COLUMNS, {"found": found or "–", "needed": ", ".join(SHOWN)}))


def _further_down(reason: Reason, above: int) -> Reason:
    line = reason.facts.get("line")
    return Reason(reason.code, {**reason.facts, "line": line + above}) if isinstance(line, int) else reason


def _entry(cells: dict[str, str], line: int, zone: str, day_first: bool) -> Entry | Reason:
    name = " ".join(cells["name"].split())[:200]
    if not name:
        return Reason(LogReason.NAMELESS, {"line": line})
    joined = _moments(cells["join time"], zone, day_first)
    left = _moments(cells["leave time"], zone, day_first)
    for text, moments in ((cells["join time"], joined), (cells["leave time"], left)):
        if not moments and (text or moments is joined):
            return Reason(LogReason.UNREADABLE_TIME, {"line": line, "text": text[:60] or "–"})
    piece = _fitting(joined, left, cells["duration"])
    if piece is None:
        return Reason(LogReason.LEFT_BEFORE_JOINED, {"line": line, "text": name[:60]})
    return Entry(name, cells["email"].strip()[:200], piece)


def _fitting(joined: list[datetime], left: list[datetime], duration: str) -> Piece | None:
    """Of times that come twice when clocks go back, those that fit each other, and the minutes the log gives."""
    if not left:
        return Piece(joined[0])
    pairs = [(one, other) for one in joined for other in left if other >= one]
    if not pairs:
        return None
    if duration.isascii() and duration.isdigit() and len(duration) < 6:
        wanted = timedelta(minutes=int(duration))
        pairs.sort(key=lambda pair: abs(pair[1] - pair[0] - wanted))
    return Piece(*pairs[0])


_NUMBERS = re.compile(
    r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})[ ,T]+"
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)? ?(?:([ap])\.? ?m\.?)?",
    re.IGNORECASE | re.ASCII,
)
_WORDS = re.compile(
    r"(?:([a-z]{3})[a-z]*\.? (\d{1,2})|(\d{1,2})(?: de)? ([a-z]{3})[a-z]*\.?(?: de)?),? (\d{4})[ ,]+"
    r"(?:at )?(\d{1,2}):(\d{2})(?::(\d{2}))? ?(?:([ap])\.? ?m\.?)?",
    re.IGNORECASE | re.ASCII,
)
_MONTHS = (
    ("jan", "ene"), ("feb",), ("mar",), ("apr", "abr"), ("may",), ("jun",), ("jul",), ("aug", "ago"), ("sep",),
    ("oct",), ("nov",), ("dec", "dic"),
)  # fmt: skip


def _moments(text: str, zone: str, day_first: bool) -> list[datetime]:
    """The moments that a time of a log may mean: none that can be read, one, or two when it comes twice that night."""
    plain = " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}T.*([Zz]|[+-]\d{2}:?\d{2})", plain):
        try:
            moment = datetime.fromisoformat(plain).astimezone(UTC)
        except (ValueError, OverflowError):
            return []
        return [moment] if moment.year in YEARS else []
    wall = _wall(plain, day_first)
    if wall is None:
        return []
    there = wall.replace(tzinfo=ZoneInfo(zone))
    return sorted({there.replace(fold=fold).astimezone(UTC) for fold in (0, 1)})


def _wall(text: str, day_first: bool) -> datetime | None:
    numbers, words = _NUMBERS.fullmatch(text), _WORDS.fullmatch(text)
    if numbers:
        one, two, three = int(numbers[1]), int(numbers[2]), int(numbers[3])
        year, month, day = (one, two, three) if len(numbers[1]) == 4 else (three, one, two)
        if day_first and len(numbers[1]) != 4:
            month, day = day, month
        clock = numbers.groups()[3:]
    elif words:
        name = (words[1] or words[4]).casefold()
        month = next((place for place, names in enumerate(_MONTHS, start=1) if name in names), 0)
        year, day, clock = int(words[5]), int(words[2] or words[3]), words.groups()[5:]
    else:
        return None
    hour, half = int(clock[0]), (clock[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
    year = year + 2000 if year < 100 else year
    try:
        at = time(hour, int(clock[1]), int(clock[2] or 0))
        return datetime.combine(date(year, month, day), at) if year in YEARS else None
    except ValueError:
        return None


def _day_comes_first(texts: Sequence[str], on: date) -> bool:
    """Whether 10/7 is the tenth of July here. The whole log is read in one way: the one in which more of its rows can
    be read, else the one that is nearer to the day of the session."""

    def distance(day_first: bool) -> tuple[int, int]:
        walls = [_wall(" ".join(text.replace("\u202f", " ").split()), day_first) for text in texts]
        days = [abs((wall.date() - on).days) for wall in walls if wall is not None]
        return len(walls) - len(days), min(days, default=0)

    return distance(True) < distance(False)


def proposal(participant: Participant, addresses: Sequence[tuple[str, str]]) -> str:
    """Whom to propose: the one registration with exactly this address; '' for anything else, also for two of them."""
    found = [
        ref for ref, email in addresses if participant.email and normal_email(email) == participant.email
    ]
    return found[0] if len(found) == 1 else ""


def was_inside(participant: Participant, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether somebody was in the meeting while the session was on."""
    return bool(stays.inside(participant.pieces, starts_at, ends_at))
