"""What does this room owe the whole? It forgets what nobody needs any more."""

from datetime import datetime

from trainer.accounts.signin import duties as signin


def tidy(now: datetime) -> int:
    """Forget what has had its time; returns how many rows. Called by the worker every hour, inside a transaction."""
    return signin.forget()
