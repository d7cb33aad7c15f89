"""What would happen to each person of a team? The facts an organization may know, put before the plan's rules."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.rules import fold, normal_email
from trainer.core import clock
from trainer.core.db import db
from trainer.curriculum import queries as curriculum_queries
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import LIVE, MembershipState
from trainer.organizations.rules.listing import LineProblem
from trainer.permissions import Role
from trainer.registration import queries
from trainer.registration.models import Registration
from trainer.registration.queries import eligibility, reservations
from trainer.registration.rules import Approval, approval, team
from trainer.registration.rules.team import Known, Planned, TeamRow
from trainer.registration.rules.together import all_together
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Eligibility

PIECE = 500
"""How many rows are looked up at once."""


def plan(
    rows: Sequence[TeamRow],
    *,
    offering: Offering,
    organization: Organization,
    place: Place,
    together: bool = False,
    by: Actor,
) -> list[Planned]:
    """What would happen to each row now. The action asks the same question while it holds the lock."""
    known = known_of(rows, offering, organization)
    facts = team.PlaceFacts(
        place.capacity,
        place.taken,
        place.waiting,
        place.reserved,
        reservations.own_left(place, organization),
    )
    others = {row.line: LineProblem.ORGANIZATION_OTHER for row in rows if not row.is_for(organization.name)}
    planned = team.plan_team(
        rows, known=known, place=facts, parties=team.Parties({}, others), **asked_by(offering, by)
    )
    return all_together(planned, facts) if together else planned


def asked_by(offering: Offering, by: Actor) -> dict[str, bool]:
    """What an offering asks of whoever is registered by somebody, as the plan's rules want to know it."""
    pending = approval.when_asked(asks=offering.approval, by_administrator=by.holds(Role.ADMINISTRATOR))
    return {
        "prerequisite": offering.prerequisite is not None,
        "restricted": offering.eligibility is not Eligibility.ANYONE,
        "approval": pending is Approval.PENDING,
    }


def members(organization: Organization, *, most: int = 200) -> list[Membership]:
    """People of an organization to tick, by name."""
    return list(
        db.session.scalars(
            select(Membership)
            .where(Membership.organization_id == organization.id, Membership.state.in_(LIVE))
            .order_by(Membership.listed_sort, Membership.id)
            .limit(most)
        )
    )


def known_of(rows: Sequence[TeamRow], offering: Offering, organization: Organization) -> dict[int, Known]:
    """The organization's own people among the rows, by line. Of somebody who has not confirmed, only what it typed."""
    found = _people(rows, organization)
    ids = {membership.person_id for membership in found.values()}
    registered = queries.registered_among(offering.id, ids)
    asked = queries.asked_among(offering.id, organization.id, ids)
    course = offering.prerequisite
    completed = curriculum_queries.completed_among(ids, course) if course else set()
    eligible = eligibility.eligible_among(offering, ids, now=clock.now())
    return {
        line: Known(
            person_id=membership.person_id,
            confirmed=membership.state is MembershipState.ACTIVE,
            registered=membership.person_id in asked
            or _may_know(registered.get(membership.person_id), membership),
            completed=membership.person_id in completed,
            eligible=membership.person_id in eligible,
        )
        for line, membership in found.items()
    }


def _may_know(registration: Registration | None, membership: Membership) -> bool:
    if registration is None:
        return False
    own = registration.organization_id == membership.organization_id
    return own or membership.state is MembershipState.ACTIVE


def _people(rows: Sequence[TeamRow], organization: Organization) -> dict[int, Membership]:
    emails = {normal_email(row.email) for row in rows if row.email}
    if not emails:
        return {}
    found = db.session.execute(
        select(Membership, Person, accounts_queries.SIGN_IN_NAME)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organization_id == organization.id,
            Membership.state.in_(LIVE),
            or_(
                Membership.listed_email.in_(emails),
                Person.email.in_(emails),
                accounts_queries.SIGN_IN_NAME.in_(emails),
            ),
        )
        .order_by(Membership.id)
    ).all()
    by_sign_in: dict[str, Membership] = {}
    by_name: dict[tuple[str, str], Membership] = {}
    for membership, person, sign_in in found:
        by_name.setdefault((normal_email(membership.listed_email), fold(membership.listed_name)), membership)
        if membership.state is MembershipState.ACTIVE:
            by_name.setdefault((normal_email(person.email), fold(person.name)), membership)
            if sign_in:
                by_sign_in[normal_email(sign_in)] = membership
    matches = {row.line: by_sign_in.get(row.key[0]) or by_name.get(row.key) for row in rows}
    return {line: membership for line, membership in matches.items() if membership is not None}
