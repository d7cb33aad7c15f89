"""Which CoPs does somebody see, and how does each stand in one line?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.practice.models import Charter, Cop, CopSession, Facilitator
from trainer.practice.queries.things import WITH_PEOPLE
from trainer.practice.rules import CharterState, CopSessionState


@dataclass(frozen=True)
class Line:
    """One CoP in a list."""

    cop: Cop
    names: list[str]
    charter: CharterState | None
    held: int
    next_at: datetime | None


def mine(person_id: int) -> list[Cop]:
    """The CoPs that somebody facilitates now, newest first."""
    return list(
        db.session.scalars(
            select(Cop)
            .join(Facilitator)
            .where(Facilitator.person_id == person_id, Facilitator.until.is_(None))
            .options(WITH_PEOPLE)
            .order_by(Cop.id.desc())
        )
    )


def of_trainees(person_ids: Collection[int], *, after: str | None) -> Page:
    """The CoPs that these people facilitate now, by name."""
    ids = select(Facilitator.cop_id).where(
        Facilitator.person_id.in_(list(person_ids)), Facilitator.until.is_(None)
    )
    return page_of(
        select(Cop.name, Cop.id, Cop).where(Cop.id.in_(ids)).options(WITH_PEOPLE),
        by=(Cop.__table__.c.name, Cop.__table__.c.id),
        after=after,
    )


def every(*, after: str | None) -> Page:
    """All CoPs by name, for administrators."""
    return page_of(
        select(Cop.name, Cop.id, Cop).options(WITH_PEOPLE),
        by=(Cop.__table__.c.name, Cop.__table__.c.id),
        after=after,
    )


def lines(cops: Sequence[Cop], *, now: datetime) -> list[Line]:
    """How each of these CoPs stands: two statements for any number of them."""
    ids = [cop.id for cop in cops]
    newest = (
        select(Charter.cop_id, func.max(Charter.version).label("version"))
        .where(Charter.cop_id.in_(ids))
        .group_by(Charter.cop_id)
        .subquery()
    )
    latest = select(Charter.cop_id, Charter.state).join(
        newest, (newest.c.cop_id == Charter.cop_id) & (newest.c.version == Charter.version)
    )
    states = {row[0]: row[1] for row in db.session.execute(latest)}
    held: dict[int, int] = {}
    coming: dict[int, datetime] = {}
    for cop_id, state, starts_at in db.session.execute(
        select(CopSession.cop_id, CopSession.state, CopSession.starts_at)
        .where(CopSession.cop_id.in_(ids), CopSession.state != CopSessionState.CANCELED)
        .order_by(CopSession.starts_at)
    ):
        if state is CopSessionState.HELD:
            held[cop_id] = held.get(cop_id, 0) + 1
        elif starts_at >= now:
            coming.setdefault(cop_id, starts_at)
    return [
        Line(
            cop,
            [one.person.name for one in cop.facilitators if one.until is None],
            states.get(cop.id),
            held.get(cop.id, 0),
            coming.get(cop.id),
        )
        for cop in cops
    ]
