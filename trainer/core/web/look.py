"""Light or dark, and how large is the text? A reader's choice, kept on the device in two cookies.

The server reads them, so that a page never flashes in the other colors, and without a script each choice is a link.
Pages of strangers are kept and given to all alike, so a stranger's device decides there as its system is set.
"""

from typing import Any

import flask

from trainer.core.web import guard

THEMES = ("system", "light", "dark")
SIZES = ("normal", "large", "larger")
"""The first of each is what nobody needs a cookie for."""

COOKIES = {"theme": THEMES, "size": SIZES}
YEAR = 31_536_000


def chosen(name: str) -> str:
    """What was chosen: just now by a link, else earlier on this device; the first one when nothing was."""
    allowed = COOKIES[name]
    for source in (flask.request.args, flask.request.cookies):
        if (value := source.get(name)) in allowed:
            return str(value)
    return allowed[0]


def _keep(response: flask.Response) -> flask.Response:
    """A link to a choice sets its cookie and changes no row. Scripts may set it too: it holds no secret."""
    for name, allowed in COOKIES.items():
        value = flask.request.args.get(name)
        if value in allowed and guard.actor() is not None:
            response.set_cookie(
                name, value, max_age=YEAR, samesite="Lax",
                secure=flask.current_app.config["SESSION_COOKIE_SECURE"],
            )  # fmt: skip
    return response


def _words() -> dict[str, Any]:
    if not flask.has_request_context() or guard.actor() is None:
        return {}
    theme, size = chosen("theme"), chosen("size")
    return {"theme": "" if theme == THEMES[0] else theme, "text_size": "" if size == SIZES[0] else size}


def init_app(app: flask.Flask) -> None:
    """Give every page of somebody who is signed in what they chose."""
    app.after_request(_keep)
    app.context_processor(_words)
