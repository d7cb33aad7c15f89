"""Who may come through this door, to which thing? Loading and checking are one act; every view has its mark."""

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import flask
from flask_login import current_user

from trainer import permissions
from trainer.core import clock, once
from trainer.core import db as database
from trainer.core.db import begin_write, db
from trainer.core.errors import NotFound
from trainer.permissions import Permission

SAFE = {"GET", "HEAD", "OPTIONS"}
Loader = Callable[[str], Any]


@dataclass(frozen=True)
class Mark:
    """What a view asks of its visitor: nothing, to be signed in, or a permission on the thing its URL names."""

    kind: str
    permission: Permission | None = None
    loads: dict[str, Loader] = field(default_factory=dict)
    late_lock: bool = False
    most_bytes: int = 0


class UnmarkedEndpoint(Exception):
    """A view without a mark: the app refuses to start."""


def public(view: Callable[..., Any] | None = None, *, late_lock: bool = False, **loads: Loader) -> Any:
    """Anybody may come. `late_lock`: the view hashes a password first and takes the write lock itself."""
    mark = Mark("public", loads=loads, late_lock=late_lock)
    return _marked(mark)(view) if view else _marked(mark)


def signed_in(view: Callable[..., Any] | None = None, *, late_lock: bool = False, **loads: Loader) -> Any:
    """Anybody with an account may come; the view shows only what is their own."""
    mark = Mark("signed_in", loads=loads, late_lock=late_lock)
    return _marked(mark)(view) if view else _marked(mark)


def needs(permission: Permission, *, late_lock: bool = False, most_bytes: int = 0, **loads: Loader) -> Any:
    """Only who holds `permission` for the things loaded from the URL: `thing=loader` reads the URL's `<thing_ref>`.

    A thing says where it belongs with `scopes()`. Who may not see it gets the 404 of a thing that is not there.
    `most_bytes`: how much may be sent here, when it is more than elsewhere.
    """
    return _marked(Mark("needs", permission, loads, late_lock, most_bytes))


def actor() -> Any:
    """Whoever is signed in (an Actor of accounts), or None."""
    return getattr(current_user, "actor", None)


def _marked(mark: Mark) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def guarded(**arguments: Any) -> Any:
            return _pass(mark, view, arguments)

        guarded.mark = mark  # type: ignore[attr-defined]
        return guarded

    return decorate


def _pass(mark: Mark, view: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    writes = flask.request.method not in SAFE
    if writes and not mark.late_lock:
        begin_write()
    visitor = actor()
    if mark.kind != "public" and visitor is None:
        return to_sign_in()
    things = [_load(name, loader, arguments) for name, loader in mark.loads.items()]
    if mark.permission is not None:
        scopes = {scope for thing in things for scope in thing.scopes()}
        if not permissions.allowed(visitor, mark.permission, scopes):
            flask.abort(404 if things else 403)
    if writes and not mark.late_lock and (key := flask.request.form.get("once", "")):
        return _once(key, visitor, lambda: view(**arguments))
    return view(**arguments)


def _load(name: str, loader: Loader, arguments: dict[str, Any]) -> Any:
    ref = arguments.pop(f"{name}_ref")
    if not ref.isascii() or "\x00" in ref:  # no reference of ours; PostgreSQL cannot even be asked for it
        raise NotFound
    thing = loader(ref)
    if thing is None:
        raise NotFound
    arguments[name] = thing
    return thing


def _once(key: str, visitor: Any, act: Callable[[], Any]) -> Any:
    person_id = visitor.person_id if visitor else None
    if not key.isascii() or "\x00" in key:
        flask.abort(400)
    key = key_of_form(key)
    first = once.claim(key=key, person_id=person_id, now=clock.real_now())
    if first is not None:
        if first.said:
            flask.flash(first.said, "done")
        return flask.redirect(first.location or "/", 303)
    response = flask.make_response(act())
    if 300 <= response.status_code < 400:
        said = [text for _category, text in flask.session.get("_flashes", [])]
        once.answer(key=key, person_id=person_id, location=response.location or "/", said=" ".join(said))
    elif response.status_code < 400:
        db.session.rollback()
    return response


def locked_once(act: Callable[[], Any]) -> Any:
    """For a view with `late_lock` that has done what takes long: take the write lock now, and act unless this form was
    sent before. What was loaded earlier is read anew when `act` touches it."""
    begin_write()
    key = flask.request.form.get("once", "")
    return _once(key, actor(), act) if key else act()


def allow_large() -> None:
    """Before anything reads what was sent: more than elsewhere, where a view's mark says so and for who is signed in.

    Files are written to the disk while they come in, not held in memory.
    """
    view = flask.current_app.view_functions.get(flask.request.endpoint or "")
    mark = getattr(view, "mark", None)
    if mark is not None and mark.most_bytes and actor() is not None:
        flask.request.max_content_length = mark.most_bytes


def key_of_form(key: str) -> str:
    """The key of the form that was sent, with everything in it (see once.key_of)."""
    request, files = flask.request, []
    for name, file in request.files.items(multi=True):
        digest = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]
        files.append((name, file.filename or "", digest))
        file.seek(0)  # the view reads it too
    return once.key_of(key, request.full_path, request.form.items(multi=True), files)


def to_sign_in() -> Any:
    """Ask the visitor to sign in and bring them back; a page they posted to sends them to where they were."""
    wanted = flask.request.full_path.rstrip("?") if flask.request.method in SAFE else "/"
    return flask.redirect(flask.url_for("signin.sign_in", next=wanted), 303)


def safe_next(wanted: str | None, otherwise: str) -> str:
    """`wanted` when it is a path on this site, else `otherwise` (trust.md 23)."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return otherwise
    if any(ord(char) < 33 or char == "\\" for char in wanted):
        return otherwise
    return wanted


def mark_of(app: flask.Flask, endpoint: str) -> Mark:
    """The mark of an endpoint. Raises UnmarkedEndpoint."""
    mark = getattr(app.view_functions[endpoint], "mark", None)
    if mark is None:
        raise UnmarkedEndpoint(f"the view of {endpoint} has no mark: public, signed_in or needs(permission)")
    return mark


def end_of_request(response: flask.Response) -> flask.Response:
    """The one commit of a POST, at its end and only when it succeeded; a GET leaves no trace."""
    if flask.request.method in SAFE:
        return response
    if response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def init_app(app: flask.Flask) -> None:
    """Check every endpoint's mark, and end every request with one commit or none."""
    for endpoint in app.view_functions:
        mark_of(app, endpoint)
    database.answers_a_request = flask.has_request_context
    app.after_request(end_of_request)
