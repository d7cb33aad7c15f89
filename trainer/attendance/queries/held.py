"""Which record carries this number, who captured it, which numbers has a person in registries, and what was sent?"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from trainer.accounts.queries import people_named, storable
from trainer.attendance.models import Export, RegistryMembership, TrainingRecord
from trainer.attendance.rules import records as record_rules
from trainer.core import numbers
from trainer.core.db import db


def record_by_ref(ref: str) -> TrainingRecord | None:
    """The record that a private URL names, with all that its certificate shows."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(TrainingRecord)
        .where(TrainingRecord.ref == ref)
        .options(
            joinedload(TrainingRecord.person), joinedload(TrainingRecord.offering),
            joinedload(TrainingRecord.organization),
        )
    ).first()  # fmt: skip


def certified_by_number(typed: str) -> TrainingRecord | None:
    """The record whose certificate carries this number; None for unknown and impossible ones, and for a record that
    earns no certificate (any more), alike."""
    number = numbers.read(typed)
    if number is None:
        return None
    record = db.session.scalars(
        select(TrainingRecord)
        .where(TrainingRecord.number == number)
        .options(joinedload(TrainingRecord.offering))
    ).first()
    if record is None:
        return None
    earned = record_rules.paper(record.offering.kind, record.state, record.credited_minutes)
    return record if earned else None


def memberships_of(person_id: int) -> Sequence[RegistryMembership]:
    """The numbers that somebody has in registries, in the order in which they were given."""
    return db.session.scalars(
        select(RegistryMembership)
        .where(RegistryMembership.person_id == person_id)
        .order_by(RegistryMembership.id)
    ).all()


def membership_by_ref(ref: str) -> RegistryMembership | None:
    """The number that a private URL names."""
    if not storable(ref):
        return None
    return db.session.scalars(select(RegistryMembership).where(RegistryMembership.ref == ref)).first()


def sent_of(person_id: int) -> dict[int, list[Export]]:
    """What was sent of a person's records, by record id."""
    found: dict[int, list[Export]] = {}
    for export in db.session.scalars(
        select(Export).join(TrainingRecord).where(TrainingRecord.person_id == person_id).order_by(Export.id)
    ):
        found.setdefault(export.record_id, []).append(export)
    return found


def names_on(records: Iterable[TrainingRecord]) -> dict[int, str]:
    """Who captured and who verified these records, by person id: one statement, or none."""
    ids = {id for record in records for id in (record.captured_by, record.verified_by) if id is not None}
    return {person.id: person.name for person in people_named(ids)} if ids else {}
