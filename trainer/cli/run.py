"""How does the site run? `trainer run` starts site and worker on one machine; `trainer work` is the worker alone."""

import errno
import logging
import signal
import socket
import subprocess
import sys
import threading
from types import FrameType
from typing import Any

import click
import flask
import waitress

from trainer import config, worker
from trainer.accounts.signin import passwords
from trainer.cli import content, start
from trainer.core import program
from trainer.core.db import db
from trainer.sample import people, year

THREADS = 8


def _why_not_listen(settings: config.Settings) -> str | None:
    """Why the site cannot listen there, as one line; None when it can."""
    try:
        found = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except socket.gaierror:
        return f"There is no address {settings.host}. Set TRAINER_HOST to a name or address of this machine."
    for family, kind, protocol, _name, address in found:
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError as problem:
                if problem.errno == errno.EADDRINUSE:
                    free = settings.port + 1
                    return (
                        f"Port {settings.port} on {settings.host} is taken."
                        f" Stop what uses it, or choose another: TRAINER_PORT={free} make run"
                    )
                if problem.errno == errno.EACCES:
                    return (
                        f"Port {settings.port} is not allowed here. Set TRAINER_PORT to a number above 1023."
                    )
    return None


def _prepare(app: flask.Flask, settings: config.Settings) -> None:
    """Schema, courses and, once, the sample year."""
    with app.app_context():
        start.migrate()
        content.load_courses()
        if settings.mode is config.Mode.SAMPLE and not program.is_sample():
            click.echo("Making the sample year …")
            year.make(settings, passwords.hashed(people.PASSWORD))
        db.session.remove()


def _say_where(settings: config.Settings) -> None:
    click.echo(f"\nOpen {settings.address}\n")
    if settings.mode is config.Mode.SAMPLE:
        width = max(len(person.email) for person in people.CAN_SIGN_IN)
        click.echo("People of the sample year who can sign in:")
        for person in people.CAN_SIGN_IN:
            click.echo(f"  {person.email:<{width}}  {person.says}")
        click.echo(f"All of them with the password: {people.PASSWORD}")
        click.echo(f"Their mail arrives at {settings.address}/mailbox")
    click.echo("Ctrl+C ends it.\n")


class Worker:
    """The worker's process: started beside the site, started again when it dies, ended with it."""

    def __init__(self) -> None:
        self.ending = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._keep, daemon=True)
        self.thread.start()

    def _keep(self) -> None:
        while not self.ending.is_set():
            self.process = subprocess.Popen([sys.executable, "-m", "trainer.cli", "work"])
            self.process.wait()
            self.ending.wait(2)

    def end(self) -> None:
        """Let it finish the message in its hands, then end it."""
        self.ending.set()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@click.command("run")
def run() -> None:
    """Start the site and its worker; in the sample year, make it first."""
    settings = start.settings()
    refusal = _why_not_listen(settings)
    if refusal:
        click.echo(refusal, err=True)
        sys.exit(1)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    app = start.app_of(settings)
    _prepare(app, settings)
    server: Any = waitress.create_server(
        app,
        listen=f"{settings.host}:{settings.port}",
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
    )
    helper = Worker()
    signal.signal(signal.SIGTERM, _end)
    _say_where(settings)
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("Ending …")
    finally:
        helper.end()
        server.close()


@click.command("work")
def work() -> None:
    """Deliver messages and do what falls due, until told to end."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    worker.run_forever(start.app_of(start.settings()))


COMMANDS = [run, work]
