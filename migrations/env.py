"""How does Alembic reach our database? Through the app, with plain column types in every revision."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask
from alembic import context
from sqlalchemy import Connection, DateTime, String

from trainer.core.db import StrEnumType, UtcDateTime, db


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write our own column types as the plain ones they are in the database: a revision outlives our classes."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, StrEnumType):
        return f"sa.String(length={item.impl.length})"
    return False


def compare_type(
    _context: Any, _inspected: Any, metadata_column: Any, inspected_type: Any, metadata_type: Any
) -> bool | None:
    """Our own types are equal to the plain ones they are stored as."""
    if isinstance(metadata_type, UtcDateTime):
        return not isinstance(inspected_type, DateTime)
    if isinstance(metadata_type, StrEnumType):
        return not isinstance(inspected_type, String) or inspected_type.length != metadata_type.impl.length
    return None


@contextmanager
def rows_that_are_referred_to(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by writing it anew under another name; once the old one is dropped, rows refer to nothing.

    So references are not asked row by row, and all of them are checked before anything is committed.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")  # counts for nothing once a transaction has begun
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def check_references(connection: Connection) -> None:
    """Every row refers to one that is there. Raises RuntimeError, so that nothing is committed."""
    if connection.dialect.name != "sqlite":
        return
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost:
        raise RuntimeError(f"rows refer to rows that are not there: {lost[:5]}")


def run() -> None:
    """Run the revisions on the app's database, in one transaction."""
    flask.current_app.extensions["migrate"]
    with db.engine.connect() as connection, rows_that_are_referred_to(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=compare_type,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
            check_references(connection)
        connection.commit()


run()
