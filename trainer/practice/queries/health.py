"""How is a CoP doing over time: who came, what the rounds say, what was decided, whether the rhythm holds?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from trainer.core import clock
from trainer.core.db import db
from trainer.practice.models import (
    Cop,
    CopSession,
    Decision,
    Facilitator,
    HealthAnswer,
    HealthGiven,
    HealthRound,
    Member,
    SignIn,
)
from trainer.practice.queries.records import no_guide
from trainer.practice.queries.things import WITH_PEOPLE
from trainer.practice.rules import CopSessionState, CopState, health, voices

WITH_COP = joinedload(HealthRound.cop).selectinload(Cop.facilitators).joinedload(Facilitator.person)


def round_by_ref(ref: str) -> HealthRound | None:
    """A round, with its CoP."""
    return db.session.scalar(select(HealthRound).where(HealthRound.ref == ref).options(WITH_COP))


def round_by_token(token: str) -> HealthRound | None:
    """The round that an open link or code leads to."""
    return db.session.scalar(select(HealthRound).where(HealthRound.token == token).options(WITH_COP))


def rounds_of(cop_id: int) -> list[HealthRound]:
    """All rounds of a CoP, first to last."""
    return list(
        db.session.scalars(
            select(HealthRound).where(HealthRound.cop_id == cop_id).order_by(HealthRound.number)
        )
    )


def is_open(round: HealthRound, today: date) -> bool:
    """Whether members can still answer; `today` where the CoP meets."""
    return round.closed_at is None and today <= round.closes_on


def has_given(member_id: int, round_id: int) -> bool:
    """Whether a member has answered in a round, from their own page."""
    return db.session.get(HealthGiven, (round_id, member_id)) is not None


@dataclass(frozen=True)
class Answered:
    """A round with how many answered; what they said when it is over and at least four did."""

    round: HealthRound
    open: bool
    answers: int
    said: health.Measured | None
    texts: dict[str, list[str]]


def health_of(cop_id: int, *, today: date) -> list[Answered]:
    """Every round of a CoP with what may be shown of it. While a round is open, that is only a number: two statements.

    Who looked before and after an answer came would otherwise know what that one said.
    """
    rounds = rounds_of(cop_id)
    rows: dict[int, list[HealthAnswer]] = {one.id: [] for one in rounds}
    for row in db.session.scalars(select(HealthAnswer).where(HealthAnswer.round_id.in_(list(rows)))):
        rows[row.round_id].append(row)
    return [_answered(one, rows[one.id], is_open(one, today)) for one in rounds]


def _answered(one: HealthRound, rows: list[HealthAnswer], is_open: bool) -> Answered:
    said = None if is_open else health.measured([row.numbers for row in rows])
    if said is None or not said.shown:
        return Answered(one, is_open, len(rows), None, {})
    texts = {
        name: voices.shuffled([(row.key, getattr(row, name)) for row in rows if getattr(row, name)], name)
        for name in health.OPEN
    }
    return Answered(one, is_open, len(rows), said, texts)


def decisions(cop_id: int) -> list[Decision]:
    """What was decided about a CoP's years, latest first."""
    return list(
        db.session.scalars(select(Decision).where(Decision.cop_id == cop_id).order_by(Decision.id.desc()))
    )


@dataclass(frozen=True)
class Participation:
    """Who came to what: the held sessions in order, all members ever, and the sessions each of them came to.

    `guides`: members who facilitate or mentor here. They stand in the list and are not counted.
    """

    sessions: list[CopSession]
    members: list[Member]
    came: dict[int, set[int]]
    guides: set[int]

    def present(self, session: CopSession) -> int:
        """How many members came to a session."""
        return sum(
            session.id in seen for member, seen in self.came.items() if member not in self.guides
        )  # fmt: skip

    def belonged(self, session: CopSession) -> int:
        """How many members the CoP had on the day of a session."""
        return sum(
            one.since <= session.on and (one.until is None or one.until >= session.on)
            for one in self.members
            if one.id not in self.guides
        )


def participation(cop_id: int) -> Participation:
    """Participation over all held sessions of a CoP: four statements."""
    sessions = db.session.scalars(
        select(CopSession)
        .where(CopSession.cop_id == cop_id, CopSession.state == CopSessionState.HELD)
        .order_by(CopSession.starts_at)
    )
    members = db.session.scalars(
        select(Member)
        .where(Member.cop_id == cop_id)
        .order_by(Member.until.is_not(None), Member.sort_name, Member.id)
    )
    count = set(db.session.scalars(select(Member.id).where(Member.cop_id == cop_id, no_guide())))
    came: dict[int, set[int]] = {}
    for member_id, session_id in db.session.execute(
        select(SignIn.member_id, SignIn.session_id).join(Member).where(Member.cop_id == cop_id)
    ):
        came.setdefault(member_id, set()).add(session_id)
    everybody = list(members)
    return Participation(list(sessions), everybody, came, {one.id for one in everybody} - count)


def next_planned(cop_id: int, *, now: datetime) -> list[date]:
    """The days on which sessions are still to come."""
    return list(
        db.session.scalars(
            select(CopSession.on)
            .where(
                CopSession.cop_id == cop_id,
                CopSession.state == CopSessionState.PLANNED,
                CopSession.starts_at > now - timedelta(hours=12),
            )
            .order_by(CopSession.on)
        )
    )


def rhythms(*, now: datetime) -> list[tuple[Cop, CopSession, date | None]]:
    """Every CoP that meets, with its last held session and the day of the next: what the monthly notice looks at."""
    last = (
        select(CopSession.cop_id, func.max(CopSession.starts_at).label("starts"))
        .where(CopSession.state == CopSessionState.HELD)
        .group_by(CopSession.cop_id)
        .subquery()
    )
    coming = (
        select(func.min(CopSession.on))
        .where(
            CopSession.cop_id == Cop.id,
            CopSession.state == CopSessionState.PLANNED,
            CopSession.starts_at > now - timedelta(hours=12),
        )
        .correlate(Cop)
        .scalar_subquery()
    )
    found = (
        select(Cop, CopSession, coming)
        .join(last, last.c.cop_id == Cop.id)
        .join(CopSession, (CopSession.cop_id == Cop.id) & (CopSession.starts_at == last.c.starts))
        .where(
            Cop.state == CopState.ACTIVE,
            CopSession.state == CopSessionState.HELD,
            CopSession.starts_at > now - timedelta(days=62),
        )
        .options(WITH_PEOPLE)
    )
    return [(cop, session, day) for cop, session, day in db.session.execute(found)]


def figures(cop: Cop, *, now: datetime) -> dict[str, Any]:
    """What a decision about the next year rests on, as plain numbers that are kept with it."""
    today = now.astimezone(clock.zone(cop.zone)).date()
    seen = participation(cop.id)
    year = [one for one in seen.sessions if today - one.on < health.YEAR]
    people = [one for one in seen.members if one.id not in seen.guides]
    said = [one for one in health_of(cop.id, today=today) if one.said]
    return {
        "held": len(seen.sessions),
        "held_in_year": len(year),
        "present": round(sum(map(seen.present, year)) / len(year), 1) if year else None,
        "members": sum(one.until is None for one in people),
        "joined": sum(today - one.since < health.YEAR for one in people),
        "left": sum(one.until is not None and today - one.until < health.YEAR for one in people),
        "health": {
            name.value: found.mean
            for name, found in (said[-1].said.dimensions.items() if said and said[-1].said else ())
        },
        "round": said[-1].round.number if said else None,
    }
