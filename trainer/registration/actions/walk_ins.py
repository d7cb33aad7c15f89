"""How does somebody who stands at the door get a place? Counted like any other, under the same lock."""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core.errors import Reason, Refused
from trainer.curriculum import queries as curriculum_queries
from trainer.permissions import Role
from trainer.registration import queries
from trainer.registration.actions import entry, places, states
from trainer.registration.models import Registration
from trainer.registration.queries import eligibility
from trainer.registration.rules import RegistrationState
from trainer.registration.rules.walk_ins import why_not_admit
from trainer.schedule.models import Offering, Place, Session
from trainer.schedule.rules.kinds import Format


def admit(
    *, offering: Offering, session: Session, person: Person, format: Format | None, by: Actor, now: datetime
) -> Registration:
    """Give somebody at the door a place; of a series that people join one by one, in this session alone.

    That registration has closed does not matter: they are there. Everything else does. They are told by mail, as
    everybody is, and take part on their own account. Raises Refused.
    """
    place = places.place_for(offering, places.lock_places(offering), format)
    _refuse_unless_possible(offering, place, person, by=by, now=now)
    registration = places.add(
        offering=offering, person=person, organization=None, format=place.format, by=by, now=now
    )
    entry.write_sessions(registration, [session.key] if offering.per_session else None)
    states.begin(registration, place, RegistrationState.REGISTERED, has_claim=False, by=by, now=now)
    return registration


def _refuse_unless_possible(
    offering: Offering, place: Place, person: Person, *, by: Actor, now: datetime
) -> None:
    live = queries.live_registration(offering.id, person.id)
    course = offering.prerequisite
    missing = course if course and not curriculum_queries.has_completed(person.id, course) else None
    problem = why_not_admit(
        stands=live.state if live else None, eligible=eligibility.why_not(offering, person.id, now=now) is None,
        asks_approval=offering.approval and not by.holds(Role.ADMINISTRATOR),
        missing_course=curriculum_queries.course_title(missing, by.language) if missing else None,
        capacity=place.capacity, taken=place.taken, waiting=place.waiting, reserved=place.reserved,
    )  # fmt: skip
    if problem:
        raise Refused(Reason(*problem))
