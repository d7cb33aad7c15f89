"""Which pages does this room have? Taking part, a team, the roster, held seats, approval, earlier training."""

from trainer.registration.views import (
    approvals,
    claims,
    groups,
    history,
    interest,
    invitations,
    people_columns,
    publishing,
    reservations,
    roster,
    season,
    series,
    substitution,
    take_part,
    taking_part,
    team,
    uploads,
)
from trainer.registration.views.blueprint import bp

__all__ = [
    "approvals",
    "bp",
    "claims",
    "groups",
    "history",
    "interest",
    "invitations",
    "people_columns",
    "publishing",
    "reservations",
    "roster",
    "season",
    "series",
    "substitution",
    "take_part",
    "taking_part",
    "team",
    "uploads",
]
