"""Which tables hold what the people of a cohort show, lend and write to each other?"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.learning.models.cohorts import Cohort
from trainer.learning.rules import (
    CopyState,
)


class Introduction(Model):
    """What somebody shows their cohort of themselves; what is empty is not shown. `ref` stops the mail about posts.

    `email_shared_at`: since when they let the cohort see their e-mail; empty the moment they take it back.
    """

    __tablename__ = "learning_introduction"
    __table_args__ = (UniqueConstraint("cohort_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cohort_id: Mapped[int] = mapped_column(ForeignKey("learning_cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    pronouns: Mapped[str] = mapped_column(String(60), default="")
    languages: Mapped[str] = mapped_column(String(200), default="")
    email_shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mails: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cohort: Mapped[Cohort] = relationship()
    person: Mapped[Person] = relationship()


class Material(Model):
    """Something that everybody in a cohort needs to have: the book."""

    __tablename__ = "learning_material"
    __table_args__ = (Index("ix_learning_material_cohort", "cohort_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cohort_id: Mapped[int] = mapped_column(ForeignKey("learning_cohort.id"))
    title: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Copy(Model):
    """One person's copy of a material, and where it is. `confirmed_at`: when they said that they have it."""

    __tablename__ = "learning_copy"
    __table_args__ = (
        one_of("state", CopyState),
        UniqueConstraint("material_id", "person_id"),
        CheckConstraint("lent_until IS NULL OR state = 'lent'", name="lent"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("learning_material.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    state: Mapped[CopyState] = mapped_column(str_enum(CopyState))
    lent_until: Mapped[date | None]
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Letter(Model):
    """What somebody who looks after a cohort wrote to some of its people, and to whom (`to`: ids of people)."""

    __tablename__ = "learning_letter"
    __table_args__ = (Index("ix_learning_letter_cohort", "cohort_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cohort_id: Mapped[int] = mapped_column(ForeignKey("learning_cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    answers: Mapped[bool]
    to: Mapped[list[int]] = mapped_column(Json)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()
