"""What becomes of proposals when their offering is canceled? Whoever wrote, presents or was asked is told, once."""

from datetime import datetime

from trainer.accounts.actor import SYSTEM
from trainer.core.db import db
from trainer.showcase import queries
from trainer.showcase.actions import letters
from trainer.showcase.actions.calls import note


def tell_canceled(*, now: datetime) -> int:
    """Tell the people of each call whose offering was canceled, once; returns how many calls. Called by the worker.

    The schedule is canceled without knowing of this room. What people wrote stays as it was, theirs to read.
    """
    calls = queries.canceled_calls()
    for call in calls:
        call.canceled_at = now
        people = {
            reader
            for proposal in queries.alive(call.id)
            for reader in letters.canceled(proposal, call, now=now)
        }
        note("call.cancel", call, by=SYSTEM, now=now, told=len(people))
    db.session.flush()
    return len(calls)
