"""What follows for registrations when earlier training is decided, or a completion is written down?"""

from datetime import date, datetime

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum.models import Claim, Completion
from trainer.registration import queries
from trainer.registration.actions import letters, places
from trainer.registration.rules import EndCause, RegistrationState, approval


def decide_claim(*, claim: Claim, accepted: bool, reason: str, by: Actor, now: datetime) -> None:
    """Accept or decline a claim. Requests that waited for it get a place or a number, or end with the reason."""
    curriculum_actions.settle_claim(claim=claim, accepted=accepted, reason=reason, by=by, now=now)
    letters.claim_decided(claim, accepted=accepted, now=now)
    _settle_requests(claim.person, claim.course, accepted=accepted, by=by, now=now)


def record_completion(
    *, person: Person, course: str, on: date, source: str, by: Actor, now: datetime
) -> Completion:
    """Write down a completion from paper, and give the requests that waited for it a place or a number."""
    completion = curriculum_actions.record_completion(
        person=person, course=course, on=on, cause=source, by=by, now=now
    )
    _settle_requests(person, course, accepted=True, by=by, now=now)
    return completion


def _settle_requests(person: Person, course: str, *, accepted: bool, by: Actor, now: datetime) -> None:
    for registration in queries.requests_waiting_for(person.id, course):
        locked_places = places.lock_places(registration.offering)
        db.session.scalars(queries.registration_now(registration.id)).one()
        if registration.state is not RegistrationState.REQUESTED:
            continue
        if accepted and not approval.may_settle(approval=registration.approval, prerequisite_met=True):
            continue  # an administrator decides about the place as well
        letters.take_back(registration, now=now)
        if accepted:
            places.settle(registration, locked_places, by=by, now=now)
        else:
            places.cancel(
                registration, locked_places, because=EndCause.CLAIM_DECLINED, by=by, now=now, tell=False
            )
