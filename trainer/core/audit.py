"""Who changed what, when? One row per change, in the transaction of the change, and nobody can rewrite it."""

import hashlib
import json
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import DDL, String, event, select
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core.db import Json, Model, UtcDateTime, db


class HasPerson(Protocol):
    """Whoever acts: the Actor of accounts, or the system itself (person_id None)."""

    @property
    def person_id(self) -> int | None: ...


class AuditRow(Model):
    """One change. People are named by id without a foreign key: the row outlives them (trust.md 30)."""

    __tablename__ = "core_audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_person: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_ref: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]] = mapped_column(Json)


class AuditSeal(Model):
    """A link of the hash chain over committed audit rows, written by the worker so that writers do not queue."""

    __tablename__ = "core_audit_seal"
    audit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))


SQLITE_GUARDS = [
    f"CREATE TRIGGER core_audit_no_{verb} BEFORE {verb.upper()} ON core_audit "
    "BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END"
    for verb in ("update", "delete")
]
POSTGRESQL_GUARDS = [
    "CREATE FUNCTION core_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'audit rows cannot be changed'; END $$",
    "CREATE TRIGGER core_audit_no_change BEFORE UPDATE OR DELETE ON core_audit "
    "FOR EACH ROW EXECUTE FUNCTION core_audit_refuse()",
]
for _statement in SQLITE_GUARDS:
    event.listen(AuditRow.__table__, "after_create", DDL(_statement).execute_if(dialect="sqlite"))
for _statement in POSTGRESQL_GUARDS:
    event.listen(AuditRow.__table__, "after_create", DDL(_statement).execute_if(dialect="postgresql"))


def record(
    *,
    action: str,
    by: HasPerson,
    now: datetime,
    subject: tuple[str, str],
    facts: dict[str, Any] | None = None,
) -> None:
    """Write down one change. `facts` hold what changed, never a secret and never what somebody wrote in private."""
    kind, ref = subject
    db.session.add(
        AuditRow(
            at=now,
            by_person=by.person_id,
            action=action,
            subject_kind=kind,
            subject_ref=ref,
            facts=facts or {},
        )
    )


def _link(previous: str, row: AuditRow) -> str:
    content = [
        row.id,
        row.at.isoformat(),
        row.by_person,
        row.action,
        row.subject_kind,
        row.subject_ref,
        row.facts,
    ]
    return hashlib.sha256((previous + json.dumps(content, sort_keys=True)).encode()).hexdigest()


def seal(limit: int = 500) -> int:
    """Add committed rows to the chain, in order; returns how many. Called by the worker, one at a time."""
    last = db.session.execute(select(AuditSeal).order_by(AuditSeal.audit_id.desc()).limit(1)).scalar()
    previous = last.hash if last else ""
    after = last.audit_id if last else 0
    rows = db.session.scalars(
        select(AuditRow).where(AuditRow.id > after).order_by(AuditRow.id).limit(limit)
    ).all()
    for row in rows:
        previous = _link(previous, row)
        db.session.add(AuditSeal(audit_id=row.id, hash=previous))
    db.session.flush()
    return len(rows)


def broken_seals() -> list[int]:
    """The audit ids at which the chain no longer fits the rows; empty when nothing was touched."""
    previous, broken = "", []
    rows = db.session.execute(
        select(AuditSeal, AuditRow)
        .outerjoin(AuditRow, AuditRow.id == AuditSeal.audit_id)
        .order_by(AuditSeal.audit_id)
    )
    for seal_row, row in rows:
        if row is None or _link(previous, row) != seal_row.hash:
            broken.append(seal_row.audit_id)
        previous = seal_row.hash
    return broken
