"""What waits for somebody in this room? Seats offered to their team, and what they asked to hear of first."""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core.agenda import Task
from trainer.registration.queries import interest, queue


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """What waits for somebody: one statement, and one more for a coordinator."""
    return [*queue.waiting(actor, now=now), *interest.waiting(actor, now=now)]
