"""What does this room owe the whole? Trainees hear of a deadline, holders of an expiry, in time."""

from datetime import datetime

from trainer.certification import actions


def due(now: datetime) -> int:
    """Do what time has made due; returns how much was done. Called by the worker, inside a transaction."""
    return actions.remind(now=now) + actions.remind_of_deadlines(now=now)
