"""Which pages does this room have? Taking part, a whole team, the roster, claims of earlier training."""

from trainer.registration.views import claims, people_columns, publishing, roster, take_part, team
from trainer.registration.views.blueprint import bp

__all__ = ["bp", "claims", "people_columns", "publishing", "roster", "take_part", "team"]
