"""Is this the right password? Flask-Security hashes and compares; a name nobody has costs the same time."""

import secrets

import flask
from flask_security.utils import hash_password, verify_password

from trainer.accounts.rules.passwords import normal
from trainer.accounts.signin.models import Account

DUMMY = "trainer_dummy_hash"


def prepare() -> None:
    """Hash a password that nobody has, once at the start: what unknown names are compared with."""
    flask.current_app.extensions[DUMMY] = hash_password(secrets.token_urlsafe(24))


def hashed(password: str) -> str:
    """The hash to store. Slow on purpose: call it before the write lock is taken."""
    return str(hash_password(normal(password)))


def is_right(account: Account | None, password: str) -> bool:
    """Whether `password` opens this account. Unknown, unfinished and suspended ones take as long and say no."""
    stored = account.password if account is not None else None
    asked = normal(password).replace("\x00", "\ufffd")
    same = verify_password(asked, stored or flask.current_app.extensions[DUMMY])
    return bool(same and stored and account is not None and account.active)


def is_outdated(account: Account) -> bool:
    """Whether the stored hash is weaker than today's settings ask for."""
    context = flask.current_app.extensions["security"].pwd_context
    return bool(account.password and context.needs_update(account.password))
