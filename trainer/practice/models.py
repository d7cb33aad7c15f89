"""Which tables hold a trainee's own CoP? Charter, member, session, sign-in, value, agreement, debrief."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import SORT_TEXT, Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.organizations.rules import Level
from trainer.permissions import Scope
from trainer.practice.rules import (
    AgreementKind,
    CharterState,
    CopSessionState,
    CopState,
    DebriefState,
    GroupKind,
    LeadRole,
    SignInSource,
)
from trainer.schedule.rules.kinds import Format


class Cop(Model):
    """A community of practice that a trainee runs. It belongs to itself: facilitators are dated rows."""

    __tablename__ = "practice_cop"
    __table_args__ = (one_of("state", CopState), one_of("kind", GroupKind), one_of("level", Level))
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    name: Mapped[str] = mapped_column(String(200))
    domain: Mapped[str] = mapped_column(Text, default="")
    zone: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8), default="en")
    kind: Mapped[GroupKind] = mapped_column(str_enum(GroupKind), default=GroupKind.COP)
    level: Mapped[Level] = mapped_column(str_enum(Level), default=Level.LOCAL)
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


class Member(Model):
    """Somebody in a CoP, without an account; linked to a person later, if they become one.

    Two members of a CoP never have the same name at the same time: each is chosen by it at the door.
    """

    __tablename__ = "practice_member"
    __table_args__ = (
        Index("ix_practice_member_cop", "cop_id", "sort_name"),
        Index(
            "uq_practice_member_now", "cop_id", "sort_name", unique=True,
            sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(SORT_TEXT)
    role: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    cop: Mapped[Cop] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()


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


class Debrief(Model):
    """The conversation with the mentor after a session: one row per session and facilitator, due from the start.

    The story in `content` is read by trainee and mentor; administrators see date, minutes and the call for support.
    """

    __tablename__ = "practice_debrief"
    __table_args__ = (
        one_of("state", DebriefState),
        UniqueConstraint("session_id", "trainee_id"),
        CheckConstraint("state <> 'held' OR (minutes > 0 AND \"on\" IS NOT NULL)", name="held"),
        Index("ix_practice_debrief_trainee", "trainee_id", "state", "due_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"))
    trainee_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("mentoring_meeting.id"))
    state: Mapped[DebriefState] = mapped_column(str_enum(DebriefState), default=DebriefState.DUE)
    due_on: Mapped[date]
    on: Mapped[date | None]
    minutes: Mapped[int | None]
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    needs_support: Mapped[bool] = mapped_column(default=False)
    lock: Mapped[int] = mapped_column(default=0)
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    session: Mapped[CopSession] = relationship()
    trainee: Mapped[Person] = relationship(foreign_keys=[trainee_id])

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the trainee's; the mentor comes in by the grant."""
        return {("person", self.trainee_id)}
