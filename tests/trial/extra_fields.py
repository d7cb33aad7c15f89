"""Does a field that no form has change anything (trust.md 24)? Every column of every table, added to every form."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import flask
import sqlalchemy
from sqlalchemy import event, select

from tests.trial import forms, ground, roles
from tests.trial.outcome import Row, some
from tests.trial.roles import Walk
from trainer.core.db import Model, StrEnumType, UtcDateTime, db

RANDOM = re.compile(
    r"[A-Za-z0-9_-]{20,}|[0-9a-f]{16}|\$argon2.*|trial-\d+"
    r"|\bperson\d+@|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?"  # counted through, and the clock's
)
LEFT_OUT = {"csrf_token", "once"}
NUMBER = "987654"


@dataclass(frozen=True)
class Size:
    """Which people send forms."""

    writers: tuple[str, ...] = roles.WRITERS


SMALL = Size(writers=("coordinator_a", "trainee_a1"))


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        plain, _sent = after(kind, size, {})
        with populating():
            broken, _ = after(kind, size, extras())
        full, sent = after(kind, size, extras())
        problems = differing(plain, full)
        seen = differing(plain, broken)
        yield Row(
            "24", f"mass assignment, {kind}",
            "every column of the models added to every POST changes nothing",
            f"{sent} forms, {len(extras())} fields added to each: {some(problems)}",
            f"fields written into what changes: {some(seen, 1)}", not problems and sent >= 10, bool(seen),
        )  # fmt: skip


def extras() -> dict[str, str]:
    """A field for every column: another value of its kind, and links to others."""
    return {
        column.name: value_for(column)
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if column.name not in LEFT_OUT
    }


def value_for(column: sqlalchemy.Column[Any]) -> str:
    """What somebody would like to slip in."""
    if isinstance(column.type, StrEnumType):
        wished = {"administrator", "attended", "accepted", "published", "active", "open"}
        words = [member.value for member in column.type.kind]
        return next((word for word in words if word in wished), words[-1])
    if isinstance(column.type, sqlalchemy.Boolean):
        return "1"
    if isinstance(column.type, sqlalchemy.Integer):
        return "1" if column.foreign_keys or column.name.endswith("person") else NUMBER
    if isinstance(column.type, (UtcDateTime, sqlalchemy.Date, sqlalchemy.DateTime)):
        return "1999-09-09"
    return "slipped in"


def after(kind: str, size: Size, more: dict[str, str]) -> tuple[dict[str, list[str]], int]:
    """The rows of all tables after everybody sent every form with `more` in it, without what is random."""
    forms.begin_again()
    with ground.test_app(kind) as app:
        walk = Walk(app)
        for name in size.writers:
            for form in walk.forms(name):
                if form.method == "post":
                    one(walk, name, form, more)
        db.session.rollback()
        return {table.name: rows_of(table) for table in Model.metadata.sorted_tables}, walk.sent


def one(walk: Walk, name: str, form: forms.Form, more: dict[str, str]) -> None:
    """One form, as it is offered, and what is slipped in beside its own fields."""
    data = form.filled(lambda item: f"Words for {item.name} {walk.sent}" if not item.value else item.value)
    walk.send(name, form, {**{key: value for key, value in more.items() if key not in form.fields}, **data})


def rows_of(table: sqlalchemy.Table) -> list[str]:
    """The rows of a table as text, in an order of their own."""
    columns = [column for column in table.columns if not isinstance(column.type, UtcDateTime)]
    rows = db.session.execute(select(*columns))
    return sorted(RANDOM.sub("#", repr(tuple(row))) for row in rows)


def differing(plain: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    """The tables in which something else stands, with the first row of it."""
    return [
        f"{name}: {sorted(set(rows) ^ set(other[name]))[:2]}"
        for name, rows in plain.items()
        if rows != other[name]
    ]


@contextmanager
def populating() -> Iterator[None]:
    """The fault: what a form sends is written into whatever the request changes."""

    def fill(session: Any, *_more: Any) -> None:
        if not flask.has_request_context():
            return
        for thing in {*session.new, *session.dirty}:
            for name in ("capacity", "state", "active", "number"):
                if (
                    name in flask.request.form
                    and name in thing.__table__.columns
                    and getattr(thing, name) is not None
                ):
                    setattr(thing, name, type(getattr(thing, name))(flask.request.form[name]))

    def quiet(session: Any, *more: Any) -> None:
        try:
            fill(session, *more)
        except ValueError:  # another table's word
            return

    event.listen(db.session, "before_flush", quiet)
    try:
        yield
    finally:
        event.remove(db.session, "before_flush", quiet)
