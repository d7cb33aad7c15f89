"""Which presentations were held, and by whom? That is what counts as a share-out (R18)."""

from collections.abc import Collection
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.core.errors import Refused
from trainer.showcase import queries
from trainer.showcase.actions.calls import note
from trainer.showcase.models import Call, Presented, Slot
from trainer.showcase.rules import ProposalState, proposals


def mark_held(*, call: Call, held: Collection[tuple[int, int]], by: Actor, now: datetime) -> int:
    """Write down who presented: pairs of proposal and person. A pair left out is taken back. Returns how many.

    Only what stood on the program and is over can be marked; nobody becomes a presenter who had not confirmed. Raises
    Refused.
    """
    call = queries.call_anew(call.id)
    slots = {slot.proposal_id: slot for slot in queries.slots_of(call.id) if slot.proposal is not None}
    there = queries.presented_of([id for id in slots if id])
    for wanted_id in sorted({proposal_id for proposal_id, _person in held}):
        _refuse(call, slots.get(wanted_id), now)
    kept = 0
    for proposal_id, slot in slots.items():
        assert slot.proposal is not None and proposal_id is not None  # noqa: S101, PT018 - chosen so above
        for person in slot.proposal.presenters:
            row = there[proposal_id].get(person.id) if proposal_id in there else None
            wanted = (proposal_id, person.id) in held
            kept += wanted
            if wanted and row is None:
                _add(call, slot, person.id, by=by, now=now)
            elif row is not None and not wanted:
                db.session.delete(row)
                note(
                    "presentation.take_back",
                    call,
                    by=by,
                    now=now,
                    proposal=slot.proposal.ref,
                    person=person.ref,
                )
    call.held_at = now
    db.session.flush()
    note("presentation.mark", call, by=by, now=now, count=kept)
    return kept


def _add(call: Call, slot: Slot, person_id: int, *, by: Actor, now: datetime) -> None:
    session = next(one for one in call.offering.sessions if one.id == slot.session_id)
    db.session.add(
        Presented(
            offering_id=call.offering_id,
            proposal_id=slot.proposal_id,
            person_id=person_id,
            on=session.on,
            marked_at=now,
            marked_by=by.person_id,
        )
    )
    assert slot.proposal is not None  # noqa: S101 - only proposals are held
    note("presentation.hold", call, by=by, now=now, proposal=slot.proposal.ref)


def _refuse(call: Call, slot: Slot | None, now: datetime) -> None:
    reason = proposals.why_not_held(
        state=slot.proposal.state if slot and slot.proposal else ProposalState.DRAFT,
        placed=slot is not None and call.version > 0,
        ends_at=queries.ends_of(slot, call) if slot else None, now=now,
    )  # fmt: skip
    if reason:
        raise Refused(reason)
