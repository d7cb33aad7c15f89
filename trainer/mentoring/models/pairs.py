"""Which table holds who mentors whom, and since when?"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, ref_column
from trainer.learning.models import Enrollment
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
