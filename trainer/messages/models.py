"""Which tables hold what people write to each other, and the sample year's mailbox? Post, report, delivered mail."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, UtcDateTime, ref_column


class SampleMail(Model):
    """One message that went to the mailbox page of the sample year instead of out."""

    __tablename__ = "messages_sample_mail"
    __table_args__ = (Index("ix_messages_sample_mail_at", "at", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    message_id: Mapped[str] = mapped_column(String(100), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_address: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str | None] = mapped_column(Text)


class Post(Model):
    """What somebody wrote in a discussion. `circle` names who talk ("cohort:7"), `topic` what about (a session's key).

    The room that owns the circle says who belongs to it. What its writer removed has no text any more; what was hidden
    keeps it, with the reason, for its writer and for whoever looks after the circle.
    """

    __tablename__ = "messages_post"
    __table_args__ = (
        CheckConstraint("(removed_at IS NULL) = (text <> '')", name="removed"),
        CheckConstraint("(hidden_at IS NULL) = (hidden_why = '')", name="hidden"),
        Index("ix_messages_post_topic", "circle", "topic", "id"),
        Index("ix_messages_post_person", "person_id", "circle", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    circle: Mapped[str] = mapped_column(String(64))
    topic: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_by: Mapped[int | None]
    hidden_why: Mapped[str] = mapped_column(Text, default="")
    person: Mapped[Person] = relationship()


class PostReport(Model):
    """Somebody asks for a post to be looked at, once, and says why. Settled when it was hidden, or found to be fine."""

    __tablename__ = "messages_post_report"
    __table_args__ = (UniqueConstraint("post_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("messages_post.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    why: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
