"""Which tables hold how far somebody is: read, tried, reflected, assessed?"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, ref_column
from trainer.permissions import Scope


class ModuleProgress(Model):
    """How far a person has read a module of a course edition, and when they said it was done."""

    __tablename__ = "learning_progress"
    __table_args__ = (UniqueConstraint("person_id", "course", "edition", "module"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    course: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(32))
    module: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[str] = mapped_column(String(100), default="")
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CheckTry(Model):
    """One try of a module's knowledge check; the best counts, and there may be any number.

    `questions` counts those that are scored: there may be none. `answers` holds all of them, each as its kind asks
    for (see rules/checks.py); what was written freely is the writer's alone.
    """

    __tablename__ = "learning_try"
    __table_args__ = (
        CheckConstraint('"right" >= 0 AND "right" <= questions', name="right"),
        Index("ix_learning_try_person", "person_id", "course", "edition", "module"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    course: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(32))
    module: Mapped[str] = mapped_column(String(64))
    right: Mapped[int]
    questions: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OpenTry(Model):
    """A try that is under way: what was answered so far. It becomes a CheckTry with its last answer, and goes."""

    __tablename__ = "learning_open_try"
    __table_args__ = (UniqueConstraint("person_id", "course", "edition", "module"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    course: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(32))
    module: Mapped[str] = mapped_column(String(64))
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Reflection(Model):
    """The answer to a course's exit prompt, written on its module page. `text` is private until it is handed in.

    `offering_id` is set then: the offering whose trainers read it, where the prompt's audience is they.
    """

    __tablename__ = "learning_reflection"
    __table_args__ = (
        UniqueConstraint("person_id", "course", "edition", "prompt"),
        Index("ix_learning_reflection_offering", "offering_id", "handed_in_at", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    course: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(32))
    prompt: Mapped[str] = mapped_column(String(64))
    audience: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text, default="")
    lock: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    offering_id: Mapped[int | None] = mapped_column(ForeignKey("schedule_offering.id"))
    person: Mapped[Person] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the writer's; once handed in, also of the offering whose trainers it is for."""
        found: set[Scope] = {("person", self.person_id)}
        if self.offering_id is not None and self.handed_in_at is not None:
            found.add(("offering", self.offering_id))
        return found


class Assessment(Model):
    """What a person says of their own abilities as a facilitator (C10): value by statement, kept area by area.

    Without `finished_at` it is the draft, of which there is one. It is the person's alone until `shared_at`; then
    their mentor reads it too.
    """

    __tablename__ = "learning_assessment"
    __table_args__ = (
        Index("ix_learning_assessment_person", "person_id"),
        Index(
            "uq_learning_assessment_draft", "person_id", unique=True,
            sqlite_where=text("finished_at IS NULL"), postgresql_where=text("finished_at IS NULL"),
        ),
        CheckConstraint("shared_at IS NULL OR finished_at IS NOT NULL", name="shared"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    answers: Mapped[dict[str, int]] = mapped_column(Json)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
