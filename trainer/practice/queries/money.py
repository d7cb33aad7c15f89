"""What did a CoP spend, get and plan, whole and by session?"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.practice.models import Budget, Cop, CopSession, Money
from trainer.practice.queries.things import WITH_PEOPLE
from trainer.practice.rules.money import BudgetLine, Sums

MOST_EXPORTED = 20_000


@dataclass(frozen=True)
class Part:
    """What one session, or the CoP beside its sessions (None), came to, by currency."""

    session: CopSession | None
    sums: dict[str, Sums]


def money_by_ref(ref: str) -> Money | None:
    """One sum, with its CoP."""
    return db.session.scalar(
        select(Money).where(Money.ref == ref).options(joinedload(Money.cop).options(WITH_PEOPLE))
    )


def rows(cop_id: int, *, after: str | None, session_id: int | None = None) -> Page:
    """The sums of a CoP, or of one of its sessions, the latest first."""
    table = Money.__table__.c
    statement = select(Money.on, Money.id, Money).where(Money.cop_id == cop_id)
    if session_id is not None:
        statement = statement.where(Money.session_id == session_id)
    return page_of(
        statement.options(joinedload(Money.session)), by=(table.on, table.id), after=after, down=True
    )


def every(cop_id: int) -> Sequence[Money]:
    """All sums of a CoP in the order of their days, for the export."""
    return db.session.scalars(
        select(Money)
        .where(Money.cop_id == cop_id)
        .options(joinedload(Money.session))
        .order_by(Money.on, Money.id)
        .limit(MOST_EXPORTED)
    ).all()


def parts(cop_id: int) -> tuple[dict[str, Sums], list[Part]]:
    """What a CoP came to as a whole, and by session: added up by the database, one statement and one for sessions."""
    found = db.session.execute(
        select(Money.session_id, Money.currency, Money.kind, Money.line, func.sum(Money.cents))
        .where(Money.cop_id == cop_id)
        .group_by(Money.session_id, Money.currency, Money.kind, Money.line)
    ).all()
    whole: dict[str, Sums] = {}
    by_session: dict[int | None, dict[str, Sums]] = {}
    for session_id, currency, kind, line, cents in found:
        for sums in (whole, by_session.setdefault(session_id, {})):
            sums.setdefault(currency, Sums()).add(kind, line, int(cents))
    sessions = {
        one.id: one
        for one in db.session.scalars(
            select(CopSession).where(CopSession.cop_id == cop_id).order_by(CopSession.starts_at)
        )
    }
    listed = [Part(one, by_session[one.id]) for one in sessions.values() if one.id in by_session]
    return whole, [*listed, *([Part(None, by_session[None])] if None in by_session else [])]


def budget(cop: Cop) -> dict[BudgetLine, Budget]:
    """What a CoP plans to spend, by line."""
    return {row.line: row for row in db.session.scalars(select(Budget).where(Budget.cop_id == cop.id))}
