"""What does this room owe the whole? Offers whose time is over and seats nobody used go to the next person."""

from datetime import datetime

from trainer.registration import actions


def due(now: datetime) -> int:
    """Do what time has made due; returns how much was done. Called by the worker, inside a transaction."""
    actions.lock_what_is_due(now=now)
    return actions.release_due(now=now) + actions.expire_offers(now=now)
