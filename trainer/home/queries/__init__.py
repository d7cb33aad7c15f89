"""What is waiting, what comes next, how far has somebody come? Each answer in a few statements."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Date,
    Select,
    String,
    Text,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, joinedload, selectinload

from trainer.attendance.models import Guest
from trainer.core.db import db
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.curriculum.models import Claim, Completion, CourseEdition
from trainer.curriculum.rules import ClaimState
from trainer.home.queries import agenda
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import LIVE, MembershipState
from trainer.registration.models import Registration
from trainer.registration.queries.approval import PENDING
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Offering, Place, ProgramYear
from trainer.schedule.rules.kinds import OfferingState


@dataclass(frozen=True)
class Invited:
    """An organization that listed somebody as one of its people and waits for their word."""

    ref: str
    organization: str


@dataclass(frozen=True)
class Done:
    """A course that somebody has completed."""

    title: str
    on: date


@dataclass(frozen=True)
class Home:
    """Everything a person's first page shows about themselves. `places` come with their offerings and sessions."""

    invited: list[Invited]
    offered: list[Registration]
    requested: list[Registration]
    places: list[Registration]
    completed: list[Done]
    rooms: frozenset[str]
    """Of the rooms that few people have to do with, those that have something of theirs: the others are not asked."""


def of_person(person_id: int, *, language: str, today: date) -> Home:
    """The first page of a person: two statements."""
    live = db.session.scalars(_places(), {"person": person_id, "today": today}).unique().all()
    invited, completed, rooms = [], [], set()
    for kind, key, name, titles, on in db.session.execute(_papers(), {"person": person_id}):
        if kind == "invited":
            invited.append(Invited(key, name))
        elif kind == "room":
            rooms.add(key)
        else:
            said = json.loads(titles) if titles else {}
            completed.append(Done(said.get(language) or said.get("en") or key, on))
    return Home(
        invited=invited,
        offered=[row for row in live if row.state is RegistrationState.OFFERED],
        requested=[row for row in live if row.state is RegistrationState.REQUESTED],
        places=list(live),
        completed=completed,
        rooms=frozenset(rooms),
    )


@cache
def _places() -> Select[Registration]:
    """Built once: to put it together takes longer than to ask it."""
    live = (
        RegistrationState.OFFERED,
        RegistrationState.REQUESTED,
        RegistrationState.REGISTERED,
        RegistrationState.WAITLISTED,
    )
    return (
        select(Registration)
        .join(Offering)
        .where(
            Registration.person_id == bindparam("person"),
            Registration.state.in_(live),
            Offering.state == OfferingState.PUBLISHED,
            (Offering.last_on.is_(None)) | (Offering.last_on >= bindparam("today")),
        )
        .options(joinedload(Registration.offering).joinedload(Offering.sessions))
        .order_by(Offering.first_on.is_(None), Offering.first_on, Registration.id)
        .limit(50)
    )


@cache
def _papers() -> Any:
    """Who waits for a word, what was completed, and which rooms have something of theirs.

    Rows of (kind, key, name, titles, on), oldest first.
    """
    newest = aliased(CourseEdition)
    latest = select(func.max(newest.id)).where(newest.course == Completion.course).scalar_subquery()
    no_titles, no_day = cast(null(), Text).label("titles"), cast(null(), Date).label("on")
    invited = (
        select(
            cast(literal("invited"), String(16)).label("kind"), Membership.ref.label("key"),
            Organization.name.label("name"), no_titles, no_day, Membership.id.label("number"),
        )
        .join(Organization, Organization.id == Membership.organization_id)
        .where(Membership.person_id == bindparam("person"), Membership.state == MembershipState.INVITED)
    )  # fmt: skip
    completed = (
        select(
            literal("completed"), Completion.course, literal(""), cast(CourseEdition.titles, Text), Completion.on,
            Completion.id,
        )
        .outerjoin(CourseEdition, CourseEdition.id == latest)
        .where(Completion.person_id == bindparam("person"))
    )  # fmt: skip
    person: BindParameter[int] = bindparam("person")
    rooms = [
        select(literal("room"), literal(room), literal(""), no_titles, no_day, literal(0)).where(ask(person))
        for room, ask in agenda.asked("concerns")
    ]
    rows = union_all(invited, completed, *rooms).subquery()
    shown = (rows.c.kind, rows.c.key, rows.c.name, rows.c.titles, rows.c.on)
    return select(*shown).order_by(rows.c.kind, rows.c.on, rows.c.number).limit(80)


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

    waits_in: str | None
    """The program year in whose offerings most people wait, by its word in addresses."""
    claims: int
    unpublished: int
    failed: int
    waiting_for_seats: int
    approvals: int
    guests: int


@cache
def office() -> Select[Any, Any, Any, Any, Any, Any, Any]:
    """An Administration as one row; `serving` asks for the cohorts with the same statement."""

    def of(statement: Select[Any]) -> Any:
        return statement.scalar_subquery()

    unpublished = (Offering.state == OfferingState.DRAFT) | Offering.draft.is_not(None)
    return select(
        of(select(func.count()).select_from(Claim).where(Claim.state == ClaimState.OPEN)),
        of(select(func.count()).select_from(Offering).where(unpublished)),
        of(select(func.count()).select_from(OutboxRow).where(OutboxRow.state == OutboxState.FAILED)),
        of(select(func.sum(Place.waiting))),
        of(select(func.count()).select_from(Registration).where(*PENDING)),
        of(select(func.count()).select_from(Guest)),
        of(
            select(ProgramYear.slug)
            .join(Offering, Offering.year_id == ProgramYear.id)
            .join(Place, Place.offering_id == Offering.id)
            .where(Place.waiting > 0)
            .group_by(ProgramYear.id, ProgramYear.slug)
            .order_by(func.sum(Place.waiting).desc(), ProgramYear.id.desc())
            .limit(1)
        ),
    )


def coming_offerings(*, today: date) -> list[Offering]:
    """The next dated offerings, for the public home: what begins comes before what runs already."""
    return list(
        db.session.scalars(
            select(Offering)
            .where(Offering.state == OfferingState.PUBLISHED, Offering.last_on >= today)
            .options(selectinload(Offering.sessions))
            .order_by(Offering.first_on < today, Offering.first_on, Offering.id)
            .limit(3)
        )
    )


def trainings_given(offering_ids: Sequence[int | None]) -> list[Offering]:
    """The offerings somebody trains, newest first; those without a date after all others."""
    if not offering_ids:
        return []
    return list(
        db.session.scalars(
            select(Offering)
            .where(Offering.id.in_(offering_ids))
            .options(selectinload(Offering.sessions))
            .order_by(Offering.first_on.desc().nulls_last(), Offering.id)
            .limit(20)
        )
    )
