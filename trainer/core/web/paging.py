"""Which part of a long list is this? Keyset paging: page 1,000 costs what page 1 costs."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Select, SQLColumnExpression, TypeDecorator, literal, tuple_

from trainer.core.db import StrEnumType, db

SIZE = 50
MOST_WORD = 4_000


@dataclass(frozen=True)
class Page:
    """Some rows, and the word that names what comes after them (None: nothing does)."""

    rows: Sequence[Any]
    after: str | None
    first: bool


def _encode(values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _decode(word: str | None, by: Sequence[Any]) -> list[Any] | None:
    """The values in a word, each of its column's type; None when the word was never ours."""
    if not word or len(word) > MOST_WORD:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        if not isinstance(values, list) or len(values) != len(by):
            return None
        return [_typed(value, column) for value, column in zip(values, by, strict=True)]
    except (ValueError, RecursionError, OverflowError):  # the first and the last day, in some zones
        return None


def _typed(value: Any, column: Any) -> Any:
    """The value as its column holds it. Raises ValueError for what no database can be asked."""
    stored = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    kind = stored.python_type
    if issubclass(kind, datetime | date) and isinstance(value, str):
        found = kind.fromisoformat(value)
        if isinstance(found, datetime) and found.tzinfo is None:
            raise ValueError("a moment without a zone")
        return found.astimezone(UTC) if isinstance(found, datetime) else found
    if kind is int and type(value) is int and abs(value) < 2**31:
        return value
    if issubclass(kind, str) and isinstance(value, str) and "\x00" not in value:
        value.encode()
        return column.type.kind(value) if isinstance(column.type, StrEnumType) else value
    raise ValueError("not of the column's type")


def page_of(
    statement: Select[*tuple[Any, ...]],
    *,
    by: Sequence[SQLColumnExpression[Any]],
    after: str | None,
    size: int = SIZE,
    down: bool = False,
) -> Page:
    """One page of `statement`, ordered by the columns `by` (the last one unique; text, numbers, dates), which lead its
    row.

    Each row of the statement begins with the `by` columns. A word that was tampered with gives the first page.
    """
    columns: Sequence[Any] = by
    start = _decode(after, columns)
    if start is not None:
        edge = tuple_(*columns)
        here = tuple_(*(literal(value, column.type) for value, column in zip(start, columns, strict=True)))
        statement = statement.where(edge < here if down else edge > here)
    order = [column.desc() if down else column for column in columns]
    rows = db.session.execute(statement.order_by(*order).limit(size + 1)).all()
    more = len(rows) > size
    shown = rows[:size]
    word = _encode([shown[-1][index] for index in range(len(by))]) if more else None
    return Page(shown, word, start is None)
