"""Which tables hold what is planned for a session, what was written about it, and what was sent?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.practice.models.members import Member
from trainer.practice.models.sessions import CopSession
from trainer.practice.rules import MOST_MINUTES
from trainer.practice.rules.afterwards import MailKind, NoteKind, TouchKind
from trainer.practice.rules.kit import RowKind


class SessionPlan(Model):
    """The plan of a session beside its rows: texts, roles, checks. `ready_at`: when it was called ready."""

    __tablename__ = "practice_plan"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"), unique=True)
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lock: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanRow(Model):
    """A timed part of a session. `protocol` names a protocol card of the curriculum, or nothing."""

    __tablename__ = "practice_plan_row"
    __table_args__ = (
        one_of("kind", RowKind),
        CheckConstraint(f"minutes >= 0 AND minutes <= {MOST_MINUTES}", name="minutes"),
        UniqueConstraint("session_id", "position"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"))
    position: Mapped[int]
    minutes: Mapped[int]
    activity: Mapped[str] = mapped_column(String(200))
    kind: Mapped[RowKind] = mapped_column(str_enum(RowKind), default=RowKind.ACTIVITY)
    protocol: Mapped[str] = mapped_column(String(64), default="")
    who: Mapped[str] = mapped_column(String(100), default="")
    materials: Mapped[str] = mapped_column(String(200), default="")
    aim: Mapped[str] = mapped_column(String(200), default="")


class SessionNote(Model):
    """What a facilitator wrote about a session: notes for themselves, or highlights that are posted to members."""

    __tablename__ = "practice_note"
    __table_args__ = (one_of("kind", NoteKind), UniqueConstraint("session_id", "kind"))
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"))
    kind: Mapped[NoteKind] = mapped_column(str_enum(NoteKind))
    text: Mapped[str] = mapped_column(Text, default="")
    lock: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    posted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class VoiceTally(Model):
    """How often somebody spoke at seat A, B, C …: numbers without names, so that nobody can be told from them (E13)."""

    __tablename__ = "practice_voices"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"), unique=True)
    turns: Mapped[list[int]] = mapped_column(Json)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Mailing(Model):
    """What was sent to the members about a session: the text as it went out, and to how many."""

    __tablename__ = "practice_mailing"
    __table_args__ = (one_of("kind", MailKind), Index("ix_practice_mailing_session", "session_id", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"))
    kind: Mapped[MailKind] = mapped_column(str_enum(MailKind))
    said: Mapped[dict[str, Any]] = mapped_column(Json)
    reached: Mapped[int]
    without_address: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_by: Mapped[int | None]


class Research(Model):
    """What somebody wants to look into or try before the next session (E14). `member_id` None: everybody."""

    __tablename__ = "practice_research"
    __table_args__ = (Index("ix_practice_research_session", "session_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"))
    what: Mapped[str] = mapped_column(String(500))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("practice_member.id"))
    remind_on: Mapped[date | None]
    turn: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    session: Mapped[CopSession] = relationship()
    member: Mapped[Member | None] = relationship()


class Touch(Model):
    """A short contact between two sessions, so that nobody is lost (E15). Read by the facilitators only."""

    __tablename__ = "practice_touch"
    __table_args__ = (one_of("how", TouchKind), Index("ix_practice_touch_cop", "cop_id", "on", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    on: Mapped[date]
    how: Mapped[TouchKind] = mapped_column(str_enum(TouchKind))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("practice_member.id"))
    about: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None]
    member: Mapped[Member | None] = relationship()
