"""Which table holds the members of a CoP?"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import SORT_TEXT
from trainer.core.db import Json, Model, UtcDateTime, ref_column
from trainer.permissions import Scope
from trainer.practice.models.cops import Cop


class Member(Model):
    """Somebody in a CoP, without an account; linked to a person later, if they become one.

    Two members of a CoP never have the same name at the same time: each is chosen by it at the door.
    `link`: the hash of the secret in the address of their own page; None for whoever was written down by others.
    `agreed_at`: when they said themselves that this may be kept. `erased_at`: when they left and their name went.
    """

    __tablename__ = "practice_member"
    __table_args__ = (
        Index("ix_practice_member_cop", "cop_id", "sort_name"),
        Index(
            "uq_practice_member_now", "cop_id", "sort_name", unique=True,
            sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(SORT_TEXT)
    role: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    link: Mapped[str | None] = mapped_column(String(64), unique=True)
    ages: Mapped[list[str]] = mapped_column(Json, default=list)
    setting: Mapped[str] = mapped_column(String(32), default="")
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confidence_id: Mapped[int | None] = mapped_column(ForeignKey("practice_agreement.id"))
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cop: Mapped[Cop] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()
