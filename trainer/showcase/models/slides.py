"""Which table holds what somebody shows of a trace at a Connect session or showcase?"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.journals.models import Entry
from trainer.permissions import Scope
from trainer.schedule.models import Offering
from trainer.showcase.rules.slides import SlideState


class Slide(Model):
    """One slide: words out of an accepted entry and pictures of it, which its writer agreed to show at one offering.

    `photos` names the pictures; whether each may be shown is asked when it is shown, so that a consent that was
    withdrawn counts at once. `place` is where the organizer put it.
    """

    __tablename__ = "showcase_slide"
    __table_args__ = (
        one_of("state", SlideState),
        CheckConstraint("(state = 'chosen') = (place IS NOT NULL)", name="place"),
        Index(
            "uq_showcase_slide_now", "offering_id", "entry_id", unique=True,
            sqlite_where=text("state <> 'withdrawn'"), postgresql_where=text("state <> 'withdrawn'"),
        ),
        Index("ix_showcase_slide_offering", "offering_id", "state", "place", "id"),
        Index("ix_showcase_slide_person", "person_id", "id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("journals_entry.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    state: Mapped[SlideState] = mapped_column(str_enum(SlideState))
    title: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text)
    photos: Mapped[list[str]] = mapped_column(Json)
    named: Mapped[bool]
    place: Mapped[int | None]
    agreed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    offering: Mapped[Offering] = relationship()
    entry: Mapped[Entry] = relationship()
    person: Mapped[Person] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the writer's, and its offering's."""
        return {("person", self.person_id), ("offering", self.offering_id)}
