"""What does this room owe the whole? What somebody showed a cohort does not outlast their leaving it."""

from datetime import datetime

from trainer.learning.actions import together


def due(now: datetime) -> int:
    """Do what time has made due; returns how much was done. Called by the worker, inside a transaction."""
    return together.forget_who_left(now=now)
