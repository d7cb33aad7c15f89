"""Is every page a test fetches a good page? A client that also checks what it fetches: HTML, headings, labels, ids."""

import contextvars
import hashlib
import itertools
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import flask
import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from trainer.accounts.models import Person
from trainer.accounts.signin import sessions
from trainer.accounts.signin.models import Account
from trainer.core import clock
from trainer.core.db import db

H = "{http://www.w3.org/1999/xhtml}"
NAMELESS = {"hidden", "submit", "button", "image", "reset"}


RANDOM = re.compile(r"[A-Za-z0-9_-]{20,}|(?<!<h)(?<!</h)\d+")
"""References, tokens, nonces and numbers (but those of headings): pages that differ in nothing else are good alike."""

WORDS = re.compile(r">[^<>&]*[^<>&\s][^<>&]*")
"""Plain words between tags. What they say makes no page good or bad; that they are there does."""

WAYS = re.compile(r'\b(href|action|content|value)="(?!\s*javascript:)([^"<>]*)"', re.I)
"""Where links and forms lead, and what fields hold: any is as good as another, apart from its ampersands."""

INLINE = {
    "style=": re.compile(r"""<[^>]*[\s"']style="""),
    "onclick=": re.compile(r"""<[^>]*[\s"']onclick="""),
    "javascript:": re.compile(r"""<[^>]*\s(?:href|src|action|formaction)=["']?\s*javascript:""", re.I),
}
"""What a page must not hold in its tags. A field may hold the word: it shows what somebody typed."""

_good: Path | None = None
_known: dict[str, list[str]] = {}


def share(folder: Path) -> None:
    """Keep the marks of good pages in a folder that all test processes see: each kind is parsed once for all."""
    global _good
    _good = folder / f"good-{hashlib.blake2b(Path(__file__).read_bytes(), digest_size=8).hexdigest()}"
    _good.mkdir(exist_ok=True)


def problems(html: str) -> list[str]:
    """What is wrong with a page; empty when it is good. A page met before is not parsed again: that costs the most."""
    ways = WAYS.sub(lambda found: f'{found[1]}="{re.sub("[^&;]+", "x", found[2])}"', html)
    shape = WORDS.sub(">x", RANDOM.sub("0", ways))
    key = hashlib.blake2b(shape.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    if key not in _known:
        mark = _good / key if _good else None
        if mark and mark.exists():
            return []
        _known[key] = _problems(html)
        if mark and not _known[key]:
            mark.touch()
    return _known[key]


def _problems(html: str) -> list[str]:
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(html)
    found = [f"invalid HTML at {position}: {code}" for position, code, _ in parser.errors]
    found += _heading_problems(tree)
    if not tree.get("lang"):
        found.append("no language on <html>")
    title = tree.find(f".//{H}title")
    if title is None or not (title.text or "").strip():
        found.append("no title")
    ids = [element.get("id") for element in tree.iter() if isinstance(element.tag, str) and element.get("id")]
    found += [f"id used twice: {name}" for name in sorted({name for name in ids if ids.count(name) > 1})]
    found += _label_problems(tree, set(ids))
    found += [f"inline {kind}" for kind, where in INLINE.items() if where.search(html)]
    found += ["image without alt" for image in tree.iter(f"{H}img") if image.get("alt") is None]
    return found


def _heading_problems(tree: ElementTree.Element) -> list[str]:
    headings = [
        e for e in tree.iter() if isinstance(e.tag, str) and re.fullmatch(rf"{re.escape(H)}h[1-6]", e.tag)
    ]
    levels = [int(element.tag[-1]) for element in headings]
    found = [] if levels.count(1) == 1 else [f"{levels.count(1)} h1 on the page"]
    found += [
        f"heading level jumps from {before} to {after}" for before, after in itertools.pairwise(levels)
        if after > before + 1
    ]  # fmt: skip
    return found + ["an empty heading" for element in headings if not "".join(element.itertext()).strip()]


def _label_problems(tree: ElementTree.Element, ids: set[Any]) -> list[str]:
    labelled = {label.get("for") for label in tree.iter(f"{H}label")}
    inside = {id(e) for label in tree.iter(f"{H}label") for e in label.iter()}
    found = [f"label for a missing field: {name}" for name in labelled if name and name not in ids]
    for tag in ("input", "select", "textarea"):
        for field in tree.iter(H + tag):
            named = field.get("aria-label") or field.get("aria-labelledby") or field.get("id") in labelled
            if field.get("type") not in NAMELESS and not named and id(field) not in inside:
                found.append(f"field without a label: {field.get('name')}")
        for field in tree.iter(H + tag):
            for name in (field.get("aria-describedby") or "").split():
                if name not in ids:
                    found.append(f"described by a missing id: {name}")
    return found


class PageClient(FlaskClient):
    """A browser of the tests: it checks pages, carries CSRF tokens, and finds a leak of uncommitted changes."""

    def __init__(self, app: flask.Flask) -> None:
        super().__init__(app, app.response_class, use_cookies=True)

    def sign_in(self, person: Person) -> "PageClient":
        """Sign in as a person who has an account, by a session row, as the sign-in page would make it."""
        with self.application.app_context():
            account = db.session.query(Account).filter_by(person_id=person.id).one()
            secret = sessions.begin(account, device="Test", now=clock.real_now())
            uniquifier = account.fs_uniquifier
            db.session.commit()
        with self.session_transaction() as cookie:
            cookie["sid"], cookie["_user_id"], cookie["_fresh"] = secret, uniquifier, True
        return self

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # A request of its own: without the test's app context, whose `g` would remember the visitor before.
        response = contextvars.Context().run(super().open, *args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            found = problems(response.get_data(as_text=True))
            assert not found, f"{response.request.path}: {found}\n{response.get_data(as_text=True)[:6000]}"
        return response

    def token(self, path: str = "/sign-in") -> str:
        """The CSRF token of this browser, read from a page."""
        html = self.open(path).get_data(as_text=True)
        match = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
        assert match, f"no CSRF token on {path}"
        return match.group(1)

    def send(
        self, path: str, data: dict[str, Any] | None = None, *, page: str | None = None, **kwargs: Any
    ) -> TestResponse:
        """Post a form as a browser does: with the hidden fields of the page it stands on (`page`, else `path`)."""
        html = self.open(page or path).get_data(as_text=True)
        hidden: dict[str, str] = {}
        for tag in re.findall(r"<input[^>]+>", html):
            if 'type="hidden"' in tag and (name := re.search(r'name="([^"]+)"', tag)):
                value = re.search(r'value="([^"]*)"', tag)
                hidden.setdefault(name.group(1), value.group(1) if value else "")
        keep = {name: value for name, value in hidden.items() if name in ("csrf_token", "once")}
        return self.open(path, method="POST", data={**keep, **(data or {})}, **kwargs)
