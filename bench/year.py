"""What does a big program look like after years? Five years of 60 offerings, people with 20 registrations, cohorts.

The small tables are written through the models, the large ones as plain rows. Everything follows from the number of
people and today, so that two runs measure the same data.
"""

import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import flask
from flask_security import hash_password
from sqlalchemy import select

from bench import filling, held, road, schedule
from bench.filling import Filler
from bench.schedule import ref
from bench.staff import coordinator_of, organization_of
from trainer.accounts.models import Grant, Person
from trainer.accounts.signin.models import Account
from trainer.cli.content import load_courses
from trainer.core import clock
from trainer.core.db import db
from trainer.curriculum.models import Completion
from trainer.curriculum.rules import CompletionKind
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import Level, MembershipState, OrganizationKind
from trainer.permissions import Role
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import PLACE_FORMATS, OfferingKind

FIRST = [
    "Ana",
    "Ben",
    "Carmen",
    "Dai",
    "Elena",
    "Farid",
    "Grace",
    "Hiro",
    "Imani",
    "José",
    "Kim",
    "Lan",
    "Maya",
]
LAST = [
    "Alvarez",
    "Brown",
    "Castillo",
    "Dang",
    "Evans",
    "Flores",
    "García",
    "Huang",
    "Ito",
    "Johnson",
    "Khan",
]
TABLES = [Person, Account, Organization, Membership, Grant, Completion, Registration]


@dataclass(frozen=True)
class Made:
    """What the pages are measured on. Everything else of the year can be counted from it."""

    people: int
    today: date
    pool: list[int]
    open_refs: list[str]
    roster_id: int
    roster_ref: str


def make(app: flask.Flask, people: int) -> Made:
    """Fill the empty database of `app` with `people`. The schema is made first."""
    filling.make_schema(app)
    with app.app_context():
        today = clock.today(schedule.ZONE)
        schedule.write(today)
        _count_places(people)
        db.session.commit()
        load_courses()
        made = _made(people, today)
        password = hash_password(secrets.token_urlsafe(12))
    plan = road.plan(app, people, today, made.pool)
    with filling.filler(app, list(dict.fromkeys([*TABLES, *road.TABLES, *held.TABLES]))) as filler:
        _people(filler, people, password)
        _organizations(filler, people)
        _registrations(filler, made)
        road.write(filler, plan)
        held.write(filler, people, made.pool, today)
    filling.settle(app)
    return made


def look(app: flask.Flask) -> Made:
    """What stands in a database that `make` filled."""
    with app.app_context():
        people = db.session.query(Person).count()
        return _made(people, clock.today(schedule.ZONE))


def _made(people: int, today: date) -> Made:
    offerings = db.session.query(Offering.id, Offering.ref, Place.capacity).outerjoin(Place)
    told = (Offering.kind != OfferingKind.COHORT, Offering.ref != schedule.SMALL)
    found = offerings.where(*told).order_by(Offering.id).all()
    open_refs = sorted({row.ref for row in found if row.capacity == schedule.ROOM})
    pool = sorted({row.id for row in found if row.ref not in open_refs})
    roster_id = pool[len(pool) * 3 // 4]
    return Made(
        people, today, pool, open_refs, roster_id, next(row.ref for row in found if row.id == roster_id)
    )


def _count_places(people: int) -> None:
    """Each place says how many hold it, as the actions would have counted."""
    every = db.session.query(Offering).where(Offering.ref != schedule.SMALL).order_by(Offering.id).all()
    pool = [offering.id for offering in every if offering.places[0].capacity != schedule.ROOM]
    held = Counter(
        offering for person in range(1, people + 1) for offering in schedule.offerings_of(person, pool)
    )
    for offering in every:
        if offering.places[0].capacity != schedule.ROOM:
            offering.places[0].taken = held[offering.id]
            offering.places[0].capacity = held[offering.id] + 12


def _people(filler: Filler, people: int, password: str) -> None:
    at = filler.raw(Person, "created_at", schedule.before(clock.today(schedule.ZONE)))
    grant = ("id", "ref", "person_id", "role", "scope_kind", "scope_id", "since", "cause")
    filler.fill(Person, ("id", "ref", "name", "sort_name", "email", "created_at"), _persons(people, at))
    filler.fill(
        Account,
        ("id", "person_id", "email", "password", "active", "fs_uniquifier", "confirmed_at", "created_at"),
        ((n, n, f"person{n}@example.org", password, True, ref("f", n), at, at) for n in range(1, people + 1)),
    )
    filler.fill(
        Completion,
        ("id", "ref", "person_id", "course", "kind", "on", "cause"),
        _completions(filler, people),
    )
    roles: list[tuple[Any, ...]] = [(1, ref("g", 1), 1, Role.ADMINISTRATOR.value, None, None, at, "bench")]
    for organization in range(1, organization_of(people) + 1):
        person = coordinator_of(organization)
        number = organization + 1
        scope = ("organization", organization)
        roles.append((number, ref("g", number), person, Role.COORDINATOR.value, *scope, at, "bench"))
    filler.fill(Grant, grant, roles)


def _persons(people: int, at: Any) -> Iterator[tuple[Any, ...]]:
    for number in range(1, people + 1):
        name = f"{FIRST[number % len(FIRST)]} {LAST[number // 3 % len(LAST)]} {number}"
        yield number, ref("p", number), name, name.casefold(), f"person{number}@example.org", at


def _completions(filler: Filler, people: int) -> Iterator[tuple[Any, ...]]:
    on = filler.raw(Completion, "on", schedule.before(clock.today(schedule.ZONE)).date())
    for number in range(1, people + 1):
        yield number, ref("c", number), number, "cop-101", CompletionKind.COMPLETED.value, on, "bench"


def _organizations(filler: Filler, people: int) -> None:
    since = filler.raw(Membership, "since", schedule.before(clock.today(schedule.ZONE)).date())
    filler.fill(
        Organization,
        ("id", "ref", "name", "sort_name", "kind", "level"),
        (
            (
                n,
                ref("n", n),
                f"Agency {n:05d}",
                f"agency {n:05d}",
                OrganizationKind.AGENCY.value,
                Level.LOCAL.value,
            )
            for n in range(1, organization_of(people) + 1)
        ),
    )
    columns = (
        "id", "ref", "person_id", "organization_id", "state", "listed_name", "listed_sort", "listed_email", "job",
        "since",
    )  # fmt: skip
    rows = (
        (
            n,
            ref("m", n),
            n,
            organization_of(n),
            MembershipState.ACTIVE.value,
            name,
            sort,
            email,
            "Coach",
            since,
        )
        for n, _ref, name, sort, email, _at in _persons(people, None)
    )
    filler.fill(Membership, columns, rows)


def _registrations(filler: Filler, made: Made) -> None:
    columns = (
        "id", "ref", "offering_id", "person_id", "organization_id", "format", "state", "made_at", "changed_at",
    )  # fmt: skip
    at = filler.raw(Registration, "made_at", schedule.before(made.today))
    formats = {
        row.id: PLACE_FORMATS[row.format][0].value
        for row in filler.connection.execute(select(Offering.id, Offering.format))
    }
    filler.fill(Registration, columns, _places(made, formats, at))


def _places(made: Made, formats: dict[int, str], at: Any) -> Iterator[tuple[Any, ...]]:
    number = 0
    state = RegistrationState.REGISTERED.value
    for person in range(1, made.people + 1):
        organization = organization_of(person)
        for offering in schedule.offerings_of(person, made.pool):
            number += 1
            yield number, ref("r", number), offering, person, organization, formats[offering], state, at, at
    small = max(formats)  # made last
    for person in range(2, schedule.SMALL_PEOPLE + 2):
        number += 1
        yield number, ref("r", number), small, person, organization_of(person), formats[small], state, at, at
