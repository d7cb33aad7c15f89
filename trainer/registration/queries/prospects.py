"""What would happen to somebody who asks for a place now: a seat, or which number on the waitlist?"""

from dataclasses import dataclass

from trainer.organizations.models import Organization
from trainer.registration import rules
from trainer.registration.queries import reservations
from trainer.registration.rules import RegistrationState, seats
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format


@dataclass(frozen=True)
class Prospect:
    """What would happen to somebody who asks for a place of one format now."""

    format: Format
    state: RegistrationState
    left: int | None
    position: int
    own: int = 0


def prospects(
    offering: Offering, *, prerequisite_open: bool, organization: Organization | None = None
) -> list[Prospect]:
    """What would happen now, per format: a seat, or which number on the waitlist.

    `own`: the seats that are held for the people of this organization, besides those `left` for everybody.
    """
    found = []
    for place in offering.places:
        own = reservations.own_left(place, organization)
        state = rules.state_when_asked(
            prerequisite_open=prerequisite_open, capacity=place.capacity, taken=place.taken, waiting=place.waiting,
            reserved=place.reserved, own=own,
        )  # fmt: skip
        left = seats.free(capacity=place.capacity, taken=place.taken, reserved=place.reserved)
        found.append(Prospect(place.format, state, left, place.waiting + 1, own))
    return found
