"""Do mail and calendar files carry whatever people write, and nothing more (trust.md 20)?"""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import flask
import icalendar
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import mail_server
from tests.messages import letters
from tests.trial import ground
from tests.trial.outcome import Row, some
from trainer.core import calendar, clock, mail
from trainer.core.db import db
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.messages import delivery

HEADERS = {
    "message-id", "date", "from", "to", "subject", "auto-submitted", "mime-version", "content-type",
    "content-transfer-encoding", "content-language",
}  # fmt: skip
TOGETHER = 10
NASTY = (
    "\r\n", "\n", "\r", "\r\nBcc: victim@example.org", "\nATTENDEE:mailto:victim@example.org", "BEGIN:VEVENT\r\n",
    "END:VCALENDAR", ",", ";", "\\", "\\n", ":", '"', "é" * 40, "学習共同体" * 15,
    "👩‍👩‍👧" * 12, "\u2028", "\x85", "\x0b",
    "=?utf-8?q?x?=", "<victim@example.org>", " " * 80, "\ufeff", "\u202e", "..\r\n.\r\n",
)  # fmt: skip

# NUL and half letters are refused by every form, and PostgreSQL stores neither.
LETTERS = st.characters(exclude_characters="\x00", exclude_categories=("Cs",))
TEXT = st.lists(st.one_of(st.sampled_from(NASTY), st.text(LETTERS, max_size=60)), min_size=1, max_size=6).map(
    "".join
)
LETTER = st.fixed_dictionaries({"title": TEXT, "place": TEXT, "about": TEXT, "name": TEXT})


@dataclass(frozen=True)
class Size:
    """How many letters, of which each has four texts made up by hypothesis."""

    letters: int = 2_000


SMALL = Size(letters=100)


@dataclass
class Post:
    """The way a letter takes: put out, read from the database, sent to a real server, parsed there."""

    app: flask.Flask
    server: mail_server.SmtpServer
    count: int = 0
    problems: list[str] = field(default_factory=list)

    def send(self, texts: list[dict[str, str]]) -> None:
        """Put some letters out, deliver them, compare what came."""
        self.server.mails.clear()
        db.session.query(OutboxRow).delete()
        for number, written in enumerate(texts):
            letters.put(
                number,
                params={"title": written["title"], "name": written["name"], "calendar": [event(written)]},
            )
        db.session.commit()
        delivery.settle(clock.now)
        states = [row.state for row in letters.rows()]
        if states != [OutboxState.SENT] * len(texts) or len(self.server.mails) != len(texts):
            self.problems.append(f"{len(texts)} letters ended as {states}")
        by_address = {mail.recipients[0]: mail for mail in self.server.mails}
        for number, written in enumerate(texts):
            came = by_address.get(f"reader{number}@example.org")
            if came:
                self.problems += compared(came, written)
        self.count += len(texts)


def event(written: dict[str, str]) -> dict[str, Any]:
    """The calendar's side of a letter."""
    return {
        "uid": "offering.s1", "sequence": 1, "title": written["title"], "place": written["place"],
        "about": written["about"], "starts": "2021-09-15T16:00:00+00:00", "ends": "2021-09-15T22:00:00+00:00",
        "zone": "America/Los_Angeles", "status": "CONFIRMED",
    }  # fmt: skip


def compared(came: mail_server.ReceivedMail, written: dict[str, str]) -> list[str]:
    """What is not as it was written."""
    message, found = came.message, []
    if len(came.recipients) != 1 or len(message["To"].addresses) != 1:
        found.append(f"recipients {came.recipients}, {message['To']!r}")
    names = [name.lower() for name in message]
    if len(set(names)) != len(names) or set(names) - HEADERS:
        found.append(f"headers {sorted(set(names) - HEADERS) or names}")
    if message.defects:
        found.append(f"defects {message.defects}")
    if squeezed(str(message["Subject"])) != squeezed(
        mail.one_line(f"Sign in: {mail.one_line(written['title'])}")
    ):
        found.append(f"subject {str(message['Subject'])!r} for {written['title']!r}")
    whole = icalendar.Calendar.from_ical(came.calendar)
    events = whole.walk("VEVENT")
    if len(events) != 1 or len(whole.walk("VTIMEZONE")) != 1 or "attendee" in events[0]:
        return [*found, f"{len(events)} events for {written}"]
    for name, key in (("summary", "title"), ("location", "place"), ("description", "about")):
        text = calendar.plain(written[key])
        if str(events[0].get(name, "")) != text:
            found.append(f"{name} {str(events[0].get(name))!r} for {text!r}")
    if any(len(line) > 75 for line in came.calendar.split(b"\r\n")):
        found.append("a line longer than 75 bytes")
    return found


def squeezed(text: str) -> str:
    """Without any space and without the mark that breaks what looks like an encoded word."""
    return "".join(text.replace("\u200b", "").split())


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.test_app(kind) as app, mail_server.smtp_server() as server, sending(app, server):
            yield on(kind, Post(app, server), size)


@contextmanager
def sending(app: flask.Flask, server: mail_server.SmtpServer) -> Iterator[None]:
    """The app sends to this server, with the letters of the tests."""
    letters.give_templates(app)
    before = app.extensions["trainer_settings"]
    app.extensions["trainer_settings"] = dataclasses.replace(
        before, smtp_url=f"smtp://127.0.0.1:{server.port}"
    )
    try:
        yield
    finally:
        app.extensions["trainer_settings"] = before


@contextmanager
def unescaped() -> Iterator[None]:
    """The fault: of what means something in a calendar file, only line ends are escaped."""
    before = icalendar.vText.to_ical
    icalendar.vText.to_ical = lambda self: str(self).replace("\n", "\\n").encode()
    try:
        yield
    finally:
        icalendar.vText.to_ical = before


def on(kind: str, post: Post, size: Size) -> Row:
    """The control, then the figure."""
    broken = Post(post.app, post.server)
    with unescaped():
        for text in ("a, b; c", "folder\\names", "semicolons \\; and \\, commas"):
            broken.send([dict.fromkeys(("title", "place", "about", "name"), text)])
    written(post, size)
    return Row(
        "20", f"calendar and mail, {kind}",
        "thousands of texts with CR/LF, commas, BEGIN:VEVENT and letters of all lengths parse back; no added header"
        " or recipient",
        f"{post.count} letters sent and parsed: {some(post.problems)}",
        f"no escaping: {some(broken.problems, 1)}", not post.problems and post.count >= size.letters,
        bool(broken.problems),
    )  # fmt: skip


def written(post: Post, size: Size) -> None:
    """Letters from hypothesis until there are enough; what fails is kept, so that all of it is seen."""

    @settings(
        max_examples=size.letters // TOGETHER, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(LETTER, min_size=TOGETHER, max_size=TOGETHER))
    def some_letters(texts: list[dict[str, str]]) -> None:
        post.send(texts)

    while post.count < size.letters:
        some_letters()
