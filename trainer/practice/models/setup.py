"""Which tables hold how a CoP was set up: steps, teams, invitations, places, reasons to differ from a guideline?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.permissions import Scope
from trainer.practice.models.cops import Cop
from trainer.practice.models.members import Member
from trainer.practice.rules.guidance import Guideline, TeamRole
from trainer.practice.rules.inviting import Answer, Circle, Guest, VenueUse
from trainer.practice.rules.setup import Part


class SetupPart(Model):
    """What was written on the page of one step; what stands in the charter is kept there and not here."""

    __tablename__ = "practice_setup"
    __table_args__ = (one_of("part", Part), UniqueConstraint("cop_id", "part"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    part: Mapped[Part] = mapped_column(str_enum(Part))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[int | None]


class Team(Model):
    """A team inside a CoP, such as the people of one school (row D02)."""

    __tablename__ = "practice_team"
    __table_args__ = (UniqueConstraint("cop_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    name: Mapped[str] = mapped_column(String(200))


class Belonging(Model):
    """What setting up adds to a member: team and role in it, strengths, when welcomed, when given a journal."""

    __tablename__ = "practice_belonging"
    __table_args__ = (one_of("team_role", TeamRole), Index("ix_practice_belonging_team", "team_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("practice_member.id"), unique=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("practice_team.id"))
    team_role: Mapped[TeamRole | None] = mapped_column(str_enum(TeamRole))
    strengths: Mapped[str] = mapped_column(String(300), default="")
    welcomed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    journal_on: Mapped[date | None]
    member: Mapped[Member] = relationship()


class Invitation(Model):
    """Who was invited, by whom and how, and what they answered (rows B03, B08, B10)."""

    __tablename__ = "practice_invitation"
    __table_args__ = (
        one_of("guest", Guest), one_of("answer", Answer), one_of("circle", Circle),
        Index("ix_practice_invitation_cop", "cop_id", "id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    guest: Mapped[Guest] = mapped_column(str_enum(Guest))
    circle: Mapped[Circle] = mapped_column(str_enum(Circle))
    name: Mapped[str] = mapped_column(String(200))
    how: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(254), default="")
    invited_by: Mapped[str] = mapped_column(String(200), default="")
    invited_on: Mapped[date | None]
    answer: Mapped[Answer] = mapped_column(str_enum(Answer), default=Answer.OPEN)
    answered_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    member_id: Mapped[int | None] = mapped_column(ForeignKey("practice_member.id"))
    cop: Mapped[Cop] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the CoP's."""
        return self.cop.scopes()


class Venue(Model):
    """A place in the area where the CoP can meet or go to (rows B06, B07, B14)."""

    __tablename__ = "practice_venue"
    __table_args__ = (one_of("use", VenueUse), Index("ix_practice_venue_cop", "cop_id", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    use: Mapped[VenueUse] = mapped_column(str_enum(VenueUse))
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300), default="")
    rent_free: Mapped[bool] = mapped_column(default=False)
    parking_free: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(500), default="")


class Deviation(Model):
    """A CoP does otherwise than a guideline says, and why; what was counted then stands beside it (row D17)."""

    __tablename__ = "practice_deviation"
    __table_args__ = (one_of("guideline", Guideline), Index("ix_practice_deviation_cop", "cop_id", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    guideline: Mapped[Guideline] = mapped_column(str_enum(Guideline))
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    rationale: Mapped[str] = mapped_column(Text)
    by_person: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DomainChange(Model):
    """The domain of a CoP changed: from what to what, when and why (W1). Written when the charter is approved."""

    __tablename__ = "practice_domain_change"
    __table_args__ = (Index("ix_practice_domain_change_cop", "cop_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    cop_id: Mapped[int] = mapped_column(ForeignKey("practice_cop.id"))
    charter_id: Mapped[int] = mapped_column(ForeignKey("practice_charter.id"), unique=True)
    on: Mapped[date]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
