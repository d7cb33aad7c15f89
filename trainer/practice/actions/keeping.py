"""How is a CoP handed on to a successor, paused, resumed, closed and opened again? Nothing of it is deleted."""

from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.rules import is_email, normal_email
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice import queries
from trainer.practice.actions import letters
from trainer.practice.actions.cops import lock_cop, note, today_of
from trainer.practice.models import Cop, Facilitator, Handover, Turning
from trainer.practice.rules import CopState
from trainer.practice.rules.keeping import (
    KeepingReason,
    OfferState,
    Turn,
    state_after,
    why_not_take_over,
    why_not_turn,
)


def offer_cop(
    *, cop: Cop, email: str, words: str, leaves: bool, giver: Person, by: Actor, now: datetime
) -> Handover:
    """Offer a CoP to whoever has an account of this address; with `leaves` the giver goes then. Raises Refused."""
    cop, email = lock_cop(cop), normal_email(email)
    live = [one for one in cop.facilitators if one.until is None]
    if cop.state is CopState.CLOSED:
        raise Refused(Reason(KeepingReason.CLOSED))
    if not is_email(email):
        raise Refused(Reason(KeepingReason.EMAIL_WRONG))
    if queries.open_handover(cop.id) is not None:
        raise Refused(Reason(KeepingReason.OFFER_OPEN))
    if any(one.person.email == email for one in live):
        raise Refused(Reason(KeepingReason.ALREADY_THERE))
    if len(live) > 1 and not leaves:
        raise Refused(Reason(KeepingReason.NO_ROOM, {"most": len(live)}))
    offer = Handover(
        cop=cop,
        email=email,
        words=words.strip(),
        leaves=leaves,
        giver=giver,
        offered_at=now,
        state=OfferState.OPEN,
    )
    db.session.add(offer)
    db.session.flush()
    note(cop, "cop.offer", by=by, now=now, leaves=leaves)
    letters.cop_offered(offer, now=now)
    return offer


def _fresh(offer: Handover) -> Handover:
    return db.session.scalars(
        select(Handover).where(Handover.id == offer.id).execution_options(populate_existing=True)
    ).one()


def _answered(offer: Handover, state: OfferState, *, by: Actor, now: datetime) -> None:
    offer.state, offer.answered_by, offer.answered_at = state, by.person_id, now
    db.session.flush()
    note(offer.cop, f"cop.offer_{state.value}", by=by, now=now)


def take_over(*, offer: Handover, person: Person, by: Actor, now: datetime) -> None:
    """Somebody takes a CoP over: they see all of it from now on. Debriefs stay with the people whose they are.

    The one who offered it leaves, if they said so; what they led stays in their record. Raises Refused.
    """
    cop = lock_cop(offer.cop)
    offer = _fresh(offer)
    _theirs(offer, person)
    live = [one for one in cop.facilitators if one.until is None]
    problem = why_not_take_over(
        offer=offer.state, state=cop.state, facilitators=[one.person_id for one in live], person=person.id,
        leaver=offer.offered_by if offer.leaves else None,
    )  # fmt: skip
    if problem:
        raise Refused(Reason(*problem))
    today = today_of(cop, now)
    for one in live:
        if offer.leaves and one.person_id == offer.offered_by:
            one.until = today
    cop.facilitators.append(Facilitator(person=person, since=today))
    _answered(offer, OfferState.ACCEPTED, by=by, now=now)
    letters.cop_taken_over(offer, by=by, now=now)


def decline_cop(*, offer: Handover, person: Person, by: Actor, now: datetime) -> None:
    """Somebody does not take a CoP over. Raises Refused."""
    lock_cop(offer.cop)
    offer = _fresh(offer)
    _theirs(offer, person)
    if offer.state is not OfferState.OPEN:
        raise Refused(Reason(KeepingReason.NOT_OPEN))
    _answered(offer, OfferState.DECLINED, by=by, now=now)
    letters.cop_taken_over(offer, by=by, now=now)


def _theirs(offer: Handover, person: Person) -> None:
    if normal_email(person.email or "") != offer.email:
        raise Refused(Reason(KeepingReason.NOT_YOURS))


def withdraw_offer(*, offer: Handover, by: Actor, now: datetime) -> None:
    """An offer is taken back, and the mail with it if it has not gone. Raises Refused."""
    lock_cop(offer.cop)
    offer = _fresh(offer)
    if offer.state is not OfferState.OPEN:
        raise Refused(Reason(KeepingReason.NOT_OPEN))
    _answered(offer, OfferState.WITHDRAWN, by=by, now=now)
    letters.take_back_offer(offer, now=now)


def turn_cop(
    *, cop: Cop, turn: Turn, why: str, back_on: date | None = None, by: Actor, now: datetime
) -> Turning:
    """Pause, resume, close or open a CoP again, with a reason and the day. Raises Refused."""
    cop = lock_cop(cop)
    problem = why_not_turn(state=cop.state, turn=turn, why=why)
    today = today_of(cop, now)
    if problem:
        raise Refused(Reason(*problem))
    if back_on is not None and back_on <= today:
        raise Refused(Reason(KeepingReason.BACK_WRONG))
    cop.state = state_after(turn, held=queries.count_held(cop.id))
    row = Turning(
        cop_id=cop.id, turn=turn, on=today, why=why.strip(), back_on=back_on if turn is Turn.PAUSED else None,
        by_person=by.person_id, by_name=by.name,
    )  # fmt: skip
    db.session.add(row)
    if turn is Turn.CLOSED and (offer := queries.open_handover(cop.id)):
        _answered(offer, OfferState.WITHDRAWN, by=by, now=now)
        letters.take_back_offer(offer, now=now)
    db.session.flush()
    note(cop, f"cop.{turn.value}", by=by, now=now)
    return row
