"""How did a CoP go on: who was asked to take it over, when did it pause or close, which ones did somebody leave?"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, String, cast, func, literal, null, select, union_all
from sqlalchemy.orm import joinedload

from trainer.core.db import db
from trainer.learning.models import Enrollment
from trainer.practice.models import Cop, CopSession, DomainChange, Facilitator, Handover, Lead, Turning
from trainer.practice.rules import CopSessionState
from trainer.practice.rules.keeping import OfferState, Turn


def handover_by_ref(ref: str) -> Handover | None:
    """An offer to take a CoP over, with the CoP and whoever made it."""
    return db.session.scalar(
        select(Handover)
        .where(Handover.ref == ref)
        .options(
            joinedload(Handover.cop).selectinload(Cop.facilitators).joinedload(Facilitator.person),
            joinedload(Handover.giver),
        )
    )


def open_handover(cop_id: int) -> Handover | None:
    """The offer that waits for an answer."""
    return db.session.scalar(
        select(Handover).where(Handover.cop_id == cop_id, Handover.state == OfferState.OPEN)
    )


def turnings(cop_id: int) -> list[Turning]:
    """When a CoP paused, resumed, closed or was opened again, newest first."""
    return list(
        db.session.scalars(select(Turning).where(Turning.cop_id == cop_id).order_by(Turning.id.desc()))
    )


@dataclass(frozen=True)
class Moment:
    """Something that happened to a CoP as a whole: its domain changed, or it paused, went on, closed (`turn`)."""

    turn: Turn | None
    on: date
    before: str
    after: str
    why: str
    by_name: str
    back_on: date | None


def story(cop_id: int) -> list[Moment]:
    """What happened to a CoP as a whole, newest first: one statement."""
    nothing, no_day = literal(""), cast(null(), Date)
    domains = select(
        nothing.label("turn"), DomainChange.on.label("on"), DomainChange.before, DomainChange.after, DomainChange.why,
        nothing.label("by_name"), no_day.label("back_on"), DomainChange.id.label("id"),
    ).where(DomainChange.cop_id == cop_id)  # fmt: skip
    turns = select(
        cast(Turning.turn, String(32)), Turning.on, nothing, nothing, Turning.why, Turning.by_name, Turning.back_on,
        Turning.id,
    ).where(Turning.cop_id == cop_id)  # fmt: skip
    rows = union_all(domains, turns).subquery()
    ordered = select(rows).order_by(rows.c.on.desc(), rows.c.turn, rows.c.id.desc())
    return [
        Moment(
            Turn(row.turn) if row.turn else None,
            row.on,
            row.before,
            row.after,
            row.why,
            row.by_name,
            row.back_on,
        )
        for row in db.session.execute(ordered)
    ]


def count_held(cop_id: int) -> int:
    """How many sessions of a CoP were held."""
    held = select(func.count()).where(CopSession.cop_id == cop_id, CopSession.state == CopSessionState.HELD)
    return db.session.scalar(held) or 0


@dataclass(frozen=True)
class Former:
    """A CoP that somebody facilitated before: what stays theirs to read of it."""

    name: str
    since: date
    until: date | None
    led: int


def former(person_id: int) -> list[Former]:
    """The CoPs that somebody facilitated and no longer does, with the sessions they led: one statement."""
    led = (
        select(func.count())
        .select_from(Lead)
        .join(CopSession, CopSession.id == Lead.session_id)
        .where(CopSession.cop_id == Facilitator.cop_id, Lead.person_id == person_id)
        .correlate(Facilitator)
        .scalar_subquery()
    )
    now = select(Facilitator.cop_id).where(Facilitator.person_id == person_id, Facilitator.until.is_(None))
    rows = db.session.execute(
        select(Cop.name, func.min(Facilitator.since), func.max(Facilitator.until), func.max(led))
        .join(Facilitator, Facilitator.cop_id == Cop.id)
        .where(Facilitator.person_id == person_id, Cop.id.not_in(now))
        .group_by(Cop.id, Cop.name)
        .order_by(Cop.id.desc())
    )
    return [Former(*row) for row in rows]


def ever_enrolled(person_ids: list[int]) -> set[int]:
    """Who of these people is or was in the program: they talk their sessions over with a mentor."""
    return set(db.session.scalars(select(Enrollment.person_id).where(Enrollment.person_id.in_(person_ids))))
