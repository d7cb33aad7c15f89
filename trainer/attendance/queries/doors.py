"""To which sessions can somebody sign in by themselves now? Those of their own places, with what stands about them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from trainer.attendance.models import Mark, Sheet
from trainer.attendance.rules import Presence, door
from trainer.core.db import db
from trainer.registration.models import Registration, SessionJoined
from trainer.registration.rules import OUTCOMES
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import OfferingState, SessionState


@dataclass(frozen=True)
class Here:
    """A session that is on, in which somebody has a place; its sheet and their mark, once there is one."""

    offering: Offering
    session: Session
    sheet: Sheet | None
    mark: Mark | None

    def lets_in(self, code: str, now: datetime) -> bool:
        """Whether this code is on its screen."""
        return self.sheet is not None and door.fits(self.sheet.door, code, now)


def sessions_now(person_id: int, *, now: datetime) -> list[Here]:
    """The sessions that this person can sign in to now, the one that began first at the top. One statement."""
    rows = db.session.execute(
        select(Offering, Session, Sheet, Mark)
        .join(Session, Session.offering_id == Offering.id)
        .join(Registration, Registration.offering_id == Offering.id)
        .outerjoin(
            SessionJoined,
            and_(SessionJoined.session_id == Session.id, SessionJoined.registration_id == Registration.id),
        )
        .outerjoin(Sheet, Sheet.session_id == Session.id)
        .outerjoin(Mark, and_(Mark.session_id == Session.id, Mark.registration_id == Registration.id))
        .where(
            Registration.person_id == person_id,
            Registration.state.in_(OUTCOMES),
            Registration.told_as.is_(None),
            or_(Registration.single.is_(False), SessionJoined.session_id.is_not(None)),
            Offering.state.in_((OfferingState.PUBLISHED, OfferingState.COMPLETED)),
            Session.state != SessionState.CANCELED,
            Session.starts_at <= now + door.OPENS_BEFORE,
            Session.ends_at > now,
        )
        .options(joinedload(Offering.year))
        .order_by(Session.starts_at, Session.id)
    )
    return [Here(*row) for row in rows]


def count_present(session: Session) -> int:
    """How many stand as present in a session."""
    asked = select(func.count()).where(Mark.session_id == session.id, Mark.presence == Presence.PRESENT)
    return db.session.scalar(asked) or 0
