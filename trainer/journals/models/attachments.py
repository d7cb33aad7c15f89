"""Which tables hold what stands beside an entry, and who allowed to be seen in it?"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.core.files import StoredFile
from trainer.journals.models.entries import Entry
from trainer.journals.rules.attachments import AttachmentKind, Shows, Use
from trainer.permissions import Scope


class Attachment(Model):
    """A photo, an audio note or a document beside an entry. Nobody but the writer sees one in which somebody can be
    recognized, unless every consent that counts allows it. What was removed keeps its row without words and bytes."""

    __tablename__ = "journals_attachment"
    __table_args__ = (
        one_of("kind", AttachmentKind),
        Index("ix_journals_attachment_entry", "entry_id", "position", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    entry_id: Mapped[int] = mapped_column(ForeignKey("journals_entry.id"))
    kind: Mapped[AttachmentKind] = mapped_column(str_enum(AttachmentKind))
    file_id: Mapped[int] = mapped_column(ForeignKey("core_file.id"), unique=True)
    thumb_id: Mapped[int | None] = mapped_column(ForeignKey("core_file.id"), unique=True)
    caption: Mapped[str] = mapped_column(Text, default="")
    alt: Mapped[str] = mapped_column(Text, default="")
    shows: Mapped[list[str]] = mapped_column(Json)
    recognizable: Mapped[bool]
    position: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    covered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    entry: Mapped[Entry] = relationship()
    file: Mapped[StoredFile] = relationship(foreign_keys=[file_id])
    thumb: Mapped[StoredFile | None] = relationship(foreign_keys=[thumb_id])
    consents: Mapped[list["Consent"]] = relationship(order_by="Consent.id", viewonly=True)

    @property
    def groups(self) -> list[Shows]:
        """Whom it shows."""
        return [one for one in Shows if one.value in self.shows]

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: as of its entry."""
        return self.entry.scopes()


class Consent(Model):
    """Somebody who can be recognized, or their guardian, allows it: since when, until when, and for what."""

    __tablename__ = "journals_consent"
    __table_args__ = (
        Index("ix_journals_consent_attachment", "attachment_id", "id"),
        Index("ix_journals_consent_recorded", "recorded_by", "expires_on", "id"),
        Index("ix_journals_consent_expires", "expires_on", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    attachment_id: Mapped[int] = mapped_column(ForeignKey("journals_attachment.id"))
    who: Mapped[str] = mapped_column(String(200))
    guardian: Mapped[str] = mapped_column(String(200), default="")
    given_on: Mapped[date]
    expires_on: Mapped[date]
    uses: Mapped[list[str]] = mapped_column(Json)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[int | None]
    attachment: Mapped[Attachment] = relationship()

    @property
    def allowed(self) -> list[Use]:
        """What it allows."""
        return [one for one in Use if one.value in self.uses]

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the writer's. Who recorded it and who wrote the entry are one person."""
        return {("person", self.recorded_by)}
