"""Which tables hold what members say: how they can take part, feedback without a name, their stories?

Anonymous answers and the note that somebody has answered are separate rows with nothing in common: no key, no time, and
no order, as their keys are random and SQLite keeps them in the order of the keys.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.db import Json, Model, UtcDateTime, new_ref, ref_column
from trainer.permissions import Scope
from trainer.practice.models.members import Member


class AccessSurvey(Model):
    """What a member needs to take part: devices, language, way to get there, access needs. One row each."""

    __tablename__ = "practice_access"
    member_id: Mapped[int] = mapped_column(ForeignKey("practice_member.id"), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    answered_on: Mapped[date]


class Feedback(Model):
    """One anonymous answer after a session (domain.md 5.5). `shown`: it came together with at least three others."""

    __tablename__ = "practice_feedback"
    __table_args__ = (
        CheckConstraint("worth BETWEEN 1 AND 5", name="worth"),
        CheckConstraint("able BETWEEN 1 AND 5", name="able"),
        Index("ix_practice_feedback_session", "session_id"),
        {"sqlite_with_rowid": False},
    )
    key: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_ref)
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"))
    worth: Mapped[int | None]
    able: Mapped[int | None]
    take: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text, default="")
    barriers: Mapped[list[str]] = mapped_column(Json, default=list)
    easier: Mapped[str] = mapped_column(Text, default="")
    quote: Mapped[bool] = mapped_column(default=False)
    shown: Mapped[bool] = mapped_column(default=False)


class FeedbackGiven(Model):
    """A member has answered about a session, from their own page. What they said is not here."""

    __tablename__ = "practice_feedback_given"
    __table_args__ = ({"sqlite_with_rowid": False},)
    session_id: Mapped[int] = mapped_column(ForeignKey("practice_session.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("practice_member.id"), primary_key=True)


class Story(Model):
    """A value story: what happened here, what somebody did, what changed; and where it may be shown.

    Withdrawn, its text is gone at once, wherever it stood.
    """

    __tablename__ = "practice_story"
    __table_args__ = (
        Index("ix_practice_story_cop", "cop_id", "id"),
        Index("ix_practice_story_member", "member_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("practice_member.id"))
    happened: Mapped[str] = mapped_column(Text, default="")
    did: Mapped[str] = mapped_column(Text, default="")
    changed: Mapped[str] = mapped_column(Text, default="")
    in_cop: Mapped[bool] = mapped_column(default=False)
    to_agency: Mapped[bool] = mapped_column(default=False)
    in_reports: Mapped[bool] = mapped_column(default=False)
    told_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    member: Mapped[Member] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.member.scopes()
