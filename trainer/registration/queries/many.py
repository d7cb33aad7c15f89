"""Whom does a list of people of several organizations belong to, and what would happen to each of them?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select

from trainer import permissions
from trainer.accounts.actor import Actor
from trainer.accounts.rules import fold
from trainer.core.db import db
from trainer.organizations import queries as organization_queries
from trainer.organizations.models import Organization
from trainer.organizations.rules.listing import LineProblem
from trainer.permissions import Permission, Role
from trainer.registration.models import Registration
from trainer.registration.queries import reservations
from trainer.registration.queries import team as team_queries
from trainer.registration.rules import RegistrationState, team
from trainer.registration.rules.team import HeldSeats, Known, Parties, Planned, TeamRow
from trainer.schedule.models import Offering, Place

PIECE = team_queries.PIECE


@dataclass(frozen=True)
class Named:
    """The organizations that the lines of a list name, and the lines that name a wrong one."""

    parties: Parties
    organizations: dict[int, Organization] = field(default_factory=dict)

    def groups(self, rows: Sequence[TeamRow]) -> list[tuple[Organization, list[TeamRow]]]:
        """The rows of each organization, in pieces; always in the same order, so that two never wait for each other."""
        theirs: dict[int, list[TeamRow]] = {}
        for row in rows:
            if row.line in self.parties.of:
                theirs.setdefault(self.parties.of[row.line], []).append(row)
        return [
            (self.organizations[id], theirs[id][start : start + PIECE])
            for id in sorted(theirs)
            for start in range(0, len(theirs[id]), PIECE)
        ]


def named(rows: Sequence[TeamRow], *, default: Organization | None, by: Actor) -> Named:
    """Who each row belongs to: the organization it names, else `default`.

    Whoever may not register for an organization does not learn whether there is one of this name.
    """
    found = organization_queries.organizations_called({row.organization for row in rows if row.organization})
    mine = {
        name: one
        for name, one in found.items()
        if permissions.allowed(by, Permission.REGISTER_TEAM, one.scopes())
    }
    strange = LineProblem.ORGANIZATION_NOT_YOURS
    if by.holds(Role.ADMINISTRATOR):
        strange = LineProblem.ORGANIZATION_UNKNOWN
    of, wrong, organizations = dict[int, int](), dict[int, LineProblem](), dict[int, Organization]()
    for row in rows:
        one = mine.get(fold(row.organization)[:200]) if row.organization else default
        if one is None:
            wrong[row.line] = strange if row.organization else LineProblem.ORGANIZATION_MISSING
        else:
            of[row.line], organizations[one.id] = one.id, one
    return Named(Parties(of, wrong), organizations)


def plan(
    rows: Sequence[TeamRow],
    *,
    offering: Offering,
    named: Named,
    place: Place,
    step: Callable[[int, int], None] = lambda _done, _all: None,
    by: Actor,
) -> list[Planned]:
    """What would happen to each row now, in the order of the lines. The action asks the same while it holds the lock.

    `step` is told after each piece how many rows are read, of how many.
    """
    known: dict[int, Known] = {}
    done = 0
    for organization, theirs in named.groups(rows):
        known |= team_queries.known_of(theirs, offering, organization)
        done += len(theirs)
        step(done, len(rows))
    facts = team.PlaceFacts(place.capacity, place.taken, place.waiting, place.reserved)
    held = _held(place, set(named.organizations))
    return team.plan_team(
        rows, known=known, place=facts, parties=replace(named.parties, held=held),
        **team_queries.asked_by(offering, by),
    )  # fmt: skip


def _held(place: Place, organization_ids: set[int]) -> HeldSeats:
    """The seats held for these organizations, of which some may be held for several of them together."""
    found = reservations.open_in(place)
    if not found:
        return HeldSeats({}, {}, {})
    usable = {id: ids for id, ids in reservations.usable(found).items() if id in organization_ids}
    waiting = db.session.execute(
        select(Registration.organization_id, func.count(Registration.id))
        .where(
            Registration.offering_id == place.offering_id,
            Registration.format == place.format,
            Registration.state == RegistrationState.WAITLISTED,
            Registration.organization_id.in_(usable),
        )
        .group_by(Registration.organization_id)
    )
    return HeldSeats({one.id: one.holding.left for one in found}, usable, {id: n for id, n in waiting if id})
