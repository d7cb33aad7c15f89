"""When may a page be given out again without drawing it anew? Strangers' pages, kept until what they show changes."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import flask

from trainer.core import clock, i18n, program
from trainer.core.web import guard

SECONDS = 60
MOST = 200


@dataclass(frozen=True)
class KeptPage:
    """A drawn page and the name of its content."""

    body: bytes
    etag: str


class KeptPages:
    """Drawn pages by what they depend on. A page is at most a minute old, and gone at once when its stamp changes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[str, ...], tuple[str, float, KeptPage]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, ...], stamp: str) -> KeptPage | None:
        """The page, unless it shows an older state or is too old."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None or kept[0] != stamp or _seconds() - kept[1] > SECONDS:
                return None
            self._pages.move_to_end(key)
            return kept[2]

    def put(self, key: tuple[str, ...], stamp: str, page: KeptPage) -> None:
        """Keep a page; the one not asked for longest goes."""
        with self._lock:
            self._pages[key] = (stamp, _seconds(), page)
            self._pages.move_to_end(key)
            while len(self._pages) > MOST:
                self._pages.popitem(last=False)


def _seconds() -> float:
    return clock.real_now().timestamp()


def pages() -> KeptPages:
    """The pages kept by this process."""
    kept: KeptPages = flask.current_app.extensions.setdefault("schedule_kept_pages", KeptPages())
    return kept


def is_for_everybody() -> bool:
    """Whether this visitor sees what every stranger sees: not signed in, nothing just said, no language just chosen."""
    return guard.actor() is None and "_flashes" not in flask.session and "lang" not in flask.request.args


def file(body: bytes, mimetype: str, name: str, *, seconds: int) -> flask.Response:
    """A file that is drawn for everybody alike, with an ETag of its content; only for strangers may others keep it."""
    response = flask.Response(body, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if guard.actor() is None:
        response.headers["Cache-Control"] = f"public, max-age={seconds}"
        response.headers["Vary"] = "Accept-Language, Cookie"
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.make_conditional(flask.request)
    return response


def answer(chosen: dict[str, str], stamp: str, draw: Callable[[], str]) -> flask.Response:
    """The page: kept or drawn, with an ETag of its content so that a browser that has it gets 304.

    `chosen`: what of the query the page depends on. A page with anything else in its query is drawn and not kept:
    the query stands in the link to the other language, and nobody puts words on the pages of others. Tests draw anew
    unless they ask for KEEP_PUBLIC_PAGES.
    """
    if not is_for_everybody():
        return flask.make_response(draw())
    keeps = flask.current_app.config.get("KEEP_PUBLIC_PAGES", not flask.current_app.testing)
    asked = flask.request.args.to_dict()
    keeps = keeps and asked.items() <= chosen.items()
    key = (
        flask.request.path,
        *(f"{name}={value}" for name, value in asked.items()),
        i18n.locale_code(),
        str(clock.today()),
        program.name(),
        flask.request.host,
    )
    page = pages().get(key, stamp) if keeps else None
    if page is None:
        body = draw().encode()
        page = KeptPage(body, hashlib.sha256(body).hexdigest()[:32])
        if keeps:
            pages().put(key, stamp, page)
    response = flask.Response(page.body, mimetype="text/html")
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.set_etag(page.etag)
    response.make_conditional(flask.request)
    return response
