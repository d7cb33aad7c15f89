"""What do this room's pages stand on? The blueprint, answers in words, and who runs or reads a CoP."""

from collections.abc import Callable
from typing import Any, TypeVar

import flask
import segno

from trainer.config import Settings
from trainer.core.errors import NotFound
from trainer.core.i18n import decimal
from trainer.core.web import guard
from trainer.permissions import Permission, allowed
from trainer.practice.models import Cop, CopSession
from trainer.practice.rules.setup import Part

T = TypeVar("T")

bp = flask.Blueprint("practice", __name__)
bp.add_app_template_filter(decimal, "decimal")


def by_token(load: Callable[[str], T | None], token: str) -> T:
    """What a public address names by its secret. Raises NotFound: a wrong one tells nothing, and takes as long."""
    found = load(token) if token.isascii() and "\x00" not in token else None
    if found is None:
        raise NotFound
    return found


def full_address(endpoint: str, **values: Any) -> str:
    """The full address of a page, on the site's own name: for codes, mail, and to copy."""
    settings: Settings = flask.current_app.extensions["trainer_settings"]
    return settings.address + flask.url_for(endpoint, **values)


def code_of(address: str) -> str:
    """An address as a QR code for an <img>: dark on white in any theme, with its quiet margin."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_data_uri(scale=8, border=4, dark="#000", light="#fff", omitsize=True)


def runs(cop: Cop) -> bool:
    """Whether the visitor facilitates this CoP."""
    return allowed(guard.actor(), Permission.COP_RUN, cop.scopes())


def reads(cop: Cop) -> bool:
    """Whether the visitor reads what the members agreed and what is planned: facilitators and their mentors.

    Administrators see the charter, dates and numbers.
    """
    return allowed(guard.actor(), Permission.DEBRIEF_READ, cop.scopes())


def notes_kept_as(session: CopSession) -> str:
    """Under which name a device keeps notes that could not be saved; they go when somebody signs out there."""
    return f"today:{guard.actor().person_id}:{session.ref}"


def answer(page: str, *, failed: bool) -> Any:
    """A page; when a form on it failed, with the status that says so."""
    return (page, 422) if failed else page


def kept_as(cop: Cop, part: Part) -> str:
    """Under which name a device keeps what its owner writes for a step and could not save."""
    return f"setup:{guard.actor().ref}:{cop.ref}:{part.value}"
