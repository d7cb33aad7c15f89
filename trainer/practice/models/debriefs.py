"""Which table holds the conversations with the mentor after each session?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.mentoring.rules import MeetingMode
from trainer.permissions import Scope
from trainer.practice.models.sessions import CopSession
from trainer.practice.rules import (
    DebriefState,
)


class Debrief(Model):
    """The conversation with the mentor after a session: one row per session and facilitator, due from the start.

    The story in `content` is read by trainee and mentor; administrators see date, minutes, competencies and the call
    for support. `prepared` is the trainee's own draft: nobody else reads it until `shown_at`.
    """

    __tablename__ = "practice_debrief"
    __table_args__ = (
        one_of("state", DebriefState),
        one_of("mode", MeetingMode),
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
    mode: Mapped[MeetingMode | None] = mapped_column(str_enum(MeetingMode))
    competencies: Mapped[list[int]] = mapped_column(Json, default=list)
    next_on: Mapped[date | None]
    next_done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    prepared: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    prepared_lock: Mapped[int] = mapped_column(default=0)
    shown_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lock: Mapped[int] = mapped_column(default=0)
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    session: Mapped[CopSession] = relationship()
    trainee: Mapped[Person] = relationship(foreign_keys=[trainee_id])

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the trainee's; the mentor comes in by the grant."""
        return {("person", self.trainee_id)}
