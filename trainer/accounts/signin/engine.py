"""How is Flask-Security held? As an engine for passwords and tokens: its views and their defaults stay outside."""

import flask
from flask_security import Security, SQLAlchemyUserDatastore

from trainer.accounts.signin import sessions
from trainer.accounts.signin.models import Account, NoRole
from trainer.config import Settings
from trainer.core.db import db


class Datastore(SQLAlchemyUserDatastore):
    """Flask-Security's way to our accounts. Its commit only flushes: a request commits once, at its end."""

    def commit(self) -> None:
        db.session.flush()


security = Security()


def init_app(app: flask.Flask) -> None:
    """Set Flask-Security up without its pages: several change rows on a GET, and take JSON bodies past every form."""
    settings: Settings = app.extensions["trainer_settings"]
    app.config.update(
        SECURITY_PASSWORD_SALT=settings.secret_key,
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_LENGTH_MIN=12,
        SECURITY_PASSWORD_NORMALIZE_FORM="NFKC",
        SECURITY_PASSWORD_HASH_OPTIONS={
            "argon2__rounds": 1 if settings.argon2_weak else 3,
            "argon2__memory_cost": 8 if settings.argon2_weak else 65536,
            "argon2__parallelism": 1,
        },
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
    )
    security.init_app(app, Datastore(db, Account, NoRole), register_blueprint=False)
    app.login_manager.user_loader(sessions.load)  # type: ignore[attr-defined]
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]
    app.login_manager.session_protection = None  # type: ignore[attr-defined]
