"""Which table holds delivered mail? Only the sample year's mailbox: elsewhere mail leaves the house."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

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
