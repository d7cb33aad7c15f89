"""Who wants to hear first when something is fixed, and for whom has it been?"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.actor import Actor
from trainer.core.agenda import Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.core.web.paging import Page, page_of
from trainer.registration import rules
from trainer.registration.models import Interest, Registration
from trainer.registration.rules import RegistrationState
from trainer.registration.rules import interest as interest_rules
from trainer.registration.rules.interest import InterestTask, opens_for
from trainer.schedule.models import Offering
from trainer.schedule.queries import standing_of
from trainer.schedule.rules.kinds import OfferingState
from trainer.schedule.rules.openness import OpenPoint, open_points


def points_of(offering: Offering) -> frozenset[OpenPoint]:
    """What of a published offering is not fixed yet."""
    return open_points(when=offering.when, format=offering.format, place=offering.place)


def why_not(offering: Offering, *, now: datetime) -> interest_rules.InterestReason | None:
    """Why nobody can leave interest in an offering now, or None."""
    today = now.astimezone(ZoneInfo(offering.zone)).date()
    return interest_rules.why_not_interested(
        standing=standing_of(offering, today), points=points_of(offering)
    )


def interest_of(offering_id: int, person_id: int) -> Interest | None:
    """Somebody's interest in an offering."""
    return db.session.scalar(
        select(Interest).where(Interest.offering_id == offering_id, Interest.person_id == person_id)
    )


def count(offering: Offering) -> int:
    """How many people want to hear first."""
    return db.session.scalar(select(func.count()).where(Interest.offering_id == offering.id)) or 0


def interested(offering: Offering, *, after: str | None = None) -> Page:
    """Those who left interest in that order; a row: number, Interest, and whether they have registered meanwhile."""
    statement = (
        select(Interest.id, Interest, _has_place())
        .where(Interest.offering_id == offering.id)
        .options(joinedload(Interest.person))
    )
    return page_of(statement, by=(Interest.__table__.c.id,), after=after)


def to_tell(offering_ids: Collection[int]) -> Sequence[Interest]:
    """Everybody who left interest in these offerings, in that order."""
    return db.session.scalars(
        select(Interest)
        .where(Interest.offering_id.in_(offering_ids))
        .options(joinedload(Interest.person))
        .order_by(Interest.id)
    ).all()


def not_told_of_opening(now: datetime, *, most: int = 500) -> Sequence[Interest]:
    """Who heard that it is fixed, has not registered, and does not know yet that they can; where that may be now.

    What somebody else is changing is left for the next time.
    """
    today = now.date()
    latest, yesterday = today + interest_rules.HEAD_START + timedelta(days=1), today - timedelta(days=1)
    return db.session.scalars(
        select(Interest)
        .join(Offering, Offering.id == Interest.offering_id)
        .where(
            Interest.opening_told_at.is_(None),
            Interest.told_at.is_not(None),
            Offering.state == OfferingState.PUBLISHED,
            or_(Offering.opens_on.is_(None), Offering.opens_on <= latest),
            or_(Offering.closes_on.is_(None), Offering.closes_on >= yesterday),
            or_(Offering.last_on.is_(None), Offering.last_on >= yesterday.replace(day=1)),
            ~_has_place(),
        )
        .order_by(Interest.id)
        .limit(most)
        .options(
            joinedload(Interest.offering).selectinload(Offering.sessions),
            joinedload(Interest.offering).selectinload(Offering.places),
        )
        .with_for_update(of=Interest, skip_locked=True)
    ).all()


def _has_place() -> ColumnElement[bool]:
    return exists().where(
        Registration.offering_id == Interest.offering_id,
        Registration.person_id == Interest.person_id,
        Registration.state != RegistrationState.CANCELED,
    )


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """What somebody asked to hear of is fixed, and they can register: for their first page. One statement."""
    tasks = []
    for offering in db.session.scalars(_fixed(), {"person": actor.person_id}):
        today = now.astimezone(ZoneInfo(offering.zone)).date()
        problem = rules.why_not_register(
            state=offering.state, when=offering.when, last_on=offering.last_on,
            first_on=offering.last_on if offering.per_session else offering.first_on,
            opens_on=opens_for(offering.opens_on, early=True), closes_on=offering.closes_on, today=today,
        )  # fmt: skip
        if problem is None:
            reason = Reason(InterestTask.FIXED, {"title": offering.title})
            tasks.append(
                Task(reason, "registration.register", {"offering_ref": offering.ref}, offering.closes_on)
            )
    return tasks


def concerns(person: BindParameter[int]) -> ColumnElement[bool]:
    """Whether somebody has left interest that was answered: else nothing of it waits for them."""
    return exists().where(Interest.person_id == person, Interest.told_at.is_not(None))


@cache
def _fixed() -> Select[Offering]:
    """Built once: to put it together takes longer than to ask it."""
    return (
        select(Offering)
        .join(Interest, Interest.offering_id == Offering.id)
        .where(
            Interest.person_id == bindparam("person"),
            Interest.told_at.is_not(None),
            Offering.state == OfferingState.PUBLISHED,
            ~_has_place(),
        )
        .order_by(Offering.first_on, Offering.id)
        .limit(5)
    )
