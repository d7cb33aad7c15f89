"""Which tables hold what a CoP spent, was given in kind, and planned to spend?"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.permissions import Scope
from trainer.practice.models.cops import Cop
from trainer.practice.models.sessions import CopSession
from trainer.practice.rules.money import BudgetLine, MoneyKind


class Money(Model):
    """One sum: spent, given in kind (what it would have cost) or donated, for a session or for the CoP as a whole.

    `receipt_id` names a stored file, as everything that names files does: without a foreign key.
    """

    __tablename__ = "practice_money"
    __table_args__ = (
        one_of("kind", MoneyKind),
        one_of("line", BudgetLine),
        CheckConstraint("cents > 0", name="cents"),
        Index("ix_practice_money_cop", "cop_id", "on", "id"),
        Index("ix_practice_money_session", "session_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("practice_session.id"))
    on: Mapped[date]
    kind: Mapped[MoneyKind] = mapped_column(str_enum(MoneyKind))
    line: Mapped[BudgetLine] = mapped_column(str_enum(BudgetLine))
    what: Mapped[str] = mapped_column(String(200))
    giver: Mapped[str] = mapped_column(String(200), default="")
    cents: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    receipt_id: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None]
    cop: Mapped[Cop] = relationship()
    session: Mapped[CopSession | None] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()


class Budget(Model):
    """What a CoP plans to spend on one line, in cents; what is hoped for in kind counts beside it."""

    __tablename__ = "practice_budget"
    __table_args__ = (
        one_of("line", BudgetLine),
        CheckConstraint("cents >= 0 AND in_kind >= 0", name="cents"),
        UniqueConstraint("cop_id", "line"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    line: Mapped[BudgetLine] = mapped_column(str_enum(BudgetLine))
    cents: Mapped[int]
    in_kind: Mapped[int] = mapped_column(default=0)
    currency: Mapped[str] = mapped_column(String(3))
