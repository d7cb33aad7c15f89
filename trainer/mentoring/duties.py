"""What does this room owe the whole? Pairs end, and go over, on their day."""

from datetime import datetime

from trainer.mentoring import actions


def due(now: datetime) -> int:
    """Do what time has made due; returns how much was done. Called by the worker, inside a transaction."""
    done = actions.end_pairs_of_the_withdrawn(now=now) + actions.carry_out_due(now=now)
    return done + actions.tell_before_the_rhythm_breaks(now=now)
