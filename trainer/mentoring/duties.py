"""What does this room owe the whole? A pair does not outlast the trainee's place in the program."""

from datetime import datetime

from trainer.mentoring import actions


def due(now: datetime) -> int:
    """Do what time has made due; returns how much was done. Called by the worker, inside a transaction."""
    return actions.end_pairs_of_the_withdrawn(now=now)
