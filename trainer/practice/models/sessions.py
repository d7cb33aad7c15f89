"""Which tables hold the sessions of a CoP, who led them and who came?"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.permissions import Scope
from trainer.practice.models.cops import Cop
from trainer.practice.models.members import Member
from trainer.practice.rules import (
    CopSessionState,
    LeadRole,
    SignInSource,
)
from trainer.schedule.rules.kinds import Format


class CopSession(Model):
    """One meeting of a CoP. `token` is in the QR code at the door; it opens the sign-in page and nothing else."""

    __tablename__ = "practice_session"
    __table_args__ = (
        one_of("state", CopSessionState),
        one_of("format", Format),
        UniqueConstraint("cop_id", "number"),
        CheckConstraint("state <> 'held' OR minutes > 0", name="minutes"),
        Index("ix_practice_session_starts", "cop_id", "starts_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    token: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    number: Mapped[int]
    on: Mapped[date]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    planned_minutes: Mapped[int]
    minutes: Mapped[int | None]
    format: Mapped[Format] = mapped_column(str_enum(Format))
    place: Mapped[str] = mapped_column(String(200), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text, default="")
    agenda: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[CopSessionState] = mapped_column(str_enum(CopSessionState), default=CopSessionState.PLANNED)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lock: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=0)
    cop: Mapped[Cop] = relationship()
    leads: Mapped[list["Lead"]] = relationship(order_by="Lead.id")

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()


class Lead(Model):
    """Who led a session of a CoP, counted per session: two trainees can share one CoP."""

    __tablename__ = "practice_lead"
    __table_args__ = (one_of("role", LeadRole), UniqueConstraint("session_id", "person_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    role: Mapped[LeadRole] = mapped_column(str_enum(LeadRole))


class SignIn(Model):
    """A member was there. Once per session; after the lock only with a reason."""

    __tablename__ = "practice_signin"
    __table_args__ = (
        one_of("source", SignInSource),
        UniqueConstraint("session_id", "member_id"),
        Index("ix_practice_signin_member", "member_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("practice_member.id"))
    source: Mapped[SignInSource] = mapped_column(str_enum(SignInSource))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_person: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text, default="")
    member: Mapped[Member] = relationship()
