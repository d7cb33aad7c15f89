"""Which tables hold what a trainee wrote and what was answered? Entry, submission, review."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.journals.rules import Criterion, EntryKind, EntryState, Outcome
from trainer.learning.models import Enrollment
from trainer.permissions import Scope


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


class Submission(Model):
    """One round: the text as it was handed in. It does not change."""

    __tablename__ = "journals_submission"
    __table_args__ = (UniqueConstraint("entry_id", "round"), CheckConstraint('"round" > 0', name="round"))
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("journals_entry.id"))
    round: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    review: Mapped["Review | None"] = relationship(uselist=False, viewonly=True)

    @property
    def held(self) -> bool:
        """Whether it is hidden to protect somebody's privacy."""
        return self.review is not None and self.review.outcome is Outcome.PRIVACY_HOLD


class Review(Model):
    """What the mentor answered to one round: rubric levels, the care gate, three parts of feedback, an outcome."""

    __tablename__ = "journals_review"
    __table_args__ = (
        one_of("outcome", Outcome),
        CheckConstraint(
            "(moment IS NULL OR moment BETWEEN 1 AND 4) AND (meaning IS NULL OR meaning BETWEEN 1 AND 4)"
            " AND (perspectives IS NULL OR perspectives BETWEEN 1 AND 4)"
            " AND (facilitation IS NULL OR facilitation BETWEEN 1 AND 4)",
            name="levels",
        ),
        CheckConstraint(
            "outcome NOT IN ('accepted', 'accepted_with_question')"
            " OR (COALESCE(moment, 0) >= 2 AND COALESCE(meaning, 0) >= 2)",
            name="accepted",
        ),
        CheckConstraint("care_kept OR outcome = 'privacy_hold'", name="care"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("journals_submission.id"), unique=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    moment: Mapped[int | None]
    meaning: Mapped[int | None]
    perspectives: Mapped[int | None]
    facilitation: Mapped[int | None]
    care_kept: Mapped[bool]
    saw: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    suggestion: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome] = mapped_column(str_enum(Outcome))
    again_by: Mapped[date | None]
    private_note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reviewer: Mapped[Person] = relationship()

    @property
    def levels(self) -> dict[Criterion, int]:
        """The level of each criterion that was looked at."""
        found = {criterion: getattr(self, criterion.value) for criterion in Criterion}
        return {criterion: level for criterion, level in found.items() if level is not None}
