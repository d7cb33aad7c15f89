"""Which pages does this room have? The CoP, its charter, members and sessions; the door, the debrief."""

from trainer.practice.views import (
    across,
    charters,
    cops,
    cycles,
    debriefs,
    door,
    holding,
    inquiry,
    inviting,
    members,
    papers,
    planning,
    setup,
    today,
    welcoming,
)
from trainer.practice.views.blueprint import bp

__all__ = [
    "across",
    "bp",
    "charters",
    "cops",
    "cycles",
    "debriefs",
    "door",
    "holding",
    "inquiry",
    "inviting",
    "members",
    "papers",
    "planning",
    "setup",
    "today",
    "welcoming",
]
