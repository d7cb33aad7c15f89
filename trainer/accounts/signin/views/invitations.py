"""What does the link in an invitation open? A page that says who invites to what, and takes a password once."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import actions, queries
from trainer.accounts.actor import SYSTEM
from trainer.accounts.forms import NewPasswordForm
from trainer.accounts.models import Invitation
from trainer.accounts.rules import AccountReason, InvitationReason, why_not_accept
from trainer.accounts.signin import passwords, tries
from trainer.accounts.signin.brake import brake
from trainer.accounts.signin.views.blueprint import HOME, attempt, bp, dead_link, let_in
from trainer.core import clock
from trainer.core.db import begin_write, db
from trainer.core.errors import Refused
from trainer.core.web import guard


def _why_not(invitation: Invitation | None) -> InvitationReason | None:
    if invitation is None:
        return InvitationReason.UNKNOWN
    return why_not_accept(
        used_at=invitation.used_at, canceled_at=invitation.canceled_at, expires_at=invitation.expires_at,
        now=clock.real_now(),
    )  # fmt: skip


def _onward(invitation: Invitation) -> str:
    return guard.safe_next(invitation.onward, HOME)


@bp.route("/invitations/<secret>", methods=["GET", "POST"])
@brake
@guard.public(late_lock=True)
def invitation(secret: str) -> Any:
    """Accept an invitation: choose a password, and be signed in where the invitation leads."""
    found = queries.invitation_by_secret(secret)
    why_not = _why_not(found)
    if found is None or why_not is InvitationReason.CANCELED:
        return dead_link(why_not or InvitationReason.UNKNOWN, kind="invitation")
    if why_not is InvitationReason.USED:
        return _used(found)
    if why_not is InvitationReason.EXPIRED:
        return dead_link(why_not, kind="invitation", secret=secret)
    if guard.actor() is not None:
        return flask.render_template("signin/somebody_else.html", invitation=found)
    form = NewPasswordForm(whose=(found.email, found.name))
    if queries.account_by_email(found.email):
        return flask.render_template("signin/taken.html", invitation=found), 409
    if not form.validate_on_submit():
        page = flask.render_template("signin/invitation.html", form=form, invitation=found)
        return page, 422 if form.is_submitted() else 200
    return _accept(secret, form)


def _accept(secret: str, form: NewPasswordForm) -> Any:
    password_hash = passwords.hashed(form.password.data)
    begin_write()
    try:
        account = actions.accept_invitation(secret=secret, password_hash=password_hash, now=clock.now())
    except Refused as refused:
        db.session.rollback()
        found = queries.invitation_by_secret(secret)
        if refused.reasons[0].code is InvitationReason.USED and found is not None:
            return _used(found)
        raise
    let_in(account)
    found = queries.invitation_by_secret(secret)
    flask.flash(_("Welcome! Your account is ready."), "done")
    return flask.redirect(_onward(found) if found else HOME, 303)


def _used(found: Invitation) -> Any:
    """A used link leads its owner on; a second click on the button with the same password counts as signing in."""
    actor = guard.actor()
    if actor is not None and actor.person_id == found.person_id:
        return flask.redirect(_onward(found), 303)
    where = _onward(found)
    account = queries.account_of(found.person_id) if found.person_id else None
    password = flask.request.form.get("password", "").strip()
    if flask.request.method == "POST" and account is not None and 0 < len(password) <= 200:
        let = attempt(account.email, password)
        if not isinstance(let, AccountReason):
            let_in(let)
            return flask.redirect(where, 303)
    return dead_link(InvitationReason.USED, kind="invitation", onward=where)


@bp.post("/invitations/<secret>/again")
@brake
@guard.public(late_lock=True)
def invitation_again(secret: str) -> Any:
    """A new link in place of one that is too old, to the address it was for; the answer is the same for any link."""
    found = queries.invitation_by_secret(secret)
    if found is not None and _why_not(found) is InvitationReason.EXPIRED:
        claimed = tries.claim_mail(found.email)
        begin_write()
        found = queries.invitation_by_secret(secret)
        if claimed is not None and found is not None:
            actions.renew_link(invitation=found, by=SYSTEM, now=clock.now())
    return flask.redirect(flask.url_for("signin.sent"), 303)
