"""How is it written down what became of a place, once it is known who was there?"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.registration import rules
from trainer.registration.actions import notes, places
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Offering


def record_outcomes(
    *, offering: Offering, states: Mapping[int, RegistrationState], by: Actor, now: datetime
) -> None:
    """Attended, partly, no-show or excused, by registration id; or registered again, by a correction.

    The places stay counted; who has an outcome already is left alone. Raises Refused for somebody who has no place.
    """
    if not states:
        return
    places.lock_places(offering)
    found = db.session.scalars(
        select(Registration)
        .where(Registration.offering_id == offering.id, Registration.id.in_(states))
        .order_by(Registration.id)
        .execution_options(populate_existing=True)
    ).all()
    for registration in found:
        state = states[registration.id]
        reason = rules.why_not_record_outcome(registration.state, state)
        if reason:
            raise Refused(Reason(reason))
    for registration in found:
        if registration.state is not states[registration.id]:
            registration.state, registration.changed_at = states[registration.id], now
            db.session.flush()
            notes.note(registration, "registration.outcome", by=by, now=now)
