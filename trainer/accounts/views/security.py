"""How does somebody keep their account safe? Password, e-mail address, and the devices that are signed in."""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.accounts import queries
from trainer.accounts.forms import ChangeEmailForm, ChangePasswordForm
from trainer.accounts.rules import AccountReason
from trainer.accounts.signin import actions, passwords, sessions, tries
from trainer.accounts.signin.brake import brake
from trainer.accounts.signin.models import Account
from trainer.accounts.views.blueprint import bp
from trainer.core import clock
from trainer.core.db import begin_write, db
from trainer.core.errors import NotFound, Reason
from trainer.core.i18n import sentence
from trainer.core.web import guard


def _own_account() -> Account:
    account = queries.account_of(guard.actor().person_id)
    if account is None:
        raise NotFound
    return account


def _wrong_current(account: Account, password: str) -> AccountReason | None:
    """Why the current password does not open this account; counted like a try to sign in."""
    account_id, name = account.id, account.email
    claimed = tries.claim_sign_in(name)
    if claimed is None:
        return AccountReason.TOO_MANY_TRIES
    right = passwords.is_right(db.session.get(Account, account_id), password)
    db.session.rollback()
    if not right:
        return AccountReason.WRONG_PASSWORD
    tries.give_back(claimed)
    return None


@bp.route("/me/password", methods=["GET", "POST"])
@brake
@guard.signed_in(late_lock=True)
def password() -> Any:
    """Change the password; other devices are signed out."""
    account = _own_account()
    account_id = account.id
    form = ChangePasswordForm(whose=(account.email, account.person.name))
    if form.validate_on_submit():
        wrong = _wrong_current(account, form.current.data)
        if wrong is None:
            password_hash = passwords.hashed(form.password.data)
            begin_write()
            account = actions.locked_account(account_id)
            actions.change_password(
                account=account, password_hash=password_hash, by=guard.actor(), now=clock.now()
            )
            sessions.sign_in(account)
            flask.flash(_("Your password is changed. Your other devices were signed out."), "done")
            return flask.redirect(flask.url_for("accounts.me"), 303)
        form.current.errors = [sentence(Reason(wrong))]
    page = flask.render_template("accounts/password.html", form=form, email=_own_account().email)
    return page, 422 if form.is_submitted() else 200


@bp.route("/me/email", methods=["GET", "POST"])
@brake
@guard.signed_in(late_lock=True)
def email() -> Any:
    """Ask for a new address: it counts once the link that is sent to it has been used."""
    account = _own_account()
    account_id = account.id
    form = ChangeEmailForm()
    if form.validate_on_submit():
        wrong = _wrong_current(account, form.current.data)
        if wrong is None:
            claimed = tries.claim_mail(form.email.data)
            begin_write()
            if claimed is not None:
                actions.ask_new_email(
                    account=actions.locked_account(account_id), email=form.email.data, by=guard.actor(),
                    now=clock.now(),
                )  # fmt: skip
            return flask.redirect(flask.url_for("signin.sent"), 303)
        form.current.errors = [sentence(Reason(wrong))]
    page = flask.render_template("accounts/email.html", form=form, email=_own_account().email)
    return page, 422 if form.is_submitted() else 200


@bp.get("/me/sessions")
@guard.signed_in
def devices() -> str:
    """Where I am signed in."""
    account = _own_account()
    return flask.render_template(
        "accounts/sessions.html", sessions=queries.sessions_of(account.id), current=guard.actor().session_ref
    )


@bp.post("/me/sessions/others")
@guard.signed_in
def end_others() -> Any:
    """Sign out everywhere else."""
    actor = guard.actor()
    count = actions.end_other_sessions(
        account=_own_account(), keep=actor.session_ref, by=actor, now=clock.now()
    )
    flask.flash(
        ngettext("%(num)d other device was signed out.", "%(num)d other devices were signed out.", count),
        "done",
    )
    return flask.redirect(flask.url_for("accounts.devices"), 303)


@bp.post("/me/sessions/<ref>/end")
@guard.signed_in
def end_one(ref: str) -> Any:
    """Sign one device out; when it is this one, that is signing out."""
    actor = guard.actor()
    actions.end_session(account=_own_account(), ref=ref, by=actor, now=clock.now())
    if ref == actor.session_ref:
        sessions.sign_out()
        flask.flash(_("You are signed out."), "done")
        return flask.redirect("/", 303)
    flask.flash(_("The device was signed out."), "done")
    return flask.redirect(flask.url_for("accounts.devices"), 303)
