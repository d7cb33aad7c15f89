"""Which table holds what a trainee writes?"""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.journals.rules import EntryKind, EntryState
from trainer.learning.models import Enrollment
from trainer.permissions import Scope

if TYPE_CHECKING:
    from trainer.journals.models.rounds import Submission


class Entry(Model):
    """An answer to a prompt of the cohort. `text` is the private draft; what a mentor reads is a submission.

    `session` is the session of the cohort that the prompt belongs to; `reviewer_id`, who has begun to answer or
    answered last.
    """

    __tablename__ = "journals_entry"
    __table_args__ = (
        one_of("kind", EntryKind),
        one_of("state", EntryState),
        UniqueConstraint("enrollment_id", "prompt"),
        Index("ix_journals_entry_person", "person_id", "state"),
        Index("ix_journals_entry_queue", "state", "submitted_at", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("learning_enrollment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    prompt: Mapped[str] = mapped_column(String(64))
    module: Mapped[str] = mapped_column(String(64))
    session: Mapped[int] = mapped_column(default=0)
    kind: Mapped[EntryKind] = mapped_column(str_enum(EntryKind))
    required: Mapped[bool]
    audience: Mapped[str] = mapped_column(String(32))
    state: Mapped[EntryState] = mapped_column(str_enum(EntryState), default=EntryState.DRAFT)
    text: Mapped[str] = mapped_column(Text, default="")
    lock: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    reviewer: Mapped[Person | None] = relationship(foreign_keys=[reviewer_id])
    enrollment: Mapped[Enrollment] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    submissions: Mapped[list["Submission"]] = relationship(order_by="Submission.round", viewonly=True)

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the writer's; the mentor comes in by the grant. The employer is not there."""
        return {("person", self.person_id)}
