"""Which tables hold the papers that a CoP hands to others, and the proof that each arrived?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.permissions import Scope
from trainer.practice.models.cops import Cop
from trainer.practice.models.sessions import CopSession
from trainer.practice.rules.papers import PaperKind, Way


class Paper(Model):
    """A contract activity description or two-year plan of a year, or the report about a session to a council."""

    __tablename__ = "practice_paper"
    __table_args__ = (
        one_of("kind", PaperKind),
        CheckConstraint("(kind = 'report') = (session_id IS NOT NULL)", name="session"),
        Index(
            "uq_practice_paper_year", "cop_id", "kind", "year", unique=True,
            sqlite_where=text("session_id IS NULL"), postgresql_where=text("session_id IS NULL"),
        ),
        Index("uq_practice_paper_session", "session_id", unique=True),
        Index("ix_practice_paper_cop", "cop_id", "id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    kind: Mapped[PaperKind] = mapped_column(str_enum(PaperKind))
    year: Mapped[int]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("practice_session.id"))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[int | None]
    cop: Mapped[Cop] = relationship()
    session: Mapped[CopSession | None] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()


class Delivery(Model):
    """A paper went to somebody: to whom, how, when, who confirmed it; `content` is what it said on that day."""

    __tablename__ = "practice_delivery"
    __table_args__ = (
        one_of("way", Way),
        CheckConstraint("(confirmed_by = '') = (confirmed_on IS NULL)", name="confirmed"),
        Index("ix_practice_delivery_paper", "paper_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    token: Mapped[str] = ref_column()
    paper_id: Mapped[int] = mapped_column(ForeignKey("practice_paper.id"))
    way: Mapped[Way] = mapped_column(str_enum(Way))
    to_whom: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(254), default="")
    on: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    language: Mapped[str] = mapped_column(String(8))
    by_name: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    confirmed_on: Mapped[date | None]
    paper: Mapped[Paper] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.paper.cop.scopes()
