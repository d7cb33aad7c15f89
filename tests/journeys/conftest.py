"""What do the journeys stand on? A live site on each database, and a browser for each person who takes part."""

import dataclasses
import os
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

import flask
import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select

from tests.conftest import BOTH, WHOLE, Store
from tests.journeys import chromium
from tests.journeys.live import Server
from trainer import worker
from trainer.accounts.models import Person
from trainer.accounts.signin import sessions
from trainer.accounts.signin.models import Account
from trainer.config import Mode
from trainer.core import clock
from trainer.core.db import db
from trainer.messages.models import SampleMail

ABOUT_THE_DATABASE = {
    "test_a_double_click_on_the_last_button_makes_one_set",
    "test_somebody_who_registers_in_two_windows_has_one_place",
    "test_two_people_want_the_last_seat_at_once",
}
"""What two people or two windows do at once is done on both kinds of database."""


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every other journey is about what a browser shows: half of them on the one kind of database, half on the other.

    Every action that they take has its own tests on both. Those on a phone here and at a desk there stay on both; with
    WHOLE in the environment, as `make trial` sets it, all do.
    """
    test = metafunc.definition
    fixtures = {*metafunc.fixturenames}
    if (
        "store" not in fixtures
        or "size" in fixtures
        or test.name in ABOUT_THE_DATABASE
        or os.environ.get(WHOLE)
    ):
        return
    if not any("store" in mark.args[0] for mark in test.iter_markers("parametrize")):
        kind = BOTH[zlib.crc32(test.name.encode()) % len(BOTH)]
        test.add_marker(pytest.mark.parametrize("store", [kind], indirect=True))


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    """One browser per test process."""
    with chromium.launched() as browser:
        yield browser


@pytest.fixture(scope="package")
def _servers() -> Iterator[dict[str, Server]]:
    running: dict[str, Server] = {}
    yield running
    for server in running.values():
        server.close()


class Site:
    """The site of one test: its address, its people's browsers, its mail."""

    def __init__(self, server: Server, chrome: Browser) -> None:
        self.server, self.app, self.url = server, server.app, server.url
        self.chrome = chrome
        self.watch = chromium.Watch()
        self.contexts: list[BrowserContext] = []

    def context(self, person: Person | None = None, **options: Any) -> BrowserContext:
        """A new device; of `person`, signed in on it. `viewport=chromium.DESK`, `java_script_enabled=False` …"""
        context = chromium.new_context(self.chrome, base_url=self.url, **options)
        self.contexts.append(context)
        self.watch.follow(context)
        if person is not None:
            context.add_cookies([{"name": "trainer", "value": cookie(self.app, person), "url": self.url}])
        return context

    def page(self, person: Person | None = None, **options: Any) -> Page:
        """A page on a new device."""
        return self.context(person, **options).new_page()

    def work(self) -> None:
        """Let the worker do what is due; the mail stays on the machine."""
        before = self.app.extensions["trainer_settings"]
        self.app.extensions["trainer_settings"] = dataclasses.replace(before, mode=Mode.SAMPLE)
        try:
            worker.run_once(self.app)
        finally:
            self.app.extensions["trainer_settings"] = before

    def mail(self, address: str) -> list[SampleMail]:
        """What has arrived at an address, the newest first, after the worker has done its work."""
        self.work()
        with self.app.app_context():
            query = select(SampleMail).where(SampleMail.to_address == address).order_by(SampleMail.id.desc())
            found = list(db.session.scalars(query))
            db.session.expunge_all()
            db.session.rollback()
        return found

    def link_in(self, mail: SampleMail, path: str) -> str:
        """The first link of a mail to a page whose address begins with `path`, on this test's port."""
        base = self.app.extensions["trainer_settings"].address
        for word in mail.body.split():
            if word.startswith(f"{base}{path}"):
                return self.url + word.removeprefix(base).rstrip(".,;)")
        raise AssertionError(f"no link to {path} in:\n{mail.body}")

    def rows(self, statement: Any) -> list[Any]:
        """What the database holds now, read on its own."""
        self.server.wait_until_idle()
        with self.app.app_context():
            found = list(db.session.execute(statement).all())
            db.session.rollback()
        return found

    def close(self) -> None:
        """Put every device away, and wait until the server has nothing left to do."""
        for context in self.contexts:
            context.close()
        self.server.wait_until_idle()


def cookie(app: flask.Flask, person: Person) -> str:
    """The cookie of a browser in which `person` has signed in."""
    with app.app_context():
        account = db.session.scalars(select(Account).where(Account.person_id == person.id)).one()
        secret = sessions.begin(account, device="Chrome, Android", now=clock.real_now())
        values = {"sid": secret, "_user_id": account.fs_uniquifier, "_fresh": True}
        db.session.commit()
    signer: Any = flask.sessions.SecureCookieSessionInterface().get_signing_serializer(app)
    return str(signer.dumps(values))


@pytest.fixture
def size(store: Store) -> dict[str, int]:
    """Long journeys run on a phone with the one database, at a desk with the other."""
    return chromium.PHONE if store.kind == "sqlite" else chromium.DESK


@pytest.fixture
def site(store: Store, _servers: dict[str, Server], chrome: Browser) -> Iterator[Site]:
    """The site on a database of its own. Whatever a page complained about fails the test at its end."""
    if store.kind == "sqlite":
        with sqlite3.connect(store.current) as connection:  # as `trainer run` prepares it
            connection.execute("PRAGMA journal_mode=WAL")
        connection.close()
    if store.kind not in _servers:
        _servers[store.kind] = Server(store.app)
    server = _servers[store.kind]
    server.problems.clear()
    site = Site(server, chrome)
    yield site
    site.close()
    problems = server.problems + site.watch.problems
    assert not problems, "\n".join(problems)
