"""How does somebody who forgot a password, or has a new address, show that the account is theirs?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts.forms import ForgotForm, NewPasswordForm
from trainer.accounts.rules import AccountReason, LinkPurpose
from trainer.accounts.signin import actions, passwords, tries
from trainer.accounts.signin.brake import brake
from trainer.accounts.signin.views.blueprint import bp, dead_link, let_in
from trainer.accounts.signin.views.door import first_time
from trainer.core import clock
from trainer.core.db import begin_write, db
from trainer.core.errors import Refused
from trainer.core.forms import Form
from trainer.core.i18n import LANGUAGES, locale_code
from trainer.core.web import guard


@bp.route("/forgot", methods=["GET", "POST"])
@brake
@guard.public(late_lock=True)
def forgot() -> Any:
    """Ask for a link by mail. The answer is the same whether or not there is an account."""
    form = ForgotForm()
    if not form.validate_on_submit():
        page = flask.render_template("signin/forgot.html", form=form)
        return page, 422 if form.is_submitted() else 200
    claimed = tries.claim_mail(form.email.data)
    begin_write()
    if claimed is not None and first_time(guard.key_of_form(form.once.data)):
        language = locale_code() if locale_code() in LANGUAGES else "en"
        actions.ask_reset(email=form.email.data, language=language, now=clock.now())
    return flask.redirect(flask.url_for("signin.sent"), 303)


@bp.route("/reset/<token>", methods=["GET", "POST"])
@brake
@guard.public(late_lock=True)
def reset(token: str) -> Any:
    """Choose a new password by the link from the mail: once, within an hour."""
    link = actions.link_by_secret(token, LinkPurpose.RESET)
    why_not = actions.why_not(link)
    if why_not or link is None:
        return dead_link(why_not, kind="reset")  # type: ignore[arg-type]
    account = link.account
    form = NewPasswordForm(whose=(account.email, account.person.name))
    if not form.validate_on_submit():
        page = flask.render_template("signin/reset.html", form=form, email=account.email)
        return page, 422 if form.is_submitted() else 200
    password_hash = passwords.hashed(form.password.data)
    begin_write()
    try:
        account = actions.reset_password(secret=token, password_hash=password_hash, now=clock.now())
    except Refused as refused:
        db.session.rollback()
        return dead_link(refused.reasons[0].code, kind="reset")  # type: ignore[arg-type]
    let_in(account)
    flask.flash(
        _("You have a new password, and you are signed in. All other devices were signed out."), "done"
    )
    return flask.redirect("/home", 303)


@bp.route("/email/<token>", methods=["GET", "POST"])
@brake
@guard.public(late_lock=True)
def new_email(token: str) -> Any:
    """Confirm a new address by the link that was sent to it. The page changes nothing until its button is pressed."""
    link = actions.link_by_secret(token, LinkPurpose.EMAIL)
    why_not = actions.why_not(link)
    if why_not or link is None:
        return dead_link(why_not, kind="email")  # type: ignore[arg-type]
    form = Form()
    if not form.validate_on_submit():
        return flask.render_template("signin/new_email.html", form=form, link=link)
    begin_write()
    try:
        actions.change_email(secret=token, now=clock.now())
    except Refused as refused:
        db.session.rollback()
        if refused.reasons[0].code is AccountReason.EMAIL_TAKEN:
            raise
        return dead_link(refused.reasons[0].code, kind="email")  # type: ignore[arg-type]
    flask.flash(_("From now on you sign in with your new e-mail address."), "done")
    return flask.redirect(flask.url_for("accounts.me"), 303)
