"""Which code stands in each row of a printed sheet, and what does a line say that was typed back from it?"""

import enum
import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from trainer.attendance.rules.credit import Presence
from trainer.attendance.rules.door import LETTERS
from trainer.attendance.rules.stays import Piece

MOST_LINES = 500


class LineReason(enum.StrEnum):
    """What is wrong with a line that was typed back. Facts: code, line, text, minutes."""

    CODE_MISTYPED = "code_mistyped"
    CODE_UNKNOWN = "code_unknown"
    CODE_TWICE = "code_twice"
    NOT_UNDERSTOOD = "not_understood"
    TIME_WRONG = "time_wrong"
    LEFT_BEFORE_IT_CAME = "left_before_it_came"
    TOO_MUCH = "too_much"
    TOO_MANY_LINES = "too_many_lines"


@dataclass(frozen=True)
class Clock:
    """A time as it was typed; not certain when it may be one in the morning or one in the afternoon."""

    at: time
    certain: bool


@dataclass(frozen=True)
class TypedLine:
    """One line as it was typed: its code, and what it says. Minutes late and early, or times, or nothing: present."""

    number: int
    text: str
    code: str
    presence: Presence = Presence.PRESENT
    late: int = 0
    early: int = 0
    times: tuple[tuple[Clock | None, Clock | None], ...] = ()
    pieces: tuple[Piece, ...] = ()
    problem: tuple[LineReason, dict[str, object]] | None = None


def row_code(number: int, name: str) -> str:
    """The code of a row: its number, a letter of what it stands for, and one that a slip of the finger breaks.

    `number`: its place in the offering, which never changes; `name`: what the row stands for, person and session. One
    wrong letter or two that changed places are always found (weights below a prime number of letters).
    """
    digits = [*_digits(number), _of(name)]
    return "".join(LETTERS[one] for one in [*digits, _check(digits)])


def is_mistyped(code: str) -> bool:
    """Whether this cannot be the code of any row: a letter too few, a strange one, or a wrong last one."""
    places = [LETTERS.find(char) for char in code]
    if len(places) < 4 or -1 in places:
        return True
    return _check(places[:-1]) != places[-1]


def _digits(number: int) -> list[int]:
    """At least two, the highest first."""
    high, low = divmod(number, len(LETTERS))
    return [*(_digits(high) if high >= len(LETTERS) else [high]), low]


def _of(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % len(LETTERS)


def _check(digits: list[int]) -> int:
    weighted = sum(place * digit for place, digit in enumerate(digits, start=2))
    return -weighted % len(LETTERS)


_LATE_EARLY = re.compile(r"([LTES])([0-9]{1,3})")
_SPAN = re.compile(
    r"([0-9]{1,2}[:.][0-9]{2}\s*(?:[AP]M?)?)?\s*[-\u2013]\s*([0-9]{1,2}[:.][0-9]{2}\s*(?:[AP]M?)?)?"
)
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})\s*([AP]M?)?")


def _words_of(text: str) -> list[str]:
    return text.upper().replace(",", " ").replace(";", " ").split()


def read_line(number: int, text: str) -> TypedLine:
    """What one line says: L15 or T15 late, E10 or S10 left early, A absent, X excused; or times, 9:20-14:45."""
    parts = _words_of(text)
    line = TypedLine(number, text.strip(), parts[0])
    rest = " ".join(parts[1:])
    if rest in ("A", "X"):
        return _with(line, presence=Presence.ABSENT if rest == "A" else Presence.EXCUSED)
    if re.search(r"[0-9][:.][0-9]", rest):
        return _times(line, rest)
    words = rest.split()
    found = [_LATE_EARLY.fullmatch(word) for word in words]
    if any(one is None for one in found):
        return _with(line, problem=(LineReason.NOT_UNDERSTOOD, {"line": number, "text": text.strip()[:80]}))
    minutes = {"late": 0, "early": 0}
    for one in found:
        if one is not None:
            minutes["late" if one[1] in "LT" else "early"] += int(one[2])
    return _with(line, **minutes)


def _with(line: TypedLine, **more: Any) -> TypedLine:
    return TypedLine(**{**vars(line), **more})


def _times(line: TypedLine, rest: str) -> TypedLine:
    spans: list[tuple[Clock | None, Clock | None]] = []
    wrong = _with(line, problem=(LineReason.TIME_WRONG, {"line": line.number, "text": line.text[:80]}))
    at = 0
    while at < len(rest):
        found = _SPAN.match(rest, at) or _TIME.match(rest, at)
        if found is None:
            return wrong
        texts = (found[1], found[2]) if found.re is _SPAN else (found[0], None)
        span = (_clock(texts[0]), _clock(texts[1]))
        if span == (None, None) or any(text and one is None for text, one in zip(texts, span, strict=True)):
            return wrong
        spans.append(span)
        at = found.end() + len(rest[found.end() :]) - len(rest[found.end() :].lstrip())
    open_ended = [place for place, (_from, to) in enumerate(spans) if to is None]
    if any(place < len(spans) - 1 for place in open_ended):  # who came again must have left before
        return wrong
    return _with(line, times=tuple(spans))


def _clock(text: str | None) -> Clock | None:
    """'2:45PM', '14:45'; None for what no clock shows."""
    found = _TIME.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "")[:1]
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "P" else 0)
    return Clock(time(hour, minute), bool(half) or hour > 12 or hour == 0)


def stays(
    line: TypedLine, starts_at: datetime, ends_at: datetime, zone: str
) -> tuple[tuple[Piece, ...], tuple[LineReason, dict[str, object]] | None]:
    """The times that a line says somebody was there, and what is wrong with them. None typed: all of the session."""
    about: dict[str, object] = {"line": line.number, "text": line.text[:80]}
    minutes = int((ends_at - starts_at).total_seconds()) // 60
    if line.late + line.early > minutes:
        return (), (LineReason.TOO_MUCH, {**about, "minutes": minutes})
    if line.late or line.early:
        came, went = starts_at + timedelta(minutes=line.late), ends_at - timedelta(minutes=line.early)
        return (Piece(came, went),), None
    pieces = []
    for joined, left in line.times:
        came = _moment(joined, starts_at, ends_at, zone) if joined else starts_at
        went = _moment(left, starts_at, ends_at, zone) if left else ends_at
        if went <= came:
            return (), (LineReason.LEFT_BEFORE_IT_CAME, about)
        pieces.append(Piece(came, went))
    return tuple(pieces), None


def _moment(clock: Clock, starts_at: datetime, ends_at: datetime, zone: str) -> datetime:
    """The moment of a time on the session's day; of two it may mean, the one within the session."""
    day = starts_at.astimezone(ZoneInfo(zone)).date()
    moment = datetime.combine(day, clock.at, ZoneInfo(zone)).astimezone(starts_at.tzinfo)
    later = moment + timedelta(hours=12)
    is_later = not clock.certain and moment < starts_at and starts_at <= later <= ends_at
    return later if is_later else moment


def read_lines(text: str) -> list[TypedLine]:
    """Every line that was typed back; empty ones say nothing."""
    lines = text.splitlines()
    return [read_line(number, line) for number, line in enumerate(lines, start=1) if _words_of(line)]


def judge(
    lines: list[TypedLine], known: Collection[str], starts_at: datetime, ends_at: datetime, zone: str
) -> list[TypedLine]:
    """The same lines, each with the times it says, or with what is wrong with it. `known`: the codes of the sheet."""
    seen: dict[str, int] = {}
    judged = []
    if len(lines) > MOST_LINES:
        return [_with(lines[0], problem=(LineReason.TOO_MANY_LINES, {"most": MOST_LINES}))]
    for line in lines:
        about: dict[str, object] = {"line": line.number, "code": line.code[:12]}
        pieces: tuple[Piece, ...] = ()
        problem = line.problem
        if line.code not in known:
            code = LineReason.CODE_MISTYPED if is_mistyped(line.code) else LineReason.CODE_UNKNOWN
            problem = (code, about)
        elif line.code in seen:
            problem = (LineReason.CODE_TWICE, {**about, "first": seen[line.code]})
        elif problem is None:
            pieces, problem = stays(line, starts_at, ends_at, zone)
        seen.setdefault(line.code, line.number)
        judged.append(_with(line, pieces=pieces, problem=problem))
    return judged
