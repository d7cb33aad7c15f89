"""What does this room owe the whole? People hear of what was canceled, and of what they are asked."""

from datetime import datetime

from trainer.showcase import actions


def due(now: datetime) -> int:
    """Do what time has made due; returns how much was done. Called by the worker, inside a transaction."""
    return actions.tell_canceled(now=now) + actions.ask_who_is_known_by_now(now=now)
