"""Which pages does this room have? The CoP, its charter, members and sessions; the door, the debrief."""

from trainer.practice.views import charters, cops, debriefs, door, holding, members, planning, setup, today
from trainer.practice.views.blueprint import bp

__all__ = ["bp", "charters", "cops", "debriefs", "door", "holding", "members", "planning", "setup", "today"]
