"""How is it kept what a CoP spent, was given and plans to spend (B06, E17)?"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.rules import tidy
from trainer.core import audit, contents, files, pictures
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.models import Budget, Cop, CopSession, Money
from trainer.practice.rules.money import (
    CURRENCIES,
    MOST_CENTS,
    MOST_RECEIPT,
    BudgetLine,
    MoneyKind,
    MoneyReason,
)


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
        what=tidy(what)[:200], giver=tidy(giver)[:200], cents=cents or 0, currency=currency, made_at=now,
        made_by=by.person_id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _note(cop, "cop.money", by=by, now=now, kind=kind.value, cents=row.cents, currency=currency)
    return row


def remove_money(*, money: Money, by: Actor, now: datetime) -> None:
    """A sum was written down by mistake; that it was is audited with what it came to."""
    cop = lock_cop(money.cop)
    facts = {"kind": money.kind.value, "cents": money.cents, "currency": money.currency}
    _drop_file(money, now=now)
    db.session.delete(money)
    db.session.flush()
    _note(cop, "cop.remove_money", by=by, now=now, **facts)


@dataclass(frozen=True)
class Receipt:
    """A receipt that may be kept: a photo drawn anew, without where it was taken, or a PDF."""

    content_type: str
    ending: str
    data: BinaryIO


def prepare_receipt(data: BinaryIO, *, name: str, size: int) -> Receipt:
    """What takes long: look at a file, and draw a photo anew. Before any lock is taken. Raises Refused."""
    found = contents.what(data.read(contents.HEAD), name)
    data.seek(0)
    if found is not None and found.family is contents.Family.PHOTO:
        safe = pictures.make_safe(data)
        return Receipt(contents.JPEG.type, contents.JPEG.ending, io.BytesIO(safe.data))
    if found is None or found.type != contents.PDF.type:
        raise Refused(Reason(MoneyReason.RECEIPT_NOT_TAKEN))
    if size > MOST_RECEIPT:
        raise Refused(Reason(files.FileReason.TOO_LARGE, {"most": MOST_RECEIPT >> 20}))
    return Receipt(found.type, found.ending, data)


def keep_receipt(*, money: Money, receipt: Receipt, by: Actor, now: datetime) -> None:
    """Keep the receipt of a sum; another one takes the place of the first."""
    cop = lock_cop(money.cop)
    _drop_file(money, now=now)
    file = files.put(
        receipt.data, kind="receipt", content_type=receipt.content_type, name=f"receipt.{receipt.ending}",
        by=by.person_id, now=now,
    )  # fmt: skip
    money.receipt_id = file.id
    db.session.flush()
    _note(cop, "cop.receipt", by=by, now=now)


def remove_receipt(*, money: Money, by: Actor, now: datetime) -> None:
    """The receipt goes; the sum stays."""
    cop = lock_cop(money.cop)
    if _drop_file(money, now=now):
        _note(cop, "cop.remove_receipt", by=by, now=now)


def _drop_file(money: Money, *, now: datetime) -> bool:
    file = files.by_ids([money.receipt_id]).get(money.receipt_id) if money.receipt_id else None
    money.receipt_id = None
    db.session.flush()
    if file is not None:
        files.remove(file, now=now)
    return file is not None


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
