"""Which tables hold courses and what lies beside them, completions and claims of earlier training?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, KeptJson, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.curriculum.rules import ClaimState, CompletionKind, PieceKind, StandingKind
from trainer.permissions import Scope


class CourseEdition(Model):
    """One edition of a course as it was loaded. What is loaded does not change, except text under the same ids."""

    __tablename__ = "curriculum_edition"
    __table_args__ = (UniqueConstraint("course", "edition"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(32))
    minutes: Mapped[int]
    titles: Mapped[dict[str, str]] = mapped_column(Json)
    content: Mapped[dict[str, Any]] = mapped_column(KeptJson)
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Piece(Model):
    """A card, template, term, picture or the self-assessment, as last loaded. It has no editions: whoever links to it
    sees what it says today. `content` as trainer.curriculum.reading.pieces writes it."""

    __tablename__ = "curriculum_piece"
    __table_args__ = (one_of("kind", PieceKind), UniqueConstraint("kind", "name"))
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PieceKind] = mapped_column(str_enum(PieceKind))
    name: Mapped[str] = mapped_column(String(64))
    position: Mapped[int]
    titles: Mapped[dict[str, str]] = mapped_column(Json)
    content: Mapped[dict[str, Any]] = mapped_column(KeptJson)
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Completion(Model):
    """A fact: this person completed this course, or was found to know it already (equivalency)."""

    __tablename__ = "curriculum_completion"
    __table_args__ = (one_of("kind", CompletionKind), UniqueConstraint("person_id", "course", "edition"))
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    course: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(32), default="")
    kind: Mapped[CompletionKind] = mapped_column(str_enum(CompletionKind))
    on: Mapped[date]
    cause: Mapped[str] = mapped_column(String(200))


class Part(Model):
    """A fact: one part of a course is done by this person. Each is written by the room that sees it happen."""

    __tablename__ = "curriculum_part"
    __table_args__ = (UniqueConstraint("person_id", "course", "edition", "part"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    course: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(32))
    part: Mapped[str] = mapped_column(String(80))
    on: Mapped[date]
    cause: Mapped[str] = mapped_column(String(200))


class EditionMove(Model):
    """A fact: an administrator moved this person to another edition of a course. The last one says where they are.

    What was done in the edition before stays there; what counts in both was written down in the new one as well.
    """

    __tablename__ = "curriculum_move"
    __table_args__ = (Index("ix_curriculum_move_person", "person_id", "course", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    course: Mapped[str] = mapped_column(String(64))
    before: Mapped[str] = mapped_column(String(32))
    edition: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(Text)
    by_person: Mapped[int | None]
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Standing(Model):
    """A fact about a person for a time: in a cohort, certified. Written by the room that causes it."""

    __tablename__ = "curriculum_standing"
    __table_args__ = (
        one_of("kind", StandingKind),
        Index("ix_curriculum_standing_person", "person_id", "kind"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    kind: Mapped[StandingKind] = mapped_column(str_enum(StandingKind))
    since: Mapped[date]
    until: Mapped[date | None]
    cause: Mapped[str] = mapped_column(String(200))


class Claim(Model):
    """A person says that earlier training was equal to a course; an administrator accepts or declines with a reason."""

    __tablename__ = "curriculum_claim"
    __table_args__ = (
        one_of("state", ClaimState),
        Index(
            "uq_curriculum_claim_open", "person_id", "course", unique=True,
            sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'"),
        ),
        Index("ix_curriculum_claim_state", "state", "id"),
        Index("ix_curriculum_claim_person", "person_id", "made_at", "id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    course: Mapped[str] = mapped_column(String(64))
    training: Mapped[str] = mapped_column(String(200))
    provider: Mapped[str] = mapped_column(String(200))
    year: Mapped[int]
    evidence: Mapped[str] = mapped_column(Text)
    state: Mapped[ClaimState] = mapped_column(str_enum(ClaimState), default=ClaimState.OPEN)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    person: Mapped[Person] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard. The employer is not among them."""
        return {("person", self.person_id)}
