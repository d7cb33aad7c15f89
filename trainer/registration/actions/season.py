"""Does somebody join a series for the season, or for single sessions? Chosen at first, and changed later."""

from collections.abc import Collection
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core.errors import Reason, Refused
from trainer.registration.actions import entry, letters, notes, places
from trainer.registration.models import Registration
from trainer.registration.queries import joining
from trainer.registration.rules import CAN_WITHDRAW, RegisterReason, RegistrationState


def choose_sessions(
    *, registration: Registration, keys: Collection[str] | None, by: Actor, now: datetime
) -> None:
    """Join for the season (None) or for these sessions from now on; what is over stays as it was. Raises Refused."""
    places.lock_and_read(registration)
    if registration.state not in CAN_WITHDRAW:
        raise Refused(Reason(RegisterReason.CANNOT_WITHDRAW))
    before = {one.key for one in joining.sessions_joined(registration)}
    over = {
        one.key for one in registration.offering.sessions
        if one.ends_at and one.ends_at <= now and (registration.single or registration.made_at < one.ends_at)
    }  # fmt: skip
    kept = before & over
    entry.refuse_unless_chosen(
        registration.offering,
        None if keys is None else {*keys} - kept,
        had=before if registration.single else (),
        now=now,
    )
    entry.write_sessions(registration, None if keys is None else {*keys, *kept})
    registration.changed_at = now
    notes.note(registration, "registration.sessions", by=by, now=now)
    if registration.state is RegistrationState.REGISTERED:
        letters.sessions_chosen(registration, by=by, now=now)
