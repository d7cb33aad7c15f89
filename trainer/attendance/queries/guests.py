"""Who was noted at a door without a place, and waits for the office?"""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from trainer.accounts.queries import storable
from trainer.attendance.models import Guest
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.schedule.models import Offering, Session


def of_session(session: Session) -> Sequence[Guest]:
    """The guests of a session, in the order in which they were noted."""
    return db.session.scalars(select(Guest).where(Guest.session_id == session.id).order_by(Guest.id)).all()


def count_in(session: Session) -> int:
    """How many guests of a session the office does not know yet."""
    return db.session.scalar(select(func.count(Guest.id)).where(Guest.session_id == session.id)) or 0


def guest_by_ref(ref: str) -> Guest | None:
    """The guest that a form names, with their session."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Guest).where(Guest.ref == ref).options(joinedload(Guest.session))
    ).first()


def offering_of(guest: Guest) -> Offering | None:
    """What the session belongs to at which a guest was."""
    return db.session.get(Offering, guest.session.offering_id)


def all_open(*, after: str | None) -> Page:
    """Every guest, the longest noted first, each with session and offering."""
    statement = (
        select(Guest.noted_at, Guest.id, Guest, Session, Offering)
        .join(Session, Session.id == Guest.session_id)
        .join(Offering, Offering.id == Session.offering_id)
    )
    return page_of(statement, by=(Guest.noted_at, Guest.id), after=after)
