"""What does this room owe the whole? What nobody used in time goes to the next; who asked hears in time."""

from datetime import datetime

from trainer.registration import actions
from trainer.registration.actions import uploads

JOBS = {"registration.team": uploads.TEAM, "registration.many": uploads.MANY}
"""Long work of this room, by its kind."""


def due(now: datetime) -> int:
    """Do what time has made due; returns how much was done. Called by the worker, inside a transaction."""
    actions.lock_what_is_due(now=now)
    done = actions.release_due(now=now) + actions.expire_offers(now=now) + actions.end_keeping(now=now)
    return done + actions.tell_of_opening(now=now)
