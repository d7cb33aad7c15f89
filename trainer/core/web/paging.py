"""Which part of a long list is this? Keyset paging: page 1,000 costs what page 1 costs."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, tuple_

from trainer.core.db import db

SIZE = 50


@dataclass(frozen=True)
class Page:
    """Some rows, and the word that names what comes after them (None: nothing does)."""

    rows: Sequence[Any]
    after: str | None
    first: bool


def _encode(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(values), default=str).encode()).decode().rstrip("=")


def _decode(word: str | None, length: int) -> list[Any] | None:
    if not word:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except ValueError:
        return None
    right = (
        isinstance(values, list) and len(values) == length and all(isinstance(v, (str, int)) for v in values)
    )
    return values if right else None


def page_of(
    statement: Select[Any],
    *,
    by: Sequence[ColumnElement[Any]],
    after: str | None,
    size: int = SIZE,
    down: bool = False,
) -> Page:
    """One page of `statement`, ordered by the columns `by` (the last one unique; text or numbers), which lead its row.

    A word that was tampered with gives the first page. Each row of the statement begins with the `by` columns.
    """
    start = _decode(after, len(by))
    if start is not None:
        edge = tuple_(*by)
        statement = statement.where(edge < tuple_(*start) if down else edge > tuple_(*start))
    order = [column.desc() if down else column for column in by]
    rows = db.session.execute(statement.order_by(*order).limit(size + 1)).all()
    more = len(rows) > size
    shown = rows[:size]
    word = _encode([shown[-1][index] for index in range(len(by))]) if more else None
    return Page(shown, word, start is None)
