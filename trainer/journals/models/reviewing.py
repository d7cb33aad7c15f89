"""Which tables hold what stands beside an answer: its draft, its earlier versions, beginnings, a second reader?"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.journals.models.entries import Entry
from trainer.journals.rules import Criterion, Outcome, Part, ReadingEnd
from trainer.permissions import Scope


class ReviewDraft(Model):
    """An answer as far as a mentor has come with it, so that it goes on on another device. Read by that mentor alone;
    gone once the answer is sent or the entry put back. `lock` rises with every change."""

    __tablename__ = "journals_review_draft"
    __table_args__ = (UniqueConstraint("submission_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("journals_submission.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    typed: Mapped[dict[str, str]] = mapped_column(Json)
    lock: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EarlierReview(Model):
    """What an answer said before it was corrected; when, and why. The private note is not among it."""

    __tablename__ = "journals_review_version"
    __table_args__ = (one_of("outcome", Outcome), UniqueConstraint("review_id", "version"))
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("journals_review.id"))
    version: Mapped[int]
    levels_then: Mapped[dict[str, int]] = mapped_column(Json)
    care_kept: Mapped[bool]
    saw: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    suggestion: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome] = mapped_column(str_enum(Outcome))
    again_by: Mapped[date | None]
    corrected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    why: Mapped[str] = mapped_column(Text)

    @property
    def levels(self) -> dict[Criterion, int]:
        """The level of each criterion that was looked at."""
        return {one: self.levels_then[one.value] for one in Criterion if one.value in self.levels_then}


class Beginning(Model):
    """A sentence with which a mentor likes to begin a part of the feedback; theirs alone."""

    __tablename__ = "journals_beginning"
    __table_args__ = (one_of("part", Part), Index("ix_journals_beginning_person", "person_id", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    part: Mapped[Part] = mapped_column(str_enum(Part))
    text: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard."""
        return {("person", self.person_id)}


class SecondReading(Model):
    """Another mentor reads one entry, for a reason and a time. Without a reader yet, the writer has asked for one.

    The right to read is a grant for this entry, which ends with the reading.
    """

    __tablename__ = "journals_second_reading"
    __table_args__ = (
        one_of("ending", ReadingEnd),
        CheckConstraint("(reader_id IS NULL) = (since IS NULL)", name="reader"),
        CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name="ended"),
        Index(
            "uq_journals_second_reading_now", "entry_id", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_journals_second_reading_entry", "entry_id", "id"),
        Index("ix_journals_second_reading_open", "ended_at", "id"),
        Index("ix_journals_second_reading_reader", "reader_id", "ended_at", "id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    entry_id: Mapped[int] = mapped_column(ForeignKey("journals_entry.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    why: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_grant.id"))
    since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ending: Mapped[ReadingEnd | None] = mapped_column(str_enum(ReadingEnd))
    entry: Mapped[Entry] = relationship()
    reader: Mapped[Person | None] = relationship(foreign_keys=[reader_id])
    asker: Mapped[Person] = relationship(foreign_keys=[asked_by])

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: of the entry and its writer."""
        return self.entry.scopes()
