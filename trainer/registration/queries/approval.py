"""Which requests wait for an administrator's approval, and what else do they wait for?"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from trainer.accounts.queries import storable
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.curriculum import queries as curriculum_queries
from trainer.organizations.models import Membership
from trainer.organizations.rules import MembershipState
from trainer.registration import queries
from trainer.registration.models import Registration
from trainer.registration.rules import Approval, RegistrationState
from trainer.schedule.models import Offering

PENDING = (Registration.approval == Approval.PENDING, Registration.state == RegistrationState.REQUESTED)


def waiting(*, after: str | None) -> Page:
    """A page of the requests that wait, oldest first: rows of (made_at, id, Registration)."""
    statement = (
        select(Registration.made_at, Registration.id, Registration)
        .where(*PENDING)
        .options(
            joinedload(Registration.person),
            joinedload(Registration.organization),
            joinedload(Registration.offering).selectinload(Offering.places),
        )
    )
    keys: list[Any] = [Registration.made_at, Registration.id]
    return page_of(statement, by=keys, after=after)


def waiting_among(refs: Collection[str]) -> Sequence[Registration]:
    """Those of these requests that still wait, in the order in which they asked."""
    return db.session.scalars(
        select(Registration)
        .where(*PENDING, Registration.ref.in_([ref for ref in refs if storable(ref)]))
        .options(joinedload(Registration.offering).selectinload(Offering.sessions))
        .order_by(Registration.made_at, Registration.id)
    ).all()


def without_prerequisite(registrations: Sequence[Registration]) -> set[int]:
    """The ids of those whose earlier training is open as well: one statement for each course that is asked for."""
    courses = {one.offering.prerequisite for one in registrations if one.offering.prerequisite}
    done = {
        course: curriculum_queries.completed_among({one.person_id for one in registrations}, course)
        for course in courses
    }
    return {
        one.id
        for one in registrations
        if one.offering.prerequisite and one.person_id not in done[one.offering.prerequisite]
    }


def may_show_course(registration: Registration) -> bool:
    """Whether a settled request may show that its person has what is asked for.

    An organization does not learn it of somebody who has not confirmed to belong to it: that person confirms the place.
    """
    if registration.offering.prerequisite is None or registration.organization_id is None:
        return True
    if registration.made_by == registration.person_id:
        return True
    return (
        db.session.scalar(
            select(Membership.id)
            .where(
                Membership.person_id == registration.person_id,
                Membership.organization_id == registration.organization_id,
                Membership.state == MembershipState.ACTIVE,
            )
            .limit(1)
        )
        is not None
    )


def prerequisite_settled(registration: Registration) -> bool:
    """Whether nothing but the approval keeps a request from its seat or number."""
    return queries.prerequisite_met(registration) and may_show_course(registration)
