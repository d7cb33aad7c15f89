"""Which pages does this room have? Taking part, a whole team, the roster, held seats, claims of earlier training."""

from trainer.registration.views import (
    claims,
    groups,
    history,
    invitations,
    people_columns,
    publishing,
    reservations,
    roster,
    season,
    series,
    take_part,
    taking_part,
    team,
)
from trainer.registration.views.blueprint import bp

__all__ = [
    "bp",
    "claims",
    "groups",
    "history",
    "invitations",
    "people_columns",
    "publishing",
    "reservations",
    "roster",
    "season",
    "series",
    "take_part",
    "taking_part",
    "team",
]
