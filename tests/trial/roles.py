"""Who walks through the site in a trial? Everybody of the permission world, through every page that has a form."""

import contextvars
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import flask
from flask.testing import FlaskClient

from tests.pages import PageClient
from tests.permissions import test_matrix
from tests.permissions import world as worlds
from tests.trial.forms import Form, forms_on
from trainer.core.db import db

WRITERS = ("administrator", "coordinator_a", "trainer", "trainee_a1", "stranger")
LEFT_OUT = re.compile(r"/sign-out$|/sessions|/suspend$|/me/(password|email)$|/roles")
"""What would send the walker away."""


@dataclass
class Walk:
    """The world of the permission tests, a browser for everybody, and what was wrong on the way."""

    app: flask.Flask
    world: worlds.World = field(default_factory=worlds.build)
    problems: list[str] = field(default_factory=list)
    sent: int = 0
    _browsers: dict[str, Any] = field(default_factory=dict)
    _paths: list[str] = field(default_factory=list)

    def browser(self, name: str) -> Any:
        """The browser of one of them; strict about status and nothing else."""
        if name not in self._browsers:
            client = PageClient(self.app)
            person = self.world.people.get(name)
            self._browsers[name] = client.sign_in(person) if person is not None else client
        return self._browsers[name]

    def pages(self, name: str) -> Iterator[tuple[str, str]]:
        """Every page somebody can open, with its path. The addresses are kept: a form may remove what they name."""
        if not self._paths:
            self._paths = [path for _e, path, _t in test_matrix.addresses(self.app, self.world, "GET")]
        for path in self._paths:
            answer = self.fetch(name, path)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                yield path, answer.get_data(as_text=True)

    def fetch(self, name: str, path: str, **more: Any) -> Any:
        """One request; a fault of the site is a problem."""
        db.session.rollback()
        answer = plain_open(self.browser(name), path, **more)
        if answer.status_code >= 500:
            self.problems.append(f"{answer.status_code} at {path} for {name}")
        return answer

    def forms(self, name: str) -> list[Form]:
        """Every form somebody can send, once each."""
        found: dict[tuple[str, str], Form] = {}
        for path, page in self.pages(name):
            for form in forms_on(page, path):
                if not LEFT_OUT.search(form.action):
                    found.setdefault((form.method, form.action), form)
        return list(found.values())

    def send(self, name: str, form: Form, data: dict[str, Any]) -> Any:
        """Send a form with a key of its own, and confirm where a page asks for it."""
        self.sent += 1
        if form.method == "get":
            return self.fetch(name, form.action, query_string=data)
        data["once"] = f"trial-{self.sent}"
        answer = self.fetch(name, form.action, method="POST", data=data)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            for second in forms_on(answer.get_data(as_text=True), form.action):
                if second.method == "post" and second.action == form.action:
                    return self.fetch(name, form.action, method="POST", data=second.filled())
        return answer


def plain_open(browser: Any, path: str, **more: Any) -> Any:
    """A request without the checks of PageClient, which parse every page a second time."""
    return contextvars.Context().run(FlaskClient.open, browser, path, **more)
