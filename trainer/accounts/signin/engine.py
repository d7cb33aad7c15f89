"""How is Flask-Security held? As an engine for passwords: its views and their defaults stay outside, ours come in."""

import flask
from flask_security import Security, SQLAlchemyUserDatastore
from flask_security.core import RoleMixin

from trainer.accounts.signin import passwords, sessions, views
from trainer.accounts.signin.brake import limiter
from trainer.accounts.signin.models import Account
from trainer.config import Mode, Settings
from trainer.core.db import db


class NoRole(RoleMixin):
    """Flask-Security asks for a role class; this one has no rows."""


class Datastore(SQLAlchemyUserDatastore):
    """Flask-Security's way to our accounts. Its commit only flushes: a request commits once, at its end."""

    def commit(self) -> None:
        db.session.flush()


def init_app(app: flask.Flask) -> None:
    """Set Flask-Security up without its pages: several change rows on a GET, and take JSON bodies past every form."""
    settings: Settings = app.extensions["trainer_settings"]
    app.config.update(
        SIGN_IN_LIMIT="" if settings.mode is Mode.TEST else "120 per minute",
        PUBLIC_LIMIT="" if settings.mode is Mode.TEST else "240 per minute",
        # A whole hall signs in through one wireless network, so from one address, and some tap twice.
        CROWD_LIMIT="" if settings.mode is Mode.TEST else "1200 per minute",
        PAPER_LIMIT="" if settings.mode is Mode.TEST else "60 per minute",
        SECURITY_PASSWORD_SALT=settings.secret_key,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of the algorithm
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        # Argon2 salts by itself. A second hash with the site's key would lose every password when the key changes.
        SECURITY_PASSWORD_SINGLE_HASH={"argon2"},
        SECURITY_PASSWORD_LENGTH_MIN=12,
        SECURITY_PASSWORD_NORMALIZE_FORM="NFKC",  # noqa: S106 - a form of Unicode
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS={
            "argon2__rounds": 1 if settings.argon2_weak else 3,
            "argon2__memory_cost": 8 if settings.argon2_weak else 65536,
            "argon2__parallelism": 1,
        },
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
    )
    # One per app: a shared one would hash for all apps of a process as the last one made asks.
    Security().init_app(app, Datastore(db, Account, NoRole), register_blueprint=False)  # type: ignore[arg-type]
    app.login_manager.user_loader(sessions.load)  # type: ignore[attr-defined]
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]
    app.login_manager.session_protection = None  # type: ignore[attr-defined]
    limiter.init_app(app)
    app.register_blueprint(views.bp)
    with app.app_context():
        passwords.prepare()
