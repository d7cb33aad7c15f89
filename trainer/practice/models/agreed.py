"""Which tables hold what the members of a CoP agreed: values, and to keep confidence?"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core.db import Model, UtcDateTime, one_of, str_enum
from trainer.practice.rules import (
    AgreementKind,
)


class SharedValue(Model):
    """One sentence of how the members want to be together, and in which session it was recorded."""

    __tablename__ = "practice_value"
    __table_args__ = (Index("ix_practice_value_cop", "cop_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"))
    text: Mapped[str] = mapped_column(String(300))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ValueRevisit(Model):
    """The members took their values up again in a later session."""

    __tablename__ = "practice_revisit"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"), unique=True)
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Agreement(Model):
    """What the members agreed about keeping confidence, word for word, and in which session."""

    __tablename__ = "practice_agreement"
    __table_args__ = (one_of("kind", AgreementKind), Index("ix_practice_agreement_cop", "cop_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"))
    kind: Mapped[AgreementKind] = mapped_column(str_enum(AgreementKind))
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
