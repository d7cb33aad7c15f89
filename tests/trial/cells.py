"""Does any table that leaves the site hold a cell that a spreadsheet would run (trust.md 19)? All are read back."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import sqlalchemy
from sqlalchemy import String, select, update

from tests.core.test_tables import RISKY
from tests.permissions import test_matrix
from tests.trial import ground
from tests.trial.outcome import Row, some
from tests.trial.roles import Walk
from trainer.core import tables
from trainer.core.db import Model, db

BEGINS = tuple("=+-@\t\r＝＋－＠")
BLANKS = " \n\u00a0\u3000\ufeff\u200b"
MARK = "zq8"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = ("text/csv", SHEET)
FREE = re.compile(
    r"(^|_)(name|title|label|place|platform|audience|note|about|job|provider|training|region|bring|parking|price|area)$"
    r"|^(listed_email|email|evidence|access_needs|reason|problem|address)$"
)
"""Columns that hold what somebody typed, by their names. An address of a person is one: people paste anything."""
KEPT = {"core_audit", "core_audit_seal", "core_setting", "accounts_account"}
READERS = ("administrator", "coordinator_a", "trainer", "mentor", "trainee_a1")


@dataclass(frozen=True)
class Size:
    """Which texts are planted; whether every address is asked for a table, or only those that are named like a file."""

    texts: tuple[str, ...] = tuple(RISKY)
    everywhere: bool = True


SMALL = Size(texts=("=1+1", "\t＠x"), everywhere=False)


@dataclass
class Found:
    """What was exported, where from, and which cells would run."""

    cells: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    running: list[str] = field(default_factory=list)


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.test_app(kind) as app:
            yield on(kind, Walk(app), size)


def on(kind: str, walk: Walk, size: Size) -> Row:
    """The control, then the figure."""
    exports = addresses(walk, size)
    before = originals()
    with undefended():
        broken = exported(walk, exports, Size(size.texts[:1]), before)
    found = exported(walk, exports, size, before)
    endpoints = {endpoint for _name, endpoint, _path in exports}
    blind = sorted(endpoints - set(found.planted))
    problems = (
        walk.problems + found.running + [f"{endpoint} holds nothing that was typed" for endpoint in blind]
    )
    return Row(
        "19", f"CSV and XLSX out, {kind}",
        "no cell begins with = + - @ tab CR or their full-width twins, over every export endpoint",
        f"{len(endpoints)} endpoints, {len(exports)} tables of {len(READERS)} readers, {len(size.texts)} texts in every"
        f" typed column, {found.cells} cells: {some(problems)}",
        f"cells as they are stored: {some(broken.running, 1)}",
        bool(exports) and not problems, bool(broken.running),
    )  # fmt: skip


def addresses(walk: Walk, size: Size) -> list[tuple[str, str, str]]:
    """Who gets a table where: reader, endpoint, address. Asked of the site itself, so a new export counts."""
    found = []
    for endpoint, path, _things in test_matrix.addresses(walk.app, walk.world, "GET"):
        if not size.everywhere and "." not in path.rpartition("/")[2]:
            continue
        for name in READERS:
            answer = walk.fetch(name, path)
            if answer.status_code == 200 and answer.mimetype in TABLES:
                found.append((name, endpoint, path))
    return found


def typed_columns() -> Iterator[tuple[sqlalchemy.Table, list[str]]]:
    """Every table with the columns that hold what somebody typed."""
    for table in Model.metadata.sorted_tables:
        names = [
            column.name for column in table.columns
            if isinstance(column.type, String) and not column.unique and FREE.search(column.name)
        ]  # fmt: skip
        if names and table.name not in KEPT:
            yield table, names


def originals() -> dict[str, list[Any]]:
    """What stands in the typed columns before anything is planted."""
    found = {
        table.name: list(db.session.execute(select(table.c.id, *(table.c[name] for name in names))))
        for table, names in typed_columns()
        if "id" in table.c
    }
    db.session.rollback()
    return found


def plant(text: str, before: dict[str, list[Any]]) -> None:
    """Let every typed column begin with the text."""
    for table, names in typed_columns():
        for row in before.get(table.name, ()):
            values = {
                name: (text + MARK + (getattr(row, name) or ""))[
                    : getattr(table.c[name].type, "length", None)
                ]
                for name in names
            }
            db.session.execute(update(table).where(table.c.id == row.id).values(values))
    db.session.commit()


def exported(
    walk: Walk, exports: list[tuple[str, str, str]], size: Size, before: dict[str, list[Any]]
) -> Found:
    """Every table of every reader, with each of the texts planted."""
    found = Found()
    for text in size.texts:
        plant(text, before)
        for name, endpoint, path in exports:
            answer = walk.fetch(name, path)
            if answer.status_code != 200:
                walk.problems.append(f"{answer.status_code} at {path} for {name}")
                continue
            for cell in cells_of(answer.mimetype, answer.get_data()):
                found.cells += 1
                found.planted[endpoint] += MARK in cell
                if runs(cell):
                    found.running.append(f"{endpoint} for {name}: a cell {cell[:20]!r}")
    return found


def runs(cell: str) -> bool:
    """Whether a spreadsheet may take the cell for a formula; some throw blanks away first."""
    return cell.startswith(BEGINS) or cell.lstrip(BLANKS).startswith(BEGINS)


def cells_of(mimetype: str, data: bytes) -> Iterator[str]:
    """Every cell of a table."""
    if mimetype == SHEET:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            for name in book.namelist():
                if name.startswith("xl/") and name.endswith(".xml"):
                    yield from _texts(ElementTree.fromstring(book.read(name)))
        return
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield from row


def _texts(tree: ElementTree.Element) -> Iterator[str]:
    """The texts of one part of a workbook; a formula of its own counts as one that runs."""
    for element in tree.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in ("t", "v"):
            yield element.text or ""
        elif tag == "f":
            yield f"={element.text or ''}"


@contextmanager
def undefended() -> Iterator[None]:
    """The fault: cells are written as they are stored."""
    before = tables.safe_cell
    tables.safe_cell = lambda value: "" if value is None else str(value)
    try:
        yield
    finally:
        tables.safe_cell = before
