"""What must reach someone? Written here in the transaction of its cause; the worker leases, sends and marks it."""

import enum
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, String, Text, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core.db import Json, Model, UtcDateTime, db, new_ref, one_of, str_enum

LEASE = timedelta(minutes=2)
GIVE_UP_AFTER = timedelta(days=5)
BACKOFF_MINUTES = (1, 5, 15, 60, 180, 360)


class OutboxState(enum.StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENT = "sent"
    CANCELED = "canceled"
    STALE = "stale"
    FORBIDDEN = "forbidden"
    FAILED = "failed"


class OutboxRow(Model):
    """One message to one recipient. Its ref is the stable part of the Message-ID, also when it is sent twice."""

    __tablename__ = "core_outbox"
    __table_args__ = (
        one_of("state", OutboxState),
        Index("ix_core_outbox_due", "state", "next_try"),
        Index("ix_core_outbox_to", "to_person"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(32), unique=True, default=new_ref)
    dedupe: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(48))
    to_person: Mapped[int | None]
    address: Mapped[str | None] = mapped_column(String(254))
    params: Mapped[dict[str, Any]] = mapped_column(Json)
    access: Mapped[list[Any] | None] = mapped_column(Json)
    state: Mapped[OutboxState] = mapped_column(str_enum(OutboxState), default=OutboxState.WAITING)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    not_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_try: Mapped[datetime] = mapped_column(UtcDateTime)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def put(
    *,
    kind: str,
    now: datetime,
    dedupe: str,
    params: dict[str, Any],
    to: int | None = None,
    address: str | None = None,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    access: tuple[str, list[list[Any]]] | None = None,
) -> None:
    """Put one message out, once per `dedupe`. `access` (permission, scopes) is asked again when it is sent: trust.md 15.

    Either `to` (a person; the address is read when it is sent) or `address` (a stranger) is given.
    """
    if db.session.scalar(select(OutboxRow.id).where(OutboxRow.dedupe == dedupe)):
        return
    db.session.add(
        OutboxRow(
            kind=kind, to_person=to, address=address, params=params, dedupe=dedupe, created_at=now,
            next_try=max(now, not_before or now), not_after=not_after, access=list(access) if access else None,
        )
    )  # fmt: skip


def cancel(*, dedupe_prefix: str) -> None:
    """Take back what has not been sent and is no longer true; called by the action that made it untrue."""
    db.session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.state == OutboxState.WAITING,
            OutboxRow.dedupe.startswith(dedupe_prefix, autoescape=True),
        )
        .values(state=OutboxState.CANCELED)
    )


def lease(*, now: datetime, limit: int = 20) -> list[int]:
    """Claim due messages for two minutes; two workers never hold the same one (trust.md 4). The caller commits."""
    due = (
        select(OutboxRow.id)
        .where(
            OutboxRow.state == OutboxState.WAITING,
            OutboxRow.next_try <= now,
            or_(OutboxRow.leased_until.is_(None), OutboxRow.leased_until < now),
        )
        .order_by(OutboxRow.next_try, OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(db.session.scalars(due))
    if ids:
        db.session.execute(
            update(OutboxRow).where(OutboxRow.id.in_(ids)).values(leased_until=now + LEASE, lease=new_ref())
        )
    return ids


def mark_sent(row: OutboxRow, *, now: datetime) -> None:
    """The receiving server has accepted it."""
    row.state, row.sent_at, row.leased_until, row.problem = OutboxState.SENT, now, None, None
    row.tries += 1


def mark_problem(row: OutboxRow, *, now: datetime, problem: str, permanent: bool) -> None:
    """It could not be sent: later again with a growing pause, or given up after five days or a permanent refusal."""
    row.tries += 1
    row.problem, row.leased_until = problem[:500], None
    if permanent or now - row.created_at > GIVE_UP_AFTER:
        row.state = OutboxState.FAILED
    else:
        row.next_try = now + timedelta(minutes=BACKOFF_MINUTES[min(row.tries, len(BACKOFF_MINUTES)) - 1])


def mark_ended(row: OutboxRow, state: OutboxState) -> None:
    """It will not be sent: its moment has passed (stale) or its reader lost the right to it (forbidden)."""
    row.state, row.leased_until = state, None


def waiting_count() -> int:
    """How many messages still wait: shown to administrators."""
    return db.session.scalar(select(func.count()).where(OutboxRow.state == OutboxState.WAITING)) or 0
