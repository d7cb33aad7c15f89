"""Which tables hold who mentors whom, and when they met? Pair, meeting."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.learning.models import Enrollment
from trainer.mentoring.rules import MeetingMode, MeetingState
from trainer.permissions import Scope


class Pair(Model):
    """A mentor beside a trainee for a time; one at a time."""

    __tablename__ = "mentoring_pair"
    __table_args__ = (
        CheckConstraint("mentor_id <> trainee_id", name="two_people"),
        Index(
            "uq_mentoring_pair_now", "enrollment_id", unique=True,
            sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL"),
        ),
        Index("ix_mentoring_pair_mentor", "mentor_id", "until"),
        Index("ix_mentoring_pair_trainee", "trainee_id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("learning_enrollment.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    trainee_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_grant.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    enrollment: Mapped[Enrollment] = relationship()
    mentor: Mapped[Person] = relationship(foreign_keys=[mentor_id])
    trainee: Mapped[Person] = relationship(foreign_keys=[trainee_id])

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the trainee's; the mentor comes in by the grant."""
        return {("person", self.trainee_id)}


class Meeting(Model):
    """A mentor and a trainee meet. The shared note is read by both; the private one by its writer alone."""

    __tablename__ = "mentoring_meeting"
    __table_args__ = (
        one_of("state", MeetingState),
        one_of("mode", MeetingMode),
        CheckConstraint("state <> 'held' OR minutes > 0", name="minutes"),
        CheckConstraint("mentor_id <> trainee_id", name="two_people"),
        Index("ix_mentoring_meeting_mentor", "mentor_id", "starts_at"),
        Index("ix_mentoring_meeting_pair", "pair_id", "starts_at"),
        Index("ix_mentoring_meeting_trainee", "trainee_id", "starts_at"),
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
    private_note: Mapped[str] = mapped_column(Text, default="")
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
