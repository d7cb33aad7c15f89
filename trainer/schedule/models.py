"""Which tables hold the schedule? Program year, its versions, offering, session, place."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.permissions import Scope
from trainer.schedule.rules.kinds import (
    Eligibility,
    Format,
    Half,
    OfferingKind,
    OfferingState,
    Season,
    SessionState,
    When,
)


class ProgramYear(Model):
    """July to June, with the number of its latest published version (0: none yet)."""

    __tablename__ = "schedule_year"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(16), unique=True)
    starts_on: Mapped[date] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def label(self) -> str:
        """'2020–21', as people write it."""
        return f"{self.starts_on.year}–{(self.starts_on.year + 1) % 100:02d}"

    def scopes(self) -> set[Scope]:
        """A year belongs to the whole program, for the guard."""
        return set()


class ScheduleVersion(Model):
    """One publication: its number, when, why, and what changed item by item."""

    __tablename__ = "schedule_version"
    __table_args__ = (UniqueConstraint("year_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("schedule_year.id"))
    number: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_person: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text, default="")
    items: Mapped[list[dict[str, Any]]] = mapped_column(Json)


class Offering(Model):
    """One dated run of a course or event. What is published stands in the columns; what is drafted, in `draft`.

    `lock` counts every save of a draft, so that of two editors the second is asked; `sequence` counts what calendars
    were told; `source` names the row of an imported file, so that a repeated import makes nothing twice. `led_by` are
    lines "Name, qualification"; `trainer_ids`, which are not public, are lines "Name, number in a registry"; `ages` are
    bands of children's ages; `competencies` are minutes by the number of a competency area. Whoever changes a list
    assigns a new one.
    """

    __tablename__ = "schedule_offering"
    __table_args__ = (
        one_of("kind", OfferingKind),
        one_of("format", Format),
        one_of("when", When),
        one_of("state", OfferingState),
        one_of("season", Season),
        one_of("eligibility", Eligibility),
        UniqueConstraint("year_id", "source"),
        Index("ix_schedule_offering_year", "year_id", "state", "first_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    year_id: Mapped[int] = mapped_column(ForeignKey("schedule_year.id"))
    kind: Mapped[OfferingKind] = mapped_column(str_enum(OfferingKind))
    title: Mapped[str] = mapped_column(String(200))
    format: Mapped[Format] = mapped_column(str_enum(Format))
    when: Mapped[When] = mapped_column(str_enum(When))
    season: Mapped[Season | None] = mapped_column(str_enum(Season))
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    about: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    platform: Mapped[str] = mapped_column(String(100), default="")
    join_url: Mapped[str] = mapped_column(String(500), default="")
    audience: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    length: Mapped[str] = mapped_column(String(100), default="")
    minutes: Mapped[int | None]
    zone: Mapped[str] = mapped_column(String(64))
    prerequisite: Mapped[str | None] = mapped_column(String(64))
    languages: Mapped[list[str]] = mapped_column(Json, default=())
    interpretation: Mapped[str] = mapped_column(String(200), default="")
    led_by: Mapped[list[str]] = mapped_column(Json, default=())
    eligibility: Mapped[Eligibility] = mapped_column(str_enum(Eligibility), default=Eligibility.ANYONE)
    approval: Mapped[bool] = mapped_column(default=False)
    per_session: Mapped[bool] = mapped_column(default=False)
    initiatives: Mapped[list[str]] = mapped_column(Json, default=())
    funders: Mapped[list[str]] = mapped_column(Json, default=())
    focus_areas: Mapped[list[str]] = mapped_column(Json, default=())
    roles: Mapped[list[str]] = mapped_column(Json, default=())
    ages: Mapped[list[str]] = mapped_column(Json, default=())
    trainer_ids: Mapped[list[str]] = mapped_column(Json, default=())
    price: Mapped[str] = mapped_column(String(200), default="")
    region: Mapped[str] = mapped_column(String(100), default="")
    bring: Mapped[str] = mapped_column(Text, default="")
    parking: Mapped[str] = mapped_column(Text, default="")
    equipment: Mapped[list[str]] = mapped_column(Json, default=())
    course_code: Mapped[str] = mapped_column(String(64), default="")
    approval_code: Mapped[str] = mapped_column(String(64), default="")
    competencies: Mapped[dict[str, int]] = mapped_column(Json, default={})
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    state: Mapped[OfferingState] = mapped_column(str_enum(OfferingState), default=OfferingState.DRAFT)
    draft: Mapped[dict[str, Any] | None] = mapped_column(Json)
    lock: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=0)
    canceled_why: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str | None] = mapped_column(String(64))
    year: Mapped[ProgramYear] = relationship()
    sessions: Mapped[list["Session"]] = relationship(order_by="Session.number", cascade="all, delete-orphan")
    places: Mapped[list["Place"]] = relationship(order_by="Place.format", cascade="all, delete-orphan")

    def scopes(self) -> set[Scope]:
        """Where this offering belongs, for the guard."""
        return {("offering", self.id)}


class Session(Model):
    """One meeting of an offering. A future one keeps wall time and zone; `starts_at` is derived from them."""

    __tablename__ = "schedule_session"
    __table_args__ = (
        one_of("when", When),
        one_of("state", SessionState),
        one_of("half", Half),
        UniqueConstraint("offering_id", "key"),
        CheckConstraint("ends IS NULL OR starts IS NULL OR ends > starts", name="times"),
        Index("ix_schedule_session_starts", "starts_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    key: Mapped[str] = mapped_column(String(32))
    number: Mapped[int]
    when: Mapped[When] = mapped_column(str_enum(When))
    on: Mapped[date | None]
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    fold: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(200), default="")
    mandatory: Mapped[bool] = mapped_column(default=True)
    half: Mapped[Half | None] = mapped_column(str_enum(Half))
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[SessionState] = mapped_column(str_enum(SessionState), default=SessionState.SCHEDULED)


class Place(Model):
    """What is scarce: the places of one offering in one format. It is locked; only registration changes its counts.

    `reserved` counts the seats that are held for an organization or a consortium and not used yet.
    """

    __tablename__ = "schedule_place"
    __table_args__ = (
        one_of("format", Format),
        UniqueConstraint("offering_id", "format"),
        CheckConstraint(
            "taken >= 0 AND reserved >= 0 AND (capacity IS NULL OR taken + reserved <= capacity)",
            name="taken",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    format: Mapped[Format] = mapped_column(str_enum(Format))
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    reserved: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    next_number: Mapped[int] = mapped_column(default=1)

    @property
    def held(self) -> int:
        """How many seats are not open to everybody: taken or reserved."""
        return self.taken + self.reserved
