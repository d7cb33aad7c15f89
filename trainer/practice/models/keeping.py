"""Which tables hold how a CoP went on: who was asked to take it over, and when it paused, resumed or closed and why?"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.permissions import Scope
from trainer.practice.models.cops import Cop
from trainer.practice.rules.keeping import OfferState, Turn


class Handover(Model):
    """A facilitator offers their CoP to somebody, who accepts it with an account of this address. One at a time."""

    __tablename__ = "practice_handover"
    __table_args__ = (
        one_of("state", OfferState),
        Index(
            "uq_practice_handover_open", "cop_id", unique=True,
            sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'"),
        ),
        Index("ix_practice_handover_cop", "cop_id", "id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    state: Mapped[OfferState] = mapped_column(str_enum(OfferState), default=OfferState.OPEN)
    email: Mapped[str] = mapped_column(String(254))
    words: Mapped[str] = mapped_column(Text, default="")
    leaves: Mapped[bool] = mapped_column(default=True)
    offered_by: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cop: Mapped[Cop] = relationship()
    giver: Mapped[Person] = relationship(foreign_keys=[offered_by])

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()


class Turning(Model):
    """A CoP paused, resumed, closed or opened again: on which day, why, and until when it means to pause."""

    __tablename__ = "practice_turning"
    __table_args__ = (one_of("turn", Turn), Index("ix_practice_turning_cop", "cop_id", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    turn: Mapped[Turn] = mapped_column(str_enum(Turn))
    on: Mapped[date]
    why: Mapped[str] = mapped_column(Text)
    back_on: Mapped[date | None]
    by_person: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(200))
