"""Which tables hold a CoP, who facilitates it, and its charter?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.organizations.rules import Level
from trainer.permissions import Scope
from trainer.practice.rules import (
    CharterState,
    CopState,
    GroupKind,
)
from trainer.practice.rules.guidance import Model as CopModel


class Cop(Model):
    """A community of practice that a trainee runs. It belongs to itself: facilitators are dated rows.

    `join_token` is in the link by which people become members; it opens that page and nothing else.
    """

    __tablename__ = "practice_cop"
    __table_args__ = (
        one_of("state", CopState), one_of("kind", GroupKind), one_of("level", Level), one_of("model", CopModel),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    join_token: Mapped[str] = ref_column()
    name: Mapped[str] = mapped_column(String(200))
    domain: Mapped[str] = mapped_column(Text, default="")
    zone: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8), default="en")
    kind: Mapped[GroupKind] = mapped_column(str_enum(GroupKind), default=GroupKind.COP)
    level: Mapped[Level] = mapped_column(str_enum(Level), default=Level.LOCAL)
    model: Mapped[CopModel | None] = mapped_column(str_enum(CopModel))
    state: Mapped[CopState] = mapped_column(str_enum(CopState), default=CopState.PLANNED)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    facilitators: Mapped[list["Facilitator"]] = relationship(order_by="Facilitator.id")

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: its facilitators' (and so their mentors')."""
        return {("person", one.person_id) for one in self.facilitators if one.until is None}


class Facilitator(Model):
    """Who facilitates a CoP, from when to when."""

    __tablename__ = "practice_facilitator"
    __table_args__ = (
        Index("ix_practice_facilitator_cop", "cop_id"),
        Index("ix_practice_facilitator_person", "person_id"),
        Index(
            "uq_practice_facilitator_now", "cop_id", "person_id", unique=True,
            sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    person: Mapped[Person] = relationship()


class Charter(Model):
    """One version of a CoP's charter. What was approved stays as it was; a change is a new version."""

    __tablename__ = "practice_charter"
    __table_args__ = (
        one_of("state", CharterState),
        UniqueConstraint("cop_id", "version"),
        Index("ix_practice_charter_state", "state", "submitted_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    version: Mapped[int]
    state: Mapped[CharterState] = mapped_column(str_enum(CharterState), default=CharterState.DRAFT)
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    lock: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_by: Mapped[int | None]
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    cop: Mapped[Cop] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard."""
        return self.cop.scopes()
