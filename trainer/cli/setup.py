"""How does a new site begin? Schema, the program's name, the first administrator, and what can be set."""

import sys
from dataclasses import fields

import click
from sqlalchemy import select

from trainer import config
from trainer.accounts import actions as accounts_actions
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Grant
from trainer.cli import start
from trainer.core import clock, program
from trainer.core.db import db, writing
from trainer.permissions import Role


@click.command("migrate")
def migrate() -> None:
    """Bring the database to the newest schema."""
    with start.context():
        start.migrate()
        click.echo("The database has the newest schema.")


@click.command("init")
@click.option("--name", prompt="Name of the program", help="What the program is called on every page.")
@click.option("--email", prompt="E-mail of the first administrator", help="Where the first invitation goes.")
@click.option("--person", default="Administrator", help="The first administrator's name.")
def init(name: str, email: str, person: str) -> None:
    """Begin an empty program: its name, and an invitation for the first administrator."""
    settings = start.settings()
    if settings.mode is config.Mode.SAMPLE:
        click.echo(
            "This is the sample year. For your own program set TRAINER_MODE=production first.", err=True
        )
        sys.exit(2)
    if not name.strip() or "@" not in email or any(char in name + email for char in "\r\n\x00"):
        click.echo("Give the program's name and an e-mail address, each on one line.", err=True)
        sys.exit(2)
    with start.context() as app:
        start.migrate()
        with writing():
            if db.session.scalar(select(Grant.id).where(Grant.role == Role.ADMINISTRATOR)):
                click.echo(
                    "This program has an administrator already, who can invite others on the People page.",
                    err=True,
                )
                sys.exit(1)
            now = clock.now()
            program.rename(name.strip())
            first = accounts_actions.make_person(name=person, email=email.strip(), by=SYSTEM, now=now)
            accounts_actions.grant(
                person=first, role=Role.ADMINISTRATOR, cause="trainer init", by=SYSTEM, now=now
            )
            path = accounts_actions.invite(person=first, by=SYSTEM, now=now)
        click.echo(f"{name.strip()} is ready. Open this link within 30 days to choose a password:")
        click.echo(app.extensions["trainer_settings"].address + path)


@click.command("settings")
def settings() -> None:
    """List what can be set, and where it is not the default."""
    for item in fields(config.Settings):
        if "variable" in item.metadata:
            click.echo(f"{item.metadata['variable']:<22} {item.metadata['says']} [{item.default}]")


COMMANDS = [migrate, init, settings]
