"""What does every test stand on? The app once, the schema once, a copy of the database per test, on both databases."""

import contextlib
import gc
import itertools
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import flask
import psycopg
import pytest
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from tests import pages, servers
from tests.pages import PageClient
from trainer import config
from trainer.app import create_app
from trainer.core import clock, program
from trainer.core.db import Postgresql, db

NOW = datetime(2021, 5, 24, 16, 0, tzinfo=UTC)
"""The day most tests live on: Monday, May 24, 2021, 9 AM in California."""

BOTH = ("sqlite", "postgresql")
WHOLE = "TRAINER_TEST_WHOLE"


def pytest_report_header() -> list[str]:
    return servers.describe()


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        servers.postgresql_server()


def pytest_unconfigure(config: pytest.Config) -> None:
    for store in _stores.values():
        store.close()
    if not hasattr(config, "workerinput"):
        servers.stop_postgresql_server()


@dataclass
class Store:
    """One kind of database with an empty schema, and the app on it: a copied file, or one emptied each time."""

    kind: str
    app: flask.Flask
    folder: Path
    template: str
    current: str = ""

    def copy(self) -> None:
        """Give the app a fresh copy."""
        if self.kind == "sqlite":
            self.current = str(self.folder / f"{uuid.uuid4().hex}.sqlite")
            shutil.copyfile(self.template, self.current)
        else:
            self.current = self.template

    def drop(self) -> None:
        """Throw what the test wrote away."""
        if self.kind == "sqlite":
            self.close()
            for file in self.folder.glob(Path(self.current).name + "*"):
                file.unlink()
        elif self._clear():  # connections that the test left in a transaction were ended
            self.close()

    def _clear(self) -> int:
        with self.app.app_context(), contextlib.closing(db.engine.raw_connection()) as borrowed:
            driver = cast(psycopg.Connection, borrowed.driver_connection)
            driver.read_only = None  # the last request only read
            return servers.clear(driver)

    def close(self) -> None:
        """Let go of every connection."""
        with self.app.app_context():
            db.engine.dispose()

    def connect(self) -> Any:
        """A new connection to the current copy."""
        if self.kind == "sqlite":
            return sqlite3.connect(self.current, check_same_thread=False, timeout=15)
        return Postgresql.connect(servers.database_url(self.current))

    @property
    def url(self) -> str:
        """For a second process that opens the same copy."""
        return f"sqlite:///{self.current}" if self.kind == "sqlite" else servers.database_url(self.current)


def make_settings(folder: Path, **changes: Any) -> config.Settings:
    """The settings of a test app."""
    values: dict[str, Any] = {
        "mode": config.Mode.TEST, "data_dir": folder, "secret_key": "test-" * 8, "argon2_weak": True,
        "base_url": "http://localhost", "mail_from": "program@example.org",
    }  # fmt: skip
    return config.Settings(**{**values, **changes})


_stores: dict[str, Store] = {}


def _store(kind: str, factory: pytest.TempPathFactory) -> Store:
    if kind not in _stores:
        folder = factory.mktemp(kind)
        holder: list[Store] = []
        # A pool, as in production. That of the file is emptied after each test: another file takes its place.
        options = {"creator": lambda: holder[0].connect(), "poolclass": QueuePool, "max_overflow": 30}
        url = f"sqlite:///{folder}/swapped.sqlite" if kind == "sqlite" else "postgresql+psycopg:///swapped"
        app = create_app(make_settings(folder, database_url=url, engine_options=options))
        template = str(folder / "template.sqlite") if kind == "sqlite" else f"tpl_{uuid.uuid4().hex}"
        if kind == "postgresql":
            servers.create_database(template)
        for_all_workers = factory.getbasetemp().parent
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(for_all_workers))
        pages.share(for_all_workers)
        store = Store(kind, app, folder, template, current=template)
        holder.append(store)
        with app.app_context():
            if kind == "sqlite":
                event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
            db.create_all()
            db.session.remove()
            db.engine.dispose()
        if kind == "sqlite":
            with sqlite3.connect(template) as file:
                file.execute(
                    "PRAGMA journal_mode=WAL"
                )  # as the program itself sets it: readers do not stop a writer
            file.close()
        _stores[kind] = store
        gc.collect()
        gc.freeze()  # the app stays: looking through it for garbage again and again took 7 % of the time
    return _stores[kind]


def _do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    """As the tests' PostgreSQL does not: only a machine that fails would lose anything, not a process."""
    connection.execute("PRAGMA synchronous=OFF")


def know_the_name(app: flask.Flask) -> None:
    """Read the program's name once and keep it: a count of statements must not depend on how slow a test is."""
    program.KEPT_SECONDS = 3_600.0
    with app.app_context():
        program._kept.clear()
        program.name()
        db.session.remove()


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A fresh copy of the empty database, once per kind of database."""
    store = _store(request.param, tmp_path_factory)
    store.copy()
    clock.set_shift(NOW - clock.real_now())
    know_the_name(store.app)
    yield store
    clock.set_shift(NOW - NOW)
    store.drop()


def taking_turns(
    name: str, values: Sequence[Any], ids: Sequence[str] | None = None, *, start: int = 0
) -> pytest.MarkDecorator:
    """A test once for each value, the first on one kind of database, the second on the other, and so on.

    For what takes long and is about texts, sizes of windows, scripts or permissions, not about databases. With WHOLE in
    the environment, as `make trial` sets it, every value is tried on both.
    """
    words = list(ids or map(str, values))
    if os.environ.get(WHOLE):
        tried = [(kind, *one) for kind in BOTH for one in zip(values, words, strict=True)]
    else:
        kinds = itertools.islice(itertools.cycle(BOTH), start, start + len(values))
        tried = list(zip(kinds, values, words, strict=True))
    return pytest.mark.parametrize(
        ("store", name), [(kind, value) for kind, value, _word in tried], indirect=["store"],
        ids=[f"{kind}-{word}" for kind, _value, word in tried],
    )  # fmt: skip


def on_one(kind: str) -> pytest.MarkDecorator:
    """A test of the same sort that has no values: on one kind of database; with WHOLE on both."""
    kinds = BOTH if os.environ.get(WHOLE) else (kind,)
    return pytest.mark.parametrize("store", kinds, indirect=True)


@pytest.fixture
def app(store: Store) -> flask.Flask:
    """The app, looking at this test's copy."""
    return store.app


@pytest.fixture
def session(app: flask.Flask) -> Iterator[Any]:
    """A database session for arranging and asserting. Commit before a client asks; `fresh()` before reading after."""
    with app.app_context():
        yield db.session
        db.session.rollback()


@pytest.fixture
def now() -> datetime:
    """The moment most tests happen at."""
    return NOW


@pytest.fixture
def client(app: flask.Flask) -> PageClient:
    """A stranger's browser. `client.sign_in(person)` makes it theirs."""
    return PageClient(app)


@pytest.fixture
def browser_of(app: flask.Flask) -> Any:
    """A browser per person: `browser_of(person).get(...)`; None is a stranger."""

    def open_browser(person: Any = None) -> PageClient:
        client = PageClient(app)
        return client.sign_in(person) if person is not None else client

    return open_browser


os.environ.setdefault("PYTHONTZPATH", "")
