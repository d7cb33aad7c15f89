"""How does somebody get a place who was chosen for it, in an offering for which nobody registers on their own?"""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core.errors import Reason, Refused
from trainer.registration import queries, rules
from trainer.registration.actions import places, states
from trainer.registration.models import Registration
from trainer.registration.rules import RegisterReason, RegistrationState
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import OfferingState


def give_place(*, offering: Offering, person: Person, by: Actor, now: datetime) -> Registration:
    """A place in a published offering, whether or not people can register for it today; the person is told.

    No organization is written down: whoever was chosen came as themselves. Raises Refused, also where every place is
    taken or held, or others wait for one.
    """
    held = places.lock_places(offering)
    place = places.place_for(offering, held, None)
    if offering.state is not OfferingState.PUBLISHED:
        raise Refused(Reason(RegisterReason.NOT_PUBLISHED))
    if queries.live_registration(offering.id, person.id):
        raise Refused(Reason(RegisterReason.ALREADY_REGISTERED))
    problem = rules.why_not_give(
        capacity=place.capacity, taken=place.taken, waiting=place.waiting, reserved=place.reserved
    )
    if problem:
        code, facts = problem
        raise Refused(Reason(code, {**facts, "name": person.name, "title": offering.title}))
    registration = places.add(
        offering=offering, person=person, organization=None, format=place.format, by=by, now=now
    )
    states.begin(registration, place, RegistrationState.REGISTERED, has_claim=False, by=by, now=now)
    return registration
