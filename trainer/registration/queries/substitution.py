"""Which colleagues can take a seat over?"""

from sqlalchemy import select

from trainer.accounts import queries as accounts_queries
from trainer.accounts.models import Person
from trainer.accounts.rules import normal_email
from trainer.core.db import db
from trainer.organizations.models import Membership
from trainer.organizations.rules import MembershipState
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState

MOST = 500


def colleagues(registration: Registration) -> list[Membership]:
    """Confirmed people of the organization who have no registration in this offering, by name."""
    there = select(Registration.person_id).where(
        Registration.offering_id == registration.offering_id,
        Registration.state != RegistrationState.CANCELED,
    )
    return list(
        db.session.scalars(
            select(Membership)
            .where(
                Membership.organization_id == registration.organization_id,
                Membership.state == MembershipState.ACTIVE,
                Membership.person_id.not_in(there),
            )
            .order_by(Membership.listed_sort, Membership.id)
            .limit(MOST)
        )
    )


def is_colleague(registration: Registration, person_id: int) -> bool:
    """Whether somebody has confirmed to belong to the organization that a seat was taken for."""
    return (
        db.session.scalar(
            select(Membership.id)
            .where(
                Membership.organization_id == registration.organization_id,
                Membership.person_id == person_id,
                Membership.state == MembershipState.ACTIVE,
            )
            .limit(1)
        )
        is not None
    )


def colleague_by_email(registration: Registration, email: str) -> Person | None:
    """The one confirmed colleague with this address; None when there is none, or when people share it."""
    found = db.session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organization_id == registration.organization_id,
            Membership.state == MembershipState.ACTIVE,
            (Person.email == normal_email(email)) | (normal_email(email) == accounts_queries.SIGN_IN_NAME),
        )
        .limit(2)
    ).all()
    return found[0] if len(found) == 1 else None
