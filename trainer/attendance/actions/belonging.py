"""How does somebody let a training that they took on their own account count for the organization they work for?"""

from datetime import datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.attendance.models import TrainingRecord
from trainer.attendance.queries import described
from trainer.attendance.rules.records import RecordReason
from trainer.core import audit
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import MembershipState
from trainer.registration.models import Registration


def count_for(*, record: TrainingRecord, organization: Organization, by: Actor, now: datetime) -> None:
    """Say on whose behalf a training was: of nobody before, and only an organization that the person belonged to.

    Its coordinators see the hours and the certificate from now on. Raises Refused.
    """
    places = list(
        db.session.scalars(
            locked(
                select(Registration).where(
                    Registration.offering_id == record.offering_id,
                    Registration.person_id == record.person_id,
                    Registration.told_as.is_(None),
                )
            )
        )
    )
    employer = _employer(record, organization)
    free = record.organization_id is None and all(one.organization_id is None for one in places)
    if not free or employer is None or by.person_id != record.person_id:
        raise Refused(Reason(RecordReason.NOT_THEIRS))
    for place in places:
        place.organization_id, place.organization = organization.id, organization
    for name, value in described.of_employer(places[-1], employer, record.last_on).items():
        setattr(record, name, value)
    db.session.flush()
    audit.record(
        action="record.count_for", by=by, now=now, subject=("record", record.ref),
        facts={"organization": organization.ref},
    )  # fmt: skip


def _employer(record: TrainingRecord, organization: Organization) -> Membership | None:
    """The membership that the person has confirmed and that began before the training ended."""
    return db.session.scalars(
        select(Membership)
        .where(
            Membership.person_id == record.person_id, Membership.organization_id == organization.id,
            Membership.state == MembershipState.ACTIVE, Membership.since <= record.last_on,
        )
        .limit(1)
    ).first()  # fmt: skip
