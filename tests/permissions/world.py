"""What does the matrix walk through? Two organizations, people in every role, and a canary in everything private."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tests import builders
from tests.certification import matrix as certification
from tests.journals import building as journals
from tests.learning import shelf
from tests.learning import world as learning
from tests.mentoring import building as mentoring
from tests.practice import building as practice
from tests.showcase import building as showcase
from trainer.accounts.signin.models import Account
from trainer.attendance.models import RegistryMembership, TrainingRecord
from trainer.attendance.rules import RecordState, Source
from trainer.core.audit import AuditRow
from trainer.core.db import db
from trainer.core.jobs import JobRow, JobState, Report
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.curriculum.models import Claim
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role
from trainer.registration.models import Group
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import Format, OfferingKind, OfferingState

THEN = datetime(2021, 5, 1, 16, 0, tzinfo=UTC)
ACTORS = (
    "stranger", "administrator", "coordinator_a", "coordinator_b", "trainer", "mentor", "trainee_a1", "trainee_a2",
    "trainee_b1", "removed_coordinator", "suspended", "bystander",
)  # fmt: skip


@dataclass
class Canary:
    """A piece of private text, and who may meet it anywhere. Everybody else meeting it is a leak."""

    text: str
    seen_by: frozenset[str]
    what: str


@dataclass
class World:
    """The people by actor name, the things by the name of their URL argument, and the canaries."""

    people: dict[str, Any] = field(default_factory=dict)
    things: dict[str, list[Any]] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)
    _number: Any = field(default_factory=lambda: itertools.count(1))

    def secret(self, what: str, *seen_by: str) -> str:
        """A new canary text."""
        text = f"canary{next(self._number):03d}q"
        self.canaries.append(Canary(text, frozenset({"administrator", *seen_by}), what))
        return text

    def private(self, what: str, *seen_by: str) -> str:
        """A new canary text that not even an administrator may meet."""
        text = f"canary{next(self._number):03d}q"
        self.canaries.append(Canary(text, frozenset(seen_by), what))
        return text


def build() -> World:
    """The world, committed."""
    world = World()
    organizations = _organizations(world)
    offerings = _offerings(world)
    _people(world, organizations, offerings)
    _registrations(world, organizations, offerings)
    _records(world, offerings)
    learning.add_to_world(world)
    shelf.add_to_world(world)
    practice.add_to_world(world)
    mentoring.add_to_world(world)
    journals.add_to_world(world)
    showcase.add_to_world(world)
    certification.add_to_world(world)
    _letters(world)
    db.session.commit()
    return world


def _organizations(world: World) -> list[Any]:
    names = [
        world.secret("organization A", "coordinator_a", "trainee_a1", "trainee_a2", "trainer"),
        world.secret("organization B", "coordinator_b", "trainee_b1", "trainer"),
    ]
    found = [builders.make_organization(name) for name in names]
    world.things["organization"] = found
    consortia = [
        builders.make_consortium(world.secret("consortium of A", "coordinator_a"), found[0]),
        builders.make_consortium(world.secret("consortium of B", "coordinator_b"), found[1]),
    ]
    world.things["consortium"] = consortia
    world.things["member"] = [one for consortium in consortia for one in consortium.members]
    world.things["region"] = [builders.make_region("Bay Area"), builders.make_region("Yolo")]
    return found


def _offerings(world: World) -> list[Any]:
    year = builders.make_year()
    link = world.secret("join link", "trainer", "trainee_a1", "trainee_a2", "trainee_b1")
    one = builders.make_offering(year=year, join_url=f"https://meet.example.org/{link}")
    two = builders.make_offering(
        year=year, kind=OfferingKind.REFRESHER, title="CoP Refresher", days=(date(2021, 10, 6),),
        prerequisite="cop-101", format=Format.HYBRID,
    )  # fmt: skip
    draft = builders.make_offering(
        year=year, title=world.secret("title of a draft"), state=OfferingState.DRAFT, days=(date(2022, 3, 9),)
    )
    world.things["offering"] = [one, two, draft]
    world.things["year"] = [year]
    return [one, two, draft]


def _people(world: World, organizations: list[Any], offerings: list[Any]) -> None:
    a, b = organizations
    seen = {
        "coordinator_a": ["coordinator_a"], "coordinator_b": ["coordinator_b"], "trainer": ["trainer"],
        "mentor": ["mentor", "trainee_a1"],
        "trainee_a1": ["trainee_a1", "coordinator_a", "trainer", "mentor"], "trainee_a2": ["trainee_a2", "trainer"],
        "trainee_b1": ["trainee_b1", "coordinator_b", "trainer"], "removed_coordinator": ["removed_coordinator"],
        "suspended": [], "bystander": ["bystander"], "administrator": [],
    }  # fmt: skip
    for actor, readers in seen.items():
        name = world.secret(f"name of {actor}", *readers)
        mail_readers = readers if actor != "trainee_a2" else [*readers, "coordinator_a"]
        email = world.secret(f"e-mail of {actor}", *mail_readers) + "@example.org"
        world.people[actor] = builders.make_person(f"Person {name}", email=email)
    people = world.people
    builders.make_grant(people["administrator"], Role.ADMINISTRATOR)
    builders.make_grant(people["coordinator_a"], Role.COORDINATOR, a)
    builders.make_grant(people["coordinator_b"], Role.COORDINATOR, b)
    builders.make_grant(people["removed_coordinator"], Role.COORDINATOR, a, until=THEN)
    builders.make_grant(people["suspended"], Role.ADMINISTRATOR)
    builders.make_grant(people["trainer"], Role.TRAINER, offerings[0])
    builders.make_grant(people["mentor"], Role.MENTOR, people["trainee_a1"])
    account = db.session.query(Account).filter_by(person_id=people["suspended"].id).one()
    account.active = False
    first = builders.make_membership(people["trainee_a1"], a)
    typed = world.secret("name typed for trainee_a2", "coordinator_a", "trainee_a2", "trainer")
    second = builders.make_membership(people["trainee_a2"], a, state=MembershipState.INVITED)
    second.listed_name = second.listed_sort = f"Typed {typed}"
    third = builders.make_membership(people["trainee_b1"], b)
    world.things["membership"] = [first, second, third]
    world.things["person"] = [people["trainee_a1"], people["trainee_b1"], people["administrator"]]


def _registrations(world: World, organizations: list[Any], offerings: list[Any]) -> None:
    a, b = organizations
    one, two, _draft = offerings
    people = world.people
    needs_a2 = world.secret("access needs of trainee_a2", "trainee_a2", "trainer")
    needs_b1 = world.secret("access needs of trainee_b1", "trainee_b1", "trainer")
    world.things["reservation"] = [
        builders.make_reservation(offerings[0], organizations[0], 2),
        builders.make_reservation(offerings[1], world.things["consortium"][0], 2),
    ]
    world.things["registration"] = [
        builders.make_registration(one, people["trainee_a1"], organization=a),
        builders.make_registration(one, people["trainee_a2"], organization=a, access_needs=needs_a2),
        builders.make_registration(one, people["trainee_b1"], organization=b, access_needs=needs_b1),
        builders.make_registration(two, people["trainee_b1"], state=RegistrationState.REQUESTED),
    ]
    group = Group(offering_id=two.id, organization_id=a.id, made_at=THEN)
    db.session.add(group)
    world.things["group"] = [group]
    world.things["claim"] = []
    for actor in ("trainee_a1", "trainee_b1"):
        claim = Claim(
            person_id=people[actor].id, course="cop-101", training="Intro to CoPs", provider="County", year=2019,
            evidence=world.secret(f"evidence of {actor}", actor), made_at=THEN,
        )  # fmt: skip
        db.session.add(claim)
        world.things["claim"].append(claim)
    db.session.flush()


def _records(world: World, offerings: list[Any]) -> None:
    """What somebody has on record: the title of it as a canary, for it stands on no other page."""
    for actor in ("trainee_a1", "trainee_b1"):
        db.session.add(
            TrainingRecord(
                person_id=world.people[actor].id, offering_id=offerings[0].id,
                title=world.secret(f"record of {actor}", actor), format=Format.VIRTUAL, trainers=[],
                first_on=date(2020, 9, 15), last_on=date(2020, 9, 15), scheduled_minutes=360, attended_minutes=360,
                credited_minutes=360, state=RecordState.COMPLETE, source=Source.TYPED, verified_at=THEN,
                days=[{"number": 1, "on": "2020-09-15", "label": "", "presence": "present", "minutes": 360,
                       "missed": 0, "credited": True}],
            )
        )  # fmt: skip
    sent = db.session.query(TrainingRecord).first()
    on_behalf = {
        column.key: getattr(sent, column.key)
        for column in TrainingRecord.__table__.columns
        if column.key not in ("id", "ref", "number")
    }
    title = world.secret("record on behalf of organization A", "trainee_a1", "coordinator_a")
    about = {
        "offering_id": offerings[1].id,
        "organization_id": world.things["organization"][0].id,
        "title": title,
    }
    db.session.add(TrainingRecord(**{**on_behalf, **about}))
    number = RegistryMembership(
        person_id=world.people["trainee_a1"].id, registry_id="nevada", changed_at=THEN,
        external_id=world.secret("number in a registry", "trainee_a1"),
    )  # fmt: skip
    db.session.add(number)
    db.session.flush()
    world.things["record"] = list(db.session.query(TrainingRecord).order_by(TrainingRecord.id))
    world.things["held_number"] = [number]


def _letters(world: World) -> None:
    row = OutboxRow(
        dedupe="world:1", kind="registration.confirmed", params={}, created_at=THEN, due_at=THEN, next_try=THEN,
        address=world.secret("address of a message") + "@example.org",
        state=OutboxState.FAILED, problem=world.secret("problem of a message"),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    world.things["message"] = [row]
    world.things["job"] = [
        JobRow(
            kind="organizations.members", by_person=world.people["coordinator_a"].id, made_at=THEN,
            params={"title": "People", "kicker": "", "back": "/", "after": "/", "again": "/"},
            file_name=world.secret("file of a job", "coordinator_a"), state=JobState.CHECKED,
            report=Report(rows=1).as_json(),
        )
    ]  # fmt: skip
    db.session.add_all(world.things["job"])
    db.session.add(
        AuditRow(
            at=THEN, by_person=None, action="test.act", subject_kind="test", subject_ref="x",
            facts={"was": world.secret("fact of an audit row")},
        )
    )  # fmt: skip
