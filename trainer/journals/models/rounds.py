"""Which tables hold each round of an entry, and the answer to it?"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, str_enum
from trainer.journals.rules import Criterion, Outcome

if TYPE_CHECKING:
    from trainer.journals.models.reviewing import EarlierReview


class Submission(Model):
    """One round: the text as it was handed in, with what stood beside it. It does not change."""

    __tablename__ = "journals_submission"
    __table_args__ = (UniqueConstraint("entry_id", "round"), CheckConstraint('"round" > 0', name="round"))
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("journals_entry.id"))
    round: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    beside: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    review: Mapped["Review | None"] = relationship(uselist=False, viewonly=True)

    @property
    def held(self) -> bool:
        """Whether it is hidden to protect somebody's privacy."""
        return self.review is not None and self.review.outcome is Outcome.PRIVACY_HOLD


class Review(Model):
    """What the mentor answered to one round: rubric levels, the care gate, three parts of feedback, an outcome.

    Corrected, it is changed here, and what stood here before becomes an earlier version; `version` counts from 1. The
    private note has no versions: it is its writer's alone, and is handed to nobody.
    """

    __tablename__ = "journals_review"
    __table_args__ = (
        one_of("outcome", Outcome),
        Index("ix_journals_review_reviewer", "reviewer_id", "made_at"),
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
    version: Mapped[int] = mapped_column(default=1)
    reviewer: Mapped[Person] = relationship()
    earlier: Mapped[list["EarlierReview"]] = relationship(order_by="EarlierReview.version", viewonly=True)

    @property
    def levels(self) -> dict[Criterion, int]:
        """The level of each criterion that was looked at."""
        found = {criterion: getattr(self, criterion.value) for criterion in Criterion}
        return {criterion: level for criterion, level in found.items() if level is not None}
