"""How is one cell of a schedule read? A number, a day, a time, a choice, a list: its value, or why not."""

import enum
import re
from datetime import date, time
from typing import Any, TypeVar

from trainer.core.errors import Reason
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules import tags

K = TypeVar("K", bound=enum.StrEnum)
YES = {"yes", "y", "true", "x", "1"}
NO = {"", "no", "n", "false", "0"}
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class ImportReason(enum.StrEnum):
    """Why a row cannot be imported. Facts: column, value, most, expected, line."""

    EMPTY_CELL = "empty_cell"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_FORMAT = "unknown_format"
    UNREADABLE_DATE = "unreadable_date"
    UNREADABLE_TIME = "unreadable_time"
    UNREADABLE_NUMBER = "unreadable_number"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    RANGE_TOO_LONG = "range_too_long"
    DATES_DIFFER = "dates_differ"
    WEEKDAY_DIFFERS = "weekday_differs"
    TOO_LONG = "too_long"
    TWICE_IN_FILE = "twice_in_file"
    UNKNOWN_WORD = "unknown_word"
    EXAMPLE_LEFT = "example_left"


class Problem(Exception):
    """A cell that cannot be read."""

    def __init__(self, code: ImportReason, column: str, value: str = "", **facts: Any) -> None:
        self.reason = Reason(code, {"column": column, "value": value[:80], **facts})
        super().__init__(code)


def whole(cells: dict[str, str], column: str) -> int | None:
    text = cells[column]
    if text.casefold() in {"", "tbd"}:
        return None
    if not re.fullmatch(r"\d{1,6}", text):
        raise Problem(ImportReason.UNREADABLE_NUMBER, column, text)
    return int(text)


def day(cells: dict[str, str], column: str) -> date | None:
    return parsed_day(cells[column], column) if cells[column] else None


def parsed_day(text: str, column: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(ImportReason.UNREADABLE_DATE, column, text) from None


def clock_time(cells: dict[str, str], column: str) -> time | None:
    text = cells[column].upper().replace(".", "")
    match = re.fullmatch(r"(\d{1,2}):(\d\d)(?::00)?\s*(AM|PM)?", text)
    if not text:
        return None
    hour = int(match[1]) if match else 99
    if match and match[3]:
        hour = hour % 12 + (12 if match[3] == "PM" else 0) if 1 <= hour <= 12 else 99
    if not match or hour > 23 or int(match[2]) > 59:
        raise Problem(ImportReason.UNREADABLE_TIME, column, cells[column])
    return time(hour, int(match[2]))


def months_in(text: str) -> list[date] | None:
    """'November 2020' is one month, 'August 2020 - May 2021' ten, 'TBD' and 'on request' none; None: unreadable."""
    words = " ".join(text.casefold().replace("–", "-").split())
    if words in {"", "tbd", "date tbd", "dates tbd", "on request"}:
        return []
    month = rf"({'|'.join(MONTHS)}) (20\d\d)"
    match = re.fullmatch(rf"{month}(?: ?(?:-|to) ?{month})?", words)
    if not match:
        return None
    first = int(match[2]) * 12 + MONTHS.index(match[1])
    last = int(match[4]) * 12 + MONTHS.index(match[3]) if match[3] else first
    if not first <= last < first + plans.MOST_SESSIONS:
        return None
    return [date(count // 12, count % 12 + 1, 1) for count in range(first, last + 1)]


def parts(cells: dict[str, str], column: str) -> tuple[str, ...]:
    """What stands between the semicolons (or on lines of its own), each once."""
    return tags.lines_in(cells[column].replace(";", "\n"))


def choice(cells: dict[str, str], column: str, kind: type[K]) -> K | None:
    """One of the words of a kind, blanks and capitals apart; None for an empty cell."""
    return _word(cells[column], column, kind) if cells[column] else None


def choices(cells: dict[str, str], column: str, kind: type[K]) -> tuple[str, ...]:
    """Several words of a kind."""
    return tuple(dict.fromkeys(_word(part, column, kind).value for part in parts(cells, column)))


def _word(text: str, column: str, kind: type[K]) -> K:
    word = re.sub(r"[\s/-]+", "_", text.casefold())
    if word not in set(kind):
        expected = ", ".join(member.value for member in kind)
        raise Problem(ImportReason.UNKNOWN_WORD, column, text, expected=expected)
    return kind(word)


def yes(cells: dict[str, str], column: str) -> bool:
    """Whether a cell says yes; an empty one says no."""
    word = cells[column].casefold()
    if word not in YES | NO:
        raise Problem(ImportReason.UNKNOWN_WORD, column, cells[column], expected="yes, no")
    return word in YES
