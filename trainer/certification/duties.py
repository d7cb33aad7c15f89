"""What does this room owe the whole? Holders are told in time that their certificate expires."""

from datetime import datetime

from trainer.certification import actions


def due(now: datetime) -> int:
    """Do what time has made due; returns how much was done. Called by the worker, inside a transaction."""
    return actions.remind(now=now)
