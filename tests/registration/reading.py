"""What is stored now? Copies of rows, read in a transaction that ends at once: no browser has to wait for it."""

from types import SimpleNamespace
from typing import Any

from trainer.core.db import Model
from trainer.registration.models import Registration
from trainer.schedule.models import Place


def rows(session: Any, model: type[Model] = Registration) -> list[Any]:
    """All rows of a table by id, as copies."""
    session.rollback()
    found = [
        SimpleNamespace(**{column.key: getattr(row, column.key) for column in model.__table__.columns})
        for row in session.query(model).order_by(model.id)  # type: ignore[attr-defined]
    ]
    session.rollback()
    return found


def states(session: Any) -> list[str]:
    """The states of all registrations, in the order in which they were made."""
    return [row.state.value for row in rows(session)]


def place(session: Any) -> Any:
    """The first places there are."""
    return rows(session, Place)[0]


def text(response: Any) -> str:
    """A page on one line."""
    return " ".join(response.get_data(as_text=True).split())
