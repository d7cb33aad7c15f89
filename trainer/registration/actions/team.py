"""How is a whole team registered? All its people in one transaction, exactly as the plan said that was shown."""

from collections.abc import Sequence
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.curriculum import queries as curriculum_queries
from trainer.organizations import actions as organization_actions
from trainer.organizations.models import Organization
from trainer.registration import queries
from trainer.registration.actions import groups, places
from trainer.registration.queries import team as team_queries
from trainer.registration.rules import MOST_TEAM, team
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
    if not any(planned.will_register for planned in plan):
        raise Refused(Reason(TeamReason.NOBODY))
    group = groups.begin(plan, offering, organization, place, by=by, now=now) if together else None
    for planned in plan:
        if planned.will_register:
            person = _person(planned, organization, by=by, now=now)
            _register(planned, person, place, offering, organization, group, by=by, now=now)
    _note(offering, organization, plan, by=by, now=now)
    places.offer_next(offering, locked, by=by, now=now)
    return plan


def _register(
    planned: Planned,
    person: Person,
    place: Place,
    offering: Offering,
    organization: Organization,
    group: groups.Numbered | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    if queries.live_registration(offering.id, person.id):
        places.keep_asked(
            offering=offering, person=person, organization=organization, place=place,
            told_as=team.STATE_OF[planned.outcome], group=group, by=by, now=now,
        )  # fmt: skip
        return  # registered without this organization: their own affair, and not told to it
    course = offering.prerequisite
    registration = places.add(
        offering=offering, person=person, organization=organization, format=place.format, by=by, now=now
    )
    if group is not None:
        registration.group, registration.number = group.group, group.number
    places.begin(
        registration, place, team.STATE_OF[planned.outcome], position=planned.position if group else None,
        has_claim=bool(course and curriculum_queries.open_claim(person.id, course)), by=by, now=now,
    )  # fmt: skip


def _person(planned: Planned, organization: Organization, *, by: Actor, now: datetime) -> Person:
    if planned.person_id is not None:
        return db.session.get_one(Person, planned.person_id)
    row = planned.row
    membership = organization_actions.add_member(
        organization=organization, name=row.name, email=row.email, job=row.job, by=by, now=now
    )
    return membership.person


def _note(
    offering: Offering, organization: Organization, plan: Sequence[Planned], *, by: Actor, now: datetime
) -> None:
    audit.record(
        action="registration.team", by=by, now=now, subject=("offering", offering.ref),
        facts={"organization": organization.ref, "people": sum(planned.will_register for planned in plan)},
    )  # fmt: skip
