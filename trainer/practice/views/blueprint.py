"""What do this room's pages stand on? The blueprint, answers in words, and who runs or reads a CoP."""

from typing import Any

import flask

from trainer.core.web import guard
from trainer.permissions import Permission, allowed
from trainer.practice.models import Cop
from trainer.practice.rules.setup import Part

bp = flask.Blueprint("practice", __name__)


def runs(cop: Cop) -> bool:
    """Whether the visitor facilitates this CoP."""
    return allowed(guard.actor(), Permission.COP_RUN, cop.scopes())


def reads(cop: Cop) -> bool:
    """Whether the visitor reads what the members agreed and what is planned: facilitators and their mentors.

    Administrators see the charter, dates and numbers.
    """
    return allowed(guard.actor(), Permission.DEBRIEF_READ, cop.scopes())


def answer(page: str, *, failed: bool) -> Any:
    """A page; when a form on it failed, with the status that says so."""
    return (page, 422) if failed else page


def kept_as(cop: Cop, part: Part) -> str:
    """Under which name a device keeps what its owner writes for a step and could not save."""
    return f"setup:{guard.actor().ref}:{cop.ref}:{part.value}"
