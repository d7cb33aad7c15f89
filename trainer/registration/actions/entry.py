"""May this person come at all, and to which sessions? Asked before a place is counted."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete

from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.registration.models import Registration, SessionJoined
from trainer.registration.queries import eligibility
from trainer.registration.rules.season import Chosen, why_not_choose
from trainer.schedule.models import Offering


def refuse_unless_eligible(
    offering: Offering, person: Person, sessions: Collection[str] | None, *, now: datetime
) -> None:
    """Raise Refused when the offering is not for this person, or these sessions cannot be joined one by one."""
    problem = eligibility.why_not(offering, person.id, now=now)
    if problem:
        raise Refused(Reason(*problem))
    refuse_unless_chosen(offering, sessions, now=now)


def refuse_unless_chosen(
    offering: Offering, keys: Collection[str] | None, *, had: Collection[str] = (), now: datetime
) -> None:
    """Raise Refused unless these sessions can be joined one by one. None: the season."""
    sessions = {one.key: Chosen(one.ends_at, one.state) for one in offering.sessions}
    reason = why_not_choose(sessions, keys, per_session=offering.per_session, had=had, now=now)
    if reason:
        raise Refused(Reason(reason))


def write_sessions(registration: Registration, keys: Collection[str] | None) -> None:
    """Write down which sessions a registration is for; None: all of them. The caller has checked them."""
    if keys is None and not registration.single:
        return
    registration.single = keys is not None
    db.session.flush()
    db.session.execute(delete(SessionJoined).where(SessionJoined.registration_id == registration.id))
    chosen = [one.id for one in registration.offering.sessions if one.key in (keys or ())]
    db.session.add_all(SessionJoined(registration_id=registration.id, session_id=one) for one in chosen)
    db.session.flush()
