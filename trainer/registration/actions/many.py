"""How are the people of a whole file registered, each for the organization of its line? All of them, or nobody."""

from collections.abc import Callable, Sequence
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core.errors import Reason, Refused
from trainer.organizations.models import Organization
from trainer.registration.actions import places, team
from trainer.registration.queries import many
from trainer.registration.rules.team import Planned, TeamReason, TeamRow
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format


def register_many(
    *,
    offering: Offering,
    rows: Sequence[TeamRow],
    default: Organization | None,
    format: Format | None = None,
    step: Callable[[int, int], None] = lambda _done, _all: None,
    by: Actor,
    now: datetime,
) -> list[Planned]:
    """Register everybody on the list, in the order of its lines; returns the plan that was carried out.

    Nobody is registered when a row needs a correction. `default`: the organization of rows that name none. Raises
    Refused. `step` is told how much is done: half of a row when its person is there, all of it when it has its place.
    """
    locked = places.lock_places(offering)
    place = places.place_for(offering, locked, format)
    places.refuse_unless_open(offering, now=now)
    named = many.named(rows, default=default, by=by)
    plan = many.plan(rows, offering=offering, named=named, place=place, by=by)
    if any(planned.needs_correction for planned in plan):
        return plan
    wanted = {planned.row.line: planned for planned in plan if planned.will_register}
    if not wanted:
        raise Refused(Reason(TeamReason.NOBODY))
    people: dict[int, Person] = {}
    for organization, theirs in named.groups([planned.row for planned in wanted.values()]):
        piece = [wanted[row.line] for row in theirs]
        found = team.people_of(piece, organization, by=by, now=now)
        people |= zip([row.line for row in theirs], found, strict=True)
        step(len(people) // 2, len(wanted))
    for start in range(0, len(wanted), many.PIECE):
        lines = list(wanted)[start : start + many.PIECE]
        team.register_piece(
            [wanted[line] for line in lines], [people[line] for line in lines],
            [named.organizations[wanted[line].party] for line in lines],
            place=place, offering=offering, by=by, now=now,
        )  # fmt: skip
        step((len(wanted) + start + len(lines)) // 2, len(wanted))
    for id, organization in sorted(named.organizations.items()):
        theirs_alone = [planned for planned in plan if planned.party == id]
        team.note(offering, organization, theirs_alone, by=by, now=now)
    places.offer_next(offering, locked, by=by, now=now)
    return plan
