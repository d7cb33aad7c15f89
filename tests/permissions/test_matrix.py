"""Does every door open for the right people only, and show each of them only what they may see?"""

import io
import itertools
import re
import zipfile
from typing import Any

import pypdfium2

from tests import snapshot
from tests.conftest import on_one, taking_turns
from tests.permissions import world as worlds
from tests.permissions.endpoints import ENDPOINTS
from trainer import permissions
from trainer.accounts.models import Grant
from trainer.accounts.signin import sessions
from trainer.core.db import db
from trainer.core.web import guard

SAFE = {"GET", "HEAD", "OPTIONS"}
WORDS = {
    "secret": "no-such-secret",
    "token": "no-such-token",
    "registry_id": "nevada",
    "kind": "plan",
    "begins": 2021,
}


def mark_words(app: Any, endpoint: str) -> str:
    mark = guard.mark_of(app, endpoint)
    return f"needs {mark.permission.value}" if mark.permission else mark.kind


def test_every_endpoint_is_written_down_here_with_its_mark(app):
    assert {endpoint: mark_words(app, endpoint) for endpoint in app.view_functions} == ENDPOINTS


def addresses(app: Any, world: worlds.World, method: str) -> list[tuple[str, str, list[Any]]]:
    """Every address of every rule with `method`: on each combination of the world's things."""
    found = []
    for rule in app.url_map.iter_rules():
        if method not in rule.methods:
            continue
        names = sorted(rule.arguments)
        choices = [
            world.things.get(name.removesuffix("_ref").removesuffix("_slug"), [None]) for name in names
        ]
        for things in itertools.product(*choices):
            values = {name: named(name, thing) for name, thing in zip(names, things, strict=True)}
            with app.test_request_context():
                path = app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
            found.append((rule.endpoint, path, [thing for thing in things if thing is not None]))
    return found


def named(argument: str, thing: Any) -> Any:
    if thing is None:
        return WORDS.get(argument, 1 if argument in ("number", "version") else "nothing")
    return thing.slug if hasattr(thing, "slug") else thing.ref


def may(app: Any, endpoint: str, actor: Any, things: list[Any]) -> bool:
    mark = guard.mark_of(app, endpoint)
    if mark.kind == "public":
        return True
    if actor is None or mark.kind == "signed_in":
        return actor is not None
    scopes = {scope for thing in things if hasattr(thing, "scopes") for scope in thing.scopes()}
    return permissions.allowed(actor, mark.permission, scopes)


def actor_of(world: worlds.World, name: str) -> Any:
    if name in ("stranger", "suspended"):
        return None
    person = world.people[name]
    now = worlds.THEN
    grants = [
        g for g in db.session.query(Grant).filter_by(person_id=person.id) if g.until is None or g.until > now
    ]
    return sessions.actor_of(person, grants)


def text_of(answer: Any) -> str:
    """The words of an answer: of pages, calendars and tables as they are, of papers and archives as they are read."""
    if answer.get_data().startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(answer.get_data()))
        return " ".join(name + _read(archive.read(name)) for name in archive.namelist())
    return _read(answer.get_data())


def _read(body: bytes) -> str:
    if body.startswith(b"\x89PNG"):  # drawn from what a page says
        return ""
    if not body.startswith(b"%PDF"):
        return body.decode()
    pdf = pypdfium2.PdfDocument(body)
    return " ".join(page.get_textpage().get_text_bounded() for page in pdf) + str(pdf.get_metadata_dict())


def leaks(world: worlds.World, name: str, text: str) -> list[str]:
    return [canary.what for canary in world.canaries if canary.text in text and name not in canary.seen_by]


@taking_turns("name", worlds.ACTORS)
def test_each_visitor_reads_only_what_is_theirs(app, session, browser_of, name):
    world = worlds.build()
    browser = browser_of(world.people.get(name))
    actor = actor_of(world, name)
    before = snapshot.of_everything()
    problems, read = [], 0
    for endpoint, path, things in addresses(app, world, "GET"):
        answer = browser.get(path)
        allowed = may(app, endpoint, actor, things)
        status = answer.status_code
        if not allowed and actor is None and (status, "/sign-in" in (answer.location or "")) != (303, True):
            problems.append(f"{path}: {status} to a stranger")
        if not allowed and actor is not None and status not in (403, 404):
            problems.append(f"{path}: {status}, not allowed")
        if allowed and status not in (200, 302, 303, 404):
            problems.append(f"{path}: {status}, allowed")
        read += allowed and status == 200
        found = leaks(world, name, text_of(answer) + str(answer.headers))
        problems += [f"{path}: {what}" for what in found]
    assert not problems, "\n".join(problems)
    assert read >= 5
    assert not snapshot.changed(before, snapshot.of_everything()), "a GET changed a row"


@taking_turns("name", worlds.ACTORS, start=1)
def test_who_may_not_do_it_changes_nothing(app, session, browser_of, name):
    world = worlds.build()
    browser = browser_of(world.people.get(name))
    actor = actor_of(world, name)
    token = token_of(browser)
    before = snapshot.of_everything()
    problems, tried = [], 0
    for endpoint, path, things in addresses(app, world, "POST"):
        if may(app, endpoint, actor, things):
            continue
        tried += 1
        answer = browser.post(
            path, data={"csrf_token": token, "once": "k" * 22, "name": "X", "state": "registered"}
        )
        right = answer.status_code == 303 if actor is None else answer.status_code in (403, 404)
        if not right:
            problems.append(f"{path}: {answer.status_code}")
        problems += [f"{path}: {what}" for what in leaks(world, name, answer.get_data(as_text=True))]
    assert not problems, "\n".join(problems)
    assert tried or name == "administrator"
    assert not snapshot.changed(before, snapshot.of_everything())


def token_of(browser: Any) -> str:
    """A CSRF token of this browser, as any page of it would carry."""
    html = browser.get("/sign-in", follow_redirects=True).get_data(as_text=True)
    match = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    assert match, "no page with a form"
    return match.group(1)


@on_one("postgresql")
def test_no_form_is_taken_without_its_token(app, session, browser_of):
    world = worlds.build()
    browser = browser_of(world.people["administrator"])
    other = token_of(browser_of(world.people["trainee_a1"]))
    before = snapshot.of_everything()
    for token in ({}, {"csrf_token": "wrong"}, {"csrf_token": other}):
        answers = {
            path: browser.post(path, data=token).status_code for _, path, _ in addresses(app, world, "POST")
        }
        assert set(answers.values()) == {400}, {path: code for path, code in answers.items() if code != 400}
    assert not snapshot.changed(before, snapshot.of_everything())


@on_one("sqlite")
def test_the_matrix_finds_a_door_left_open(app, session, browser_of, monkeypatch):
    """The negative control: with the guard's answer always yes, the same walk meets canaries."""
    world = worlds.build()
    browser = browser_of(world.people["bystander"])
    monkeypatch.setattr(permissions, "allowed", lambda *_args: True)
    met = set()
    for _endpoint, path, _things in addresses(app, world, "GET"):
        met |= set(leaks(world, "bystander", text_of(browser.get(path))))
    assert len(met) >= 10
