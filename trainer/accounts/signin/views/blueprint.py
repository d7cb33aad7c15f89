"""Where do the sign-in pages hang, and what do they share?"""

from typing import Any

import flask

from trainer.accounts import queries
from trainer.accounts.rules import AccountReason, InvitationReason
from trainer.accounts.signin import actions, passwords, sessions, tries
from trainer.accounts.signin.models import Account
from trainer.core import audit, clock
from trainer.core.db import begin_write, db
from trainer.core.errors import Reason
from trainer.core.i18n import sentence
from trainer.core.web import guard

bp = flask.Blueprint("signin", __name__)

HOME = "/home"
"""Where somebody lands who wanted nothing else. The room home stands above this one: it is named by its path."""
STATUS = {InvitationReason.UNKNOWN: 404}
"""A link we do not know is not found; one that has had its time is gone."""


def onward() -> str:
    """Where the visitor wanted to go: a path on this site, or their home."""
    return guard.safe_next(flask.request.values.get("next"), HOME)


def wanted() -> str | None:
    """The same, or None when they named nothing of ours."""
    path = guard.safe_next(flask.request.values.get("next"), "")
    return path[:500] or None


def attempt(email: str, password: str) -> Account | AccountReason:
    """Try a name and password: the account, held by the write lock, or why not. Any name costs the same."""
    claimed = tries.claim_sign_in(email)
    if claimed is None:
        return AccountReason.TOO_MANY_TRIES
    account = queries.account_by_email(email)
    if not passwords.is_right(account, password) or account is None:
        return AccountReason.WRONG_PASSWORD
    account_id = account.id
    newer = passwords.hashed(password) if passwords.is_outdated(account) else None
    db.session.rollback()
    tries.give_back(claimed)
    begin_write()
    account = actions.locked_account(account_id)
    if not account.active:
        return AccountReason.WRONG_PASSWORD
    account.password = newer or account.password
    return account


def let_in(account: Account) -> None:
    """Sign this browser in, and write it down."""
    sessions.sign_in(account)
    audit.record(
        action="session.begin", by=queries.actor_of(account.person, []), now=clock.now(),
        subject=("person", account.person.ref),
    )  # fmt: skip


def dead_link(reason: InvitationReason, **more: Any) -> tuple[str, int]:
    """The page of a link that does not work: why, and the way forward."""
    page = flask.render_template("signin/dead_link.html", reason=sentence(Reason(reason)), why=reason, **more)
    return page, STATUS.get(reason, 410)
