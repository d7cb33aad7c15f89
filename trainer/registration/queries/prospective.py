"""Who would be offered a seat, and who would change over, if a revision of the schedule were published now?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from trainer.core.db import db
from trainer.registration import rules
from trainer.registration.models import Registration
from trainer.registration.queries import queue, rounds
from trainer.registration.rules import RegistrationState
from trainer.registration.rules.rounds import Line, Step, run
from trainer.schedule.models import Offering
from trainer.schedule.rules import changes
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import PLACE_FORMATS, Format, OfferingState, When
from trainer.schedule.rules.plan import OfferingPlan

Known = dict[tuple[Format, int], tuple[Format, int]]
"""Under which format and number somebody waits now who will wait under these."""


@dataclass(frozen=True)
class Moves:
    """Who is offered a seat and until when, and who changes to which format, in this order."""

    offered: tuple[Registration, ...] = ()
    changed: tuple[tuple[Registration, Format], ...] = ()
    ends: datetime | None = None


def moves(offering: Offering, plan: OfferingPlan, *, now: datetime) -> Moves:
    """What the rule that also gives the seats says of an offering as this plan makes it. Reads only."""
    plan = plan.with_when()
    starts_at = _starts_at(plan)
    may_offer = rules.may_offer(
        state=OfferingState.CANCELED if plan.canceled else offering.state, last_on=plan.last_on, when=plan.when,
        today=now.astimezone(ZoneInfo(plan.zone)).date(), starts_at=starts_at, now=now,
    )  # fmt: skip
    if not may_offer or not any(place.waiting for place in offering.places):
        return Moves()
    lines, known = lines_under(offering, plan)
    return _people(
        offering,
        run(lines, now=now, starts_at=starts_at).steps,
        known,
        ends=rules.offer_ends(now=now, starts_at=starts_at),
    )


def _starts_at(plan: OfferingPlan) -> datetime | None:
    """What `queries.starts_at` says once the plan stands."""
    known = [
        plans.instant(one.on, one.starts, plan.zone, one.fold)
        for one in plan.sessions
        if one.when is When.FIXED and one.on and one.starts and one.ends
    ]
    return (max if plan.per_session else min)(known, default=None)


def lines_under(offering: Offering, plan: OfferingPlan) -> tuple[list[Line], Known]:
    """The lines as they stand once the plan applies: formats move, two queues become one by when people joined them."""
    taken = {place.format: place.held for place in offering.places}
    becomes, _after = changes.seating(plan, taken)
    limits = dict(zip(PLACE_FORMATS[plan.format], (plan.capacity, plan.capacity_virtual), strict=False))
    joined: dict[Format, list[Line]] = {}
    for line in rounds.lines(offering, offering.places, becomes=becomes):
        joined.setdefault(becomes.get(line.format, line.format), []).append(line)
    for format in limits:
        joined.setdefault(format, [])
    found: list[Line] = []
    known: Known = {}
    for format, before in joined.items():
        line, numbers = _joined(offering, format, before, alone=len(limits) == 1)
        held = sum(taken[one.format] for one in before)
        limit = limits[format]
        found.append(replace(line, capacity=limit, free=None if limit is None else max(limit - held, 0)))
        known |= numbers
    return found, known


def _joined(offering: Offering, format: Format, before: Sequence[Line], *, alone: bool) -> tuple[Line, Known]:
    """One line of these. `alone`: it will be the only one, so nobody waits to change over."""
    waiting = [(line.format, party) for line in before for party in line.parties if not (alone and party.has)]
    numbers = {(line, party.number): party.number for line, party in waiting}
    if len(before) > 1:
        since = _since(offering)
        waiting.sort(key=lambda one: since[one[0], one[1].number])
        numbers = {(line, party.number): n for n, (line, party) in enumerate(waiting, start=1)}
    held = {one: left for line in before for one, left in line.held.items()}
    parties = tuple(replace(party, number=numbers[line, party.number]) for line, party in waiting)
    return Line(format, None, None, parties, held), {(format, number): was for was, number in numbers.items()}


def _since(offering: Offering) -> dict[tuple[Format, int], tuple[datetime, int]]:
    """Since when each number waits for a first seat."""
    rows = db.session.execute(
        select(
            Registration.format,
            Registration.number,
            func.min(Registration.made_at),
            func.min(Registration.id),
        )
        .where(Registration.offering_id == offering.id, Registration.state == RegistrationState.WAITLISTED)
        .group_by(Registration.format, Registration.number)
    )
    return {(format, number): (made_at, id) for format, number, made_at, id in rows if number is not None}


def _people(offering: Offering, steps: Sequence[Step], known: Known, *, ends: datetime) -> Moves:
    waiting: dict[tuple[Format, int], list[Registration]] = {}
    for registration in db.session.scalars(
        select(Registration)
        .where(Registration.offering_id == offering.id, Registration.state == RegistrationState.WAITLISTED)
        .order_by(Registration.number, Registration.id)
        .options(joinedload(Registration.person), joinedload(Registration.group))
    ):
        waiting.setdefault((registration.format, registration.number or 0), []).append(registration)
    wishes = {(wish.format, wish.number): wish.registration for wish in queue.wishes(offering.id)}
    return Moves(
        tuple(
            registration
            for step in steps
            if step.gives_back is None
            for registration in waiting[known[step.format, step.number]]
        ),
        tuple(
            (wishes[known[step.format, step.number]], step.format)
            for step in steps
            if step.gives_back is not None
        ),
        ends,
    )
