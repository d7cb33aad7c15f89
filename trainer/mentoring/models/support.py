"""Which tables hold that somebody asks for support, who saw it, and what was done? Never a word of the story."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.mentoring.rules.support import SupportKind, SupportSource, SupportState, SupportStepKind
from trainer.permissions import Scope


class Support(Model):
    """A call for support from a meeting or a debrief: who, since when, of which kind. The story stays where it is.

    `source_ref` names the meeting or the debrief: the latter is a table of a higher room.
    """

    __tablename__ = "mentoring_support"
    __table_args__ = (
        one_of("kind", SupportKind),
        one_of("source", SupportSource),
        one_of("state", SupportState),
        Index("ix_mentoring_support_state", "state", "id"),
        Index("ix_mentoring_support_trainee", "trainee_id", "state"),
        Index("ix_mentoring_support_source", "source", "source_ref"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    trainee_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    kind: Mapped[SupportKind] = mapped_column(str_enum(SupportKind))
    source: Mapped[SupportSource] = mapped_column(str_enum(SupportSource))
    source_ref: Mapped[str] = mapped_column(String(32))
    source_on: Mapped[date]
    state: Mapped[SupportState] = mapped_column(str_enum(SupportState))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    trainee: Mapped[Person] = relationship(foreign_keys=[trainee_id])
    mentor: Mapped[Person | None] = relationship(foreign_keys=[mentor_id])
    by: Mapped[Person] = relationship(foreign_keys=[by_id])

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the trainee's; the mentor comes in by the grant."""
        return {("person", self.trainee_id)}


class SupportStep(Model):
    """What happened to a call for support, in order: seen, noted, closed, opened again, taken back."""

    __tablename__ = "mentoring_support_step"
    __table_args__ = (
        one_of("kind", SupportStepKind),
        Index("ix_mentoring_support_step_support", "support_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    support_id: Mapped[int] = mapped_column(ForeignKey("mentoring_support.id"))
    kind: Mapped[SupportStepKind] = mapped_column(str_enum(SupportStepKind))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[Person] = relationship()
