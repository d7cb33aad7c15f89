"""Who gets the last seat when everybody wants it at once (trust.md 1)?"""

import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench import pages, sites
from tests.trial import ground
from tests.trial.ground import Answer, Stand
from tests.trial.outcome import Row, some
from trainer.core.db import db
from trainer.core.outbox import OutboxRow
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Offering

FAULT = "lock"
AT_ONCE = {"burst": 1.0, "waves": 0.1}
"""Which part of the people sends at the same time, by the kind of round."""


@dataclass(frozen=True)
class Size:
    """How many people and seats, how many rounds in all, half of them bursts; p99 in seconds at the most."""

    users: int = 500
    capacities: tuple[int, ...] = (1, 20)
    rounds: int = 20
    p99: float = 5.0
    seconds: float = 3600.0


SMALL = Size(users=40, rounds=4)
TINY = Size(users=100, capacities=(20,), rounds=1, p99=float("inf"))
"""In a test no time is judged; the full figure, 500 people for 20 seats, costs 4 s of a processor a round."""


@dataclass
class Found:
    """What was wrong; the slowest percent of each round, and the processor time that it cost the site."""

    problems: list[str] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    rounds: int = 0


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.stand(kind, size.users, FAULT) as stand:
            yield on(stand, size)


def on(stand: Stand, size: Size) -> Row:
    """The control, then the figure."""
    users = min(size.users, 60)
    broken = Found()
    round_of(stand, stand.broken, "burst", users, 1, broken)
    found = Found()
    until = time.monotonic() + size.seconds
    for number in range(size.rounds):
        capacity = size.capacities[number % len(size.capacities)]
        kind = "waves" if number // len(size.capacities) % 2 else "burst"
        round_of(stand, stand.site, kind, size.users, capacity, found)
        if time.monotonic() > until:
            break
    slowest = statistics.median(found.p99)
    return Row(
        "1", f"last seat, {stand.ground.kind}",
        f"{size.users} users, capacity {' and '.join(map(str, size.capacities))}, {size.rounds} rounds: filled ="
        f" capacity, waitlist 1..n in order, told the truth, no 5xx, p99 ≤ {size.p99:g} s",
        f"{found.rounds} rounds, {some(found.problems)}; median p99 {slowest:.2f} s (worst {max(found.p99):.2f} s);"
        f" {size.users} posts cost {statistics.median(found.worked):.1f} s of a processor",
        f"no lock, {users} users: {some(broken.problems, 2)}",
        not found.problems and slowest <= size.p99, bool(broken.problems),
    )  # fmt: skip


def round_of(stand: Stand, site: sites.Site, kind: str, users: int, capacity: int, found: Found) -> None:
    """Everybody asks for a place in a new offering; then everything said is compared with what is stored."""
    ref = stand.offering(capacity)
    posts = stand.posts(ref, users)
    before = site.worked()
    results = stand.ask(site, posts, 303, at_once=max(int(users * AT_ONCE[kind]), 1))
    found.worked.append(site.worked() - before)
    given = ground.answers(results)
    statuses = Counter(answer.status for answer in given)
    if statuses != {303: users}:
        found.problems.append(f"{kind}, capacity {capacity}: answers {dict(statuses)}")
    times = sorted(time for result in results for time in result.times)
    found.p99.append(times[int(len(times) * 0.99)] if times else float("inf"))
    whose = {post: person for person, post in enumerate(posts, start=ground.FIRST_PERSON)}
    found.problems += stored(stand, ref, users, capacity)
    found.problems += told(
        stand, site, {whose[answer.request]: answer for answer in given if answer.status == 303}
    )
    found.rounds += 1


def stored(stand: Stand, ref: str, users: int, capacity: int) -> list[str]:
    """What is wrong with the rows: places, numbers, messages."""
    with stand.ground.app.app_context():
        offering = db.session.query(Offering).filter_by(ref=ref).one()
        place = offering.places[0]
        rows = (
            db.session.query(Registration).filter_by(offering_id=offering.id).order_by(Registration.id).all()
        )
        states = Counter(row.state for row in rows)
        numbers = [row.number for row in rows if row.state is RegistrationState.WAITLISTED]
        ids = [row.person_id for row in rows]
        mails = (
            db.session.query(OutboxRow.to_person).filter(OutboxRow.dedupe.contains(rows[0].ref)).count()
            if rows
            else 0
        )
        filled, waiting = (place.taken, states[RegistrationState.REGISTERED]), place.waiting
        db.session.remove()
    seats = min(capacity, users)
    problems = []
    if filled != (seats, seats):
        problems.append(f"capacity {capacity} filled {filled[1]} times, counted {filled[0]}")
    if numbers != list(range(1, users - seats + 1)) or waiting != len(numbers):
        problems.append(f"waitlist has {len(numbers)} numbers for {users - seats}, or not in order")
    if len(set(ids)) != len(ids):
        problems.append("somebody is registered twice")
    if mails != 1:
        problems.append(f"{mails} messages about the first registration")
    return problems


def told(stand: Stand, site: sites.Site, given: dict[int, Answer]) -> list[str]:
    """What is untrue in what people were told: the page they were led to, and what it said once."""
    name = stand.cookies.name
    asked = {}
    for person, answer in given.items():
        cookie = f"{name}={answer.cookie(name)}"
        asked[ground.plain(pages.get(answer.field("Location"), cookie))] = person
    pages_seen = ground.answers(stand.ask(site, list(asked), 200, at_once=16))
    read = {asked[page.request]: page for page in pages_seen}
    with stand.ground.app.app_context():
        truth = {
            row.ref: (row.person_id, row.state, row.number)
            for row in db.session.query(Registration).filter(
                Registration.ref.in_([_ref(answer) for answer in given.values()])
            )
        }
        db.session.remove()
    found = []
    for person, answer in given.items():
        said = ground.flashed(stand.ground, answer.cookie(name))
        wrong = _untrue(person, truth.get(_ref(answer)), said, read.get(person))
        found += [f"person {person}: {wrong}"] if wrong else []
    return found


def _ref(answer: Answer) -> str:
    return answer.field("Location").rpartition("/")[2]


def _untrue(
    person: int, truth: tuple[int, RegistrationState, int | None] | None, said: list[str], page: Answer | None
) -> str:
    """What is untrue for one person; nothing when all is true."""
    if truth is None or truth[0] != person:
        return "led to somebody else’s page or none"
    if page is None or page.status != 200:
        return f"page answers {page.status if page else 'nothing'}"
    registered = truth[1] is RegistrationState.REGISTERED
    sentence = "You are registered for " if registered else f"You are number {truth[2]} on the waitlist for "
    state = r"\bYou are registered\b" if registered else rf"\bNumber {truth[2]} on the waitlist\b"
    if len(said) != 1 or not said[0].startswith(sentence) or said[0] not in page.text:
        return f"told {said}, is {truth[1]} {truth[2]}"
    return "" if re.search(state, page.text) else f"page does not show {truth[1]} {truth[2]}"
