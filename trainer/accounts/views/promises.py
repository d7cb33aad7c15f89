"""What does somebody promise about privacy, and when did they sign it? Signed once for each wording."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import actions, queries
from trainer.accounts.rules import PROMISE_VERSIONS, PromiseKind
from trainer.accounts.views.blueprint import bp
from trainer.core import clock
from trainer.core.errors import NotFound
from trainer.core.forms import Form
from trainer.core.web import guard


@bp.get("/me/promise")
@guard.signed_in
def promise() -> str:
    """The privacy promise in its present wording; signed, or to be signed."""
    version = PROMISE_VERSIONS[PromiseKind.PRIVACY]
    signed = queries.promise_of(guard.actor().person_id, PromiseKind.PRIVACY)
    return flask.render_template(
        "accounts/promise.html", signed=signed, version=version, form=Form(),
        current=signed is not None and signed.version == version,
        wording=f"accounts/promises/{PromiseKind.PRIVACY.value}_{version}.html",
    )  # fmt: skip


@bp.post("/me/promise")
@guard.signed_in
def sign_promise() -> Any:
    """Sign it."""
    if not Form().validate_on_submit():
        raise NotFound
    actions.sign_promise(
        person=queries.own_person(guard.actor()), kind=PromiseKind.PRIVACY, by=guard.actor(), now=clock.now()
    )
    flask.flash(_("Thank you. Your promise is signed."), "done")
    return flask.redirect(flask.url_for("accounts.promise"), 303)
