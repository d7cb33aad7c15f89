"""Which records of a period does a registry still need, by when, and whose number is missing?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Person
from trainer.attendance.models import Export, RegistryMembership, TrainingRecord
from trainer.attendance.rules import registries as registry_rules
from trainer.attendance.rules.goals import Period
from trainer.attendance.rules.registries import Recorded, Registry, Sending, Sent
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.schedule.models import Offering

MOST_IN_A_FILE = 5_000


@dataclass(frozen=True)
class Line:
    """One record on the way to a registry."""

    record: TrainingRecord
    membership: RegistryMembership
    export: Export | None
    standing: Sending
    due_on: date


def standing(registry: Registry, record: TrainingRecord, export: Export | None, *, today: date) -> Sending:
    """How a record of somebody with a number stands with a registry."""
    said = Recorded(
        record.last_on, record.credited_minutes, record.code, record.verification, record.corrected_at
    )
    sent = Sent(export.sent_at, export.result) if export else None
    return registry_rules.sending(registry, said, sent, today=today)


def exports_among(registry_id: str, record_ids: Collection[int]) -> dict[int, Export]:
    """What was sent of these records to a registry, by record id."""
    found = db.session.scalars(
        select(Export).where(Export.registry_id == registry_id, Export.record_id.in_(list(record_ids)))
    )
    return {one.record_id: one for one in found}


def numbers_among(registry_id: str, person_ids: Collection[int]) -> dict[int, RegistryMembership]:
    """The numbers that these people have in a registry, by person id."""
    found = db.session.scalars(
        select(RegistryMembership).where(
            RegistryMembership.registry_id == registry_id, RegistryMembership.person_id.in_(set(person_ids))
        )
    )
    return {one.person_id: one for one in found}


def _records(period: Period, offering: Offering | None) -> Select[TrainingRecord]:
    statement = (
        select(TrainingRecord)
        .where(TrainingRecord.last_on >= period.first, TrainingRecord.last_on <= period.last)
        .options(joinedload(TrainingRecord.person), joinedload(TrainingRecord.offering))
    )
    return statement.where(TrainingRecord.offering_id == offering.id) if offering else statement


def lines(
    registry: Registry,
    period: Period,
    offering: Offering | None,
    *,
    after: str | None,
    today: date,
    size: int = 50,
) -> tuple[Page, list[Line]]:
    """A page of the records of people with a number, the oldest first: those are due first."""
    statement = (
        _records(period, offering)
        .with_only_columns(
            TrainingRecord.last_on, TrainingRecord.id, TrainingRecord, RegistryMembership, Export
        )
        .join(
            RegistryMembership,
            (RegistryMembership.person_id == TrainingRecord.person_id)
            & (RegistryMembership.registry_id == registry.id),
        )
        .outerjoin(Export, (Export.record_id == TrainingRecord.id) & (Export.registry_id == registry.id))
    )
    page = page_of(statement, by=(TrainingRecord.last_on, TrainingRecord.id), after=after, size=size)
    found = [
        Line(
            record, membership, export, standing(registry, record, export, today=today),
            export.due_on if export else registry_rules.due_on(registry, record.last_on),
        )
        for _last, _id, record, membership, export in page.rows
    ]  # fmt: skip
    return page, found


def to_send(
    registry: Registry, period: Period, offering: Offering | None, *, today: date
) -> list[tuple[TrainingRecord, RegistryMembership]]:
    """Every record that belongs into the next file."""
    _page, found = lines(registry, period, offering, after=None, today=today, size=MOST_IN_A_FILE)
    return [(line.record, line.membership) for line in found if line.standing in registry_rules.SENDABLE]


def without_number(
    registry: Registry, period: Period, offering: Offering | None, *, most: int = 50
) -> tuple[int, Sequence[tuple[Person, int]]]:
    """How many people have a record of the period and no number, and the first of them by name with their records."""
    has = select(RegistryMembership.person_id).where(RegistryMembership.registry_id == registry.id)
    records = (
        _records(period, offering).with_only_columns(TrainingRecord.person_id, TrainingRecord.id).subquery()
    )
    missing = records.c.person_id.not_in(has)
    count = db.session.scalar(select(func.count(records.c.person_id.distinct())).where(missing)) or 0
    rows = db.session.execute(
        select(Person, func.count(records.c.id))
        .join(records, records.c.person_id == Person.id)
        .where(missing)
        .group_by(Person.id)
        .order_by(Person.sort_name, Person.id)
        .limit(most)
    ).all()
    return count, [(row[0], row[1]) for row in rows]
