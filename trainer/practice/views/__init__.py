"""Which pages does this room have? The CoP, its charter, members and sessions; the door, the debrief."""

from trainer.practice.views import (
    charters,
    cops,
    debriefs,
    door,
    holding,
    inviting,
    members,
    planning,
    setup,
    today,
    welcoming,
)
from trainer.practice.views.blueprint import bp

__all__ = [
    "bp",
    "charters",
    "cops",
    "debriefs",
    "door",
    "holding",
    "inviting",
    "members",
    "planning",
    "setup",
    "today",
    "welcoming",
]
