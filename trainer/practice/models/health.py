"""Which tables hold how a CoP is doing: rounds of the health check, their anonymous answers, yearly decisions?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.db import Json, Model, UtcDateTime, new_ref, one_of, ref_column, str_enum
from trainer.permissions import Scope
from trainer.practice.models.cops import Cop
from trainer.practice.rules.health import Continuation


class HealthRound(Model):
    """A round of the health check. `token` is in the link for everybody; what was said is shown when it is over."""

    __tablename__ = "practice_health_round"
    __table_args__ = (UniqueConstraint("cop_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    token: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    number: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_on: Mapped[date]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cop: Mapped[Cop] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()


class HealthAnswer(Model):
    """One anonymous answer of a round: numbers by item (what is missing was "can't say"), and three open ones."""

    __tablename__ = "practice_health_answer"
    __table_args__ = (Index("ix_practice_health_answer_round", "round_id"), {"sqlite_with_rowid": False})
    key: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_ref)
    round_id: Mapped[int] = mapped_column(ForeignKey("practice_health_round.id"))
    numbers: Mapped[dict[str, int]] = mapped_column(Json)
    keep: Mapped[str] = mapped_column(Text, default="")
    change: Mapped[str] = mapped_column(Text, default="")
    story: Mapped[str] = mapped_column(Text, default="")


class HealthGiven(Model):
    """A member has answered in a round, from their own page. What they said is not here."""

    __tablename__ = "practice_health_given"
    __table_args__ = ({"sqlite_with_rowid": False},)
    round_id: Mapped[int] = mapped_column(ForeignKey("practice_health_round.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("practice_member.id"), primary_key=True)


class Decision(Model):
    """What was decided about a CoP's next year, why, and the figures of that day. It is not changed afterwards."""

    __tablename__ = "practice_decision"
    __table_args__ = (one_of("kind", Continuation), Index("ix_practice_decision_cop", "cop_id", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    kind: Mapped[Continuation] = mapped_column(str_enum(Continuation))
    reasons: Mapped[str] = mapped_column(Text)
    figures: Mapped[dict[str, Any]] = mapped_column(Json)
    decided_on: Mapped[date]
    by_person: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
