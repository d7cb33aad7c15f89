"""What must reach someone? Written here in the transaction of its cause; the worker leases, sends and marks it."""

import enum
import random
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, String, Text, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core.db import Json, Model, UtcDateTime, db, locked, new_ref, one_of, str_enum
from trainer.permissions import Scope

GIVE_UP_AFTER = timedelta(days=5)
BACKOFF_MINUTES = (1, 5, 15, 30, 45)
"""Pauses after one, two, … refusals. The longest, stretched by a tenth, is under an hour (trust.md 7)."""


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
        Index("ix_core_outbox_due", "state", "due_at", "id"),
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
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    not_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_try: Mapped[datetime] = mapped_column(UtcDateTime)
    lease: Mapped[str | None] = mapped_column(String(32))
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def scopes(self) -> set[Scope]:
        """Where a message belongs, for the guard: to the whole program, even when it is about one person."""
        return set()


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
    """Put one message out, once per `dedupe`. `access` (permission, scopes) is asked again at sending: trust.md 15.

    Either `to` (a person; the address is read when it is sent) or `address` (a stranger) is given.
    """
    if to is None and not address:
        raise ValueError("a message needs a person or an address")
    due = max(now, not_before or now)
    values = {
        "kind": kind, "to_person": to, "address": address, "params": params, "dedupe": dedupe, "created_at": now,
        "due_at": due, "next_try": due, "not_after": not_after, "access": list(access) if access else None,
    }  # fmt: skip
    gathering = _gathering.get()
    if gathering is None:
        _insert([values])
    else:
        gathering.append(values)


_gathering: ContextVar[list[dict[str, Any]] | None] = ContextVar("gathering", default=None)
PIECE = 500


def _insert(rows: list[dict[str, Any]]) -> None:
    insert = postgresql_insert if db.session.get_bind().dialect.name == "postgresql" else sqlite_insert
    made = insert(OutboxRow).on_conflict_do_nothing(index_elements=[OutboxRow.dedupe])
    for start in range(0, len(rows), PIECE):
        db.session.execute(made.values([{"ref": new_ref(), **row} for row in rows[start : start + PIECE]]))


@contextmanager
def gathered() -> Iterator[None]:
    """What is put inside is written at the end, together: many messages in a few statements."""
    outer = _gathering.get()
    if outer is not None:
        yield
        return
    rows: list[dict[str, Any]] = []
    token = _gathering.set(rows)
    try:
        yield
    finally:
        _gathering.reset(token)
    _insert(rows)


def known(dedupes: Collection[str]) -> set[str]:
    """Which of these messages were put out before, whatever became of them."""
    if not dedupes:
        return set()
    return set(db.session.scalars(select(OutboxRow.dedupe).where(OutboxRow.dedupe.in_(dedupes))))


def cancel(*, dedupe_prefix: str, now: datetime | None = None) -> None:
    """Take back what has not been sent and is no longer true; called by the action that made it untrue."""
    db.session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.state == OutboxState.WAITING,
            OutboxRow.dedupe.startswith(dedupe_prefix, autoescape=True),
        )
        .values(state=OutboxState.CANCELED, lease=None, params={})
    )


def lease(
    *, now: datetime, limit: int = 20, word: str | None = None, dead: Collection[str] = ()
) -> list[int]:
    """Claim due messages in due order; two workers never hold the same one (trust.md 4). The caller commits.

    `word` names the claim. `dead` are the words of claims whose worker is gone: a worker sees for itself how long a
    claim stands still, by a clock that cannot be set, because the time of day may jump (trust.md 10).
    """
    due = (
        select(OutboxRow.id)
        .where(
            OutboxRow.state == OutboxState.WAITING,
            OutboxRow.due_at <= now,
            OutboxRow.next_try <= now,
            OutboxRow.lease.is_(None) | OutboxRow.lease.in_(list(dead)),
        )
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(db.session.scalars(due))
    if ids:
        db.session.execute(update(OutboxRow).where(OutboxRow.id.in_(ids)).values(lease=word or new_ref()))
    return ids


def leases() -> set[str]:
    """The words of all claims that stand now."""
    held = select(OutboxRow.lease).where(OutboxRow.state == OutboxState.WAITING, OutboxRow.lease.is_not(None))
    return {word for word in db.session.scalars(held.distinct()) if word}


def held(row_id: int, *, word: str) -> OutboxRow | None:
    """The message if it is still to be sent and still ours; another may have canceled or claimed it meanwhile."""
    row = db.session.scalars(
        locked(select(OutboxRow).where(OutboxRow.id == row_id)).execution_options(populate_existing=True)
    ).one_or_none()
    return row if row and row.state is OutboxState.WAITING and row.lease == word else None


def renew(row: OutboxRow) -> str:
    """Begin the claim anew with a word of its own, right before the message is sent; returns the word."""
    row.lease = new_ref()
    return row.lease


def release(*, word: str) -> None:
    """Give back what was claimed and not sent."""
    db.session.execute(
        update(OutboxRow)
        .where(OutboxRow.state == OutboxState.WAITING, OutboxRow.lease == word)
        .values(lease=None)
    )


def mark_sent(row: OutboxRow, *, now: datetime) -> None:
    """The receiving server has accepted it. What it said is forgotten: it may have held a private link."""
    row.state, row.sent_at, row.lease, row.problem, row.params = OutboxState.SENT, now, None, None, {}
    row.tries += 1


def mark_problem(row: OutboxRow, *, now: datetime, problem: str, permanent: bool) -> None:
    """It could not be sent: later again with a growing pause, or given up after five days or a permanent refusal."""
    row.tries += 1
    row.problem, row.lease = problem[:500], None
    if permanent or now - row.due_at > GIVE_UP_AFTER:
        row.state = OutboxState.FAILED
    else:
        minutes = BACKOFF_MINUTES[min(row.tries, len(BACKOFF_MINUTES)) - 1]
        row.next_try = now + timedelta(minutes=minutes * random.uniform(0.9, 1.1))  # noqa: S311 - spreads, hides nothing


def mark_ended(row: OutboxRow, state: OutboxState) -> None:
    """It will not be sent: its moment has passed (stale) or its reader lost the right to it (forbidden)."""
    row.state, row.lease, row.params = state, None, {}


def wake(*, now: datetime) -> None:
    """The mail server is well again: whatever it had put off is due now, in due order."""
    db.session.execute(
        update(OutboxRow)
        .where(OutboxRow.state == OutboxState.WAITING, OutboxRow.tries > 0, OutboxRow.next_try > now)
        .values(next_try=now)
    )


def give_up(*, now: datetime, problem: str) -> int:
    """Fail what has been due for five days, whether or not it was its turn; returns how many."""
    late = (
        update(OutboxRow)
        .where(OutboxRow.state == OutboxState.WAITING, OutboxRow.due_at < now - GIVE_UP_AFTER)
        .where(OutboxRow.not_after.is_(None) | (OutboxRow.not_after > now))
        .values(state=OutboxState.FAILED, lease=None, problem=problem[:500])
        .returning(OutboxRow.id)
    )
    return len(db.session.scalars(late).all())


def again(row: OutboxRow, *, now: datetime) -> None:
    """Try a failed message anew, from now on as if it were due now."""
    row.state, row.due_at, row.next_try, row.lease = OutboxState.WAITING, now, now, None


def waiting_count() -> int:
    """How many messages still wait: shown to administrators."""
    return db.session.scalar(select(func.count()).where(OutboxRow.state == OutboxState.WAITING)) or 0
