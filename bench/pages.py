"""Which pages are measured, as whom, and what does a browser send for them?"""

import hashlib
import itertools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode

import flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import insert

from bench import schedule, staff, year
from bench.road import decided, who
from bench.sites import HOST, SECRET
from trainer.accounts.signin.models import Account, SignInSession
from trainer.core import clock
from trainer.core.db import db

VISITORS = 40
POSTERS = 2_000
CSRF = hashlib.sha1(b"bench").hexdigest()


@dataclass(frozen=True)
class Page:
    """One page: its address per visitor, the reference it is held to, and the answer expected."""

    key: str
    title: str
    paths: list[str]
    visitors: list[int]
    beside: str = ""
    least: float = 0.0

    def requests(self, cookies: "Cookies") -> list[bytes]:
        """What the load client sends, in turn."""
        turns = max(len(self.paths), len(self.visitors))
        visitors: Sequence[int | None] = self.visitors or [None]
        pairs = itertools.islice(
            zip(itertools.cycle(self.paths), itertools.cycle(visitors), strict=False), turns
        )
        return [get(path, cookies.of(visitor)) for path, visitor in pairs]


def all_pages(made: year.Made, slug: str) -> list[Page]:
    """The references and the pages that issue by issue must stay fast."""
    members = [n for n in range(2, made.people + 1) if n % staff.PEOPLE_PER_ORGANIZATION != 1][:VISITORS]
    senders = staff.coordinators(made.people, VISITORS)
    teams = [
        f"/organizations/{schedule.ref('n', staff.organization_of(person))}/people" for person in senders
    ]
    return [
        Page("a", "reference (a): 1 KB", ["/bench/bare"], []),
        Page("b", "reference (b): 30 KB, 50 rows", ["/bench/page"], []),
        Page("c", "reference (c): signed in, two joins", [f"/bench/people/{made.roster_id}"], members),
        Page("schedule", "public schedule", [f"/schedule/{slug}"], [], "b", 1.0),
        Page("home", "signed-in home", ["/home"], members, "c", 0.7),
        Page(
            "people",
            "coordinator’s people",
            teams,
            senders,
            "c",
            0.7,
        ),
        Page("roster", "offering’s roster", [f"/offerings/{made.roster_ref}/people"], [1], "c", 0.7),
        *_office(slug, senders),
        *_road(made.people),
    ]


def _office(slug: str, senders: list[int]) -> list[Page]:
    """The heavy pages of those who plan, hold and send: a year at a glance, a sheet, hours, and a long list.

    Two are held to less: the year is on its page twice, as months and as a table, with advice; and the hours of forty
    people, done and ahead, are added up from marks and sessions each time.
    """
    agencies = [staff.organization_of(person) for person in senders]
    hours = [f"/organizations/{schedule.ref('n', one)}/hours" for one in agencies]
    jobs = [f"/jobs/{schedule.ref('j', one)}" for one in agencies]
    return [
        Page("plan", "year that is planned", [f"/manage/schedule/{slug}"], [1], "c", 0.3),
        Page("sheet", "sign-in sheet of 30", [f"/offerings/{schedule.SMALL}/attendance/1"], [1], "c", 0.7),
        Page("hours", "hours of an organization’s people", hours, senders, "c", 0.3),
        Page("job", "long list that was checked", jobs, senders, "c", 0.7),
    ]


def _road(people: int) -> list[Page]:
    """The pages of those who are on the road, of their mentors, and the file that is decided at its end."""
    trainees, mentors = who.trainees(people)[:VISITORS], who.answering(people, VISITORS)
    files = [f"/files/{ref}" for ref in decided.asked_files(people)[:VISITORS]]
    return [
        Page("trainee", "trainee’s home", ["/home"], trainees, "c", 0.7),
        Page("path", "trainee’s path", ["/path"], trainees, "c", 0.7),
        Page("journal", "trainee’s journal", ["/journal"], trainees, "c", 0.7),
        Page("reviews", "mentor’s queue", ["/reviews"], mentors, "c", 0.7),
        Page("file", "certification file", files, [1], "c", 0.7),
    ]


def get(path: str, cookie: str) -> bytes:
    """A GET as a browser sends it through a proxy that ends the encryption."""
    return f"GET {path} HTTP/1.1\r\n{_fields(cookie)}\r\n".encode()


def _fields(cookie: str) -> str:
    return (
        f"Host: {HOST}\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: {HOST}\r\n"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
        "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r\nAccept-Language: en-US,en;q=0.5\r\n"
        "Accept-Encoding: gzip, deflate, br\r\n" + (f"Cookie: {cookie}\r\n" if cookie else "")
    )


class Cookies:
    """The cookies of people who are signed in, each with a session row as the sign-in page would have made it."""

    def __init__(self, app: flask.Flask, people: Sequence[int]) -> None:
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        self.name = app.config["SESSION_COOKIE_NAME"]
        self.csrf = URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(CSRF)
        self.values: dict[int, str] = {}
        now = clock.real_now()
        rows = []
        for person in people:
            secret = secrets.token_urlsafe(32)
            word = {"sid": secret, "_user_id": schedule.ref("f", person), "_fresh": True, "csrf_token": CSRF}
            self.values[person] = str(serializer.dumps({**word, "_permanent": True}))
            rows.append({
                "ref": secrets.token_urlsafe(16), "secret_hash": hashlib.sha256(secret.encode()).hexdigest(),
                "account_id": person, "device": "Bench", "began_at": now, "ends_at": now + timedelta(days=14),
            })  # fmt: skip
        with app.app_context():
            assert db.session.get(Account, people[0]).person_id == people[0]  # type: ignore[union-attr]
            db.session.execute(insert(SignInSession), rows)
            db.session.commit()
            db.session.remove()

    def of(self, person: int | None) -> str:
        """What the browser of a person sends; nothing for a stranger."""
        return "" if person is None else f"{self.name}={self.values[person]}"


def visitors(people: int) -> list[int]:
    """Everybody who is signed in during a measurement."""
    return sorted({
        *range(1, min(people, POSTERS) + 1), *staff.coordinators(people, VISITORS),
        *who.trainees(people)[:VISITORS], *who.answering(people, VISITORS),
    })  # fmt: skip


class Posts:
    """Registrations that nobody sent yet: every person who is signed in, for every open offering, once each."""

    def __init__(self, app: flask.Flask, made: year.Made, cookies: Cookies) -> None:
        self.cookies = cookies
        self.data = {ref: _typed(app, f"/offerings/{ref}/registration", cookies) for ref in made.open_refs}
        pairs = itertools.product(made.open_refs, range(2, min(made.people, POSTERS) + 1))
        self._left = (self._post(ref, person) for ref, person in pairs)

    def take(self, count: int) -> list[bytes]:
        """The next ones."""
        return list(itertools.islice(self._left, count))

    def _post(self, ref: str, person: int) -> bytes:
        path = f"/offerings/{ref}/registration"
        typed = {**self.data[ref], "csrf_token": self.cookies.csrf, "once": secrets.token_urlsafe(16)}
        if typed.get("organization"):
            typed["organization"] = schedule.ref("n", staff.organization_of(person))
        body = urlencode(typed)
        return (
            f"POST {path} HTTP/1.1\r\n{_fields(self.cookies.of(person))}Origin: https://{HOST}\r\n"
            f"Referer: https://{HOST}{path}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


class _Form(HTMLParser):
    """What a browser sends for the form at `action` when nothing is changed but the first of each choice is taken."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.inside = False
        self.typed: dict[str, str] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        field = {name: value or "" for name, value in attrs}
        if tag == "form":
            here = field.get("action", self.action) in ("", self.action)
            self.inside = here and field.get("method", "").lower() == "post"
        if not self.inside:
            return
        name, kind = field.get("name", self.select), field.get("type", "text")
        if tag == "select":
            self.select = name
        if tag == "option" and (self.select not in self.typed or "selected" in field):
            self.typed[self.select] = field.get("value", "")
        if tag == "input" and kind == "radio" and ("checked" in field or name not in self.typed):
            self.typed[name] = field.get("value", "on")
        if (tag == "input" and kind in ("hidden", "text")) or tag == "textarea":
            self.typed[name] = field.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"


def _typed(app: flask.Flask, path: str, cookies: Cookies) -> dict[str, str]:
    """The fields of a form as the page offers them, without the two keys."""
    answer = app.test_client(use_cookies=False).get(
        path, base_url=f"https://{HOST}", headers={"Cookie": cookies.of(2), "X-Forwarded-Proto": "https"}
    )
    form = _Form(path)
    form.feed(answer.get_data(as_text=True))
    return {name: text for name, text in form.typed.items() if name not in ("csrf_token", "once")}
