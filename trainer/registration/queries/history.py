"""What happened to a registration, step by step? Read from the audit trail, in which every change stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from trainer.accounts.models import Person
from trainer.core.audit import AuditRow
from trainer.core.db import db
from trainer.registration.models import Registration

MOST = 200


@dataclass(frozen=True)
class Step:
    """One change: when, which, what was written down of it, and who made it (None: the program by itself)."""

    at: datetime
    action: str
    facts: Mapping[str, Any]
    by_person: int | None
    by_name: str


def steps(registration: Registration) -> list[Step]:
    """Every step of a registration, in order: one statement."""
    rows = db.session.execute(
        select(AuditRow.at, AuditRow.action, AuditRow.facts, AuditRow.by_person, Person.name)
        .outerjoin(Person, Person.id == AuditRow.by_person)
        .where(AuditRow.subject_ref == registration.ref, AuditRow.subject_kind == "registration")
        .order_by(AuditRow.id)
        .limit(MOST)
    )
    return [Step(at, action, facts, by, name or "") for at, action, facts, by, name in rows]
