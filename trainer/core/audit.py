"""Who changed what, when? One row per change, in the transaction of the change, and nobody can rewrite it."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import DDL, Index, String, Table, event, func, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from trainer.core.db import Json, Model, UtcDateTime, db
from trainer.core.program import Setting


class HasPerson(Protocol):
    """Whoever acts: the Actor of accounts, or the system itself (person_id None)."""

    @property
    def person_id(self) -> int | None: ...


class AuditRow(Model):
    """One change. People are named by id without a foreign key: the row outlives them (trust.md 30)."""

    __tablename__ = "core_audit"
    __table_args__ = (Index("ix_core_audit_subject", "subject_ref", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_person: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_ref: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]] = mapped_column(Json)


class AuditSeal(Model):
    """A link of the hash chain over committed audit rows, written by the worker so that writers do not queue.

    Links have a number of their own: of two rows written at once the later one may be committed first.
    """

    __tablename__ = "core_audit_seal"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    audit_id: Mapped[int] = mapped_column(unique=True)
    hash: Mapped[str] = mapped_column(String(64))


def guards(table: str, key: str) -> dict[str, list[str]]:
    """The triggers that refuse to change or remove rows of `table`, per kind of database.

    On SQLite a row could also be replaced by an INSERT OR REPLACE, which no delete trigger sees.
    """
    refuse = "BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END"
    function = f"{table}_refuse"
    return {
        "sqlite": [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - both names are ours
            f"WHEN NEW.{key} IN (SELECT {key} FROM {table}) {refuse}",
        ],
        "postgresql": [
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'audit rows cannot be changed'; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        ],
    }


GUARDED = (("core_audit", "id"), ("core_audit_seal", "number"))
for _table, _key in GUARDED:
    for _dialect, _statements in guards(_table, _key).items():
        for _statement in _statements:
            _target: Table = Model.metadata.tables[_table]
            event.listen(_target, "after_create", DDL(_statement).execute_if(dialect=_dialect))


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


LOOK_BACK = 1_000
"""How many rows behind the newest link a late commit is looked for; `seal(everything=True)` looks for all."""


def seal(limit: int = 500, *, everything: bool = False) -> int:
    """Add committed rows to the chain; returns how many. Of two workers at once one gets an IntegrityError."""
    last = db.session.scalars(select(AuditSeal).order_by(AuditSeal.number.desc()).limit(1)).one_or_none()
    previous, number = (last.hash, last.number) if last else ("", 0)
    open_rows = (
        select(AuditRow)
        .outerjoin(AuditSeal, AuditSeal.audit_id == AuditRow.id)
        .where(AuditSeal.audit_id.is_(None))
    )
    if last and not everything:
        newest = db.session.scalar(select(func.max(AuditSeal.audit_id))) or 0
        open_rows = open_rows.where(AuditRow.id > newest - LOOK_BACK)
    rows = db.session.scalars(open_rows.order_by(AuditRow.id).limit(limit)).all()
    for place, row in enumerate(rows, start=number + 1):
        previous = _link(previous, row)
        db.session.add(AuditSeal(number=place, audit_id=row.id, hash=previous))
    db.session.flush()
    return len(rows)


def broken_seals(audit_ids: Collection[int] | None = None) -> list[int]:
    """The audit ids at which the chain no longer fits the rows; empty when nothing was touched.

    With `audit_ids` only these links are looked at. A link is broken when its row was changed or removed, or when the
    link before it is missing.
    """
    before = aliased(AuditSeal)
    links = (
        select(AuditSeal, before.hash, AuditRow)
        .outerjoin(before, before.number == AuditSeal.number - 1)
        .outerjoin(AuditRow, AuditRow.id == AuditSeal.audit_id)
        .order_by(AuditSeal.number)
        .execution_options(yield_per=1_000)
    )
    if audit_ids is not None:
        links = links.where(AuditSeal.audit_id.in_(list(audit_ids)))
    broken = []
    for link, previous, row in db.session.execute(links):
        whole = previous is not None or link.number == 1
        if row is None or not whole or _link(previous or "", row) != link.hash:
            broken.append(link.audit_id)
    return broken


CHECKED = "audit_checked"


@dataclass(frozen=True)
class Chain:
    """How the chain stood when it was last looked at whole: the links it had, its last row, and what was broken."""

    links: int = 0
    up_to: int = 0
    broken: tuple[int, ...] = ()


def check() -> Chain:
    """Look at the whole chain and keep the finding for `checked`; the worker does so every hour."""
    links, up_to = db.session.execute(select(func.count(), func.max(AuditSeal.audit_id))).one()
    found = Chain(links, up_to or 0, tuple(broken_seals()[:100]))
    db.session.merge(Setting(name=CHECKED, value=[found.links, found.up_to, list(found.broken)]))
    db.session.flush()
    return found


def checked() -> Chain:
    """What the last look at the whole chain found."""
    kept = db.session.scalar(select(Setting.value).where(Setting.name == CHECKED))
    return Chain(kept[0], kept[1], tuple(kept[2])) if kept else Chain()
