"""What do this room's pages stand on? The blueprint, and the columns that higher rooms add."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import flask

bp = flask.Blueprint("mentoring", __name__)


@dataclass(frozen=True)
class Column:
    """One more column of a mentor's list of trainees, added by a higher room.

    The label is a function that gives it in the reader's language. `of(person_ids)` gives the cell of each trainee in
    one statement, and may leave people out. A cell is text, or Markup that the room has made safe.
    """

    label: Callable[[], str]
    of: Callable[[list[int]], Mapping[int, Any]]


_columns: list[Column] = []


def add_column(column: Column) -> None:
    """Add a column to the list of trainees; called once, when the room's views are imported."""
    if column not in _columns:
        _columns.append(column)


def columns_for(person_ids: list[int]) -> list[tuple[str, Mapping[int, Any]]]:
    """The added columns with their cells."""
    return [(column.label(), column.of(person_ids) if person_ids else {}) for column in _columns]
