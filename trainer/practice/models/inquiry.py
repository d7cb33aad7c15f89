"""Which tables hold the inquiry of a CoP: its problem, cycles with their parts and evidence, and its questions?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.permissions import Scope
from trainer.practice.models.cops import Cop
from trainer.practice.models.sessions import CopSession
from trainer.practice.rules.inquiry_kinds import Ahead, DoKind, EvidenceKind, ItemKind, Part, Side, Where


class PracticeProblem(Model):
    """One version of a CoP's problem of practice. A cycle keeps the one that it began with; a change is a new one."""

    __tablename__ = "practice_problem"
    __table_args__ = (UniqueConstraint("cop_id", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    version: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    lock: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cop: Mapped[Cop] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()


class Cycle(Model):
    """One round of Plan, Do, Study, Act. `shared_at`: its facilitators show others what it decided."""

    __tablename__ = "practice_cycle"
    __table_args__ = (one_of("ahead", Ahead), UniqueConstraint("cop_id", "number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    number: Mapped[int]
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("practice_problem.id"))
    before_id: Mapped[int | None] = mapped_column(ForeignKey("practice_cycle.id"))
    ahead: Mapped[Ahead | None] = mapped_column(str_enum(Ahead))
    carries: Mapped[str] = mapped_column(Text, default="")
    ends_on: Mapped[date | None]
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cop: Mapped[Cop] = relationship()
    problem: Mapped[PracticeProblem | None] = relationship()
    before: Mapped["Cycle | None"] = relationship(remote_side=[id])
    parts: Mapped[list["CyclePart"]] = relationship(order_by="CyclePart.id")
    meetings: Mapped[list["CycleMeeting"]] = relationship(order_by="CycleMeeting.id")
    evidence: Mapped[list["Evidence"]] = relationship(order_by="Evidence.on, Evidence.id")

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()


class CyclePart(Model):
    """What one part of a cycle says. Undated it is a draft; dated it is done."""

    __tablename__ = "practice_cycle_part"
    __table_args__ = (
        one_of("part", Part),
        one_of("place", Where),
        UniqueConstraint("cycle_id", "part"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("practice_cycle.id"))
    part: Mapped[Part] = mapped_column(str_enum(Part))
    on: Mapped[date | None]
    place: Mapped[Where | None] = mapped_column(str_enum(Where))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    lock: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CycleMeeting(Model):
    """One of the three meetings of the Do: with a day of its own, or in a session of the CoP."""

    __tablename__ = "practice_cycle_meeting"
    __table_args__ = (one_of("kind", DoKind), UniqueConstraint("cycle_id", "kind"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("practice_cycle.id"))
    kind: Mapped[DoKind] = mapped_column(str_enum(DoKind))
    on: Mapped[date]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("practice_session.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    session: Mapped[CopSession | None] = relationship()


class Evidence(Model):
    """A piece of evidence, told by role and never by a child's name."""

    __tablename__ = "practice_evidence"
    __table_args__ = (
        one_of("kind", EvidenceKind),
        one_of("side", Side),
        Index("ix_practice_evidence_cycle", "cycle_id", "on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cycle_id: Mapped[int] = mapped_column(ForeignKey("practice_cycle.id"))
    kind: Mapped[EvidenceKind] = mapped_column(str_enum(EvidenceKind))
    side: Mapped[Side] = mapped_column(str_enum(Side))
    what: Mapped[str] = mapped_column(Text)
    on: Mapped[date]
    by_role: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ActItem(Model):
    """One thing that a cycle starts, stops, keeps or scales: a line of its Act, found across CoPs when it is shared."""

    __tablename__ = "practice_act_item"
    __table_args__ = (one_of("kind", ItemKind), Index("ix_practice_act_item_cycle", "cycle_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("practice_cycle.id"))
    kind: Mapped[ItemKind] = mapped_column(str_enum(ItemKind))
    text: Mapped[str] = mapped_column(Text)
    cycle: Mapped[Cycle] = relationship()


class AgendaQuestion(Model):
    """A question of a CoP's learning agenda: where it was explored, what was found, what changed."""

    __tablename__ = "practice_question"
    __table_args__ = (Index("ix_practice_question_cop", "cop_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    question: Mapped[str] = mapped_column(Text)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("practice_session.id"))
    finding: Mapped[str] = mapped_column(Text, default="")
    change: Mapped[str] = mapped_column(Text, default="")
    lock: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cop: Mapped[Cop] = relationship()
    session: Mapped[CopSession | None] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()


class InquiryYear(Model):
    """Why a CoP goes another way than the guideline in one school year (D17)."""

    __tablename__ = "practice_inquiry_year"
    __table_args__ = (UniqueConstraint("cop_id", "year"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    year: Mapped[int]
    rationale: Mapped[str] = mapped_column(Text)
    by_person: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
