"""How are two million rows written in a minute? Straight into the tables, their indexes made afterwards."""

import enum
import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import flask
from sqlalchemy import Table, text
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateIndex, DropIndex

from trainer.core.db import Model, db

CHUNK = 20_000


class Filler:
    """Writes rows as plain tuples: SQLite by executemany in chunks, PostgreSQL by COPY."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.dialect = connection.dialect
        self.driver: Any = connection.connection.driver_connection
        self.postgresql = self.dialect.name == "postgresql"

    def raw(self, model: type[Model], name: str, value: Any) -> Any:
        """A value as the driver wants it, for values that come again and again: moments, dates, states."""
        processor = table_of(model).c[name].type.dialect_impl(self.dialect).bind_processor(self.dialect)
        stored = processor(value) if processor else value
        return stored.value if isinstance(stored, enum.Enum) else stored

    def fill(self, model: type[Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Write rows; columns not named get the default that the model declares."""
        table = table_of(model)
        added = _defaults(table, names)
        columns = [*names, *(name for name, _value in added)]
        constant = tuple(self.raw(model, name, value) for name, value in added)
        whole = (row + constant for row in rows) if constant else iter(rows)
        quoted = ", ".join(f'"{name}"' for name in columns)
        if self.postgresql:
            with self.driver.cursor().copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
                for row in whole:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns))
        while chunk := list(itertools.islice(whole, CHUNK)):
            self.driver.executemany(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', chunk)

    def continue_after(self, table: Table) -> None:
        """Let new rows get numbers after those written."""
        if self.postgresql:
            name = table.name
            self.connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM \"{name}\"))"
                )
            )


def table_of(model: type[Model]) -> Table:
    """The table of a model."""
    return Model.metadata.tables[model.__tablename__]


def _defaults(table: Table, names: Sequence[str]) -> list[tuple[str, Any]]:
    """The columns that a model fills by itself: new ones of other rooms do not break the generator."""
    found = []
    for column in table.columns:
        if column.name in names or column.nullable or (column.primary_key and column.autoincrement):
            continue
        default: Any = column.default
        if default is not None and default.is_scalar:
            found.append((column.name, default.arg))
        elif default is not None and default.is_callable and isinstance(default.arg(None), list | dict):
            found.append((column.name, default.arg(None)))
        else:
            raise ValueError(
                f"{table.name}.{column.name} has no fixed default: give it a value in bench/year.py"
            )
    return found


@contextmanager
def filler(app: flask.Flask, models: Sequence[type[Model]]) -> Iterator[Filler]:
    """One transaction in which the tables have no indexes and foreign keys are not asked."""
    tables = [table_of(model) for model in models]
    with app.app_context(), db.engine.connect() as connection:
        helper = Filler(connection)
        if helper.postgresql:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            _outside_a_transaction(connection, "PRAGMA foreign_keys=OFF", "PRAGMA cache_size=-200000")
        indexes = [
            index for table in tables for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
        for index in indexes:
            connection.execute(DropIndex(index))
        yield helper
        for index in indexes:
            connection.execute(CreateIndex(index))
        for table in tables:
            helper.continue_after(table)
        connection.commit()


def make_schema(app: flask.Flask) -> None:
    """Every table, and on SQLite the write-ahead log that `trainer migrate` sets."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                _outside_a_transaction(connection, "PRAGMA journal_mode=WAL")
        db.create_all()


def settle(app: flask.Flask) -> None:
    """What a server does by itself within minutes: PostgreSQL's statistics, SQLite's log brought into its file."""
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
        else:
            with db.engine.connect() as connection:
                _outside_a_transaction(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
        db.session.remove()
        db.engine.dispose()


def _outside_a_transaction(connection: Connection, *pragmas: str) -> None:
    connection.exec_driver_sql("ROLLBACK")
    for pragma in pragmas:
        connection.exec_driver_sql(pragma)
    connection.exec_driver_sql("BEGIN")
