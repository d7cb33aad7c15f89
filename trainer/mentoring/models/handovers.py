"""Which table holds that a trainee gets another mentor, from which day, and what they say to it?"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.learning.models import Enrollment
from trainer.mentoring.models.pairs import Pair
from trainer.mentoring.rules.handover import HandoverState
from trainer.permissions import Scope


class Handover(Model):
    """Another mentor takes over on a day that the trainee knows before; they can ask to talk about it first."""

    __tablename__ = "mentoring_handover"
    __table_args__ = (
        one_of("state", HandoverState),
        Index(
            "uq_mentoring_handover_open", "enrollment_id", unique=True,
            sqlite_where=text("state IN ('told', 'talk')"), postgresql_where=text("state IN ('told', 'talk')"),
        ),
        Index("ix_mentoring_handover_due", "state", "on"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("learning_enrollment.id"))
    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    trainee_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    on: Mapped[date]
    why: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[HandoverState] = mapped_column(str_enum(HandoverState))
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_by: Mapped[int | None]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    enrollment: Mapped[Enrollment] = relationship()
    pair: Mapped[Pair] = relationship()
    mentor: Mapped[Person] = relationship(foreign_keys=[mentor_id])
    trainee: Mapped[Person] = relationship(foreign_keys=[trainee_id])

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the trainee's, who is told before anybody reads more."""
        return {("person", self.trainee_id)}
