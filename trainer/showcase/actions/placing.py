"""How does the program come about: rooms, slots, publication? The call's row is locked first."""

from dataclasses import dataclass
from datetime import datetime, time

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.showcase import queries
from trainer.showcase.actions import letters
from trainer.showcase.actions.calls import note, refuse_canceled
from trainer.showcase.models import Call, Proposal, ShowRoom, Slot
from trainer.showcase.rules import ProgramReason, program


@dataclass(frozen=True)
class Where:
    """A place on the program: in which session and room, from when to when by the clock on the wall there."""

    session_id: int
    room_id: int
    starts: time
    ends: time


def add_room(*, call: Call, name: str, link: str = "", by: Actor, now: datetime) -> ShowRoom:
    """A room, or a link to join. Raises Refused when the name is taken."""
    call = queries.call_anew(call.id)
    _refuse_name(call, name, None)
    room = ShowRoom(call=call, name=name.strip(), link=link.strip())
    db.session.add(room)
    db.session.flush()
    note("program.add_room", call, by=by, now=now, room=room.name)
    return room


def change_room(*, room: ShowRoom, name: str, link: str, by: Actor, now: datetime) -> None:
    """Another name or link; presenters are told with the next publication. Raises Refused."""
    call = queries.call_anew(room.call_id)
    _refuse_name(call, name, room)
    room.name, room.link = name.strip(), link.strip()
    db.session.flush()
    note("program.change_room", call, by=by, now=now, room=room.name)


def remove_room(*, room: ShowRoom, by: Actor, now: datetime) -> None:
    """Drop a room in which nothing is planned. Raises Refused."""
    call = queries.call_anew(room.call_id)
    used = sum(slot.room_id == room.id for slot in queries.slots_of(call.id))
    if used:
        raise Refused(Reason(ProgramReason.ROOM_IN_USE, {"room": room.name, "count": used}))
    note("program.remove_room", call, by=by, now=now, room=room.name)
    db.session.delete(room)
    db.session.flush()


def _refuse_name(call: Call, name: str, but: ShowRoom | None) -> None:
    taken = {room.name.casefold() for room in queries.rooms_of(call.id) if room is not but}
    if name.strip().casefold() in taken:
        raise Refused(Reason(ProgramReason.ROOM_NAME_TAKEN, {"room": name.strip()}))


def place(
    *, call: Call, where: Where, proposal: Proposal | None, title: str = "", by: Actor, now: datetime
) -> Slot:
    """Give an accepted proposal its time and room; or, without one, a title such as "Welcome". Raises Refused."""
    call = queries.call_anew(call.id)
    refuse_canceled(call)
    if proposal is not None:
        _refuse_proposal(call, proposal)
    elif not title.strip():
        raise Refused(Reason(ProgramReason.TITLE_MISSING))
    slot = Slot(call=call, proposal=proposal, title="" if proposal else title.strip())
    _put(slot, where, call)
    note("program.place", call, by=by, now=now, slot=slot.ref, proposal=proposal.ref if proposal else "")
    return slot


def _refuse_proposal(call: Call, proposal: Proposal) -> None:
    proposal = queries.proposal_anew(proposal.id)
    if proposal.call_id != call.id or not proposal.on_program:
        raise Refused(Reason(ProgramReason.NOT_ACCEPTED, {"title": proposal.title}))
    if any(slot.proposal_id == proposal.id for slot in queries.slots_of(call.id)):
        raise Refused(Reason(ProgramReason.PLACED_ALREADY, {"title": proposal.title}))


def move(*, slot: Slot, where: Where, title: str = "", by: Actor, now: datetime) -> None:
    """Another time or room, or other words for what is no proposal. Raises Refused."""
    call = queries.call_anew(slot.call_id)
    if slot.proposal_id is None:
        if not title.strip():
            raise Refused(Reason(ProgramReason.TITLE_MISSING))
        slot.title = title.strip()
    _put(slot, where, call)
    note("program.move", call, by=by, now=now, slot=slot.ref)


def _put(slot: Slot, where: Where, call: Call) -> None:
    """Set the place and refuse what does not fit. The room and the session belong to this call (else ValueError)."""
    rooms = {room.id: room for room in queries.rooms_of(call.id)}
    with db.session.no_autoflush:
        if where.room_id not in rooms or where.session_id not in {one.id for one in call.offering.sessions}:
            raise ValueError("a room and a session of this call")
        others = [queries.placed(one) for one in queries.slots_of(call.id) if one is not slot]
        one = program.Placed(
            key=slot.ref or "", title=slot.proposal.title if slot.proposal else slot.title, session=where.session_id,
            room=where.room_id, room_name=rooms[where.room_id].name, starts=where.starts, ends=where.ends,
            people=queries.presenting(slot.proposal),
        )  # fmt: skip
        reasons = program.why_not_there(one, others, queries.spans_of(call))
    if reasons:
        raise Refused(reasons)
    slot.session_id, slot.room = where.session_id, rooms[where.room_id]
    slot.starts, slot.ends = where.starts, where.ends
    db.session.add(slot)
    db.session.flush()


def remove(*, slot: Slot, by: Actor, now: datetime) -> None:
    """Take something off the program; with the next publication its presenters are told."""
    call = queries.call_anew(slot.call_id)
    note("program.remove", call, by=by, now=now, slot=slot.ref)
    db.session.delete(slot)
    db.session.flush()


def publish_program(*, call: Call, by: Actor, now: datetime) -> dict[int, str]:
    """Make the program public as it is planned now, and tell the presenters whom it concerns: "new", "moved", "off".

    Everything is checked once more: a session may have got other times meanwhile. Raises Refused.
    """
    call = queries.call_anew(call.id)
    refuse_canceled(call)
    slots = queries.slots_of(call.id)
    if not slots:
        raise Refused(Reason(ProgramReason.NOTHING_PLACED))
    reasons = program.faults([queries.placed(slot) for slot in slots], queries.spans_of(call))
    if reasons:
        raise Refused(reasons)
    before, new = call.program, queries.snapshot(slots)
    told = changes(call, new)
    call.program, call.published_at = new, now
    call.version += 1
    db.session.flush()
    note("program.publish", call, by=by, now=now, version=call.version, told=len(told))
    where = {**queries.by_proposal(before), **queries.by_proposal(new)}
    for proposal in queries.proposals_of(call.id):
        if proposal.id in told and (proposal.on_program or told[proposal.id] == "off"):
            letters.placed(proposal, call, told[proposal.id], where[proposal.id], now=now)
    return told


def changes(call: Call, new: list[dict[str, object]]) -> dict[int, str]:
    """What a publication of `new` changes for each proposal."""
    return program.told(queries.by_proposal(call.program), queries.by_proposal(new))
