"""How does a new or requested registration get its state? It is counted, written down, and the person is told."""

from collections.abc import Sequence
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core import outbox
from trainer.core.db import db
from trainer.registration.actions import held, letters, notes
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Place


def begin(
    registration: Registration,
    place: Place,
    state: RegistrationState,
    *,
    has_claim: bool,
    position: int | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Give a new or requested registration its state, count it, and tell the person.

    Who belongs to a team that comes only all together brings its number, and is told its `position`.
    """
    begin_all([(registration, state, has_claim, position)], place, by=by, now=now)


def begin_all(
    begun: Sequence[tuple[Registration, RegistrationState, bool, int | None]],
    place: Place,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """The same for many, in a few statements: each with its state, whether a claim of theirs waits, its position."""
    positions = []
    for registration, state, _has_claim, position in begun:
        registration.state, registration.changed_at = state, now
        if state is RegistrationState.REGISTERED:
            held.take(registration, place)
        elif state is RegistrationState.WAITLISTED:
            if registration.number is None:
                registration.number, place.next_number = place.next_number, place.next_number + 1
            place.waiting += 1
        positions.append(position or place.waiting)
    db.session.flush()
    with outbox.gathered():
        for (registration, state, has_claim, _position), position in zip(begun, positions, strict=True):
            waits = state is RegistrationState.WAITLISTED
            notes.note(
                registration, "registration.register", position=position if waits else None, by=by, now=now
            )
            if state is RegistrationState.REGISTERED:
                letters.confirmed(registration, by=by, now=now)
            elif waits:
                letters.waitlisted(registration, position=position, by=by, now=now)
            else:
                letters.requested(registration, has_claim=has_claim, by=by, now=now)
