"""What stands in the first sheet of a workbook (XLSX)? Read as text, with the lines of the sheet, or refused."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from trainer.core import cell_dates
from trainer.core.errors import Reason, Refused
from trainer.core.tables import MAX_BYTES, TableReason

MOST_UNPACKED = 60_000_000
"""Bytes that one part of a workbook may unfold to: a bomb is larger."""
MOST_COLUMNS = 100
MOST_WRITTEN = 20_000_000
"""Letters of the whole sheet as text: a text that cells share stands there once for each of them."""
MOST_ELEMENTS = 3_000_000
LAST_ROW = 1_048_576
"""The highest number of a row that any spreadsheet knows."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def is_workbook(data: bytes) -> bool:
    """Whether this is a workbook: a zip file, as no text is."""
    return data[:4] == b"PK\x03\x04"


def as_csv(data: bytes, *, most: int) -> str:
    """The first sheet as CSV, each row on the line it has in the sheet. Raises Refused for what is no workbook.

    `most`: the most rows with something in them; a row more is read, so that whoever counts them sees it.
    """
    if len(data) > MAX_BYTES:
        raise Refused(Reason(TableReason.TOO_LARGE, {"most": MAX_BYTES // 1_000_000}))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            texts = list(_texts(book))
            return _written(_rows(book, texts, _dates(book)), most)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError, IndexError, NotImplementedError,
            RuntimeError, EOFError, OSError, OverflowError, zlib.error) as problem:  # fmt: skip
        raise Refused(Reason(TableReason.NOT_TEXT)) from problem


def _part(book: zipfile.ZipFile, name: str) -> bytes:
    """One part of the workbook. ValueError for a bomb, and for one that declares things of its own.

    A NUL byte: letters of two bytes, in which a declaration would not be seen here. Only what spreadsheets write is
    unpacked, which is deflated or stored.
    """
    if book.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(name)
    with book.open(name) as part:
        data = part.read(MOST_UNPACKED + 1)
    declares = b"\x00" in data or b"<!DOCTYPE" in data[:2_000] or b"<!ENTITY" in data
    if len(data) > MOST_UNPACKED or declares:
        raise ValueError(name)
    return data


def _elements(data: bytes, tag: str) -> Iterator[ElementTree.Element]:
    """Each element of this name, forgotten once it was looked at."""
    parsed = ElementTree.iterparse(io.BytesIO(data))  # noqa: S314 - no entities get here, see _part
    for count, (_event, element) in enumerate(parsed):
        if count >= MOST_ELEMENTS:  # each takes far more room than it has letters
            raise ValueError(tag)
        if element.tag == _MAIN + tag:
            yield element
            element.clear()


def _texts(book: zipfile.ZipFile) -> Iterator[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return
    for item in _elements(_part(book, "xl/sharedStrings.xml"), "si"):
        yield _words(item)


def _words(element: ElementTree.Element) -> str:
    """The text of an element, without what only says how to pronounce it."""
    spoken = {id(text) for part in element.iter(_MAIN + "rPh") for text in part.iter(_MAIN + "t")}
    return "".join(text.text or "" for text in element.iter(_MAIN + "t") if id(text) not in spoken)


def _first_sheet(book: zipfile.ZipFile) -> str:
    """The name of the part that holds the first sheet."""
    sheet = next(_elements(_part(book, "xl/workbook.xml"), "sheet")).get(_RELATION)
    relations = ElementTree.fromstring(_part(book, "xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    target = next(part.get("Target", "") for part in relations if part.get("Id") == sheet)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _dates(book: zipfile.ZipFile) -> Callable[[str, str | None], str]:
    """How a number is written that has a style: as the day or time that the sheet shows."""
    since_1904 = any(
        part.get("date1904") in ("1", "true")
        for part in _elements(_part(book, "xl/workbook.xml"), "workbookPr")
    )
    name = "xl/styles.xml"
    shows = cell_dates.styles(ElementTree.fromstring(_part(book, name))) if name in book.namelist() else []  # noqa: S314 - as above
    return lambda number, style: cell_dates.written(number, style, shows, since_1904=since_1904)


def _rows(
    book: zipfile.ZipFile, texts: list[str], dates: Callable[[str, str | None], str]
) -> Iterator[tuple[int, list[str]]]:
    """Each row of the sheet: its number and its cells."""
    number = 0
    for row in _elements(_part(book, _first_sheet(book)), "row"):
        number = int(row.get("r") or number + 1)
        cells: list[str] = []
        for cell in row.iter(_MAIN + "c"):
            named = _column(cell.get("r") or "")
            column = len(cells) if named is None else named
            if column >= MOST_COLUMNS:
                break
            cells += [""] * (column - len(cells))
            cells.append(_text(cell, texts, dates))
        yield number, cells


def _column(name: str) -> int | None:
    """'B7' is column 1."""
    letters = re.match(r"[A-Z]{1,3}", name)
    if not letters:
        return None
    found = 0
    for letter in letters[0]:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


def _text(cell: ElementTree.Element, texts: list[str], dates: Callable[[str, str | None], str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _words(cell)
    value = cell.findtext(_MAIN + "v") or ""
    if kind == "s":
        return texts[int(value)]
    return dates(value, cell.get("s")).removesuffix(".0") if kind in (None, "n") else value


def _written(rows: Iterator[tuple[int, list[str]]], most: int) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    line = filled = written = 0
    for number, cells in rows:
        if not any(cells):
            continue
        written += sum(len(cell) for cell in cells)  # before anything looks at the letters
        if written > MOST_WRITTEN or not line < number <= LAST_ROW:
            raise ValueError(number)
        if not any(cell.strip() for cell in cells):
            continue
        out.write("\n" * (number - line - 1))
        # A cell's own line break would move every later line away from its number in the sheet.
        writer.writerow([" ".join(cell.splitlines()) for cell in cells])
        line, filled = number, filled + 1
        if filled > most:
            break
    return out.getvalue()
