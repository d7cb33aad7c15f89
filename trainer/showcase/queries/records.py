"""Who has presented what, where and when: on a program or recorded by hand?"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from trainer.core.db import db
from trainer.registration.queries import today_at
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import OfferingState, SessionState, When
from trainer.showcase.models import Presented
from trainer.showcase.queries.lists import MOST

HAPPENS = (OfferingState.PUBLISHED, OfferingState.COMPLETED)


def days_over(offering: Offering, *, now: datetime) -> list[date]:
    """The days of an offering on which something is over; none of what is a draft or was canceled, nor a mere month."""
    if offering.state not in HAPPENS:
        return []
    today = today_at(offering, now)
    return sorted(
        {
            one.on
            for one in offering.sessions
            if one.on
            and one.when in (When.FIXED, When.DATE_ONLY)
            and one.state is not SessionState.CANCELED
            and (one.ends_at <= now if one.ends_at else one.on < today)
        }
    )


def presented_at(offering_id: int) -> Sequence[Presented]:
    """What was presented at an offering, with its people, by day and title."""
    found = db.session.scalars(
        select(Presented)
        .where(Presented.offering_id == offering_id)
        .limit(MOST)
        .options(joinedload(Presented.person), joinedload(Presented.proposal))
    )
    return sorted(found, key=lambda one: (one.on, one.called.casefold(), one.id))


def presented_by(person_id: int) -> Sequence[Presented]:
    """What somebody has presented, the latest first."""
    return db.session.scalars(
        select(Presented)
        .where(Presented.person_id == person_id)
        .order_by(Presented.on.desc(), Presented.id.desc())
        .limit(MOST)
        .options(joinedload(Presented.offering), joinedload(Presented.proposal))
    ).all()
