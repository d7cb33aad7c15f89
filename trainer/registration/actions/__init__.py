"""How do registrations change? Each verb in one line; the files say how."""

from trainer.registration.actions.approval import approve, decline_request
from trainer.registration.actions.chosen import give_place
from trainer.registration.actions.claims import decide_claim, record_completion
from trainer.registration.actions.interest import leave_interest, tell_of_opening, withdraw_interest
from trainer.registration.actions.offers import decline_offer, end_keeping, expire_offers, fill_places
from trainer.registration.actions.outcomes import record_outcomes
from trainer.registration.actions.places import (
    accept_offer,
    lock_places,
    register,
    withdraw,
)
from trainer.registration.actions.publishing import publish
from trainer.registration.actions.reservations import (
    lock_what_is_due,
    release,
    release_all,
    release_due,
    reserve,
)
from trainer.registration.actions.substitution import substitute
from trainer.registration.actions.team import register_team
from trainer.registration.actions.walk_ins import admit

__all__ = [
    "accept_offer",
    "admit",
    "approve",
    "decide_claim",
    "decline_offer",
    "decline_request",
    "end_keeping",
    "expire_offers",
    "fill_places",
    "give_place",
    "leave_interest",
    "lock_places",
    "lock_what_is_due",
    "publish",
    "record_completion",
    "record_outcomes",
    "register",
    "register_team",
    "release",
    "release_all",
    "release_due",
    "reserve",
    "substitute",
    "tell_of_opening",
    "withdraw",
    "withdraw_interest",
]
