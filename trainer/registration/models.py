"""Which tables hold places taken, asked for, waited for and given back, seats held, and interest?"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.organizations.models import Consortium, Organization
from trainer.permissions import Scope
from trainer.registration.rules import Approval, EndCause, RegistrationState
from trainer.registration.rules.seats import Holding, RollOver
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format


class Group(Model):
    """People of one organization who come only all together: on the waitlist they stand under one number.

    `kept_until`: free seats are being kept for them while they are at its head.
    """

    __tablename__ = "registration_group"
    __table_args__ = (
        Index("ix_registration_group_organization", "organization_id", "id"),
        Index("ix_registration_group_kept", "kept_until"),
        Index("ix_registration_group_offering", "offering_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations_organization.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None]
    kept_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    offering: Mapped[Offering] = relationship()
    organization: Mapped[Organization] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the organization's that answers for it."""
        return {("organization", self.organization_id)}


class Registration(Model):
    """A person's place in an offering. It remembers the organization of that day; a canceled one stays as history.

    `told_as`: the organization asked for somebody outside it who has a place of their own already. The row holds
    nothing and only the organization sees it, in the state that it was told: whether a stranger takes part is not told.
    `reservation_id`: the reserved seat it sits on, or sat on; `replaces_id`: whose seat this person took over.
    `approval`: set where the offering asks for it; a request is settled only once it is approved.
    `single`: for the sessions that are listed in SessionJoined, not for the whole season; it holds a seat all the same.
    """

    __tablename__ = "registration_registration"
    __table_args__ = (
        one_of("state", RegistrationState),
        one_of("format", Format),
        one_of("ended", EndCause),
        CheckConstraint("state <> 'waitlisted' OR number IS NOT NULL", name="waiting_has_number"),
        CheckConstraint("state <> 'offered' OR offer_ends IS NOT NULL", name="offer_ends"),
        one_of("told_as", RegistrationState),
        CheckConstraint("told_as IS NULL OR state = 'canceled'", name="told_holds_nothing"),
        Index(
            "uq_registration_registration_live", "offering_id", "person_id", unique=True,
            sqlite_where=text("state <> 'canceled'"), postgresql_where=text("state <> 'canceled'"),
        ),
        Index("ix_registration_registration_queue", "offering_id", "format", "state", "number"),
        Index("ix_registration_registration_person", "person_id", "state"),
        Index("ix_registration_registration_organization", "organization_id", "offering_id", "id"),
        Index("ix_registration_registration_sent", "organization_id", "id"),
        Index("ix_registration_registration_offer", "state", "offer_ends"),
        Index("ix_registration_registration_roster", "offering_id", "state", "id"),
        Index("ix_registration_registration_reservation", "reservation_id"),
        one_of("approval", Approval),
        Index("ix_registration_registration_approval", "approval", "state", "made_at", "id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations_organization.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("registration_group.id"), index=True)
    format: Mapped[Format] = mapped_column(str_enum(Format))
    state: Mapped[RegistrationState] = mapped_column(str_enum(RegistrationState))
    number: Mapped[int | None]
    offer_ends: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended: Mapped[EndCause | None] = mapped_column(str_enum(EndCause))
    told_as: Mapped[RegistrationState | None] = mapped_column(str_enum(RegistrationState))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    access_needs: Mapped[str] = mapped_column(Text, default="")
    approval: Mapped[Approval | None] = mapped_column(str_enum(Approval))
    approval_reason: Mapped[str] = mapped_column(Text, default="")
    reservation_id: Mapped[int | None] = mapped_column(ForeignKey("registration_reservation.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("registration_registration.id"))
    single: Mapped[bool] = mapped_column(default=False)
    offering: Mapped[Offering] = relationship()
    person: Mapped[Person] = relationship()
    organization: Mapped[Organization | None] = relationship()
    group: Mapped[Group | None] = relationship()

    @property
    def state_told(self) -> RegistrationState:
        """The state for pages and files of the organization; the true one wherever nothing is kept from it."""
        return self.told_as or self.state

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the person's, the sending organization's, the offering's."""
        found: set[Scope] = {("person", self.person_id), ("offering", self.offering_id)}
        if self.organization_id is not None:
            found.add(("organization", self.organization_id))
        return found


class Reservation(Model):
    """Seats of one format held for the people of an organization or of a consortium until the release date.

    `used` of them are taken; the others count in the place's `reserved` until they are released (`returned`: how many
    went back to everybody then). It is read and changed only while the offering's places are locked.
    """

    __tablename__ = "registration_reservation"
    __table_args__ = (
        one_of("format", Format),
        one_of("roll_over", RollOver),
        CheckConstraint("(organization_id IS NULL) <> (consortium_id IS NULL)", name="holder"),
        CheckConstraint("seats > 0 AND used >= 0 AND used <= seats", name="used"),
        CheckConstraint("(roll_over = 'named') = (roll_over_to_id IS NOT NULL)", name="roll_over_to"),
        Index("ix_registration_reservation_offering", "offering_id", "id"),
        Index("ix_registration_reservation_due", "released_at", "release_on"),
        Index("ix_registration_reservation_organization", "organization_id", "id"),
        Index("ix_registration_reservation_consortium", "consortium_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    format: Mapped[Format] = mapped_column(str_enum(Format))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations_organization.id"))
    consortium_id: Mapped[int | None] = mapped_column(ForeignKey("organizations_consortium.id"))
    seats: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)
    release_on: Mapped[date]
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned: Mapped[int | None]
    roll_over: Mapped[RollOver] = mapped_column(str_enum(RollOver), default=RollOver.NONE)
    roll_over_to_id: Mapped[int | None] = mapped_column(ForeignKey("schedule_offering.id"))
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("registration_reservation.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None]
    offering: Mapped[Offering] = relationship(foreign_keys=[offering_id])
    roll_over_to: Mapped[Offering | None] = relationship(foreign_keys=[roll_over_to_id])
    organization: Mapped[Organization | None] = relationship()
    consortium: Mapped[Consortium | None] = relationship()

    @property
    def holding(self) -> Holding:
        """What its rules count."""
        return Holding(
            self.id, self.seats, self.used, self.release_on, self.released_at is not None,
            self.organization_id is not None,
        )  # fmt: skip

    @property
    def holder(self) -> str:
        """The name of whom the seats are held for."""
        named = self.organization or self.consortium
        return named.name if named else ""

    def scopes(self) -> set[Scope]:
        """A reservation is made and released by who runs the program, for the guard."""
        return {("offering", self.offering_id)}


class Wish(Model):
    """Somebody has a seat in one format and would rather have the other: they wait there and keep their seat."""

    __tablename__ = "registration_wish"
    __table_args__ = (
        one_of("format", Format),
        Index("ix_registration_wish_queue", "offering_id", "format", "number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration_registration.id"), unique=True)
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    format: Mapped[Format] = mapped_column(str_enum(Format))
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    registration: Mapped[Registration] = relationship()


class SessionJoined(Model):
    """A session of a series that somebody joins who does not come for the season."""

    __tablename__ = "registration_session"
    __table_args__ = (Index("ix_registration_session_session", "session_id"),)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration_registration.id"), primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("schedule_session.id", ondelete="CASCADE"), primary_key=True
    )


class Invited(Model):
    """Somebody on the list of an offering that is only for people who are invited."""

    __tablename__ = "registration_invited"
    __table_args__ = (Index("ix_registration_invited_person", "person_id"),)
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None]
    person: Mapped[Person] = relationship()


class Topic(Model):
    """What somebody would like a series to talk about. Who suggested it is kept, and shown to nobody."""

    __tablename__ = "registration_topic"
    __table_args__ = (Index("ix_registration_topic_offering", "offering_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    text: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("schedule_session.id", ondelete="SET NULL"))


class Vote(Model):
    """One vote of one person for one topic. Only how many there are is ever shown."""

    __tablename__ = "registration_vote"
    __table_args__ = (Index("ix_registration_vote_person", "person_id"),)
    topic_id: Mapped[int] = mapped_column(ForeignKey("registration_topic.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), primary_key=True)


class Resource(Model):
    """What a session left behind: a link that everybody with a place can open afterwards."""

    __tablename__ = "registration_resource"
    __table_args__ = (Index("ix_registration_resource_offering", "offering_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("schedule_session.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(500))
    note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None]


class Interest(Model):
    """Somebody wants to hear first when the date or the place of an offering is fixed; `told_at`: they have heard.

    `opening_told_at`: they know that they can register, because it was open when they heard or by a word of its own.
    """

    __tablename__ = "registration_interest"
    __table_args__ = (
        UniqueConstraint("offering_id", "person_id"),
        Index("ix_registration_interest_person", "person_id", "told_at"),
        Index("ix_registration_interest_opening", "opening_told_at", "told_at"),
        Index("ix_registration_interest_offering", "offering_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opening_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    offering: Mapped[Offering] = relationship()
    person: Mapped[Person] = relationship()
