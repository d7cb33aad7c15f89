"""Where does a trial take place? A fresh database, the site under gunicorn on it, clients in processes of their own."""

import html
import os
import re
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import flask

from bench import filling, pages, sites, year
from bench.load import Client, Job, Result
from tests import builders, conftest, servers
from tests.trial import faults
from trainer.app import create_app
from trainer.core import clock
from trainer.core.db import db

KINDS = ("SQLite", "PostgreSQL")
CLIENTS = 4
MOST_SECONDS = 120
JULY = 7
FIRST_PERSON = 2
"""The first who asks for a place; person 1 is left out, as in bench."""


@dataclass
class Ground:
    """One database with the schema, and an app of this process on it with the settings of production."""

    kind: str
    folder: Path
    url: str
    app: flask.Flask

    @property
    def database_url(self) -> str:
        """For another process that opens the same database."""
        return sites.app_settings(self.folder, self.url).sqlalchemy_url


@contextmanager
def ground(kind: str) -> Iterator[Ground]:
    """A fresh database of this kind; it vanishes at the end."""
    name = f"trial_{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        url = servers.create_database(name) if kind == "PostgreSQL" else ""
        app = create_app(sites.app_settings(Path(folder), url))
        filling.make_schema(app)
        try:
            yield Ground(kind, Path(folder), url, app)
        finally:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
            if url:
                servers.drop_database(name)


class Folders:
    """Hands out folders as pytest would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mktemp(self, name: str) -> Path:
        """A new folder."""
        return Path(tempfile.mkdtemp(prefix=name, dir=self.folder))

    def getbasetemp(self) -> Path:
        """Where this process keeps its own folders; what it shares with others lies above."""
        return self.folder / "own"


@contextmanager
def test_app(kind: str) -> Iterator[flask.Flask]:
    """The app of the tests on an empty database, in its app context, on the day the tests live on."""
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        factory: Any = Folders(Path(folder))
        store = conftest._store(kind.lower(), factory)
        store.copy()
        clock.set_shift(conftest.NOW - clock.real_now())
        try:
            with store.app.app_context():
                yield store.app
                db.session.rollback()
        finally:
            clock.set_shift(timedelta(0))
            store.drop()
            conftest._stores.pop(kind.lower(), None)
            if kind == "PostgreSQL":
                servers.drop_database(store.template)


@contextmanager
def planted(*names: str, quick: bool = False) -> Iterator[None]:
    """Processes started meanwhile plant these faults; with no names they are what production runs.

    `quick`: gunicorn loads the app once and forks then, which a small trial cannot tell from production.
    """
    wanted = {faults.VARIABLE: ",".join(names)}
    words = ["--preload"] * quick + ["--config python:tests.trial.faults"] * bool(names)
    wanted["GUNICORN_CMD_ARGS"] = " ".join(words)
    before = {variable: os.environ.get(variable) for variable in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for variable, value in before.items():
            if value is None:
                os.environ.pop(variable, None)
            else:
                os.environ[variable] = value


@dataclass
class Stand:
    """A ground with people who are signed in, the site as it is, and beside it one with faults planted."""

    ground: Ground
    cookies: pages.Cookies
    people: int
    site: sites.Site
    broken: sites.Site
    clients: list[Client]

    def offering(self, capacity: int | None) -> str:
        """A new open offering; returns its ref."""
        with self.ground.app.app_context():
            day = clock.today() + timedelta(days=40)
            year_of_day = builders.make_year(day.year if day.month >= JULY else day.year - 1)
            made = builders.make_offering(capacity=capacity, days=(day,), year=year_of_day)
            db.session.commit()
            return made.ref

    def posts(self, offering_ref: str, people: int) -> list[bytes]:
        """One registration each, of the persons from 2 on in order."""
        made = year.Made(self.people, clock.today(), [], [offering_ref], 0, "")
        return [plain(post) for post in pages.Posts(self.ground.app, made, self.cookies).take(people)]

    def page(self, path: str, person: int) -> str:
        """A page as this process answers it to somebody: where the fields of a form are read."""
        answer = self.ground.app.test_client(use_cookies=False).get(
            path,
            base_url=f"https://{sites.HOST}",
            headers={"Cookie": self.cookies.of(person), "X-Forwarded-Proto": "https"},
        )
        return answer.get_data(as_text=True)

    def post(self, path: str, person: int, fields: dict[str, Any]) -> bytes:
        """What somebody's browser sends for a form at this address."""
        body = urlencode({**fields, "csrf_token": self.cookies.csrf}, doseq=True)
        head = plain(pages.get(path, self.cookies.of(person))).decode().replace("GET", "POST", 1)
        return (
            f"{head.removesuffix(chr(13) + chr(10))}Origin: https://{sites.HOST}\r\n"
            f"Referer: https://{sites.HOST}{path}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    def ask(
        self, site: sites.Site, requests: Sequence[bytes], expect: int, *, at_once: int = CLIENTS
    ) -> list[Result]:
        """Send the requests from the client processes, each once, `at_once` of them at the same time."""
        parts = [part for n in range(len(self.clients)) if (part := list(requests[n :: len(self.clients)]))]
        each = max(at_once // len(parts), 1)

        def send(client: Client, part: list[bytes]) -> Result:
            job = Job(site.port, part, expect, MOST_SECONDS, min(each, len(part)), once=True, keep=True)
            return client.run(job)

        with ThreadPoolExecutor(len(parts)) as pool:
            return list(pool.map(send, self.clients, parts))


def plain(request: bytes) -> bytes:
    """The request of a browser that takes no compressed answers."""
    return re.sub(rb"Accept-Encoding: [^\r]*", b"Accept-Encoding: identity", request)


@contextmanager
def stand(kind: str, people: int, *wrong: str, quick: bool = False) -> Iterator[Stand]:
    """Everything started, for `people` persons; `wrong` names the faults of the broken site."""
    with ExitStack() as stack:
        place = stack.enter_context(ground(kind))
        with place.app.app_context():
            for _number in range(people + FIRST_PERSON - 1):
                builders.make_person()
            db.session.commit()
        cookies = pages.Cookies(place.app, range(1, people + FIRST_PERSON))
        started = []
        for names in ((), wrong):
            with planted(*names, quick=quick):
                started.append(sites.Site(sites.DECIDED, place.folder, place.url))
            stack.callback(started[-1].end)
        clients = [Client() for _ in range(CLIENTS)]
        for client in clients:
            stack.callback(client.end)
        for site in started:
            site.wait()
        yield Stand(place, cookies, people + FIRST_PERSON - 1, *started, clients)


@dataclass(frozen=True)
class Answer:
    """What came to one request."""

    request: bytes
    status: int
    head: str
    body: str

    def field(self, name: str) -> str:
        """The value of a header field."""
        found = re.search(rf"^{name}: ([^\r\n]*)", self.head, re.I | re.M)
        return found[1] if found else ""

    @property
    def text(self) -> str:
        """The page as somebody reads it, roughly."""
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.body)).split())

    def cookie(self, name: str) -> str:
        """The cookie it sets."""
        found = re.search(rf"^Set-Cookie: {re.escape(name)}=([^;\r\n]*)", self.head, re.I | re.M)
        return found[1] if found else ""


def answers(results: Sequence[Result]) -> list[Answer]:
    """All answers of a job, in no order; one that never came has the status 0."""
    return [_answer(request, raw) for result in results for request, raw in result.answers]


def _answer(request: bytes, raw: bytes) -> Answer:
    head, _blank, body = raw.partition(b"\r\n\r\n")
    status = head[9:12]
    return Answer(
        request, int(status) if status.isdigit() else 0, head.decode("latin-1"), body.decode(errors="replace")
    )


def flashed(place: Ground, cookie: str) -> list[str]:
    """What the next page will say, as the cookie carries it."""
    interface: Any = place.app.session_interface
    word = interface.get_signing_serializer(place.app).loads(cookie) if cookie else {}
    return [text for _category, text in word.get("_flashes", [])]
