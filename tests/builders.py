"""How does a test get a person, an organization, an offering? Plain functions with unsurprising defaults."""

import functools
import itertools
import secrets
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from trainer.accounts.actor import Actor
from trainer.accounts.models import Grant, Person
from trainer.accounts.signin import sessions
from trainer.accounts.signin.models import Account
from trainer.core.db import db
from trainer.curriculum.models import Completion
from trainer.curriculum.rules import CompletionKind
from trainer.organizations.models import Consortium, ConsortiumMember, Membership, Organization, Region
from trainer.organizations.rules import Level, MembershipState, OrganizationKind
from trainer.permissions import Role
from trainer.registration.models import Registration, Reservation
from trainer.registration.rules import HOLDS_A_PLACE, RegistrationState
from trainer.schedule.models import Offering, Place, ProgramYear, Session
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import PLACE_FORMATS, Format, OfferingKind, OfferingState, When

EARLIER = datetime(2020, 7, 1, 16, 0, tzinfo=UTC)
THREE_DAYS = (date(2021, 9, 15), date(2021, 9, 16), date(2021, 9, 17))
COURSES = Path(__file__).parents[1] / "courses"
_numbers = itertools.count(1)


@functools.cache
def edition_of(course: str) -> str:
    """The edition of a course that lies in the folder courses/ today: authors begin a new one without asking tests."""
    return str(tomllib.loads((COURSES / course / "course.toml").read_text("utf-8"))["edition"])


def make_person(
    name: str = "", *, email: str = "", account: bool = True, roles: Any = (), **more: Any
) -> Person:
    """A person, by default with an account. `roles`: a Role, or (Role, scope thing), or a list of them."""
    number = next(_numbers)
    name = name or f"Person {number}"
    person = Person(
        name=name,
        sort_name=name.casefold(),
        email=email or f"person{number}@example.org",
        created_at=EARLIER,
        **more,
    )
    db.session.add(person)
    db.session.flush()
    if account:
        db.session.add(
            Account(
                person_id=person.id, email=person.email, fs_uniquifier=secrets.token_hex(16), created_at=EARLIER,
                confirmed_at=EARLIER,
            )
        )  # fmt: skip
    for role in roles if isinstance(roles, list) else [roles] if roles else []:
        make_grant(person, *(role if isinstance(role, tuple) else (role, None)))
    db.session.flush()
    return person


def make_grant(person: Person, role: Role, thing: Any = None, *, until: datetime | None = None) -> Grant:
    """A role for a person, in the scope of a thing."""
    kind, scope_id = next(iter(thing.scopes())) if thing is not None else (None, None)
    grant = Grant(
        person_id=person.id,
        role=role,
        scope_kind=kind,
        scope_id=scope_id,
        since=EARLIER,
        until=until,
        cause="test",
    )
    db.session.add(grant)
    db.session.flush()
    return grant


def actor(person: Person) -> Actor:
    """The Actor that a person acts as."""
    return sessions.actor_of(person, db.session.query(Grant).filter_by(person_id=person.id).all())


def make_organization(name: str = "", **more: Any) -> Organization:
    """An agency."""
    values = {"kind": OrganizationKind.AGENCY, "level": Level.LOCAL, "region": "Bay Area", **more}
    organization = Organization(name=name or f"Agency {next(_numbers)}", **values)
    db.session.add(organization)
    db.session.flush()
    return organization


def make_consortium(name: str = "", *organizations: Organization) -> Consortium:
    """A consortium of these organizations since July 2020."""
    consortium = Consortium(name=name or f"Consortium {next(_numbers)}")
    for organization in organizations:
        consortium.members.append(ConsortiumMember(organization=organization, since=date(2020, 7, 1)))
    db.session.add(consortium)
    db.session.flush()
    return consortium


def make_region(name: str = "") -> Region:
    """A region to choose from."""
    region = Region(name=name or f"Region {next(_numbers)}")
    db.session.add(region)
    db.session.flush()
    return region


def make_reservation(
    offering: Offering, holder: Organization | Consortium, seats: int = 5, **more: Any
) -> Reservation:
    """Seats held until September 1, 2021, counted in their place as the action would count them."""
    place = offering.places[0]
    reservation = Reservation(
        offering=offering, format=place.format, seats=seats, release_on=date(2021, 9, 1), made_at=EARLIER,
        organization=holder if isinstance(holder, Organization) else None,
        consortium=holder if isinstance(holder, Consortium) else None, **more,
    )  # fmt: skip
    place.reserved += seats
    db.session.add(reservation)
    db.session.flush()
    return reservation


def make_membership(person: Person, organization: Organization, **more: Any) -> Membership:
    """A confirmed membership."""
    values = {"state": MembershipState.ACTIVE, "since": date(2020, 7, 1), **more}
    membership = Membership(
        person_id=person.id, organization_id=organization.id, listed_name=person.name, listed_sort=person.sort_name,
        listed_email=person.email, **values,
    )  # fmt: skip
    db.session.add(membership)
    db.session.flush()
    return membership


def make_year(starts: int = 2021, *, version: int = 1) -> ProgramYear:
    """The program year that begins in July of `starts`; the same one when asked twice."""
    year = db.session.query(ProgramYear).filter_by(starts_on=date(starts, 7, 1)).one_or_none()
    if year is None:
        year = ProgramYear(
            slug=f"{starts}-{(starts + 1) % 100:02d}",
            starts_on=date(starts, 7, 1),
            version=version,
            published_at=EARLIER,
        )
        db.session.add(year)
        db.session.flush()
    return year


def make_offering(
    *,
    kind: OfferingKind = OfferingKind.COP_101,
    days: tuple[date, ...] = THREE_DAYS,
    capacity: int | None = 20,
    year: ProgramYear | None = None,
    **more: Any,
) -> Offering:
    """A published virtual CoP 101 of three days in September 2021, 9 AM to 3 PM in California."""
    zone = "America/Los_Angeles"
    values = {
        "title": "CoP 101", "format": Format.VIRTUAL, "when": When.FIXED if days else When.TBD,
        "state": OfferingState.PUBLISHED, "zone": zone, "first_on": min(days, default=None),
        "last_on": max(days, default=None), **more,
    }  # fmt: skip
    offering = Offering(year=year or make_year(), kind=kind, **values)
    for number, on in enumerate(days, start=1):
        starts, ends = time(9), time(15)
        offering.sessions.append(
            Session(
                key=f"s{number}", number=number, when=When.FIXED, on=on, starts=starts, ends=ends,
                starts_at=plans.instant(on, starts, zone), ends_at=plans.instant(on, ends, zone),
            )
        )  # fmt: skip
    for format in PLACE_FORMATS[offering.format]:
        offering.places.append(
            Place(format=format, capacity=capacity, taken=0, reserved=0, waiting=0, next_number=1)
        )
    db.session.add(offering)
    db.session.flush()
    return offering


def make_registration(
    offering: Offering,
    person: Person,
    *,
    state: RegistrationState = RegistrationState.REGISTERED,
    organization: Organization | None = None,
    **more: Any,
) -> Registration:
    """A registration, counted in its place as the action would count it."""
    place = offering.places[0]
    if state in HOLDS_A_PLACE:
        place.taken += 1
    if state is RegistrationState.WAITLISTED:
        place.waiting += 1
        more.setdefault("number", place.next_number)
        place.next_number += 1
    registration = Registration(
        offering_id=offering.id, person_id=person.id, organization_id=organization.id if organization else None,
        format=place.format, state=state, made_at=EARLIER, changed_at=EARLIER, **more,
    )  # fmt: skip
    db.session.add(registration)
    db.session.flush()
    return registration


def make_completion(
    person: Person, course: str = "cop-101", *, kind: CompletionKind = CompletionKind.COMPLETED
) -> Completion:
    """A completed course."""
    completion = Completion(person_id=person.id, course=course, kind=kind, on=date(2020, 9, 18), cause="test")
    db.session.add(completion)
    db.session.flush()
    return completion
