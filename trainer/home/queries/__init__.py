"""What is waiting, what comes next, how far has somebody come? Each answer in a few statements."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from trainer.core.db import db
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.curriculum.models import Claim, Completion, CourseEdition
from trainer.curriculum.rules import ClaimState
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import LIVE, MembershipState
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Offering, Place, ProgramYear
from trainer.schedule.rules.kinds import OfferingState


@dataclass(frozen=True)
class Home:
    """Everything a person's first page shows about themselves."""

    invited: list[Membership]
    offered: list[Registration]
    requested: list[Registration]
    places: list[Registration]
    completed: list[Completion]


def of_person(person_id: int, *, now: datetime) -> Home:
    """The first page of a person: three statements."""
    live = list(
        db.session.execute(
            select(Registration)
            .join(Offering)
            .where(
                Registration.person_id == person_id,
                Registration.state.in_(
                    [
                        RegistrationState.OFFERED,
                        RegistrationState.REQUESTED,
                        RegistrationState.REGISTERED,
                        RegistrationState.WAITLISTED,
                    ]
                ),
                Offering.state == OfferingState.PUBLISHED,
                (Offering.last_on.is_(None)) | (Offering.last_on >= now.date()),
            )
            .order_by(Offering.first_on.is_(None), Offering.first_on, Registration.id)
            .limit(50)
        ).scalars()
    )
    return Home(
        invited=_invited(person_id),
        offered=[row for row in live if row.state is RegistrationState.OFFERED],
        requested=[row for row in live if row.state is RegistrationState.REQUESTED],
        places=live,
        completed=list(
            db.session.scalars(
                select(Completion).where(Completion.person_id == person_id).order_by(Completion.on).limit(50)
            )
        ),
    )


def offerings_by_id(registrations: list[Registration]) -> dict[int, Offering]:
    """The offerings of registrations with their sessions, in two statements."""
    ids = {row.offering_id for row in registrations}
    if not ids:
        return {}
    found = select(Offering).where(Offering.id.in_(ids)).options(selectinload(Offering.sessions))
    return {row.id: row for row in db.session.scalars(found)}


def course_titles(language: str) -> dict[str, str]:
    """What each course is called in a language, in one statement."""
    rows = db.session.execute(select(CourseEdition.course, CourseEdition.titles).order_by(CourseEdition.id))
    return {course: titles.get(language) or titles["en"] for course, titles in rows}


def _invited(person_id: int) -> list[Membership]:
    return list(
        db.session.scalars(
            select(Membership)
            .join(Organization)
            .where(Membership.person_id == person_id, Membership.state == MembershipState.INVITED)
            .limit(20)
        )
    )


@dataclass(frozen=True)
class Sending:
    """What a coordinator sees of one organization on the first page."""

    organization: Organization
    people: int
    registered: int
    waiting: int


def of_coordinator(organization_ids: list[int], *, today: date) -> list[Sending]:
    """The organizations somebody answers for, with the people in them and their coming places: three statements."""
    if not organization_ids:
        return []
    people = _counts(
        select(Membership.organization_id, func.count())
        .where(Membership.organization_id.in_(organization_ids), Membership.state.in_(LIVE))
        .group_by(Membership.organization_id)
    )
    told = func.coalesce(Registration.told_as, Registration.state)
    places: dict[tuple[int | None, RegistrationState], int] = {
        (row[0], row[1]): row[2]
        for row in db.session.execute(
            select(Registration.organization_id, told, func.count())
            .join(Offering)
            .where(
                Registration.organization_id.in_(organization_ids),
                (Offering.last_on.is_(None)) | (Offering.last_on >= today),
            )
            .group_by(Registration.organization_id, told)
        )
    }
    organizations = db.session.scalars(
        select(Organization).where(Organization.id.in_(organization_ids)).order_by(Organization.name)
    )
    return [
        Sending(
            organization,
            people.get(organization.id, 0),
            places.get((organization.id, RegistrationState.REGISTERED), 0),
            places.get((organization.id, RegistrationState.WAITLISTED), 0),
        )
        for organization in organizations
    ]


def _counts(statement: Select[Any, Any]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(statement)}


@dataclass(frozen=True)
class Administration:
    """What needs an administrator."""

    claims: int
    unpublished: int
    failed: int
    waiting_for_seats: int
    year: ProgramYear | None


def of_administrator(*, today: date) -> Administration:
    """What needs an administrator: five statements."""
    year = db.session.scalars(
        select(ProgramYear)
        .where(ProgramYear.starts_on <= today)
        .order_by(ProgramYear.starts_on.desc())
        .limit(1)
    ).first()
    return Administration(
        claims=_count(select(func.count()).where(Claim.state == ClaimState.OPEN)),
        unpublished=_count(
            select(func.count()).where((Offering.state == OfferingState.DRAFT) | Offering.draft.is_not(None))
        ),
        failed=_count(select(func.count()).where(OutboxRow.state == OutboxState.FAILED)),
        waiting_for_seats=_count(select(func.coalesce(func.sum(Place.waiting), 0))),
        year=year,
    )


def _count(statement: Select[Any]) -> int:
    return int(db.session.scalar(statement) or 0)


def coming_offerings(*, today: date) -> list[Offering]:
    """The next dated offerings, for the public home."""
    return list(
        db.session.scalars(
            select(Offering)
            .where(Offering.state == OfferingState.PUBLISHED, Offering.last_on >= today)
            .options(selectinload(Offering.sessions))
            .order_by(Offering.first_on, Offering.id)
            .limit(3)
        )
    )


def trainings_given(offering_ids: list[int]) -> list[Offering]:
    """The offerings somebody trains, newest first."""
    if not offering_ids:
        return []
    return list(
        db.session.scalars(
            select(Offering)
            .where(Offering.id.in_(offering_ids))
            .options(selectinload(Offering.sessions))
            .order_by(Offering.first_on.desc())
            .limit(20)
        )
    )
