"""How does a command get the app? With a sentence instead of a traceback when a setting is missing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
import flask
import flask_migrate
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from trainer import config
from trainer.app import MIGRATIONS, create_app
from trainer.core.db import db


def settings() -> config.Settings:
    """The settings of the environment; ends the command with what to set."""
    try:
        return config.from_environment()
    except config.Misconfigured as problem:
        _end(problem)


def app_of(given: config.Settings) -> flask.Flask:
    """The app of these settings, with a folder to keep its data in; ends the command with what to set."""
    try:
        config.make_folder(given.data_dir)
        return create_app(given)
    except config.Misconfigured as problem:
        _end(problem)


def _end(problem: config.Misconfigured) -> NoReturn:
    click.echo(f"The site does not start like this:\n{problem}", err=True)
    sys.exit(2)


@contextmanager
def context() -> Iterator[flask.Flask]:
    """The app, ready for a command; a database that cannot be reached is one clear line."""
    app = app_of(settings())
    with app.app_context():
        try:
            yield app
        except OperationalError as problem:
            click.echo(
                f"The database cannot be used: {problem.orig}. Has `trainer migrate` been run?", err=True
            )
            sys.exit(1)


def migrate() -> None:
    """Bring the database to the newest schema, inside an app context."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.exec_driver_sql(
                "ROLLBACK"
            )  # the journal mode can only be changed outside a transaction
            connection.execute(text("PRAGMA journal_mode=WAL"))
            connection.exec_driver_sql("BEGIN")
    flask_migrate.upgrade(directory=str(MIGRATIONS))
