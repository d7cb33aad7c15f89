"""How do all rooms reach the database, and how is its one write lock taken in time?"""

import enum
import functools
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from flask_sqlalchemy import SQLAlchemy
from psycopg.pq import TransactionStatus
from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    MetaData,
    Select,
    String,
    Text,
    cast,
    event,
    type_coerce,
)
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

S = TypeVar("S", bound=Select[Any])

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The parent of every table: constraints have predictable names, so that migrations can find them."""

    metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in, aware (UTC) out, on both databases. A naive value is a bug and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class StrEnumType(TypeDecorator[enum.StrEnum]):
    """A state or kind, stored as its short stable word. The table's CHECK comes from `one_of`."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[enum.StrEnum], length: int = 32) -> None:
        super().__init__(length)
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> enum.StrEnum | None:
        return None if value is None else self.kind(value)


def str_enum(kind: type[enum.StrEnum], length: int = 32) -> StrEnumType:
    """The column type of a state or kind."""
    return StrEnumType(kind, length)


def one_of(column: str, kind: type[enum.StrEnum]) -> CheckConstraint:
    """The CHECK that keeps `column` to the words of `kind`, even for code with a bug."""
    words = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f'"{column}" IN ({words})', name=column)


def new_ref() -> str:
    """An unguessable name for URLs: 128 bits, 22 characters."""
    return secrets.token_urlsafe(16)


def ref_column() -> Mapped[str]:
    """The column that names a person or a private thing in URLs."""
    return mapped_column(String(32), unique=True, default=new_ref)


Json = JSON(none_as_null=True)


@functools.lru_cache(
    maxsize=512
)  # courses in all their editions, and some hundred cards, templates and terms
def _read_once(text: str) -> Any:
    return json.loads(text)


class KeptJson(TypeDecorator[Any]):
    """What is large, read on every page and hardly ever written, such as a course: read from the same text only once
    per process. What comes out is shared: nobody changes it, whoever writes assigns a new one."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def column_expression(self, column: Any) -> Any:
        return type_coerce(cast(column, Text), self)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return lambda value: _read_once(value) if isinstance(value, str) else value


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

_write_wanted: ContextVar[bool] = ContextVar("write_wanted", default=False)


def nobody_asks() -> bool:
    """No request is being answered: this file knows no Flask."""
    return False


answers_a_request: Callable[[], bool] = nobody_asks
"""Whether a request is being answered; the guard says how to tell."""


def _is_sqlite(connection: Any) -> bool:
    return "sqlite" in type(connection).__module__


@event.listens_for(Engine, "connect")
def _prepare_sqlite(dbapi_connection: Any, _record: Any) -> None:
    if not _is_sqlite(dbapi_connection):
        return
    dbapi_connection.isolation_level = None  # we begin transactions ourselves, see below
    cursor = dbapi_connection.cursor()
    for pragma in ("foreign_keys=ON", "busy_timeout=15000", "synchronous=FULL", "cache_size=-16000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class Postgresql(psycopg.Connection[Any]):
    """A connection that remembers how PostgreSQL answers a statement: to plan it anew took longer than to answer it.

    psycopg forgets all of it with every rollback, and a page that only reads ends in one. A transaction that could
    not write has nothing to take back, so it is committed instead.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.prepared_max = 300

    def rollback(self) -> None:
        if self.read_only and self.info.transaction_status == TransactionStatus.INTRANS:
            self.commit()
        else:
            super().rollback()


@event.listens_for(Engine, "do_connect")
def _connect_postgresql(dialect: Dialect, _record: Any, given: Any, named: Any) -> Any:
    return Postgresql.connect(*given, **named) if dialect.name == "postgresql" else None


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """A request may write only after `begin_write`: PostgreSQL refuses what comes without, SQLite locks what comes."""
    write = _write_wanted.get()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
    elif isinstance(driver := connection.connection.driver_connection, Postgresql):
        reads_only = True if answers_a_request() and not write else None
        if driver.read_only is not reads_only:
            driver.read_only = reads_only


def begin_write() -> None:
    """Take the write lock before the first read (trust.md 5).

    SQLite cannot turn a read transaction into a write one once somebody else has written; so whatever writes starts
    over with BEGIN IMMEDIATE. On PostgreSQL rows are locked one by one, see `locked`. Unsaved changes are a bug.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("begin_write must come before the first change")
    session.rollback()
    token = _write_wanted.set(True)
    try:
        session.connection()
    finally:
        _write_wanted.reset(token)


def locked(statement: S, *, of: Any = None) -> S:
    """The statement with FOR UPDATE on the rows it reads, or on those `of` one table; SQLite leaves it out, its one
    lock is already ours."""
    return statement.with_for_update(of=of)


@contextmanager
def own_transaction() -> Iterator[Connection]:
    """A short transaction on a connection of its own, for what must outlive a refusal: attempt counters only."""
    token = _write_wanted.set(True)
    try:
        with db.engine.begin() as connection:
            yield connection
    finally:
        _write_wanted.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """A transaction for commands and the worker: the lock first, one commit at the end, nothing on an error."""
    begin_write()
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
