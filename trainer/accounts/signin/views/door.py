"""How does one come in and go out? Sign-in, sign-out, asking for an account."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import actions
from trainer.accounts.forms import JoinForm, SignInForm
from trainer.accounts.rules import AccountReason
from trainer.accounts.signin import sessions, tries
from trainer.accounts.signin.brake import brake
from trainer.accounts.signin.views.blueprint import attempt, bp, let_in, onward, wanted
from trainer.core import audit, clock, once
from trainer.core.db import begin_write
from trainer.core.errors import Reason
from trainer.core.i18n import LANGUAGES, locale_code, sentence
from trainer.core.web import guard


@bp.route("/sign-in", methods=["GET", "POST"])
@brake
@guard.public(late_lock=True)
def sign_in() -> Any:
    """Name and password. A wrong name and a wrong password look alike."""
    if guard.actor() is not None:
        return flask.redirect(onward(), 303)
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form), 422 if form.is_submitted() else 200
    found = attempt(form.email.data, form.password.data)
    if found is AccountReason.TOO_MANY_TRIES:
        return _sign_in_page(form, sentence(Reason(found))), 429
    if isinstance(found, AccountReason):
        return _sign_in_page(form, _("This e-mail address and password do not belong together.")), 422
    let_in(found)
    return flask.redirect(onward(), 303)


def _sign_in_page(form: SignInForm, problem: str | None = None) -> str:
    return flask.render_template(
        "signin/sign_in.html", form=form, wanted=wanted(), problems=[problem] if problem else []
    )


@bp.post("/sign-out")
@guard.public
def sign_out() -> Any:
    """End this device's session. Who was signed out already gets the same answer."""
    actor = guard.actor()
    if actor is not None:
        audit.record(action="session.end", by=actor, now=clock.now(), subject=("person", actor.ref))
    sessions.sign_out()
    flask.flash(_("You are signed out."), "done")
    return flask.redirect("/", 303)


@bp.route("/join", methods=["GET", "POST"])
@brake
@guard.public(late_lock=True)
def join() -> Any:
    """A stranger asks for an account. The page says the same to everybody; the mail knows more."""
    if guard.actor() is not None:
        return flask.redirect(onward(), 303)
    form = JoinForm()
    if not form.validate_on_submit():
        page = flask.render_template("signin/join.html", form=form, wanted=wanted())
        return page, 422 if form.is_submitted() else 200
    claimed = tries.claim_mail(form.email.data)
    begin_write()
    key = guard.key_of_form(form.once.data)
    if claimed is not None and first_time(key):
        language = locale_code() if locale_code() in LANGUAGES else "en"
        actions.answer_join(
            name=form.name.data, email=form.email.data, language=language, onward=wanted(), now=clock.now(),
            mail_key=key,
        )  # fmt: skip
    return flask.redirect(flask.url_for("signin.sent"), 303)


def first_time(key: str) -> bool:
    """Whether a form with this key (guard.key_of_form) comes for the first time: a double click writes one mail."""
    return once.claim(key=key, person_id=None, now=clock.real_now()) is None


@bp.get("/mail-sent")
@guard.public
def sent() -> str:
    """Look into your mail: the same page after every form that may write one."""
    return flask.render_template("signin/sent.html")
