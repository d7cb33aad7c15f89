"""What does every page carry, and what does a person see when something goes wrong?"""

import logging
from typing import Any

import flask
import jinja2
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from trainer.core import program
from trainer.core.db import db
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import LANGUAGES
from trainer.core.web import guard
from trainer.core.web.refusals import undone

log = logging.getLogger(__name__)
WORDED = {400, 403, 404, 405, 409, 413, 429, 500, 503}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self';"
    " connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)


class NotGiven(jinja2.Undefined):
    """A template may ask whether it was given something; to write what it was not given is an error.

    Jinja would write nothing, and nobody notices a link without words. Production still does: half a page is kinder
    there than none.
    """

    __slots__ = ()
    __str__ = __iter__ = jinja2.Undefined._fail_with_undefined_error


def headers(response: flask.Response) -> flask.Response:
    """The headers of every answer. Whatever a signed-in person sees stays out of shared caches."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    response.headers.setdefault("Cache-Control", "private, no-store")
    if flask.current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    lang = flask.request.args.get("lang")
    if lang in LANGUAGES:
        response.set_cookie(
            "lang", lang, max_age=31_536_000, samesite="Lax", httponly=True,
            secure=flask.current_app.config["SESSION_COOKIE_SECURE"],
        )  # fmt: skip
    return response


def _page(code: int, reasons: list[str] | None = None, title: str | None = None) -> tuple[str, int]:
    name = code if code in WORDED else 500 if code >= 500 else 400
    return flask.render_template(f"errors/{name}.html", reasons=reasons or [], error_title=title), code


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    if isinstance(cause := getattr(error, "original_exception", None), OperationalError):
        # It went away while another page of errors was drawn, or at the end of the request.
        return _busy(cause)
    db.session.rollback()
    answer = flask.make_response(_page(error.code))
    if error.code == 405 and (allow := dict(error.get_headers()).get("Allow")):
        answer.headers["Allow"] = allow
    return answer


def _refused(error: Refused) -> Any:
    return _page(409, undone(error))


def _not_found(_error: NotFound) -> Any:
    db.session.rollback()
    return _page(404)


def _csrf(_error: CSRFError) -> Any:
    db.session.rollback()
    return _page(
        400,
        [_("This page had been open for too long, or you signed in again meanwhile. Nothing was saved."),
         _("Go back, reload the page, and send it again.")],
    )  # fmt: skip


def _busy(error: OperationalError) -> Any:
    db.session.rollback()
    log.error("database not available: %s", type(error.orig).__name__)
    try:
        answer = flask.make_response(_page(503))
    except OperationalError:  # nor can it say who this is: the page is that of a stranger
        db.session.rollback()
        program.go_on()
        flask.g._login_user = flask.current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
        answer = flask.make_response(_page(503))
    answer.headers["Retry-After"] = "5"
    return answer


def _conflict(error: IntegrityError | StaleDataError) -> Any:
    db.session.rollback()
    log.warning("conflict: %s", type(getattr(error, "orig", error)).__name__)
    return _page(
        409,
        [_("Somebody changed the same thing at the same moment. Nothing was saved. Look again and repeat.")],
    )


def _broken(error: Exception) -> Any:
    db.session.rollback()
    log.exception("unexpected error", exc_info=error)
    return _page(500)


def init_app(app: flask.Flask) -> None:
    """Put headers on every answer and kind words on every error."""
    app.after_request(headers)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(IntegrityError, _conflict)
    app.register_error_handler(StaleDataError, _conflict)  # it was removed while this changed it
    if not app.config["PROPAGATE_EXCEPTIONS"]:
        app.register_error_handler(Exception, _broken)
    app.context_processor(lambda: {"actor": guard.actor()})
