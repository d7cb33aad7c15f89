"""Are photos served without anything that came with them, and is every hostile file answered in bounded time and memory
(trust.md 17)? Sent to the site as a browser sends them, and looked at by people who may not."""

import http.client
import io
import os
import re
import secrets
import socket
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from bench import pages, sites
from tests.core import photos
from tests.journals import building
from tests.trial import ground
from tests.trial.decoders import MOST_MB, Watch, cost_of
from tests.trial.ground import Ground
from tests.trial.hostile import MB, SMALL, TINY, Sent, Size, everything, noisy, upright
from tests.trial.outcome import Row, some
from trainer.accounts.signin.models import Account
from trainer.core.db import db
from trainer.journals.models import Attachment
from trainer.permissions import Role

FAULT = "as_they_came"
PER_ENTRY, FIRST = 10, 1
"""How many files an entry gets; the first person, whose account has the same number."""
__all__ = ["FAULT", "SMALL", "TINY", "Size", "on", "trial"]


@dataclass
class Found:
    """What went wrong, and what was measured."""

    problems: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    kept: int = 0


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.ground(kind) as place:
            started = []
            try:
                for names in ((), (FAULT,)):
                    with ground.planted(*names):
                        started.append(sites.Site(sites.DECIDED, place.folder, place.url))
                yield on(place, started[0].wait(), started[1].wait(), size)
            finally:
                for site in started:
                    site.end()


def on(place: Ground, site: sites.Site, broken: sites.Site, size: Size) -> Row:
    """The control, then the figure."""
    control = Desk(place, broken)
    few = [one for one in everything(TINY) if one.turned or one.what == "bomb"]
    wrong = walk(control, few).problems
    desk = Desk(place, site)
    files = everything(size)
    with Watch(site) as watch:
        found = walk(desk, files)
        costs = [cost_of(one.data) for one in files]
        peak, busy = max(memory for memory, _seconds in costs), max(seconds for _memory, seconds in costs)
        found.problems += at_once(desk, size) + many(desk, size) + torn(desk) + private(desk)
    found.problems += watch.problems() + ([f"a decoder took {peak} MB"] if peak > MOST_MB else [])
    found.problems += [f"a decoder was busy for {busy:.1f} s"] if busy > size.most_seconds else []
    return Row(
        "17", f"photos, {place.kind}",
        f"0 metadata bytes in any served form, upright; hostile and bomb files: no 5xx, a decoder takes ≤"
        f" {size.most_seconds:.0f} s of a processor and ≤ {MOST_MB} MB; private by permission;"
        f" {size.files} files at once, {size.megabytes} MB, HEIC",
        f"{len(files)} files, {found.kept} kept and served; a decoder busy for at most {busy:.1f} s, holding {peak} MB,"
        f" {watch.together} at once; answers in {statistics.median(found.seconds):.1f} s (median; slowest"
        f" {max(found.seconds):.1f} s); a server process grew by {watch.grown} MB: {some(found.problems)}",
        f"photos as they came: {some(wrong, 2)}", not found.problems, bool(wrong),
    )  # fmt: skip


class Desk:
    """A trainee with entries, their mentor, another trainee, and the way to a site."""

    def __init__(self, place: Ground, site: sites.Site) -> None:
        self.place, self.site = place, site
        with place.app.app_context():
            pair, other = building.make_writer("Writer"), building.make_writer("Other")
            asked = ("r", "t")
            entries = [
                building.write(pair, f"{word}.{number}-{kind}", now=building.MONDAY)
                for word, first in (("cohort", 1), ("practicum", 7))
                for number in range(first, first + 6)
                for kind in asked
            ]
            self.entries = [one.ref for one in entries]
            office = ground.builders.make_person("Office", roles=(Role.ADMINISTRATOR, None))
            people = [pair.trainee_id, pair.mentor_id, other.trainee_id, office.id]
            rows = db.session.query(Account.person_id, Account.id).filter(Account.person_id.in_(people))
            accounts = dict(list(rows))
            db.session.commit()
            db.session.remove()
        self.writer, self.mentor, self.other, self.office = (accounts[person] for person in people)
        self.cookies = pages.Cookies(place.app, [FIRST, *accounts.values()])
        self.uploads = 0

    def entry(self) -> str:
        """An entry with room for one more."""
        self.uploads += 1
        return self.entries[self.uploads // PER_ENTRY % len(self.entries)]

    def ask(
        self, method: str, path: str, person: int | None, body: bytes = b"", kind: str = ""
    ) -> tuple[int, Any, bytes]:
        """Status, head and body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=120)
        head = {
            "Host": sites.HOST, "X-Forwarded-Proto": "https", "X-Forwarded-Host": sites.HOST,
            "Origin": f"https://{sites.HOST}", "Referer": f"https://{sites.HOST}/", "Cookie": self.cookies.of(person),
        }  # fmt: skip
        connection.request(method, path, body or None, head | ({"Content-Type": kind} if kind else {}))
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, answer.headers, data

    def send(self, files: Sequence[bytes], *, somebody: bool = False) -> tuple[int, str, str, float]:
        """Send files in one form: status, where it leads, what the page says, and how long it took."""
        began = time.monotonic()
        path, body = f"/entries/{self.entry()}/attachments", self.form(files, somebody=somebody)
        status, head, data = self.ask("POST", path, self.writer, body, "multipart/form-data; boundary=edge")
        text = " ".join(re.sub(r"<[^>]+>", " ", data.decode(errors="replace")).split())
        return status, head.get("Location", ""), text, time.monotonic() - began

    def form(self, files: Sequence[bytes], *, somebody: bool = False) -> bytes:
        """The body that a browser makes of the form."""
        fields = {
            "csrf_token": self.cookies.csrf, "once": secrets.token_urlsafe(16),
            "recognizable": "somebody" if somebody else "nobody",
        }  # fmt: skip
        parts = [
            f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        for data in files:
            parts.append(
                b'--edge\r\nContent-Disposition: form-data; name="file"; filename="IMG.jpg"\r\n\r\n'
                + data
                + b"\r\n"
            )
        return b"".join([*parts, b"--edge--\r\n"])


def walk(desk: Desk, files: Sequence[Sent]) -> Found:
    """Send each by itself, and look at everything that is served of it."""
    found = Found()
    for one in files:
        status, location, text, seconds = desk.send([one.data])
        found.seconds.append(seconds)
        if status != (303 if one.kept else 422) and not (one.what == "too large" and status == 413):
            found.problems.append(f"{one.what}: answered {status} {text[-80:] if status >= 500 else ''}")
        elif one.kept:
            found.kept += 1
            found.problems += [f"{one.what}: {problem}" for problem in served(desk, location, one)]
        elif "Please look at this first" not in text and status != 413:
            found.problems.append(f"{one.what}: no word says why")
    return found


def served(desk: Desk, location: str, sent: Sent) -> list[str]:
    """What is wrong with the forms in which a kept photo is served."""
    problems = []
    for form in ("file", "small"):
        status, head, data = desk.ask("GET", f"{location}/{form}", desk.writer)
        if status != 200 or head.get("Cache-Control") != "private, no-store":
            problems.append(f"{form} answered {status}, {head.get('Cache-Control')}")
            continue
        problems += [f"{form} holds {one}" for one in photos.metadata_in(data)]
        picture = Image.open(io.BytesIO(data))
        if max(picture.size) > 2000 or (sent.turned and not upright(picture, sent.turned)):
            problems.append(f"{form} is {picture.size}, not upright or too large")
    return problems


def at_once(desk: Desk, size: Size) -> list[str]:
    """Many photos at the same moment: each is kept, or told to come again; the watch counts the decoders."""
    data = noisy(*size.points[0], 12)
    with ThreadPoolExecutor(size.at_once) as pool:
        found = list(pool.map(lambda _number: desk.send([data]), range(size.at_once)))
    wrong = [answer[0] for answer in found if answer[0] not in (303, 422)]
    kept = sum(answer[0] == 303 for answer in found)
    problems = [f"at once: answered {wrong}"] if wrong else []
    return problems + ([] if kept >= min(size.at_once, 4) else [f"at once: only {kept} kept"])


def many(desk: Desk, size: Size) -> list[str]:
    """Many files in one form: a clear sentence."""
    status, _location, text, _seconds = desk.send([photos.jpeg()] * size.files)
    return [] if status == 422 and f"You chose {size.files} files" in text else [f"many: {status}"]


def torn(desk: Desk) -> list[str]:
    """A browser that is killed while it sends leaves nothing behind, neither a row nor a file."""
    before = desk_state(desk)
    body = desk.form([photos.jpeg() + os.urandom(2 * MB)])
    head = (
        f"POST /entries/{desk.entry()}/attachments HTTP/1.1\r\nHost: {sites.HOST}\r\nX-Forwarded-Proto: https\r\n"
        f"Cookie: {desk.cookies.of(desk.writer)}\r\nReferer: https://{sites.HOST}/\r\n"
        f"Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", desk.site.port), 20) as line:
        line.sendall(head.encode() + body[: len(body) // 2])
    desk.ask("GET", "/photo-consents", desk.writer)
    status, _location, _text, _seconds = desk.send([photos.jpeg()])
    after = desk_state(desk)
    grown = (after[0] - before[0], after[1] - before[1])
    return [] if (status, grown) == (303, (1, 2)) else [f"torn: {status}, {grown} rows and files"]


def desk_state(desk: Desk) -> tuple[int, int]:
    """How many attachments and stored files there are."""
    with desk.place.app.app_context():
        rows = db.session.query(Attachment).count()
        db.session.remove()
    folder = Path(desk.place.app.extensions["trainer_settings"].files_dir)
    return rows, sum(path.is_file() for path in folder.rglob("*"))


def private(desk: Desk) -> list[str]:
    """Who knows the address of a photo gets it only with the right to."""
    _status, location, _text, _seconds = desk.send([photos.jpeg()], somebody=True)
    problems = []
    for who, person in (
        ("mentor", desk.mentor),
        ("other", desk.other),
        ("office", desk.office),
        ("stranger", None),
    ):
        for form in ("file", "small"):
            status, _head, data = desk.ask("GET", f"{location}/{form}", person)
            if status != (303 if person is None else 404) or data.startswith(b"\xff\xd8"):
                problems.append(f"{form} answered {status} to {who}")
    return problems
