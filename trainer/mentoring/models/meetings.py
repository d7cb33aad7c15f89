"""Which tables hold when a mentor and a trainee meet, what they want to talk about, and which times they propose?"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.mentoring.models.pairs import Pair
from trainer.mentoring.rules import MeetingMode, MeetingState, MissedBy
from trainer.mentoring.rules.times import ProposalState
from trainer.permissions import Scope


class Meeting(Model):
    """A mentor and a trainee meet. The shared note is read by both; the private one by its writer alone.

    `note_kept`: the shared note stays between the two, also when the mentor changes. `handed_to`: the later mentor who
    reads it since a handover.
    """

    __tablename__ = "mentoring_meeting"
    __table_args__ = (
        one_of("state", MeetingState),
        one_of("mode", MeetingMode),
        one_of("missed_by", MissedBy),
        CheckConstraint("state <> 'held' OR minutes > 0", name="minutes"),
        CheckConstraint("mentor_id <> trainee_id", name="two_people"),
        Index("ix_mentoring_meeting_mentor", "mentor_id", "starts_at"),
        Index("ix_mentoring_meeting_pair", "pair_id", "starts_at"),
        Index("ix_mentoring_meeting_trainee", "trainee_id", "starts_at"),
        Index("ix_mentoring_meeting_next", "trainee_id", "next_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id"))
    trainee_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    on: Mapped[date]
    zone: Mapped[str] = mapped_column(String(64))
    planned_minutes: Mapped[int] = mapped_column(default=45)
    minutes: Mapped[int | None]
    mode: Mapped[MeetingMode] = mapped_column(str_enum(MeetingMode))
    state: Mapped[MeetingState] = mapped_column(str_enum(MeetingState))
    link: Mapped[str] = mapped_column(String(500), default="")
    shared_note: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    next_on: Mapped[date | None]
    next_done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    private_note: Mapped[str] = mapped_column(Text, default="")
    missed_by: Mapped[MissedBy | None] = mapped_column(str_enum(MissedBy))
    note_kept: Mapped[bool] = mapped_column(default=False)
    handed_to: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    sequence: Mapped[int] = mapped_column(default=0)
    lock: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pair: Mapped[Pair] = relationship()
    mentor: Mapped[Person] = relationship(foreign_keys=[mentor_id])
    trainee: Mapped[Person] = relationship(foreign_keys=[trainee_id])

    @property
    def ends_at(self) -> datetime:
        """When it is planned to end."""
        return self.starts_at + timedelta(minutes=self.minutes or self.planned_minutes)

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the trainee's; the mentor comes in by the grant."""
        return {("person", self.trainee_id)}


class Topic(Model):
    """What one of the two wants to talk about in a meeting, with links to look at beforehand."""

    __tablename__ = "mentoring_topic"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("mentoring_meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    links: Mapped[list[str]] = mapped_column(Json)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()


class Proposal(Model):
    """Up to three times that one of the two proposes; the other takes one or proposes others. One open at a time.

    `times`: wall times ("2021-06-01T09:00") in `zone`. `meeting_id`: the planned meeting that would move.
    """

    __tablename__ = "mentoring_proposal"
    __table_args__ = (
        one_of("state", ProposalState),
        one_of("mode", MeetingMode),
        Index(
            "uq_mentoring_proposal_open", "pair_id", unique=True,
            sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'"),
        ),
        Index("ix_mentoring_proposal_to", "to_id", "state"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("mentoring_meeting.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    times: Mapped[list[Any]] = mapped_column(Json)
    zone: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[int]
    mode: Mapped[MeetingMode] = mapped_column(str_enum(MeetingMode))
    link: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ProposalState] = mapped_column(str_enum(ProposalState))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pair: Mapped[Pair] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    to: Mapped[Person] = relationship(foreign_keys=[to_id])

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the trainee's; the mentor comes in by the grant."""
        return {("person", self.pair.trainee_id)}
