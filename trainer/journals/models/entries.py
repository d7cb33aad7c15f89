"""Which table holds what a trainee writes?"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.journals.rules import Audience, Beside, EntryKind, EntryState, Link, Shows, is_free
from trainer.learning.models import Enrollment
from trainer.permissions import Scope
from trainer.practice.models import CopSession

if TYPE_CHECKING:
    from trainer.journals.models.rounds import Submission


class Entry(Model):
    """An answer to a prompt of the cohort, or a trace of practice without one. `text` and what stands beside it are the
    private draft; what a mentor reads is a submission.

    `session` is the session of the cohort that the prompt belongs to; `reviewer_id`, who has begun to answer or
    answered last. A trace without a prompt has one that nobody asked (rules.FREE), no module and session 0.
    `audience` is what the prompt allows, `narrowed` what the writer does.
    """

    __tablename__ = "journals_entry"
    __table_args__ = (
        one_of("kind", EntryKind),
        one_of("state", EntryState),
        one_of("narrowed", Audience),
        UniqueConstraint("enrollment_id", "prompt"),
        Index("ix_journals_entry_person", "person_id", "state"),
        Index("ix_journals_entry_queue", "state", "submitted_at", "id"),
        Index("ix_journals_entry_traces", "person_id", "module", "made_at", "id"),
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
    title: Mapped[str] = mapped_column(String(200), default="")
    shows: Mapped[list[str]] = mapped_column(Json, default=list)
    areas: Mapped[list[int]] = mapped_column(Json, default=list)
    links: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    cop_session_id: Mapped[int | None] = mapped_column(ForeignKey("practice_session.id"))
    narrowed: Mapped[Audience] = mapped_column(str_enum(Audience), default=Audience.MENTOR)
    lock: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    reviewer: Mapped[Person | None] = relationship(foreign_keys=[reviewer_id])
    enrollment: Mapped[Enrollment] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    cop_session: Mapped[CopSession | None] = relationship()
    submissions: Mapped[list["Submission"]] = relationship(order_by="Submission.round", viewonly=True)

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the writer's; mentor and second reader come in by their grants. The employer is
        not there."""
        return {("person", self.person_id), ("entry", self.id)}

    @property
    def free(self) -> bool:
        """Whether it is a trace that answers no prompt."""
        return is_free(self.prompt)

    @property
    def beside(self) -> Beside:
        """What stands beside the text."""
        return Beside(
            title=self.title, shows=tuple(Shows(one) for one in self.shows), areas=tuple(self.areas),
            links=tuple(Link(one["url"], one["title"]) for one in self.links), session_id=self.cop_session_id,
            audience=self.narrowed,
        )  # fmt: skip
