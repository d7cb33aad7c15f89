"""How is it kept what a CoP spent, was given and plans to spend (B06, E17)?"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.rules import tidy
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.models import Budget, Cop, CopSession, Money
from trainer.practice.rules.money import CURRENCIES, MOST_CENTS, BudgetLine, MoneyKind, MoneyReason


def _note(cop: Cop, action: str, *, by: Actor, now: datetime, **facts: object) -> None:
    audit.record(action=action, by=by, now=now, subject=("cop", cop.ref), facts=facts)


def add_money(
    *,
    cop: Cop,
    session: CopSession | None,
    on: date,
    kind: MoneyKind,
    line: BudgetLine,
    what: str,
    giver: str,
    cents: int | None,
    currency: str,
    by: Actor,
    now: datetime,
    receipt_id: int | None = None,
) -> Money:
    """Write one sum down: spent, given in kind or donated. Raises Refused."""
    cop = lock_cop(cop)
    problems = []
    if not tidy(what):
        problems.append(Reason(MoneyReason.WHAT_MISSING))
    if cents is None or not 0 < cents <= MOST_CENTS or currency not in CURRENCIES:
        problems.append(Reason(MoneyReason.CENTS_WRONG, {"most": MOST_CENTS // 100}))
    if on > today_of(cop, now):
        problems.append(Reason(MoneyReason.DAY_WRONG))
    if session is not None and session.cop_id != cop.id:
        problems.append(Reason(MoneyReason.NO_SUCH_SESSION))
    if problems:
        raise Refused(problems)
    row = Money(
        cop_id=cop.id, session_id=session.id if session else None, on=on, kind=kind, line=line,
        what=tidy(what)[:200], giver=tidy(giver)[:200], cents=cents or 0, currency=currency, receipt_id=receipt_id,
        made_at=now, made_by=by.person_id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _note(cop, "cop.money", by=by, now=now, kind=kind.value, cents=row.cents, currency=currency)
    return row


def remove_money(*, money: Money, by: Actor, now: datetime) -> None:
    """A sum was written down by mistake; that it was is audited with what it came to."""
    cop = lock_cop(money.cop)
    facts = {"kind": money.kind.value, "cents": money.cents, "currency": money.currency}
    db.session.delete(money)
    db.session.flush()
    _note(cop, "cop.remove_money", by=by, now=now, **facts)


def plan_budget(
    *, cop: Cop, lines: Mapping[BudgetLine, tuple[int, int]], currency: str, by: Actor, now: datetime
) -> None:
    """Keep what a CoP plans to spend, and hopes for in kind, on each line: (cents, cents). Raises Refused."""
    cop = lock_cop(cop)
    wrong = any(not 0 <= cents <= MOST_CENTS for pair in lines.values() for cents in pair)
    if wrong or currency not in CURRENCIES:
        raise Refused(Reason(MoneyReason.CENTS_WRONG, {"most": MOST_CENTS // 100}))
    known = {row.line: row for row in db.session.scalars(select(Budget).where(Budget.cop_id == cop.id))}
    for line, (cents, in_kind) in lines.items():
        row = known.get(line)
        if row is None and (cents or in_kind):
            db.session.add(Budget(cop_id=cop.id, line=line, cents=cents, in_kind=in_kind, currency=currency))
        elif row is not None:
            row.cents, row.in_kind, row.currency = cents, in_kind, currency
    db.session.flush()
    _note(cop, "cop.budget", by=by, now=now, lines=sum(1 for pair in lines.values() if any(pair)))
