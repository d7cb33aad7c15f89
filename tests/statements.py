"""How many SQL statements does something send? A counter around it, for pages that must not grow with their rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask
from sqlalchemy import event
from sqlalchemy.engine import Engine


class Counted(list[str]):
    """The statements sent, in order; its length is what a test asks for."""


@contextmanager
def counted(app: flask.Flask) -> Iterator[Counted]:
    """Collect every SQL statement of the app's database, apart from BEGIN and settings of the connection."""
    seen = Counted()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            seen.append(statement)

    with app.app_context():
        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(Engine, "before_cursor_execute", note)


def per_page(app: flask.Flask, browser: Any, *paths: str) -> list[int]:
    """How many statements each of these pages sends."""
    found = []
    for path in paths:
        with counted(app) as sent:
            assert browser.get(path).status_code == 200
        found.append(len(sent))
    return found
