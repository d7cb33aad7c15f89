"""Who has a number in a registry, what went there after CoP 101 in September 2020, and what do agencies ask for?"""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlalchemy import select

from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.attendance import actions as attendance
from trainer.attendance import registries
from trainer.attendance.models import TrainingRecord
from trainer.attendance.rules.registries import Result
from trainer.core.db import db
from trainer.organizations.models import Organization
from trainer.sample import people

GOALS = {"bay": 15 * 60, "rivers": 15 * 60, "harbor": 24 * 60}
"""Minutes a year: Head Start's fifteen hours, and a network that asks for more."""

NEVADA = ("104233", "118907", "120554")
LATE = "125310"
"""Given only in spring: by then the training of September is long overdue."""

LAST_DAY = date(2020, 9, 18)


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 17, tzinfo=UTC)


def tell(persons: Mapping[str, Person], organizations: Mapping[str, Organization], office: Actor) -> None:
    """Numbers are given in August, records go out within five days, one comes back, and one number comes too late."""
    there = [persons[one.name] for one in people.ALL if one.took_101 == "september"]
    for person, number in zip(there, NEVADA, strict=False):
        _give(person, "nevada", number, _at(2020, 8, 24))
    refs = _records([person.id for person in there[: len(NEVADA)]])
    nevada = registries.registries()["nevada"]
    sent = _at(2020, 9, 21)
    attendance.verify(refs=refs, by=office, now=sent)
    attendance.mark_sent(registry=nevada, refs=refs, by=office, now=sent, today=sent.date())
    attendance.note_answers(
        registry=nevada, answers=dict.fromkeys(refs[:-1], Result.ACCEPTED), by=office, now=_at(2020, 9, 24)
    )
    attendance.note_answers(
        registry=nevada, answers={refs[-1]: Result.REFUSED}, by=office, now=_at(2020, 9, 24),
        error="The name does not fit the number.",
    )  # fmt: skip
    _give(there[len(NEVADA)], "nevada", LATE, _at(2021, 4, 12))
    _give(there[len(NEVADA) + 1], "north_dakota", "ND012345", _at(2021, 4, 14))
    for key, minutes in GOALS.items():
        attendance.set_goal(organization=organizations[key], minutes=minutes, by=office, now=_at(2020, 7, 8))


def _give(person: Person, registry: str, number: str, now: datetime) -> None:
    by = accounts_queries.actor_of(person, accounts_queries.grants_of(person.id, now=now))
    attendance.give_number(person=person, registry_id=registry, number=number, by=by, now=now)


def _records(person_ids: list[int]) -> list[str]:
    return list(
        db.session.scalars(
            select(TrainingRecord.ref)
            .where(TrainingRecord.person_id.in_(person_ids), TrainingRecord.last_on == LAST_DAY)
            .order_by(TrainingRecord.person_id)
        )
    )
