"""Who has a place, who waits for one, and what may somebody register for?"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.core.db import db
from trainer.curriculum import queries as curriculum_queries
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import MembershipState
from trainer.registration import rules
from trainer.registration.models import Registration, Wish
from trainer.registration.queries.agenda import waiting as waiting
from trainer.registration.queries.interest import concerns as concerns
from trainer.registration.queries.joining import sessions_joined
from trainer.registration.rules import RegistrationState
from trainer.registration.rules.interest import opens_for
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Format, OfferingState

__all__ = ["concerns", "sessions_joined", "waiting"]
WAITING_ORDER = (Registration.number, Registration.id)


def today_at(offering: Offering, now: datetime) -> date:
    """The day where the offering takes place."""
    return now.astimezone(ZoneInfo(offering.zone)).date()


def starts_at(offering: Offering) -> datetime | None:
    """When its first session begins, where that is known; of a series that can be joined at any time, its last one."""
    known = [session.starts_at for session in offering.sessions if session.starts_at]
    return (max if offering.per_session else min)(known, default=None)


def why_not_register(offering: Offering, *, now: datetime, early: bool = False) -> rules.Problem | None:
    """Why nobody can register for an offering now, or None; `early`: for somebody who left interest in time."""
    return rules.why_not_register(
        state=offering.state, when=offering.when, last_on=offering.last_on,
        first_on=offering.last_on if offering.per_session else offering.first_on,
        opens_on=opens_for(offering.opens_on, early=early), closes_on=offering.closes_on,
        today=today_at(offering, now),
    )  # fmt: skip


def may_offer(offering: Offering, *, now: datetime) -> bool:
    """Whether places that become free are still given."""
    return rules.may_offer(
        state=offering.state, last_on=offering.last_on, when=offering.when, today=today_at(offering, now),
        starts_at=starts_at(offering), now=now,
    )  # fmt: skip


def known_offering(ref: str) -> Offering | None:
    """The offering that a URL names, once it has been published; with its sessions and places."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Offering)
        .where(Offering.ref == ref, Offering.state != OfferingState.DRAFT)
        .options(selectinload(Offering.sessions), selectinload(Offering.places))
    ).first()


def any_offering(ref: str) -> Offering | None:
    """The offering that a URL names, also a draft: for its own people."""
    if not storable(ref):
        return None
    return db.session.scalars(_offering(), {"ref": ref}).first()


@cache
def _offering() -> Select[Offering]:
    """Built once: to put it together takes longer than to ask it."""
    return select(Offering).where(Offering.ref == bindparam("ref")).options(selectinload(Offering.places))


def open_offerings(*, now: datetime) -> list[Offering]:
    """What somebody can register for today, earliest first; what has no date yet comes last."""
    earliest = (now - timedelta(hours=12)).date()  # no place on earth is further behind
    found = db.session.scalars(
        select(Offering)
        .where(
            Offering.state == OfferingState.PUBLISHED,
            (Offering.last_on.is_(None)) | (Offering.last_on >= earliest.replace(day=1)),
        )
        .order_by(Offering.first_on.is_(None), Offering.first_on, Offering.id)
        .options(selectinload(Offering.places), selectinload(Offering.sessions))
        .limit(200)
    )
    return [offering for offering in found if why_not_register(offering, now=now) is None]


def registration_by_ref(ref: str) -> Registration | None:
    """The registration that a URL names, with everything its page shows."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Registration)
        .where(Registration.ref == ref)
        .options(
            joinedload(Registration.offering).selectinload(Offering.sessions),
            joinedload(Registration.offering).selectinload(Offering.places),
            joinedload(Registration.person),
            joinedload(Registration.organization),
        )
    ).first()


def registration_now(registration_id: int) -> Select[Registration]:
    """One registration as it is in the database now."""
    return (
        select(Registration)
        .where(Registration.id == registration_id)
        .execution_options(populate_existing=True)
    )


def live_registration(offering_id: int, person_id: int) -> Registration | None:
    """Somebody's registration in an offering that has not been canceled."""
    return db.session.scalars(
        select(Registration).where(
            Registration.offering_id == offering_id,
            Registration.person_id == person_id,
            Registration.state != RegistrationState.CANCELED,
        )
    ).first()


def registrations_of(person_id: int) -> list[Registration]:
    """Everything a person has registered for, latest first."""
    return list(
        db.session.scalars(
            select(Registration)
            .where(Registration.person_id == person_id, Registration.told_as.is_(None))
            .order_by(Registration.id.desc())
            .options(joinedload(Registration.offering))
        )
    )


def registered_among(offering_id: int, person_ids: Collection[int]) -> dict[int, Registration]:
    """Which of these people have a registration in an offering that has not been canceled."""
    if not person_ids:
        return {}
    found = db.session.scalars(
        select(Registration).where(
            Registration.offering_id == offering_id,
            Registration.person_id.in_(person_ids),
            Registration.state != RegistrationState.CANCELED,
        )
    )
    return {registration.person_id: registration for registration in found}


def asked_besides(registration: Registration) -> Sequence[Registration]:
    """What organizations asked for a person who has this place of their own."""
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.offering_id == registration.offering_id,
            Registration.person_id == registration.person_id,
            Registration.told_as.is_not(None),
        )
        .order_by(Registration.id)
    ).all()


def asked_among(offering_id: int, organization_id: int, person_ids: Collection[int]) -> set[int]:
    """For which of these people an organization has asked that have a place of their own."""
    if not person_ids:
        return set()
    return set(
        db.session.scalars(
            select(Registration.person_id).where(
                Registration.offering_id == offering_id,
                Registration.organization_id == organization_id,
                Registration.person_id.in_(person_ids),
                Registration.told_as.is_not(None),
            )
        )
    )


def position(registration: Registration) -> int | None:
    """Where somebody stands on the waitlist: 1 is next."""
    if registration.state_told is not RegistrationState.WAITLISTED:
        return None
    before = db.session.scalar(
        select(func.count(Registration.id)).where(
            Registration.offering_id == registration.offering_id,
            Registration.format == registration.format,
            Registration.state == RegistrationState.WAITLISTED,
            Registration.number < registration.number,
        )
    )
    wishes = db.session.scalar(
        select(func.count(Wish.id)).where(
            Wish.offering_id == registration.offering_id,
            Wish.format == registration.format,
            Wish.number < registration.number,
        )
    )
    return (before or 0) + (wishes or 0) + 1


def offerings_with_ended_offers(now: datetime) -> Sequence[Offering]:
    """Offerings in which an offered place was not taken in time."""
    ids = select(Registration.offering_id).where(
        Registration.state == RegistrationState.OFFERED, Registration.offer_ends <= now
    )
    return db.session.scalars(select(Offering).where(Offering.id.in_(ids)).order_by(Offering.id)).all()


def ended_offers(offering_id: int, now: datetime) -> Sequence[Registration]:
    """Offers of one offering whose time is over, in the order in which they waited."""
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.offering_id == offering_id,
            Registration.state == RegistrationState.OFFERED,
            Registration.offer_ends <= now,
        )
        .order_by(*WAITING_ORDER)
        .execution_options(populate_existing=True)
    ).all()


def prerequisite_met(registration: Registration) -> bool:
    """Whether the person has what the offering asks for."""
    course = registration.offering.prerequisite
    return course is None or curriculum_queries.has_completed(registration.person_id, course)


def requests_waiting_for(person_id: int, course: str) -> Sequence[Registration]:
    """Somebody's requests that wait for a course, in the order of the offerings (locks are taken in that order)."""
    return db.session.scalars(
        select(Registration)
        .join(Offering)
        .where(
            Registration.person_id == person_id,
            Registration.state == RegistrationState.REQUESTED,
            Offering.prerequisite == course,
        )
        .order_by(Registration.offering_id, Registration.id)
    ).all()


def place_of(registration: Registration) -> Place:
    """The places that a registration is counted in."""
    return db.session.scalars(
        select(Place).where(
            Place.offering_id == registration.offering_id, Place.format == registration.format
        )
    ).one()


def place_among(offering: Offering, format: Format | None) -> Place:
    """The places of an offering in a format; the only ones when it has one format."""
    return next((place for place in offering.places if place.format is format), offering.places[0])


def registered_by(registration: Registration) -> str:
    """The name of whoever registered somebody else; empty when they did it themselves."""
    if registration.made_by in (None, registration.person_id):
        return ""
    return db.session.scalar(select(Person.name).where(Person.id == registration.made_by)) or ""


def typed_name(registration: Registration) -> str:
    """The name an organization typed for somebody who has not confirmed it, or has left; else empty."""
    found = db.session.execute(
        select(Membership.listed_name, Membership.state)
        .where(
            Membership.person_id == registration.person_id,
            Membership.organization_id == registration.organization_id,
        )
        .order_by(Membership.id.desc())
        .limit(1)
    ).first()
    return found[0] if found and found[1] is not MembershipState.ACTIVE else ""


def organizations_of(person_id: int) -> list[Organization]:
    """On whose behalf somebody may register: organizations they have confirmed to belong to."""
    return list(
        db.session.scalars(
            select(Organization)
            .join(Membership, Membership.organization_id == Organization.id)
            .where(Membership.person_id == person_id, Membership.state == MembershipState.ACTIVE)
            .order_by(Organization.name)
        )
    )
