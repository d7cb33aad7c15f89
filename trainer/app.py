"""How is the site put together? create_app reads like a table of contents."""

import importlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask
from flask_compress import Compress
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from trainer import config, features, permissions
from trainer.accounts.signin import engine as signin
from trainer.core import audit, clock, files, i18n, jobs, once, outbox, program
from trainer.core.db import db
from trainer.core.web import assets, guard, long_work, look, pages
from trainer.permissions import Permission

GROUND_FLOOR = (audit, files, jobs, once, outbox, program)
"""Modules of the ground floor that hold tables: importing them is what makes the schema whole."""

MIGRATIONS = Path(__file__).parent.parent / "migrations"
MOST_BYTES = 8 * 1024 * 1024


def create_app(settings: config.Settings) -> flask.Flask:
    """The site. Raises config.Misconfigured or guard.UnmarkedEndpoint instead of starting unsafely."""
    config.check(settings)
    app = flask.Flask("trainer", static_folder=None)
    app.config.update(_flask_settings(settings))
    app.extensions["trainer_settings"] = settings
    if settings.mode is config.Mode.SAMPLE:
        config.make_folder(settings.data_dir)
        clock.set_shift(clock.sample_shift(settings.data_dir))
    if settings.production:
        config.make_folder(settings.files_dir, "TRAINER_FILES")
    files.set_folder(settings.files_dir)
    clock.set_program_zone(settings.zone)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if not settings.production:
        app.jinja_env.undefined = pages.NotGiven
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
    app.before_request(guard.allow_large)  # before anything reads what was sent
    CSRFProtect(app)
    i18n.init_app(app)
    assets.init_app(app)
    signin.init_app(app)
    for room in features.ROOMS:
        _open_room(app, room)
    app.register_blueprint(long_work.bp)
    pages.init_app(app)
    look.init_app(app)
    guard.init_app(app)
    app.context_processor(_template_words)
    Compress(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    _keep_apart(app, settings)
    return app


def _keep_apart(app: flask.Flask, settings: config.Settings) -> None:
    """Sample people, whose password and mail everybody may read, share no database with a real program's."""
    if settings.mode is config.Mode.TEST:
        return
    with app.app_context():
        sample = program.is_sample()
        db.session.remove()
        db.engine.dispose()  # a server may fork after this
    if settings.production and sample:
        raise config.Misconfigured(
            "Set TRAINER_DATABASE_URL to another database: this one holds the sample year,"
            " whose people cannot exist in production."
        )
    if not settings.production and sample is False:
        raise config.Misconfigured(
            "Set TRAINER_MODE=production: this database holds a real program. The sample year needs one of its own;"
            " set TRAINER_DATABASE_URL or TRAINER_DATA_DIR for it."
        )


def _open_room(app: flask.Flask, room: str) -> None:
    for part in ("models", "wording"):
        if importlib.util.find_spec(f"trainer.{room}.{part}"):
            importlib.import_module(f"trainer.{room}.{part}")
    if importlib.util.find_spec(f"trainer.{room}.views"):
        views: Any = importlib.import_module(f"trainer.{room}.views")
        app.register_blueprint(views.bp)


def _flask_settings(settings: config.Settings) -> dict[str, Any]:
    secure = settings.production
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.sqlalchemy_url,
        "SQLALCHEMY_ENGINE_OPTIONS": settings.engine_options or {},
        "SESSION_COOKIE_NAME": "__Host-trainer" if secure else "trainer",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=14),
        "MAX_CONTENT_LENGTH": MOST_BYTES,
        "MAX_FORM_MEMORY_SIZE": MOST_BYTES,
        "MAX_FORM_PARTS": 2_000,
        "PREFERRED_URL_SCHEME": "https" if secure else "http",
        "PROPAGATE_EXCEPTIONS": settings.mode is config.Mode.TEST,
        "TESTING": settings.mode is config.Mode.TEST,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": True,
        "PROGRAM_ZONE": settings.zone,
        "BABEL_TRANSLATION_DIRECTORIES": str(Path(__file__).parent / "translations"),
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
    }


def _template_words() -> dict[str, Any]:
    settings: config.Settings = flask.current_app.extensions["trainer_settings"]
    sample = settings.mode is config.Mode.SAMPLE
    return {
        "can": can,
        "locale": str(i18n.locale_code()),
        "languages": list(i18n.LANGUAGES.items()),
        "today": clock.today(settings.zone),
        "sample_day": clock.today(settings.zone) if sample else None,
        "mailbox_url": flask.url_for("messages.mailbox") if sample else None,
        "program_name": program.name(),
        "site_address": settings.address,
        "Permission": Permission,
    }


def can(permission: str | Permission, thing: Any = None) -> bool:
    """Whether the visitor may do this (to this thing); the same function that guards the views."""
    scopes = thing.scopes() if thing is not None else ()
    return permissions.allowed(guard.actor(), Permission(permission), scopes)
