"""How does a person's number in a registry come to us, and how do records go there?"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.accounts.rules import tidy
from trainer.attendance import registries
from trainer.attendance.models import Export, RegistryMembership, TrainingRecord
from trainer.attendance.queries import sendings
from trainer.attendance.rules import registries as registry_rules
from trainer.attendance.rules.records import Verification
from trainer.attendance.rules.registries import Registry, RegistryReason, Result
from trainer.core import audit
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused

MOST_AT_ONCE = 500


def give_number(
    *, person: Person, registry_id: str, number: str, name: str = "", by: Actor, now: datetime
) -> RegistryMembership:
    """Write down somebody's number in a registry, or another one in its place. Raises Refused."""
    registry = registries.registry(registry_id)
    if registry is None:
        raise Refused(Reason(RegistryReason.UNKNOWN_REGISTRY))
    problem = registry_rules.why_not_id(registry, number)
    if problem:
        raise Refused(Reason(problem, {"registry": registry.name, "example": registry.id_example}))
    db.session.execute(locked(select(Person.id).where(Person.id == person.id)))
    membership = db.session.scalars(
        select(RegistryMembership).where(
            RegistryMembership.person_id == person.id, RegistryMembership.registry_id == registry.id
        )
    ).first()
    if membership is None:
        membership = RegistryMembership(person_id=person.id, registry_id=registry.id)
        db.session.add(membership)
    membership.external_id, membership.registered_name = registry_rules.tidy_id(number), tidy(name)[:200]
    membership.changed_at = now
    db.session.flush()
    audit.record(
        action="registry.number",
        by=by,
        now=now,
        subject=("person", person.ref),
        facts={"registry": registry.id},
    )
    return membership


def remove_number(*, membership: RegistryMembership, person: Person, by: Actor, now: datetime) -> None:
    """Forget somebody's number in a registry. What was sent stays sent."""
    facts = {"registry": membership.registry_id}
    db.session.delete(membership)
    db.session.flush()
    audit.record(action="registry.remove", by=by, now=now, subject=("person", person.ref), facts=facts)


def _held(refs: Collection[str]) -> Sequence[TrainingRecord]:
    """These records, locked, with what is asked about them."""
    return db.session.scalars(
        locked(
            select(TrainingRecord)
            .where(TrainingRecord.ref.in_([ref for ref in refs if storable(ref)][:MOST_AT_ONCE]))
            .order_by(TrainingRecord.id)
        )
        .options(selectinload(TrainingRecord.offering), selectinload(TrainingRecord.person))
        .execution_options(populate_existing=True)
    ).all()


def verify(*, refs: Collection[str], by: Actor, now: datetime) -> int:
    """The office has looked at these records and vouches for them; how many were not verified before."""
    fresh = [one for one in _held(refs) if one.verification is not Verification.VERIFIED]
    for record in fresh:
        record.verification, record.verified_at, record.verified_by = Verification.VERIFIED, now, by.person_id
        audit.record(action="record.verify", by=by, now=now, subject=("record", record.ref))
    db.session.flush()
    return len(fresh)


def mark_sent(*, registry: Registry, refs: Collection[str], by: Actor, now: datetime, today: date) -> int:
    """Write down that these records went to a registry; how many. Those that cannot be sent are left out.

    Raises Refused when none can.
    """
    records = _held(refs)
    exports = sendings.exports_among(registry.id, [one.id for one in records])
    numbers = sendings.numbers_among(registry.id, [one.person_id for one in records])
    sendable = [
        one
        for one in records
        if one.person_id in numbers
        and sendings.standing(registry, one, exports.get(one.id), today=today) in registry_rules.SENDABLE
    ]
    if not sendable:
        raise Refused(Reason(RegistryReason.NOT_SENDABLE))
    for record in sendable:
        export = exports.get(record.id)
        if export is None:
            export = Export(record_id=record.id, registry_id=registry.id)
            db.session.add(export)
        export.due_on = registry_rules.due_on(registry, record.last_on)
        export.sent_at, export.sent_by, export.result, export.error = now, by.person_id, Result.WAITING, ""
        record.approval_code, record.trainer_ids = record.code, list(record.trainer_numbers)
    db.session.flush()
    audit.record(
        action="registry.sent", by=by, now=now, subject=("registry", registry.id),
        facts={"records": [one.ref for one in sendable]},
    )  # fmt: skip
    return len(sendable)


def note_answers(
    *, registry: Registry, answers: Mapping[str, Result], error: str = "", by: Actor, now: datetime
) -> int:
    """Write down what a registry answered about these records (by reference); how many. Raises Refused."""
    records = {one.id: one for one in _held(answers)}
    exports = sendings.exports_among(registry.id, list(records))
    if not exports:
        raise Refused(Reason(RegistryReason.NOT_SENT))
    for record_id, export in exports.items():
        export.result = answers[records[record_id].ref]
        export.error = error.strip()[:1_000] if export.result is Result.REFUSED else ""
    db.session.flush()
    audit.record(
        action="registry.answer", by=by, now=now, subject=("registry", registry.id),
        facts={"answers": {records[key].ref: one.result.value for key, one in exports.items()}},
    )  # fmt: skip
    return len(exports)
