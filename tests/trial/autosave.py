"""Is a word lost that somebody wrote, whatever happens meanwhile, in a real browser (trust.md 27)?

A writer types into their journal; the server is killed, the session ends, the network goes, the page is closed, two
tabs are open. Each of it is small in tests/journeys/test_lost_connection.py and test_trace_offline.py.
"""

import contextlib
import multiprocessing
import random
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

import waitress
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import delete, select

from tests.conftest import make_settings
from tests.journals import building
from tests.journeys import chromium
from tests.journeys.conftest import cookie
from tests.trial import faults, ground
from tests.trial.ground import Ground
from tests.trial.outcome import Row, some
from trainer import config
from trainer.accounts.models import Person
from trainer.accounts.signin.models import SignInSession
from trainer.app import create_app
from trainer.core.db import db
from trainer.journals.models import Entry

PROCESSES = multiprocessing.get_context("spawn")
PAGE, SAVED = "/journal/cohort.1-r", "Saved. Only you read it."
PATIENCE = 40_000
"""Milliseconds; the page tries again after ten seconds."""
START_SECONDS = 60


@dataclass(frozen=True)
class Size:
    """How often each trouble comes, and how many words are typed each time."""

    rounds: int = 6
    words: int = 24
    seconds: float = 3600


SMALL = Size(rounds=1, words=9)


def serve(settings: config.Settings, port: int, wrong: str) -> None:
    """The site as `trainer run` serves it, in a process that can be killed."""
    faults.plant(wrong)
    app = create_app(settings)
    waitress.serve(app, host="127.0.0.1", port=port, threads=6, ident=None)


@dataclass
class Desk:
    """One database, the site on it, and a browser. `broken`: the browser gets no script that keeps texts."""

    place: Ground
    browser: Browser
    size: Size
    wrong: str = ""
    broken: bool = False
    problems: list[str] = field(default_factory=list)
    words: int = 0
    process: BaseProcess | None = None

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.settings = make_settings(
            self.place.folder, base_url=self.url, database_url=self.place.database_url
        )
        self.app = create_app(self.settings)
        self.chance = random.Random(27)

    def start(self) -> None:
        """Start the site, and wait until it answers."""
        self.process = PROCESSES.Process(target=serve, args=(self.settings, self.port, self.wrong))
        self.process.start()
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.url}/privacy", timeout=5).close()
                return
            time.sleep(0.2)
        raise AssertionError("the site does not answer")

    def kill(self) -> None:
        """End the site in the middle of whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.join()

    def writer(self) -> Person:
        """Somebody new with an empty journal."""
        with self.app.app_context():
            self.words += 1
            person: Person = building.make_writer(f"Writer {self.words}").trainee
            db.session.commit()
            db.session.refresh(person)
            db.session.expunge(person)
        return person

    def device(self, person: Person) -> BrowserContext:
        """A phone on which somebody is signed in."""
        context = chromium.new_context(self.browser, base_url=self.url)
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self.sign_in(context, person)
        if self.broken:
            context.route(
                "**/js/drafts.js", lambda route: route.fulfill(content_type="text/javascript", body="")
            )
        return context

    def sign_in(self, context: BrowserContext, person: Person) -> None:
        """Sign in again on a device."""
        context.add_cookies([{"name": "trainer", "value": cookie(self.app, person), "url": self.url}])

    def text_of(self, person: Person) -> str:
        """What the database holds of a writer."""
        with self.app.app_context():
            found = db.session.scalar(select(Entry.text).where(Entry.person_id == person.id))
            db.session.rollback()
        return found or ""

    def end_sessions(self) -> None:
        """Nobody is signed in any more."""
        with self.app.app_context():
            db.session.execute(delete(SignInSession))
            db.session.commit()

    def type(self, page: Page, part: str) -> list[str]:
        """Type words at the end, as somebody does, with pauses in which the page may save."""
        page.get_by_role("textbox", name="Your entry").focus()
        page.keyboard.press("Control+End")
        typed = [f"{part}{number}" for number in range(self.size.words // 3)]
        for word in typed:
            page.keyboard.type(f"{word} ")
            page.wait_for_timeout(self.chance.choice((0, 0, 100, 400)))
        page.wait_for_timeout(self.chance.randrange(3000))
        return typed


def killed(desk: Desk, context: BrowserContext, page: Page, person: Person) -> Page:
    """The server is killed, and comes back."""
    desk.kill()
    desk.type(page, "b")
    if desk.chance.random() < 0.5 or desk.broken:
        page.close(run_before_unload=False)
        desk.start()
        page = context.new_page()
        page.goto(PAGE)
    else:
        desk.start()
    return page


def signed_out(desk: Desk, context: BrowserContext, page: Page, person: Person) -> Page:
    """The session ends while somebody writes; they sign in again and come back."""
    desk.end_sessions()
    desk.type(page, "b")
    page.close(run_before_unload=False)
    desk.sign_in(context, person)
    page = context.new_page()
    page.goto(PAGE)
    return page


def cut(desk: Desk, context: BrowserContext, page: Page, person: Person) -> Page:
    """The network goes, and comes back; every second time the page is closed meanwhile."""
    context.set_offline(True)
    desk.type(page, "b")
    if desk.chance.random() < 0.5:
        page.close(run_before_unload=False)
        context.set_offline(False)
        page = context.new_page()
        page.goto(PAGE)
    else:
        context.set_offline(False)
    return page


Trouble = Callable[[Desk, BrowserContext, Page, Person], Page]
TROUBLES: dict[str, Trouble] = {"server killed": killed, "signed out": signed_out, "network lost": cut}


def one(desk: Desk, name: str) -> None:
    """Words before, during and after a trouble: all of them are in the database in the end."""
    person = desk.writer()
    context = desk.device(person)
    page = context.new_page()
    page.goto(PAGE)
    desk.type(page, "a")
    page = TROUBLES[name](desk, context, page, person)
    desk.type(page, "c")
    wanted = [f"{part}{number}" for part in "abc" for number in range(desk.size.words // 3)]
    found = _settled(desk, page, person, wanted)
    lost = [word for word in wanted if word not in found]
    desk.problems += [f"{name}: {len(lost)} of {len(wanted)} words lost"] if lost else []
    context.close()


def _settled(desk: Desk, page: Page, person: Person, wanted: list[str]) -> list[str]:
    """The words that are stored, as soon as all of them are, or when waiting has no end."""
    until = time.monotonic() + (3 if desk.broken else PATIENCE / 1000)
    found: list[str] = []
    while time.monotonic() < until and not set(wanted) <= set(found):
        page.wait_for_timeout(300)
        found = desk.text_of(person).split()
    return found


def two_tabs(desk: Desk) -> None:
    """Both tabs write; the later one is told, sees both texts, and puts them together."""
    person = desk.writer()
    context = desk.device(person)
    first, second = context.new_page(), context.new_page()
    first.goto(PAGE)
    second.goto(PAGE)
    wanted = desk.type(first, "a")
    expect(first.get_by_text(SAVED)).to_be_visible()
    wanted += desk.type(second, "b")
    try:
        told = second.get_by_text("Not saved: this entry was saved in another window.")
        expect(told).to_be_visible(timeout=8000)
        second.get_by_role("button", name="Save the draft").click()
        expect(second.get_by_role("heading", name="Two texts of one entry")).to_be_visible()
        second.get_by_role("button", name="Put both together").click()
        second.get_by_role("button", name="Save the draft").click()
        expect(second.get_by_role("status").first).to_contain_text("Your draft is saved")
    except AssertionError:
        desk.problems.append("two tabs: no conflict shown")
    found = desk.text_of(person).split()
    lost = [word for word in wanted if word not in found]
    desk.problems += [f"two tabs: {len(lost)} of {len(wanted)} words lost"] if lost else []
    context.close()


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.ground(kind) as place, chromium.launched() as browser:
            yield on(place, browser, size)


def on(place: Ground, browser: Browser, size: Size) -> Row:
    """The controls: a browser that keeps nothing, a site that compares nothing. Then every trouble, again and again."""
    few = Size(1, size.words)
    forgets = _tried(Desk(place, browser, few, broken=True), [lambda desk: one(desk, "server killed")])
    overwrites = _tried(Desk(place, browser, few, wrong="overwrite"), [two_tabs])
    work: list[Callable[[Desk], Any]] = [lambda desk, name=name: one(desk, name) for name in TROUBLES]  # type: ignore[misc]
    desk = Desk(place, browser, size)
    began, rounds = time.monotonic(), 0
    while rounds < size.rounds and time.monotonic() - began < size.seconds:
        _tried(desk, [*work, two_tabs])
        rounds += 1
    return Row(
        "27", f"autosave, {place.kind}",
        "0 words lost to a killed server, an expired session, a lost network; two tabs: conflict shown; real browser",
        f"{rounds} rounds of each, {size.words} words in each: {some(desk.problems)}",
        f"nothing kept in the browser: {some(forgets.problems, 1)}; older texts not refused:"
        f" {some(overwrites.problems, 1)}",
        not desk.problems, bool(forgets.problems and overwrites.problems), rounds < size.rounds,
    )  # fmt: skip


def _tried(desk: Desk, work: list[Callable[[Desk], Any]]) -> Desk:
    desk.start()
    try:
        for act in work:
            act(desk)
    finally:
        desk.kill()
    return desk
