"""Can a text that somebody wrote do anything on anybody's page, in a mail or a calendar (trust.md 16)?"""

import csv
import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

import flask
import html5lib
import icalendar

from tests import mail_server
from tests.core.xss import VECTORS
from tests.pages import H
from tests.permissions import world as worlds
from tests.trial import folding, ground, roles
from tests.trial.forms import Field, Form
from tests.trial.outcome import Row, some
from tests.trial.roles import Walk
from trainer import worker
from trainer.core.db import db

MARK = "zq7"
DANGEROUS = {
    "iframe", "object", "embed", "applet", "base", "frame", "frameset", "style", "math", "foreignObject", "marquee",
    "isindex", "keygen", "template", "noscript", "video", "audio", "set", "animate", "image", "map", "area", "dialog",
}  # fmt: skip
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "cite",
    "ping",
    "to",
    "srcset",
}
SCHEMES = {"http", "https", "mailto", "tel"}
READERS = tuple(name for name in worlds.ACTORS if name not in ("suspended", "removed_coordinator"))


@dataclass(frozen=True)
class Size:
    """Which vectors, and how many of them are written into one world before everybody reads every page."""

    vectors: tuple[str, ...] = VECTORS
    readers: tuple[str, ...] = READERS
    seconds: float = 7200.0


SMALL = Size(vectors=VECTORS[:2], readers=("administrator", "stranger"))


@dataclass
class Seen:
    """What was read."""

    pages: int = 0
    marked: int = 0
    shown: int = 0
    mails: int = 0
    active: int = 0
    vectors: int = 0


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        broken, _walk = written_and_read(kind, Size(VECTORS[:1], ("administrator",)), escaping=False)
        seen, walk = written_and_read(kind, size)
        problems = walk.problems
        yield Row(
            "16", f"stored markup, {kind}",
            "every vector in every free-text field, read by every role, in mail and calendar: 0 active, 0 5xx",
            f"{seen.vectors} vectors, {walk.sent} forms sent, {seen.pages} pages read, the text on {seen.marked}"
            f" of them (shown whole on {seen.shown}), {seen.mails} mails: {seen.active} active; {some(problems)}",
            f"escaping off: {broken.active} active", not problems and not seen.active and seen.shown > 0,
            broken.active > 0, seen.vectors < len(size.vectors),
        )  # fmt: skip


def written_and_read(kind: str, size: Size, *, escaping: bool = True) -> tuple[Seen, Walk]:
    """Everything written by everybody, then everything read by everybody."""
    seen = Seen()
    with (
        ground.test_app(kind) as app, mail_server.smtp_server() as server, folding.sending(app, server),
        escape(app, on=escaping),
    ):  # fmt: skip
        walk = Walk(app)
        until = time.monotonic() + size.seconds
        for vector in size.vectors:
            if time.monotonic() > until:
                break
            seen.vectors += 1
            text = MARK + vector
            for name in roles.WRITERS:
                for form in walk.forms(name):
                    write(walk, name, form, text, seen)
            read(walk, size.readers, text, seen)
            db.session.rollback()
            worker.run_once(app)
            letters(server, walk, seen)
    return seen, walk


@contextmanager
def escape(app: flask.Flask, *, on: bool) -> Iterator[None]:
    """The fault, when not `on`: pages are made as if all text were markup."""
    environment = app.jinja_env
    before = environment.autoescape
    environment.autoescape = before if on else False
    if not on and environment.cache is not None:
        environment.cache.clear()
    try:
        yield
    finally:
        environment.autoescape = before
        if not on and environment.cache is not None:
            environment.cache.clear()


def write(walk: Walk, name: str, form: Form, text: str, seen: Seen) -> None:
    """Put the text into every field for text of a form, and into each alone when all together are refused."""
    if not form.texts:
        return
    answer = walk.send(name, form, form.filled(lambda item: shaped(item, text, form)))
    look(walk, answer, f"{form.action} for {name}", text, seen)
    if answer.status_code == 422 and len(form.texts) > 1:
        for field in form.texts:
            again = walk.send(name, form, form.filled(lambda item: shaped(item, text, form), only=field))
            look(walk, again, f"{form.action} for {name}", text, seen)


def shaped(item: Field, text: str, form: Form) -> str:
    """The text; where a list of people is asked for, a list with the text as name and role."""
    if item.name != "text" or not form.action.endswith("/team"):
        return text
    out = io.StringIO()
    csv.writer(out).writerows([("name", "email", "role"), (text, f"{abs(hash(text))}@example.org", text)])
    return out.getvalue()


def read(walk: Walk, readers: tuple[str, ...], text: str, seen: Seen) -> None:
    """Every page of every reader."""
    for name in readers:
        for path, page in walk.pages(name):
            examine(walk, page, f"{path} for {name}", text, seen)


def look(walk: Walk, answer: object, where: str, text: str, seen: Seen) -> None:
    """The answer to a form is a page as well."""
    if getattr(answer, "mimetype", "") == "text/html":
        examine(walk, answer.get_data(as_text=True), where, text, seen)  # type: ignore[attr-defined]


def examine(walk: Walk, page: str, where: str, text: str, seen: Seen) -> None:
    """A page without the mark holds nothing that was written; any other must hold it as text alone."""
    seen.pages += 1
    if MARK not in page:
        return
    seen.marked += 1
    tree = html5lib.parse(page)
    found = active(tree)
    seen.active += len(found)
    walk.problems += [f"{where}: {what} of {text}" for what in found]
    words = [
        part for element in tree.iter() for part in (element.text, element.tail, *element.attrib.values())
    ]
    seen.shown += any(part and " ".join(text.split()) in " ".join(part.split()) for part in words)


def active(tree: object) -> list[str]:
    """What on a page could run or lead away, beyond what our own templates hold."""
    found = []
    for element in tree.iter():  # type: ignore[attr-defined]
        tag = element.tag.removeprefix(H) if isinstance(element.tag, str) else ""
        if tag in DANGEROUS or "math" in tag.lower():
            found.append(f"element {tag}")
        if tag.endswith("script") and not (element.get("src") or "").startswith("/static/"):
            found.append("script")
        if tag == "meta" and element.get("http-equiv") and not (element.get("content") or "").isdigit():
            found.append("meta")
        if tag == "link" and not (element.get("href") or "").startswith("/static/"):
            found.append("link")
        found += [
            f"{name} of {tag}" for name, value in element.attrib.items()
            if runs(str(name), value) and not is_our_picture(tag, str(name), value)
        ]  # fmt: skip
    return found


def is_our_picture(tag: str, name: str, value: str) -> bool:
    """A QR code stands in its page: a drawing in an img runs nothing, and holds a link of ours alone."""
    return (
        (tag, name) == ("img", "src")
        and value.startswith("data:image/svg+xml")
        and MARK not in unquote(value)
    )


def runs(name: str, value: str) -> bool:
    """Whether an attribute holds code."""
    bare = name.rpartition("}")[2].lower()
    if bare.startswith("on") or bare in ("style", "srcdoc"):
        return True
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", value), re.I)
    return bare in ADDRESSES and scheme is not None and scheme[1].lower() not in SCHEMES


def letters(server: mail_server.SmtpServer, walk: Walk, seen: Seen) -> None:
    """Every mail is plain text for one reader, and its calendar file holds our events alone."""
    for mail in server.mails:
        seen.mails += 1
        kinds = {part.get_content_type() for part in mail.message.walk()}
        if kinds - {"text/plain", "multipart/mixed", "text/calendar"} or len(mail.recipients) != 1:
            walk.problems.append(f"mail of {kinds} for {len(mail.recipients)}")
        names = {name.lower() for name in mail.message}
        if names - folding.HEADERS:
            walk.problems.append(f"headers {names - folding.HEADERS}")
        if mail.calendar:
            whole = icalendar.Calendar.from_ical(mail.calendar)
            extra = {part.name for part in whole.walk()} - {
                "VCALENDAR",
                "VEVENT",
                "VTIMEZONE",
                "STANDARD",
                "DAYLIGHT",
            }
            walk.problems += [f"calendar holds {name}" for name in extra]
    server.mails.clear()
