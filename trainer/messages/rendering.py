"""What does a message say? Its template, filled with what it carries, in its reader's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlparse

import flask
import jinja2
from flask_babel import force_locale

from trainer.config import Mode, Settings
from trainer.core import calendar, i18n, mail, program

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class CannotRender(Exception):
    """A template is missing or wrong: a fault of ours, which a later version may not have."""


@dataclass(frozen=True)
class Rendered:
    """A message ready to be read."""

    subject: str
    body: str
    language: str
    calendar: bytes | None
    calendar_method: str


def settings() -> Settings:
    """The settings of the app that delivers."""
    found: Settings = flask.current_app.extensions["trainer_settings"]
    return found


def link(path: str) -> str:
    """The full address of a page of this site."""
    return f"{settings().address}/{path.lstrip('/')}"


def _whole(address: str) -> str:
    """An event's address: of a page of this site in full, anything else as it is."""
    return link(address) if address.startswith("/") else address


def _event(event: Mapping[str, Any], reader: tuple[str, str]) -> dict[str, Any]:
    """An event with its whole address; an invitation names its reader, where there is an address to name."""
    said = {**event, "url": _whole(event.get("url") or "")}
    said["invited"] = reader if said.pop("invitation", False) and reader[1] else None
    return said


def host() -> str:
    """The name this site has in the ids of its messages."""
    return urlparse(settings().address).hostname or "localhost"


def render(
    *, kind: str, params: Mapping[str, Any], name: str, language: str, sender: tuple[str, str], now: datetime,
    to: str = "",
) -> Rendered:  # fmt: skip
    """The subject and body of a message, and the calendar file that goes with it. Raises CannotRender.

    `to`: the reader's address, for an invitation that their calendar takes as theirs.
    """
    language = language if language in i18n.LANGUAGES else "en"
    with force_locale(language):
        try:
            # Twice: in a subject every text is one line, in the body it keeps its lines.
            head = _text(kind, {**_flat(params), "name": mail.one_line(name)})
            text = _text(kind, {**params, "name": mail.one_line(name)})
            subject, _blank, _rest = head.partition("\n\n")
            _subject, _blank, body = text.partition("\n\n")
            signed = _filled("mail/parts/signature.txt", {"body": body.strip()})
        except (jinja2.TemplateError, ValueError, TypeError, KeyError, LookupError) as problem:
            raise CannotRender(f"{type(problem).__name__}: {problem}") from problem
    if not subject.startswith("Subject:"):
        raise CannotRender(f"mail/{kind}.txt does not begin with its subject")
    events = [_event(event, (name, to)) for event in params.get("calendar") or []]
    file = calendar.file(events, now=now, organizer=sender) if events else None
    subject = mail.one_line(subject.removeprefix("Subject:"))
    return Rendered(subject, signed, language, file, calendar.method(events) if events else "")


def _text(kind: str, params: Mapping[str, Any]) -> str:
    if not re.fullmatch(r"[a-z_]+\.[a-z_]+", kind):
        raise CannotRender(f"{kind!r} is no kind of message")
    return _filled(f"mail/{kind}.txt", params).lstrip()


def _filled(template: str, params: Mapping[str, Any]) -> str:
    filled = (
        _environment()
        .get_template(template)
        .render({**params, "link": link, "program_name": mail.one_line(program.name())})
    )
    lines = _CONTROL.sub("", filled.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?<!^--)[ \t]+$", "", lines, flags=re.M))


def _environment() -> jinja2.Environment:
    """The templates' environment for plain text: here a line's end is the reader's, so none is trimmed away."""
    pages = flask.current_app.jinja_env
    kept = flask.current_app.extensions.get("mail_environment")
    if kept is None or kept.loader is not pages.loader:
        more: dict[str, Any] = {"trim_blocks": False, "lstrip_blocks": False}
        if settings().mode is Mode.TEST:  # a forgotten word is found by a test, and costs no reader a message
            more["undefined"] = jinja2.StrictUndefined
        kept = flask.current_app.extensions["mail_environment"] = pages.overlay(**more)
    return kept


def _flat(value: Any) -> Any:
    if isinstance(value, str):
        return mail.one_line(value)
    if isinstance(value, Mapping):
        return {key: _flat(item) for key, item in value.items()}
    return [_flat(item) for item in value] if isinstance(value, list) else value
