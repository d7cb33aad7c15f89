"""How do tables come in and go out? CSV that people really have, read whole or refused with line numbers."""

import csv
import enum
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.core.errors import Reason, Refused

MAX_BYTES = 5_000_000
MAX_CELL = 2_000


class TableReason(enum.StrEnum):
    """Why a table cannot be read. Facts: line, column, columns, most, rows."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    MISSING_COLUMN = "missing_column"
    TWICE_COLUMN = "twice_column"
    STRAY_QUOTE = "stray_quote"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_LONG = "too_long"
    TOO_MANY_ROWS = "too_many_rows"
    CONTROL_CHARACTER = "control_character"


@dataclass(frozen=True)
class Row:
    """One row: the line it begins on (1 is the header) and its cells by column name."""

    line: int
    cells: dict[str, str]


def decode(data: bytes) -> str:
    """The text of a file: UTF-8 with or without BOM, UTF-16 with BOM, else Windows Western. Refuses what is no text."""
    if len(data) > MAX_BYTES:
        raise Refused(Reason(TableReason.TOO_LARGE, {"most": MAX_BYTES // 1_000_000}))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif b"\x00" in data:
        raise Refused(Reason(TableReason.NOT_TEXT))
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-16":
            raise Refused(Reason(TableReason.NOT_TEXT)) from None
        return data.decode("cp1252", errors="replace")


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def read_csv(data: bytes | str, *, columns: Sequence[Sequence[str]], required: int, most: int) -> list[Row]:
    """The rows of a CSV or a pasted table, all or nothing.

    `columns`: for each column its name and other headings it goes by; the first `required` ones must be there.
    `most`: the most rows allowed. Raises Refused with one reason per problem and its line.
    """
    text = (decode(data) if isinstance(data, bytes) else data).lstrip("\ufeff")
    if not text.strip():
        raise Refused(Reason(TableReason.EMPTY))
    first = text.lstrip("\r\n").splitlines()[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(first), strict=True)
    try:
        return _rows(reader, columns, required, most)
    except csv.Error:
        raise Refused(Reason(TableReason.STRAY_QUOTE, {"line": reader.line_num})) from None


def _rows(reader: Any, columns: Sequence[Sequence[str]], required: int, most: int) -> list[Row]:
    rows: list[Row] = []
    problems: list[Reason] = []
    names: list[str | None] = []
    line = 0
    for cells in reader:
        line, began = reader.line_num, line + 1
        if not any(cell.strip() for cell in cells):
            continue
        if not names:
            names = _names(cells, columns, required)
            continue
        if len(rows) >= most:
            raise Refused(Reason(TableReason.TOO_MANY_ROWS, {"most": most}))
        problem = _wrong(cells, names, began)
        if problem:
            problems.append(problem)
            continue
        found = dict(zip(names, cells, strict=False))
        rows.append(Row(began, {column[0]: found.get(column[0], "").strip() for column in columns}))
    if problems:
        raise Refused(problems[:20])
    if not rows:
        raise Refused(Reason(TableReason.EMPTY))
    return rows


def _names(cells: list[str], columns: Sequence[Sequence[str]], required: int) -> list[str | None]:
    known = {alias.casefold(): column[0] for column in columns for alias in column}
    names = [known.get(cell.strip().casefold()) for cell in cells]
    missing = [column[0] for column in columns[:required] if column[0] not in names]
    if missing:
        raise Refused([Reason(TableReason.MISSING_COLUMN, {"column": name, "line": 1}) for name in missing])
    for name in {name for name in names if name and names.count(name) > 1}:
        raise Refused(Reason(TableReason.TWICE_COLUMN, {"column": name, "line": 1}))
    return names


def _wrong(cells: list[str], names: list[str | None], line: int) -> Reason | None:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        return Reason(TableReason.TOO_MANY_CELLS, {"line": line, "columns": len(names)})
    for cell in cells:
        if len(cell) > MAX_CELL:
            return Reason(TableReason.TOO_LONG, {"line": line, "most": MAX_CELL})
        if any(ord(char) < 32 and char not in "\t\r\n" for char in cell):
            return Reason(TableReason.CONTROL_CHARACTER, {"line": line})
    return None


FORMULA = re.compile(r"[\t\r]|[\s\ufeff\u200b]*[=+\-@＝＋－＠]")


def safe_cell(value: object) -> str:
    """The text of a cell that no spreadsheet takes for a formula, whatever blanks it begins with (trust.md 19)."""
    text = "" if value is None else str(value)
    return "'" + text if FORMULA.match(text) else text


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file that Excel opens in the right letters: UTF-8 with BOM, formulas defused."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe_cell(cell) for cell in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
