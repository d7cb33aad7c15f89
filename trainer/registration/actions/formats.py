"""How does somebody change between in person and virtual, and say later what they need to take part well?"""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.registration import queries
from trainer.registration.actions import held, notes, places, turns
from trainer.registration.models import Registration, Wish
from trainer.registration.queries import queue
from trainer.registration.rules import CAN_WITHDRAW, RegisterReason, RegistrationState
from trainer.registration.rules.formats import Change, FormatReason, why_not_change
from trainer.schedule.rules.kinds import Format


def change_format(*, registration: Registration, format: Format, by: Actor, now: datetime) -> Change:
    """Take part the other way: at once when a seat is free and nobody waits for it, else by waiting for one.

    Whoever waits keeps the seat they have, and changes over by itself when it is their turn (K9); two who each wish
    for the other's format change with each other at once. Raises Refused.
    """
    locked = places.lock_and_read(registration)
    offering = registration.offering
    reason = why_not_change(
        state=registration.state, held=registration.format, wanted=format, offered=locked,
        may_offer=queries.may_offer(offering, now=now), waits=queue.wish_of(registration) is not None,
    )  # fmt: skip
    if reason:
        raise Refused(Reason(reason))
    place = locked[format]
    state = held.state_when_asked(place, registration.organization, prerequisite_open=False)
    if state is RegistrationState.REGISTERED:
        turns.move(registration, locked, format, by=by, now=now)
        places.offer_next(offering, locked, by=by, now=now)
        return Change.AT_ONCE
    wish = Wish(
        registration=registration,
        offering_id=offering.id,
        format=format,
        number=place.next_number,
        made_at=now,
    )
    place.next_number, place.waiting = place.next_number + 1, place.waiting + 1
    db.session.add(wish)
    db.session.flush()
    notes.note(registration, "registration.wish", position=place.waiting, by=by, now=now)
    places.offer_next(
        offering, locked, by=by, now=now
    )  # somebody may have what is wished, and wish for this seat
    return Change.AT_ONCE if registration.format is format else Change.WAIT


def keep_format(*, registration: Registration, by: Actor, now: datetime) -> None:
    """Stop waiting for the other format. Raises Refused when nobody waits."""
    locked = places.lock_and_read(registration)
    if queue.wish_of(registration) is None:
        raise Refused(Reason(FormatReason.NO_WISH))
    turns.drop_wish(registration, locked)
    notes.note(registration, "registration.keep", by=by, now=now)


def say_needs(*, registration: Registration, access_needs: str, by: Actor, now: datetime) -> None:
    """What somebody needs to take part well, as long as they have a place or wait. What it is stands in no trail."""
    places.lock_and_read(registration)
    if registration.state not in CAN_WITHDRAW:
        raise Refused(Reason(RegisterReason.CANNOT_WITHDRAW))
    registration.access_needs, registration.changed_at = access_needs.strip(), now
    db.session.flush()
    notes.note(registration, "registration.needs", by=by, now=now)
