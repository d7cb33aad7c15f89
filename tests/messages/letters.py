"""Which messages do these tests send? Kinds of their own, so that they hold whatever the rooms write."""

from typing import Any

import flask
from jinja2 import ChoiceLoader, DictLoader

from trainer.core import clock, outbox
from trainer.core.db import db

TEMPLATES = {
    "mail/test.note.txt": "Subject: {{ _('Sign in') }}: {{ title }}\n\n"
    "{{ name }},\n\n{{ title }}\n{{ link('/home') }}\n",
    "mail/test.day.txt": "Subject: Dates\n\n{{ on|iso_day }} / {{ at|iso_moment('America/New_York') }}\n",
    "mail/test.broken.txt": "Subject: Broken\n\n{{ forgotten.word }}\n",
    "mail/test.headless.txt": "Hello\n\n{{ name }}\n",
}


def give_templates(app: flask.Flask) -> None:
    """Let the app find the templates of these tests, besides its own."""
    if not isinstance(app.jinja_env.loader, ChoiceLoader):
        own = app.jinja_env.loader
        assert own is not None
        app.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), own])


def put(number: int = 1, **more: Any) -> None:
    """Put a note out, by default to a stranger with a number."""
    values: dict[str, Any] = {
        "kind": "test.note", "now": clock.now(), "dedupe": f"note:{number}", "params": {"title": f"Note {number}"},
        **more,
    }  # fmt: skip
    if values.get("to") is None:
        values.setdefault("address", f"reader{number}@example.org")
    outbox.put(**values)


def rows() -> list[outbox.OutboxRow]:
    """All messages as the database has them now, in the order they were put."""
    db.session.rollback()
    return db.session.query(outbox.OutboxRow).order_by(outbox.OutboxRow.id).all()
