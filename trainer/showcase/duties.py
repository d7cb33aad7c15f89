"""What does this room owe the whole? People hear of what was canceled, what they are asked, what they present soon."""

from datetime import datetime

from trainer.showcase import actions


def due(now: datetime) -> int:
    """Do what time has made due; returns how much was done. Called by the worker, inside a transaction."""
    told = actions.tell_canceled(now=now) + actions.ask_who_is_known_by_now(now=now)
    return told + actions.remind(now=now)
