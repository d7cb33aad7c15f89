"""Was this form sent twice? A one-time key, stored with its answer in the same transaction, gives the first answer."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core.db import Model, UtcDateTime, db

KEPT = timedelta(days=7)


class OnceRow(Model):
    """One used key with where it led. Keyed by person too, so that nobody can use another's key."""

    __tablename__ = "core_once"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    location: Mapped[str] = mapped_column(String(500), default="")
    said: Mapped[str] = mapped_column(String(500), default="")


def key_of(
    key: str, address: str, sent: Iterable[tuple[str, str]], files: Iterable[tuple[str, str, str]] = ()
) -> str:
    """The key of a form with what was typed into it and the files that came with it (field, name, digest of its
    content). What was changed and sent again is a form of its own: it would else be thrown away with the first answer,
    which says that it was saved."""
    typed = sorted(pair for pair in sent if pair[0] not in ("csrf_token", "once"))
    return hashlib.sha256(json.dumps([key, address, typed, sorted(files)]).encode()).hexdigest()


def claim(*, key: str, person_id: int | None, now: datetime) -> OnceRow | None:
    """Claim the key; None when it is ours, else the first answer.

    A second request with the same key waits at the insert until the first has committed or failed.
    """
    dialect = db.session.get_bind().dialect.name
    insert = postgresql_insert if dialect == "postgresql" else sqlite_insert
    values = {"key": key, "person_id": person_id or 0, "at": now, "location": "", "said": ""}
    made = db.session.execute(
        insert(OnceRow).values(values).on_conflict_do_nothing().returning(OnceRow.key)
    ).scalar()
    if made is not None:
        return None
    return db.session.scalars(
        select(OnceRow).where(OnceRow.key == key, OnceRow.person_id == (person_id or 0))
    ).one()


def answer(*, key: str, person_id: int | None, location: str, said: str) -> None:
    """Keep where the first request led and what it said."""
    db.session.execute(
        update(OnceRow)
        .where(OnceRow.key == key, OnceRow.person_id == (person_id or 0))
        .values(location=location[:500], said=said[:500])
    )


def forget_old(*, now: datetime) -> None:
    """Remove keys nobody repeats any more. `now` is the real time, as in `claim`."""
    db.session.execute(delete(OnceRow).where(OnceRow.at < now - KEPT))
