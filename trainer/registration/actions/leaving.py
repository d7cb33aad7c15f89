"""What of a series under way stays with somebody whose seat goes on? Called under the lock, as a registration ends."""

from datetime import datetime

from trainer.registration.actions import entry
from trainer.registration.models import Registration
from trainer.registration.queries import joining


def keep_begun(registration: Registration, *, had_seat: bool, now: datetime) -> None:
    """Let an ended registration be for the sessions that had begun: whoever had the seat stays on their sheets.

    Who never had one was at none of them. Only where sessions are joined one by one: elsewhere the whole is one seat.
    """
    if not (registration.offering.per_session or registration.single):
        return
    begun = {one.key for one in joining.begun(registration, now=now)}
    if not begun:
        return
    joined = {one.key for one in joining.sessions_joined(registration)}
    if had_seat:
        entry.write_sessions(registration, begun)
    elif registration.single:
        entry.write_sessions(registration, joined - begun)
