"""Which tables hold the showcase? Call, proposal, co-presenter, review, room, slot, who presented."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.permissions import Scope
from trainer.practice.models import Cop
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import OfferingState
from trainer.showcase.rules import ON_PROGRAM, ProposalState, Recommendation, ShowFormat, TogetherState


class Call(Model):
    """A call for proposals to one offering, and its program. The committee are grants of reviewers for it.

    `program` is what was published last: where each presentation is, by the wall clock of its session. What may be
    read of it is asked of the proposals themselves, so that a withdrawn consent counts at once.
    """

    __tablename__ = "showcase_call"
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"), unique=True)
    open_until: Mapped[date]
    formats: Mapped[dict[str, int]] = mapped_column(Json)
    asks: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lock: Mapped[int] = mapped_column(default=0)
    program: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)
    version: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    canceled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its people were told that the offering was canceled."""
    offering: Mapped[Offering] = relationship()
    rooms: Mapped[list["ShowRoom"]] = relationship(order_by="ShowRoom.id", viewonly=True)

    @property
    def canceled(self) -> bool:
        """Whether its offering was canceled: then nothing more happens here."""
        return self.offering.state is OfferingState.CANCELED

    def scopes(self) -> set[Scope]:
        """Where a call belongs, for the guard: to its committee, and to its offering's trainers."""
        return {("call", self.id), ("offering", self.offering_id)}


class Proposal(Model):
    """What somebody wants to present. `needs` are read by the committee and the administrators alone."""

    __tablename__ = "showcase_proposal"
    __table_args__ = (
        one_of("state", ProposalState),
        one_of("format", ShowFormat),
        Index("ix_showcase_proposal_call", "call_id", "state"),
        Index("ix_showcase_proposal_presenter", "presenter_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    call_id: Mapped[int] = mapped_column(ForeignKey("showcase_call.id"))
    presenter_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    cop_id: Mapped[int | None] = mapped_column(ForeignKey("practice_cop.id"))
    state: Mapped[ProposalState] = mapped_column(str_enum(ProposalState), default=ProposalState.DRAFT)
    title: Mapped[str] = mapped_column(String(200), default="")
    story: Mapped[str] = mapped_column(Text, default="")
    format: Mapped[ShowFormat | None] = mapped_column(str_enum(ShowFormat))
    needs: Mapped[str] = mapped_column(Text, default="")
    title_public: Mapped[bool] = mapped_column(default=False)
    story_public: Mapped[bool] = mapped_column(default=False)
    may_record: Mapped[bool] = mapped_column(default=False)
    lock: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    call: Mapped[Call] = relationship()
    presenter: Mapped[Person] = relationship()
    cop: Mapped[Cop | None] = relationship()
    together: Mapped[list["Copresenter"]] = relationship(order_by="Copresenter.id", back_populates="proposal")

    @property
    def people(self) -> dict[int, str]:
        """Who presents, as far as nobody has declined: the presenter and whoever was asked, by id."""
        asked = {
            one.person_id: one.person.name
            for one in self.together
            if one.person_id and one.person and one.goes_on
        }
        return {self.presenter_id: self.presenter.name, **asked}

    def ties(self, reader_id: int) -> set[int]:
        """Of whom somebody who judges it must be independent: who presents for certain, and themselves if asked.

        Whoever was asked and has not agreed is left out, so that no tie gives away that they were.
        """
        return {one.id for one in self.presenters} | ({reader_id} & set(self.people))

    @property
    def presenters(self) -> list[Person]:
        """Who presents for certain: the presenter first, then each co-presenter who confirmed."""
        sure = [one.person for one in self.together if one.person and one.state is TogetherState.CONFIRMED]
        return [self.presenter, *sure]

    @property
    def named(self) -> list[str]:
        """The names that may stand on the public program: each person has consented to their own."""
        own = [self.presenter.name] if self.title_public else []
        return own + [
            one.person.name
            for one in self.together
            if one.person and one.state is TogetherState.CONFIRMED and one.name_public
        ]

    @property
    def on_program(self) -> bool:
        """Whether it can have a slot."""
        return self.state in ON_PROGRAM

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: a draft is its writer's alone, later it is also the committee's."""
        own: set[Scope] = {("person", self.presenter_id)}
        if self.state is ProposalState.DRAFT:
            return own
        own |= {("person", one.id) for one in self.presenters}
        return own if self.state is ProposalState.WITHDRAWN else {*own, ("call", self.call_id)}


class Copresenter(Model):
    """Somebody who is asked to present together. Until they confirm, only what was typed is shown, to whoever typed it.

    `person_id` is empty while nobody signs in with the address.
    """

    __tablename__ = "showcase_copresenter"
    __table_args__ = (
        one_of("state", TogetherState),
        UniqueConstraint("proposal_id", "email"),
        UniqueConstraint("proposal_id", "person_id"),
        Index("ix_showcase_copresenter_person", "person_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    proposal_id: Mapped[int] = mapped_column(ForeignKey("showcase_proposal.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    email: Mapped[str] = mapped_column(String(254))
    state: Mapped[TogetherState] = mapped_column(str_enum(TogetherState), default=TogetherState.ASKED)
    name_public: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    proposal: Mapped[Proposal] = relationship(back_populates="together")
    person: Mapped[Person | None] = relationship()

    @property
    def goes_on(self) -> bool:
        """Whether they have not declined."""
        return self.state is not TogetherState.DECLINED

    def scopes(self) -> set[Scope]:
        """Whose it is to answer, for the guard: theirs, once the proposal was handed in."""
        handed_in = self.proposal.state not in (ProposalState.DRAFT, ProposalState.WITHDRAWN)
        return {("person", self.person_id)} if self.person_id and handed_in else set()


class CommitteeReview(Model):
    """What one member of the committee recommends. The others read it after they have written their own."""

    __tablename__ = "showcase_review"
    __table_args__ = (
        one_of("recommendation", Recommendation),
        UniqueConstraint("proposal_id", "reviewer_id"),
        Index("ix_showcase_review_reviewer", "reviewer_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("showcase_proposal.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    recommendation: Mapped[Recommendation] = mapped_column(str_enum(Recommendation))
    comment: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reviewer: Mapped[Person] = relationship()


class ShowRoom(Model):
    """Where people present: a room of a house, or one to join by a link that only participants see."""

    __tablename__ = "showcase_room"
    __table_args__ = (UniqueConstraint("call_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    call_id: Mapped[int] = mapped_column(ForeignKey("showcase_call.id"))
    name: Mapped[str] = mapped_column(String(100))
    link: Mapped[str] = mapped_column(String(500), default="")
    call: Mapped[Call] = relationship()

    def scopes(self) -> set[Scope]:
        """Where it belongs, for the guard."""
        return self.call.scopes()


class Slot(Model):
    """A time in a room: for one proposal, or for something everybody does, such as a welcome or a break.

    A session that leaves the schedule takes its slots along: the schedule is planned without knowing of them.
    """

    __tablename__ = "showcase_slot"
    __table_args__ = (
        CheckConstraint("ends > starts", name="times"),
        CheckConstraint("proposal_id IS NOT NULL OR title <> ''", name="what"),
        UniqueConstraint("proposal_id"),
        Index("ix_showcase_slot_call", "call_id"),
        Index("ix_showcase_slot_room", "room_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    call_id: Mapped[int] = mapped_column(ForeignKey("showcase_call.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("schedule_session.id", ondelete="CASCADE"))
    room_id: Mapped[int] = mapped_column(ForeignKey("showcase_room.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("showcase_proposal.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    starts: Mapped[time]
    ends: Mapped[time]
    call: Mapped[Call] = relationship()
    room: Mapped[ShowRoom] = relationship()
    session: Mapped[Session] = relationship()
    proposal: Mapped[Proposal | None] = relationship()

    def scopes(self) -> set[Scope]:
        """Where it belongs, for the guard."""
        return self.call.scopes()


class Presented(Model):
    """One person has presented: the fact behind a share-out (R18). It stays, whatever becomes of the program.

    What stood on a program belongs to its proposal; what was presented without one has a title of its own.
    """

    __tablename__ = "showcase_presented"
    __table_args__ = (
        CheckConstraint("proposal_id IS NOT NULL OR title <> ''", name="what"),
        UniqueConstraint("proposal_id", "person_id"),
        Index("ix_showcase_presented_person", "person_id"),
        Index("ix_showcase_presented_offering", "offering_id"),
        Index(
            "uq_showcase_presented_alone", "offering_id", "person_id", "on", "title", unique=True,
            sqlite_where=text("proposal_id IS NULL"), postgresql_where=text("proposal_id IS NULL"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("showcase_proposal.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    on: Mapped[date]
    marked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    marked_by: Mapped[int | None]
    offering: Mapped[Offering] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def called(self) -> str:
        """The title of what was presented."""
        return self.proposal.title if self.proposal else self.title
