"""Which tables hold who was present and the hours that came of it? Sheet, mark, record, and what registries got."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.attendance.rules import MISSED_AT_MOST, Presence, RecordState, Source
from trainer.attendance.rules.records import Verification
from trainer.attendance.rules.registries import Result
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.core.numbers import new_number
from trainer.organizations.models import Organization
from trainer.permissions import Scope
from trainer.registration.models import Registration
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import Format


class Sheet(Model):
    """The sign-in sheet of one session. Once closed, a change needs a reason.

    `door`: what the codes on the screen are made of; empty until a trainer opens the door.
    """

    __tablename__ = "attendance_sheet"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("schedule_session.id"), unique=True)
    lock: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None]
    door: Mapped[str] = mapped_column(String(64), default="")


class Mark(Model):
    """One person in one session: present or not, the minutes missed, and whether it earned credit (R04).

    `missed_at_most`: how many minutes could be missed when it was marked. `pieces`: from when to when they were there,
    as far as that is known. A trainer may count otherwise; they stay.
    """

    __tablename__ = "attendance_mark"
    __table_args__ = (
        one_of("presence", Presence),
        one_of("source", Source),
        UniqueConstraint("session_id", "registration_id"),
        CheckConstraint("missed_minutes >= 0 AND session_minutes > 0", name="minutes"),
        Index("ix_attendance_mark_person", "person_id", "session_id"),
        Index("ix_attendance_mark_registration", "registration_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("schedule_session.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration_registration.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    presence: Mapped[Presence] = mapped_column(str_enum(Presence))
    session_minutes: Mapped[int]
    missed_minutes: Mapped[int] = mapped_column(default=0)
    missed_at_most: Mapped[int] = mapped_column(default=MISSED_AT_MOST)
    credited: Mapped[bool]
    source: Mapped[Source] = mapped_column(str_enum(Source))
    marked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    marked_by: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text, default="")
    pieces: Mapped[list[list[str | None]]] = mapped_column(Json, default=list)
    session: Mapped[Session] = relationship()
    registration: Mapped[Registration] = relationship()
    person: Mapped[Person] = relationship()


class Guest(Model):
    """Somebody who was there without a place, as they said their name: noted for the office, and gone once it knows.

    Read by the trainers of the offering and by administrators, by nobody else.
    """

    __tablename__ = "attendance_guest"
    __table_args__ = (
        one_of("format", Format),
        Index("ix_attendance_guest_session", "session_id"),
        Index("ix_attendance_guest_noted", "noted_at", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    session_id: Mapped[int] = mapped_column(ForeignKey("schedule_session.id"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    format: Mapped[Format] = mapped_column(str_enum(Format))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[int | None]
    session: Mapped[Session] = relationship()


class TrainingRecord(Model):
    """The verified line of one person's training (domain.md 5.6). It stays with the person, whoever employs them.

    What the offering and the employer were called is kept as it was. `competencies`: minutes by number of the area,
    which add up to `credited_minutes`, or nothing where no split is known. `accredited`: whether its hours are CEU as
    well, because the program had that status then. `captured_at`, `captured_by`: the last mark that it was made of.
    `corrections`: what it said before.
    """

    __tablename__ = "attendance_record"
    __table_args__ = (
        one_of("state", RecordState),
        one_of("format", Format),
        one_of("source", Source),
        one_of("verification", Verification),
        UniqueConstraint("person_id", "offering_id"),
        CheckConstraint("credited_minutes >= 0", name="credited"),
        Index("ix_attendance_record_last", "last_on", "id"),
        Index("ix_attendance_record_organization", "organization_id", "last_on", "id"),
        Index("ix_attendance_record_offering", "offering_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    number: Mapped[str] = mapped_column(String(32), unique=True, default=new_number)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations_organization.id"))
    employer: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(100), default="")
    setting: Mapped[str] = mapped_column(String(32), default="")
    title: Mapped[str] = mapped_column(String(200))
    course_code: Mapped[str] = mapped_column(String(100), default="")
    approval_code: Mapped[str] = mapped_column(String(100), default="")
    sponsor: Mapped[str] = mapped_column(String(200), default="")
    sponsor_address: Mapped[str] = mapped_column(String(200), default="")
    zone: Mapped[str] = mapped_column(String(64), default="")
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    course: Mapped[str] = mapped_column(String(64), default="")
    edition: Mapped[str] = mapped_column(String(32), default="")
    format: Mapped[Format] = mapped_column(str_enum(Format))
    trainers: Mapped[list[str]] = mapped_column(Json)
    trainer_ids: Mapped[list[str]] = mapped_column(Json, default=list)
    ages: Mapped[list[str]] = mapped_column(Json, default=list)
    first_on: Mapped[date]
    last_on: Mapped[date]
    scheduled_minutes: Mapped[int]
    attended_minutes: Mapped[int]
    credited_minutes: Mapped[int]
    accredited: Mapped[bool] = mapped_column(default=False)
    competencies: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    days: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    state: Mapped[RecordState] = mapped_column(str_enum(RecordState))
    source: Mapped[Source] = mapped_column(str_enum(Source))
    captured_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    captured_by: Mapped[int | None]
    verified_at: Mapped[datetime] = mapped_column(UtcDateTime)
    verified_by: Mapped[int | None]
    verification: Mapped[Verification] = mapped_column(str_enum(Verification), default=Verification.ATTENDED)
    corrected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    corrections: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    person: Mapped[Person] = relationship()
    offering: Mapped[Offering] = relationship()
    organization: Mapped[Organization | None] = relationship()

    @property
    def code(self) -> str:
        """The registry's approval code for this delivery; it may come after the record was made."""
        return self.approval_code or self.offering.approval_code

    @property
    def trainer_numbers(self) -> list[str]:
        """The trainers' numbers in registries, as lines "Name, number"; they may be typed after the record was made."""
        return self.trainer_ids or self.offering.trainer_ids

    @property
    def completed_on(self) -> date | None:
        """The day on which the training was completed; None where it was attended in part."""
        return self.last_on if self.state is RecordState.COMPLETE else None

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the person's own."""
        return {("person", self.person_id)}


class RegistryMembership(Model):
    """The number that somebody has in a workforce registry. It is asked once, and never stands in anybody's way."""

    __tablename__ = "attendance_registry_membership"
    __table_args__ = (UniqueConstraint("person_id", "registry_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    registry_id: Mapped[str] = mapped_column(String(32))
    external_id: Mapped[str] = mapped_column(String(64))
    registered_name: Mapped[str] = mapped_column(String(200), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the person's own."""
        return {("person", self.person_id)}


class Export(Model):
    """One record that was sent to one registry: when it was due, when it went, and what came back."""

    __tablename__ = "attendance_export"
    __table_args__ = (
        one_of("result", Result),
        UniqueConstraint("record_id", "registry_id"),
        Index("ix_attendance_export_sent", "registry_id", "sent_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("attendance_record.id"))
    registry_id: Mapped[str] = mapped_column(String(32))
    due_on: Mapped[date]
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_by: Mapped[int | None]
    result: Mapped[Result] = mapped_column(str_enum(Result), default=Result.WAITING)
    error: Mapped[str] = mapped_column(Text, default="")
    record: Mapped[TrainingRecord] = relationship()


class Goal(Model):
    """The clock hours that an organization asks of its people in a year, as minutes; no row: it asks for none."""

    __tablename__ = "attendance_goal"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes"),)
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organizations_organization.id"), primary_key=True, autoincrement=False
    )
    minutes: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int | None]
