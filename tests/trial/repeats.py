"""Does a form that arrives several times do its work once (trust.md 2)? Double click, back, retry after a cut line."""

import socket
import struct
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bench import sites
from tests.trial import ground
from tests.trial.ground import Stand
from tests.trial.outcome import Row, some
from trainer.core.db import db
from trainer.registration.models import Registration
from trainer.schedule.models import Offering

FAULT = "once"
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: the connection is torn instead of ended."""


@dataclass(frozen=True)
class Size:
    """How many people send the same form how many times, in how many rounds."""

    people: int = 20
    times: int = 5
    rounds: int = 10


SMALL = Size(people=6, rounds=1)


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.stand(kind, size.people, FAULT) as stand:
            yield on(stand, size)


def on(stand: Stand, size: Size) -> Row:
    """The control, then the figure."""
    broken = repeated(stand, stand.broken, size) + cut(stand, stand.broken, size, torn=False)
    problems = []
    for _round in range(size.rounds):
        problems += repeated(stand, stand.site, size)
        for torn in (False, True):
            problems += cut(stand, stand.site, size, torn=torn)
    return Row(
        "2", f"double click, back, retry, {stand.ground.kind}",
        f"{size.times} identical posts × {size.people} people = {size.people} registrations, same answer each; the same"
        " with the connection cut after sending",
        f"{size.rounds} rounds at once, {size.rounds} cut, {size.rounds} torn: {some(problems)}",
        f"keys not kept: {some(broken, 2)}",
        not problems, bool(broken),
    )  # fmt: skip


def repeated(stand: Stand, site: sites.Site, size: Size) -> list[str]:
    """Everybody sends the same form several times at once; the last one arrives when all is over."""
    ref = stand.offering(None)
    posts = stand.posts(ref, size.people)
    given = ground.answers(stand.ask(site, posts * (size.times - 1), 303, at_once=size.people * size.times))
    given += ground.answers(stand.ask(site, posts, 303, at_once=size.people))
    return differing(stand, given) + counted(stand, ref, size.people)


def cut(stand: Stand, site: sites.Site, size: Size, *, torn: bool) -> list[str]:
    """Everybody's line is cut right after sending; then they try again until they know."""
    ref = stand.offering(None)
    posts = stand.posts(ref, size.people)
    for number, post in enumerate(posts):
        with socket.create_connection(("127.0.0.1", site.port), 10) as line:
            line.sendall(post)
            if torn:
                time.sleep(0.002 * (number % 10))  # some before, some while, some after it is worked on
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    given = ground.answers(stand.ask(site, posts * 2, 303, at_once=size.people))
    return differing(stand, given) + counted(stand, ref, size.people)


def differing(stand: Stand, given: list[ground.Answer]) -> list[str]:
    """Where one form got different answers: another page, other words, or an error."""
    said = defaultdict(Counter)
    for answer in given:
        words = ground.flashed(stand.ground, answer.cookie(stand.cookies.name))
        said[answer.request][answer.status, answer.field("Location"), *words] += 1
    wrong = [kinds for kinds in said.values() if len(kinds) > 1 or next(iter(kinds))[0] != 303]
    return [f"answers {sorted(kind[0] for kind in kinds)}" for kinds in wrong]


def counted(stand: Stand, ref: str, people: int) -> list[str]:
    """Whether everybody has one registration, and one seat is counted for each."""
    with stand.ground.app.app_context():
        offering = db.session.query(Offering).filter_by(ref=ref).one()
        taken = offering.places[0].taken
        rows = db.session.query(Registration.person_id).filter_by(offering_id=offering.id).all()
        db.session.remove()
    have = (len(rows), len({row.person_id for row in rows}), taken)
    return [] if have == (people, people, people) else [f"registrations, people, seats: {have}, not {people}"]
