"""Which call, proposal, co-presenter, room or slot is this, and what is it as it stands now?"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.core.db import db, locked
from trainer.practice.models import Cop, Facilitator
from trainer.registration.queries import today_at
from trainer.schedule.models import Offering
from trainer.showcase.models import Call, Copresenter, Proposal, ShowRoom, Slot
from trainer.showcase.rules import proposals

OFFERING = joinedload(Call.offering)
WHOLE_CALL = (
    OFFERING.joinedload(Offering.year), OFFERING.selectinload(Offering.sessions), selectinload(Call.rooms),
)  # fmt: skip
PEOPLE = (
    joinedload(Proposal.presenter),
    selectinload(Proposal.together).joinedload(Copresenter.person),
)
WHOLE_PROPOSAL = (
    *PEOPLE,
    joinedload(Proposal.cop),
    joinedload(Proposal.call).joinedload(Call.offering).selectinload(Offering.sessions),
)


def _by_ref(statement: Any, ref: str) -> Any:
    return db.session.scalars(statement, {"ref": ref}).first() if storable(ref) else None


def call_by_ref(ref: str) -> Call | None:
    """The call that a URL names, with its offering, sessions and rooms."""
    found: Call | None = _by_ref(_call(), ref)
    return found


@cache
def _call() -> Select[Call]:
    """Built once, like the others: to put it together takes longer than to ask it."""
    return select(Call).where(Call.ref == bindparam("ref")).options(*WHOLE_CALL)


def call_of(offering_id: int) -> Call | None:
    """The call of an offering, if there is one."""
    return db.session.scalars(_of_offering(), {"offering": offering_id}).first()


@cache
def _of_offering() -> Select[Call]:
    return select(Call).where(Call.offering_id == bindparam("offering")).options(*WHOLE_CALL)


def offering_anew(offering_id: int) -> Offering:
    """An offering, locked and as it is now: of two who open its call at once the second finds the first's.

    FOR NO KEY UPDATE, so that whoever registers meanwhile does not wait.
    """
    return db.session.scalars(
        select(Offering)
        .where(Offering.id == offering_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def is_open(call: Call, *, now: datetime) -> bool:
    """Whether a call takes proposals now."""
    offering = call.offering
    return proposals.is_open(state=offering.state, until=call.open_until, today=today_at(offering, now))


def calls_named(ids: Collection[int]) -> Sequence[Call]:
    """These calls, the latest first, with their offerings."""
    if not ids:
        return []
    return db.session.scalars(
        select(Call)
        .where(Call.id.in_(list(ids)))
        .order_by(Call.id.desc())
        .options(OFFERING.selectinload(Offering.sessions))
    ).all()


def proposal_by_ref(ref: str) -> Proposal | None:
    """The proposal that a URL names, with its people and its call."""
    found: Proposal | None = _by_ref(_proposal(), ref)
    return found


@cache
def _proposal() -> Select[Proposal]:
    return select(Proposal).where(Proposal.ref == bindparam("ref")).options(*WHOLE_PROPOSAL)


def copresenter_by_ref(ref: str) -> Copresenter | None:
    """Somebody who was asked to present together, with the proposal."""
    found: Copresenter | None = _by_ref(
        select(Copresenter)
        .where(Copresenter.ref == bindparam("ref"))
        .options(
            joinedload(Copresenter.proposal).options(*WHOLE_PROPOSAL), joinedload(Copresenter.person)
        ),
        ref,
    )  # fmt: skip
    return found


def room_by_ref(ref: str) -> ShowRoom | None:
    """A room of a program, with its call."""
    found: ShowRoom | None = _by_ref(
        select(ShowRoom)
        .where(ShowRoom.ref == bindparam("ref"))
        .options(joinedload(ShowRoom.call).options(*WHOLE_CALL)),
        ref,
    )
    return found


def slot_by_ref(ref: str) -> Slot | None:
    """A slot of a program, with its call and what stands in it."""
    found: Slot | None = _by_ref(
        select(Slot)
        .where(Slot.ref == bindparam("ref"))
        .options(
            joinedload(Slot.call).options(*WHOLE_CALL), joinedload(Slot.room),
            joinedload(Slot.proposal).options(*PEOPLE),
        ),
        ref,
    )  # fmt: skip
    return found


def call_anew(call_id: int) -> Call:
    """One call, locked and as it is in the database now: what is placed and published happens one by one."""
    return db.session.scalars(
        locked(select(Call).where(Call.id == call_id)).execution_options(populate_existing=True)
    ).one()


def proposal_anew(proposal_id: int) -> Proposal:
    """One proposal, locked and as it is in the database now, with its co-presenters."""
    found = db.session.scalars(
        locked(select(Proposal).where(Proposal.id == proposal_id)).execution_options(populate_existing=True)
    ).one()
    db.session.refresh(found, ["together"])
    return found


def own_cops(person_id: int) -> list[Cop]:
    """The CoPs that somebody facilitates now: what they may link."""
    return list(
        db.session.scalars(
            select(Cop)
            .join(Facilitator, Facilitator.cop_id == Cop.id)
            .where(Facilitator.person_id == person_id, Facilitator.until.is_(None))
            .order_by(Cop.name, Cop.id)
        )
    )


def person_named(person_id: int | None) -> str:
    """The name of whoever decided."""
    person = db.session.get(Person, person_id) if person_id is not None else None
    return person.name if person else ""
