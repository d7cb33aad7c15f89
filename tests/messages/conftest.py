"""What do the tests of messages stand on? A real mail server, and an app that sends to it."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import flask
import pytest

from tests import mail_server
from tests.messages import letters
from trainer.config import Mode


@pytest.fixture(autouse=True)
def _templates(app: flask.Flask) -> None:
    letters.give_templates(app)


@pytest.fixture
def settings(app: flask.Flask) -> Iterator[Any]:
    """Change the settings of the app for one test: `settings(smtp_url=...)`."""
    before = app.extensions["trainer_settings"]

    def change(**changes: Any) -> None:
        app.extensions["trainer_settings"] = dataclasses.replace(
            app.extensions["trainer_settings"], **changes
        )

    yield change
    app.extensions["trainer_settings"] = before


@pytest.fixture
def sample(settings: Any) -> None:
    """The sample year: mail goes to the mailbox page."""
    settings(mode=Mode.SAMPLE)


@pytest.fixture
def server(settings: Any) -> Iterator[mail_server.SmtpServer]:
    """A mail server that the app sends to."""
    with mail_server.smtp_server() as receiver:
        settings(smtp_url=f"smtp://127.0.0.1:{receiver.port}")
        yield receiver
