"""What would happen to somebody who asks for a place now: a seat, or which number on the waitlist?"""

from dataclasses import dataclass

from trainer.registration import rules
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format


@dataclass(frozen=True)
class Prospect:
    """What would happen to somebody who asks for a place of one format now."""

    format: Format
    state: RegistrationState
    left: int | None
    position: int


def prospects(offering: Offering, *, prerequisite_open: bool) -> list[Prospect]:
    """What would happen now, per format: a seat, or which number on the waitlist."""
    return [
        Prospect(
            format=place.format,
            state=rules.state_when_asked(
                prerequisite_open=prerequisite_open,
                capacity=place.capacity,
                taken=place.taken,
                waiting=place.waiting,
            ),
            left=None if place.capacity is None else max(place.capacity - place.taken, 0),
            position=place.waiting + 1,
        )
        for place in offering.places
    ]
