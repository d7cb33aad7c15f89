"""What does this room owe the whole? Facilitators hear in time that no session is planned for the month."""

from datetime import datetime

from trainer.practice import actions


def due(now: datetime) -> int:
    """Do what time has made due; returns how much was done. Called by the worker, inside a transaction."""
    return actions.health.remind_of_rhythm(now=now)
