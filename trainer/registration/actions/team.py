"""How is a whole team registered? All its people in one transaction, exactly as the plan said that was shown."""

from collections.abc import Sequence
from datetime import datetime

from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.errors import Reason, Refused
from trainer.curriculum import queries as curriculum_queries
from trainer.organizations import actions as organization_actions
from trainer.organizations.models import Organization
from trainer.registration import queries
from trainer.registration.actions import groups, places, states
from trainer.registration.models import Registration
from trainer.registration.queries import team as team_queries
from trainer.registration.rules import MOST_TEAM, RegistrationState, team
from trainer.registration.rules.team import Planned, TeamReason, TeamRow
from trainer.registration.rules.together import why_not_together
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Format


def register_team(
    *,
    offering: Offering,
    organization: Organization,
    rows: Sequence[TeamRow],
    format: Format | None = None,
    shown: str | None = None,
    together: bool = False,
    by: Actor,
    now: datetime,
) -> list[Planned]:
    """Register everybody whose row is in order; returns the plan that was carried out.

    `shown` is the digest of the plan somebody confirmed; when it is no longer true, nothing is saved (Refused).
    Rows that need a correction are left out. New people are invited and hold their place meanwhile.
    `together`: only all of them; when they do not all get a seat, they wait as one team under one number (K4).
    """
    if len(rows) > MOST_TEAM:
        raise Refused(Reason(TeamReason.TOO_MANY, {"most": MOST_TEAM}))
    locked = places.lock_places(offering)
    place = places.place_for(offering, locked, format)
    places.refuse_unless_open(offering, now=now)
    plan = team_queries.plan(
        rows, offering=offering, organization=organization, place=place, together=together, by=by
    )
    problem = why_not_together(plan, place.capacity) if together else None
    if problem:
        raise Refused(Reason(*problem))
    if shown is not None and shown != team.digest(plan):
        raise Refused(Reason(TeamReason.CHANGED))
    wanted = [planned for planned in plan if planned.will_register]
    if not wanted:
        raise Refused(Reason(TeamReason.NOBODY))
    group = groups.begin(plan, offering, organization, place, by=by, now=now) if together else None
    people, whose = people_of(wanted, organization, by=by, now=now), [organization] * len(wanted)
    register_piece(wanted, people, whose, place=place, offering=offering, group=group, by=by, now=now)
    note(offering, organization, plan, by=by, now=now)
    places.offer_next(offering, locked, by=by, now=now)
    return plan


def register_piece(
    piece: Sequence[Planned],
    people: Sequence[Person],
    organizations: Sequence[Organization],
    *,
    place: Place,
    offering: Offering,
    group: groups.Numbered | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Register these people, each for its organization, in the order of the lines. The caller holds the lock."""
    ids = {person.id for person in people}
    live = set(queries.registered_among(offering.id, ids))
    course = offering.prerequisite
    claims = curriculum_queries.open_claims_among(ids, course) if course else set()
    begun: list[tuple[Registration, RegistrationState, bool, int | None]] = []
    for planned, person, organization in zip(piece, people, organizations, strict=True):
        state = team.STATE_OF[planned.outcome]
        if person.id in live:  # registered without this organization: their own affair, and not told to it
            states.begin_all(begun, place, by=by, now=now)
            begun = []
            places.keep_asked(
                offering=offering, person=person, organization=organization, place=place, told_as=state,
                group=group, by=by, now=now
            )  # fmt: skip
            continue
        live.add(person.id)
        registration = places.add(
            offering=offering, person=person, organization=organization, format=place.format, by=by, now=now
        )
        if group is not None:
            registration.group, registration.number = group.group, group.number
        begun.append((registration, state, person.id in claims, planned.position if group else None))
    states.begin_all(begun, place, by=by, now=now)


def people_of(
    piece: Sequence[Planned], organization: Organization, *, by: Actor, now: datetime
) -> list[Person]:
    """Whom each row means: the organization's own, or somebody who is named to it now."""
    ids = {planned.person_id for planned in piece if planned.person_id is not None}
    own = {person.id: person for person in accounts_queries.people_named(ids)} if ids else {}
    rows = [planned.row for planned in piece if planned.person_id is None]
    made = organization_actions.add_members(
        organization=organization, people=[(row.name, row.email, row.job) for row in rows], by=by, now=now
    )
    new = iter(made)
    return [next(new).person if planned.person_id is None else own[planned.person_id] for planned in piece]


def note(
    offering: Offering, organization: Organization, plan: Sequence[Planned], *, by: Actor, now: datetime
) -> None:
    """Write down how many people of an organization were registered at once."""
    audit.record(
        action="registration.team", by=by, now=now, subject=("offering", offering.ref),
        facts={"organization": organization.ref, "people": sum(planned.will_register for planned in plan)},
    )  # fmt: skip
