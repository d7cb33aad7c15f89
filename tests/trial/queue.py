"""Who gets the seats that fifty people give back at once while five hundred wait (trust.md 3)?"""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bench import sites
from tests import builders
from tests.trial import ground
from tests.trial.ground import Ground, Stand
from tests.trial.outcome import Row, some
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.audit import AuditRow
from trainer.core.db import db, writing
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.registration import actions
from trainer.registration.models import Registration
from trainer.registration.rules import HOLDS_A_PLACE, RegistrationState
from trainer.schedule import actions as schedule_actions
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering

FAULT = "lock"
STAY = 10
"""How many of those who hold a place keep it."""


@dataclass(frozen=True)
class Size:
    """How many give their place back, how many wait, by how many places the capacity rises meanwhile, how often."""

    leave: int = 50
    wait: int = 500
    more: int = 7
    rounds: int = 10

    @property
    def people(self) -> int:
        """How many people take part."""
        return self.leave + STAY + self.wait


SMALL = Size(leave=10, wait=40, more=3, rounds=2)
TINY = Size(leave=4, wait=6, more=1, rounds=1)


@dataclass
class Crowd:
    """One offering that is full, with who holds a place and who waits for one."""

    ref: str
    leaving: dict[str, int] = field(default_factory=dict)
    staying: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.stand(kind, size.people, FAULT) as stand:
            yield on(stand, size)


def on(stand: Stand, size: Size) -> Row:
    """The control, then the figure."""
    broken = queued(stand, stand.broken, replace(size, leave=min(size.leave, 20)))
    problems, refused = [], 0
    for _round in range(size.rounds):
        problems += queued(stand, stand.site, size)
        wrong, said_no = shrunk(stand, stand.site, size)
        problems, refused = problems + wrong, refused + said_no
    return Row(
        "3", f"cancel while others queue, {stand.ground.kind}",
        f"{size.leave} cancels × {size.wait} waiting: each freed seat given once, in order; capacity changed in the"
        " middle never drops a holder",
        f"{size.rounds} rounds, in each the capacity raised by {size.more} in the middle, a lower one refused as long"
        f" as places were held ({refused} times): {some(problems)}",
        f"no lock: {some(broken, 2)}",
        not problems and refused >= size.rounds, bool(broken),
    )  # fmt: skip


def queued(stand: Stand, site: sites.Site, size: Size) -> list[str]:
    """Many give their place back at the same time; meanwhile the capacity rises."""
    crowd = gathered(stand.ground, size)
    posts = [
        stand.post(f"/registrations/{ref}/withdraw", person, {}) for ref, person in crowd.leaving.items()
    ]
    said: list[str] = []
    office = threading.Thread(target=lambda: said.append(raised(stand.ground, crowd, size)))
    office.start()
    statuses = Counter(a.status for a in ground.answers(stand.ask(site, posts, 303, at_once=len(posts))))
    office.join()
    problems = [] if statuses == {303: len(posts)} else [f"answers {dict(statuses)}"]
    problems += [text for text in said if text]
    return problems + found(stand.ground, crowd, len(posts) + STAY + size.more, len(posts) + size.more)


def gathered(place: Ground, size: Size) -> Crowd:
    """A full offering, made as the actions would have made it."""
    with place.app.app_context():
        day = clock.today() + timedelta(days=40)
        starts = day.year if day.month >= ground.JULY else day.year - 1
        offering = builders.make_offering(
            capacity=size.leave + STAY, days=(day,), year=builders.make_year(starts)
        )
        crowd = Crowd(offering.ref)
        people = db.session.query(Person).order_by(Person.id).offset(1).limit(size.people).all()
        for number, person in enumerate(people):
            holds = number < size.leave + STAY
            state = RegistrationState.REGISTERED if holds else RegistrationState.WAITLISTED
            made = builders.make_registration(offering, person, state=state)
            if number < size.leave:
                crowd.leaving[made.ref] = person.id
            elif holds:
                crowd.staying.add(made.ref)
            else:
                crowd.numbers[made.ref] = made.number or 0
        db.session.commit()
        db.session.remove()
    return crowd


def raised(place: Ground, crowd: Crowd, size: Size) -> str:
    """An administrator raises the capacity while people leave; what went wrong, if anything."""
    try:
        capacity(place, crowd, size.leave + STAY + size.more)
    except Exception as problem:
        return f"raising the capacity: {problem!r}"
    return ""


def capacity(place: Ground, crowd: Crowd, seats: int) -> None:
    """Draft another capacity and publish it. Raises Refused when more places than that are held."""
    with place.app.app_context():
        try:
            with writing():
                offering = db.session.query(Offering).filter_by(ref=crowd.ref).one()
                plan = replace(schedule_queries.planned(offering), capacity=seats)
                schedule_actions.change_draft(
                    offering=offering,
                    plan=plan,
                    lock=offering.lock,
                    by=SYSTEM,
                    now=clock.now(),
                    today=clock.today(),
                )
                actions.publish(
                    year=offering.year,
                    version=offering.year.version,
                    why="Another room.",
                    by=SYSTEM,
                    now=clock.now(),
                )
        finally:
            db.session.remove()


def found(place: Ground, crowd: Crowd, seats: int, given: int) -> list[str]:
    """What is wrong with what is stored, with `seats` places of which `given` went to the first who waited."""
    with place.app.app_context():
        offering = db.session.query(Offering).filter_by(ref=crowd.ref).one()
        rows = {row.ref: row for row in db.session.query(Registration).filter_by(offering_id=offering.id)}
        states = {ref: row.state for ref, row in rows.items()}
        taken, waiting, allowed = (
            getattr(offering.places[0], name) for name in ("taken", "waiting", "capacity")
        )
        given_in_turn = [
            crowd.numbers[audit.subject_ref]
            for audit in db.session.query(AuditRow)
            .filter_by(action="registration.offer")
            .order_by(AuditRow.id)
            if audit.subject_ref in crowd.numbers
        ]
        told = Counter(
            row.dedupe.split(":")[1]
            for row in db.session.query(OutboxRow).filter_by(kind="registration.offer")
            if row.dedupe.split(":")[1] in crowd.numbers
        )
        db.session.remove()
    first = list(range(1, given + 1))
    offered = sorted(
        crowd.numbers[ref] for ref, state in states.items() if state is RegistrationState.OFFERED
    )
    holders = sum(state in HOLDS_A_PLACE for state in states.values())
    checks = (
        (allowed == taken == holders == seats, f"{seats} places, {allowed} allowed, {taken} counted, {holders} held"),
        (offered == first, f"offered to {offered[:5]}… ({len(offered)}), not to the first {given}"),
        (given_in_turn == first, f"given in the order {given_in_turn[:8]}…"),
        (waiting == len(crowd.numbers) - given, f"{waiting} counted as waiting"),
        (set(told.values()) == {1} and len(told) == given, f"{sum(told.values())} offers told for {given}"),
        (all(states[ref] is RegistrationState.REGISTERED for ref in crowd.staying), "a holder was dropped"),
        (all(states[ref] is RegistrationState.CANCELED for ref in crowd.leaving), "somebody who left is still there"),
    )  # fmt: skip
    return [problem for fine, problem in checks if not fine]


def shrunk(stand: Stand, site: sites.Site, size: Size) -> tuple[list[str], int]:
    """Nobody waits, and the office lowers the capacity as soon as it may: never below who still holds a place."""
    crowd = gathered(stand.ground, replace(size, wait=0))
    posts = [
        stand.post(f"/registrations/{ref}/withdraw", person, {}) for ref, person in crowd.leaving.items()
    ]
    refusals: list[int] = []
    office = threading.Thread(target=lambda: refusals.append(lowered(stand.ground, crowd)))
    office.start()
    stand.ask(site, posts, 303, at_once=len(posts))
    office.join()
    with stand.ground.app.app_context():
        offering = db.session.query(Offering).filter_by(ref=crowd.ref).one()
        rows = db.session.query(Registration).filter_by(offering_id=offering.id).all()
        held = {row.ref for row in rows if row.state in HOLDS_A_PLACE}
        counted = (offering.places[0].capacity, offering.places[0].taken)
        db.session.remove()
    fine = held == crowd.staying and counted == (STAY, STAY)
    return [] if fine else [f"after lowering: {counted}, {len(held)} held of {STAY}"], sum(refusals)


def lowered(place: Ground, crowd: Crowd, patience: float = 60.0) -> int:
    """Lower the capacity to those who stay; how often it was refused before that was true."""
    refusals = 0
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            capacity(place, crowd, STAY)
        except Refused:
            refusals += 1
            time.sleep(0.01)
        else:
            return refusals
    return refusals
