"""Who presents when and where: as it is being planned, and as it was published?"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from trainer.core.db import db
from trainer.schedule.models import Session
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import SessionState, When
from trainer.showcase.models import Call, Proposal, ShowRoom, Slot
from trainer.showcase.queries.things import PEOPLE
from trainer.showcase.rules import ProposalState
from trainer.showcase.rules.program import Placed, Span


def sessions_of(call: Call) -> list[Session]:
    """The sessions of a call's offering that have times: only they can have a program."""
    return [
        one
        for one in call.offering.sessions
        if one.when is When.FIXED and one.state is not SessionState.CANCELED
    ]


def spans_of(call: Call) -> dict[int, Span]:
    """When each session is, by the clock on its wall."""
    return {one.id: Span(one.starts, one.ends) for one in sessions_of(call) if one.starts and one.ends}


def slots_of(call_id: int) -> list[Slot]:
    """What stands on the program that is being planned, by time."""
    found = db.session.scalars(
        select(Slot)
        .join(Session, Session.id == Slot.session_id)
        .where(Slot.call_id == call_id)
        .order_by(Session.number, Slot.starts, Slot.room_id, Slot.id)
        .options(joinedload(Slot.room), joinedload(Slot.session), joinedload(Slot.proposal).options(*PEOPLE))
        .execution_options(populate_existing=True)
    )
    return list(found)


def rooms_of(call_id: int) -> list[ShowRoom]:
    """The rooms of a program, in the order in which they were named."""
    return list(db.session.scalars(select(ShowRoom).where(ShowRoom.call_id == call_id).order_by(ShowRoom.id)))


def placed(slot: Slot) -> Placed:
    """A slot as the rules compare it."""
    proposal = slot.proposal
    return Placed(
        key=slot.ref, title=proposal.title if proposal else slot.title, session=slot.session_id, room=slot.room_id,
        room_name=slot.room.name, starts=slot.starts, ends=slot.ends, people=presenting(proposal),
    )  # fmt: skip


def presenting(proposal: Proposal | None) -> dict[int, str]:
    """Who presents something for certain, by name; nobody presents a welcome or a break."""
    return {one.id: one.name for one in proposal.presenters} if proposal else {}


def unplaced(proposals: Collection[Proposal], slots: Collection[Slot]) -> list[Proposal]:
    """What was accepted and has no slot yet."""
    there = {slot.proposal_id for slot in slots}
    return [one for one in proposals if one.on_program and one.id not in there]


def as_json(slot: Slot) -> dict[str, Any]:
    """A slot as a publication keeps it. The proposal's own words are read from the proposal."""
    return {
        "proposal": slot.proposal_id, "title": slot.title, "session": slot.session_id, "room": slot.room.name,
        "link": slot.room.link, "starts": f"{slot.starts:%H:%M}", "ends": f"{slot.ends:%H:%M}",
        "on": slot.session.on.isoformat() if slot.session.on else "",
    }  # fmt: skip


def snapshot(slots: Collection[Slot]) -> list[dict[str, Any]]:
    """A whole program as a publication keeps it."""
    return [as_json(slot) for slot in slots]


def by_proposal(program: Collection[dict[str, Any]] | None) -> dict[int, dict[str, Any]]:
    """Where each proposal is, in what was published."""
    return {one["proposal"]: one for one in program or () if one["proposal"]}


@dataclass(frozen=True)
class Item:
    """One line of the published program."""

    starts: time
    ends: time
    room: str
    link: str
    title: str
    proposal: Proposal | None

    @property
    def shown(self) -> bool:
        """Whether its title may be read: of a proposal, only with the presenter's consent."""
        return self.proposal is None or self.proposal.title_public


@dataclass(frozen=True)
class Day:
    """A session with what happens in it, by time and room."""

    session: Session
    items: list[Item] = field(default_factory=list)

    @property
    def rooms(self) -> list[str]:
        """The rooms that are used."""
        return list(dict.fromkeys(item.room for item in self.items))


def published(call: Call) -> list[Day]:
    """The program as everybody may read it: what was withdrawn since, or not confirmed yet, is left out. What was
    canceled has none."""
    program = [] if call.canceled else call.program or []
    ids = [one["proposal"] for one in program if one["proposal"]]
    proposals = {one.id: one for one in _proposals(ids)}
    days = []
    for session in sessions_of(call):
        day = Day(session)
        for one in program:
            proposal = proposals.get(one["proposal"])
            if one["session"] == session.id and (one["proposal"] is None or proposal is not None):
                day.items.append(
                    Item(
                        time.fromisoformat(one["starts"]), time.fromisoformat(one["ends"]), one["room"], one["link"],
                        proposal.title if proposal else one["title"], proposal,
                    )
                )  # fmt: skip
        day.items.sort(key=lambda item: (item.starts, item.room, item.title))
        if day.items:
            days.append(day)
    return days


def _proposals(ids: Collection[int]) -> list[Proposal]:
    if not ids:
        return []
    chosen = select(Proposal).where(Proposal.id.in_(list(ids)), Proposal.state == ProposalState.CONFIRMED)
    return list(db.session.scalars(chosen.options(*PEOPLE)))


def moment_of(call: Call, where: dict[str, Any], side: str = "starts") -> datetime | None:
    """When something on a published program begins or ends; None when its session has lost its times."""
    session = next((one for one in sessions_of(call) if one.id == where["session"]), None)
    if session is None or session.on is None:
        return None
    return plans.instant(session.on, time.fromisoformat(where[side]), call.offering.zone)


def ends_of(slot: Slot, call: Call) -> datetime | None:
    """When a slot is over; None when its session has lost its times."""
    return moment_of(call, as_json(slot), "ends")
