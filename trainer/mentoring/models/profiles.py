"""Which table holds what a mentor offers: for how many trainees, in which languages and settings, since when?"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime
from trainer.mentoring.rules.pairing import MOST_TRAINEES
from trainer.permissions import Scope


class MentorProfile(Model):
    """What somebody offers as a mentor. Without a row nothing is known, and the usual is taken."""

    __tablename__ = "mentoring_profile"
    __table_args__ = (CheckConstraint(f"capacity BETWEEN 0 AND {MOST_TRAINEES}", name="capacity"),)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), primary_key=True)
    capacity: Mapped[int]
    languages: Mapped[list[str]] = mapped_column(Json)
    settings: Mapped[list[str]] = mapped_column(Json)
    available_from: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int | None]
    person: Mapped[Person] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard."""
        return {("person", self.person_id)}
