"""What happened in the CoP that a trainee runs? Its papers, members and sessions, in three statements.

Each statement is built once: to put it together takes longer than to ask it.
"""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, cast, select, union_all

from trainer.certification.queries.gathering import NO_NUMBER, word
from trainer.certification.rules import facts
from trainer.core.db import db
from trainer.practice import queries as practice_queries
from trainer.practice.models import (
    Agreement,
    Charter,
    Cop,
    CopSession,
    Debrief,
    Facilitator,
    Lead,
    Member,
    SharedValue,
    SignIn,
    ValueRevisit,
)
from trainer.practice.rules import CharterState, CopSessionState, DebriefState, LeadRole


def own_cop(person_id: int, *, day: date) -> facts.OwnCop | None:
    """The CoP that this person runs. Of several, the one in which they led or shared most sessions."""
    papers = list(db.session.execute(_papers(), {"person": person_id}))
    if not papers:
        return None
    members, present = _members(person_id, day)
    held = _held(person_id, present)
    found = [
        _cop(cop_id, [row for row in papers if row.cop_id == cop_id], held.get(cop_id, []), members.get(cop_id, set()))
        for cop_id in sorted({row.cop_id for row in papers})
    ]  # fmt: skip
    return max(
        found, key=lambda cop: (sum(one.led or one.co_led for one in cop.sessions), bool(cop.approved_at))
    )


def _mine() -> Any:
    return select(Facilitator.cop_id).where(Facilitator.person_id == bindparam("person"))


@cache
def _papers() -> Any:
    """What is written down of these CoPs: the CoP itself, charters, values, revisits, agreements."""
    mine, number = _mine(), CopSession.number
    itself = select(
        word("cop").label("kind"), Cop.id.label("cop_id"), Cop.ref.label("ref"), NO_NUMBER.label("number"),
        Cop.made_at.label("at"),
    ).where(Cop.id.in_(mine))  # fmt: skip
    charters = select(
        cast(Charter.state, String(64)), Charter.cop_id, Charter.ref, NO_NUMBER, Charter.decided_at
    )
    values = select(
        word("value"), SharedValue.cop_id, word(""), number, SharedValue.recorded_at
    ).join(CopSession, CopSession.id == SharedValue.session_id)  # fmt: skip
    revisits = select(word("revisit"), CopSession.cop_id, word(""), number, ValueRevisit.recorded_at).join(
        CopSession, CopSession.id == ValueRevisit.session_id
    )
    agreements = select(word("agreement"), Agreement.cop_id, word(""), number, Agreement.recorded_at).join(
        CopSession, CopSession.id == Agreement.session_id
    )
    return union_all(
        itself,
        charters.where(Charter.cop_id.in_(mine)),
        values.where(SharedValue.cop_id.in_(mine)),
        revisits.where(CopSession.cop_id.in_(mine)),
        agreements.where(Agreement.cop_id.in_(mine)),
    )


def _members(person_id: int, day: date) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """The members of these CoPs now, and who signed in to each session; facilitators and mentors are left out."""
    members: dict[int, set[int]] = {}
    present: dict[int, set[int]] = {}
    for member_id, cop_id, until, session_id in db.session.execute(_signed_in(), {"person": person_id}):
        if until is None or until > day:
            members.setdefault(cop_id, set()).add(member_id)
        if session_id is not None:
            present.setdefault(session_id, set()).add(member_id)
    return members, present


@cache
def _signed_in() -> Any:
    return (
        select(Member.id, Member.cop_id, Member.until, SignIn.session_id)
        .outerjoin(SignIn, SignIn.member_id == Member.id)
        .where(Member.cop_id.in_(_mine()), practice_queries.no_guide())
    )


def _held(person_id: int, present: dict[int, set[int]]) -> dict[int, list[facts.OwnSession]]:
    """The held sessions of these CoPs, with this person's part in each and the debrief of it."""
    rows = db.session.execute(_led(), {"person": person_id})
    grouped: dict[int, tuple[CopSession, dict[int, LeadRole], Any]] = {}
    for row in rows:
        grouped.setdefault(row[0].id, (row[0], {}, row))[1].update({row[1]: row[2]} if row[1] else {})
    found: dict[int, list[facts.OwnSession]] = {}
    for session, leads, row in grouped.values():
        found.setdefault(session.cop_id, []).append(
            facts.OwnSession(
                ref=session.ref, number=session.number, on=session.on, starts_at=session.starts_at,
                minutes=session.minutes or 0, led=leads.get(person_id) is LeadRole.LEAD,
                co_led=leads.get(person_id) is LeadRole.CO_LEAD, leads=len(leads),
                present=frozenset(present.get(session.id, ())),
                debriefed_on=row[4] if row[3] is DebriefState.HELD else None, debrief_ref=row[5] or "",
            )
        )  # fmt: skip
    return found


@cache
def _led() -> Any:
    own = (Debrief.session_id == CopSession.id) & (Debrief.trainee_id == bindparam("person"))
    return (
        select(CopSession, Lead.person_id, Lead.role, Debrief.state, Debrief.on, Debrief.ref)
        .outerjoin(Lead, Lead.session_id == CopSession.id)
        .outerjoin(Debrief, own)
        .where(CopSession.cop_id.in_(_mine()), CopSession.state == CopSessionState.HELD)
        .order_by(CopSession.starts_at, CopSession.id)
    )


def _cop(cop_id: int, papers: list[Any], held: list[facts.OwnSession], members: set[int]) -> facts.OwnCop:
    def recorded(kind: str) -> tuple[facts.Recorded, ...]:
        return tuple(facts.Recorded(row.number, row.at) for row in papers if row.kind == kind)

    approved = [row.at for row in papers if row.kind == CharterState.APPROVED.value and row.at]
    return facts.OwnCop(
        ref=next(row.ref for row in papers if row.kind == "cop"),
        submitted=any(row.kind == CharterState.SUBMITTED.value for row in papers),
        approved_at=min(approved, default=None),
        sessions=tuple(held),
        members=frozenset(members),
        values=recorded("value"),
        revisited=recorded("revisit"),
        agreements=recorded("agreement"),
    )
