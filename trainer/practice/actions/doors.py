"""How does a member sign in at the door, and how is the list corrected after it was closed?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from trainer.accounts.actor import SYSTEM, Actor
from trainer.core.db import db
from trainer.core.errors import NotFound, Reason, Refused
from trainer.practice.actions.cops import lock_cop
from trainer.practice.actions.members import make_member, member_called
from trainer.practice.actions.sessions import fresh, note
from trainer.practice.models import Cop, CopSession, Member, SignIn
from trainer.practice.rules import PracticeReason, Problem, SignInSource, sessions


@dataclass(frozen=True)
class Arrival:
    """What a sign-in led to; `again`: the member had signed in before, and nothing was written."""

    sign_in: SignIn
    again: bool


def why_not_sign_in(session: CopSession, *, now: datetime) -> Problem | None:
    """Why nobody can sign in to this session by themselves now, or None."""
    return sessions.why_not_sign_in(
        state=session.state, starts_at=session.starts_at, planned_minutes=session.planned_minutes,
        locked_at=session.locked_at, now=now,
    )  # fmt: skip


def sign_in(
    *,
    session: CopSession,
    member: Member | None = None,
    name: str = "",
    source: SignInSource,
    now: datetime,
    by: Actor | None = None,
    why: str = "",
) -> Arrival:
    """A member was there (R11). Chosen from the list, or by name, which adds whoever is not on it. Raises Refused.

    From a phone at the door (`source` QR) only while sign-in is open. A facilitator (`by`) may write somebody down
    while it is open, and afterwards with a reason; that row says CORRECTED.
    """
    cop = lock_cop(session.cop)
    session = fresh(session)
    written = _source(session, source, by, why, now)
    member = _whom(cop, member, name, by=by or SYSTEM, now=now)
    before = db.session.scalar(
        select(SignIn).where(SignIn.session_id == session.id, SignIn.member_id == member.id)
    )
    if before is not None:
        return Arrival(before, again=True)
    row = SignIn(
        session_id=session.id, member=member, source=written, at=now, by_person=by.person_id if by else None,
        why=why.strip() if written is SignInSource.CORRECTED else "",
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    facts = {"why": row.why} if row.why else {}
    note(
        session,
        "cop_session.sign_in",
        by=by or SYSTEM,
        now=now,
        member=member.ref,
        source=written.value,
        **facts,
    )
    return Arrival(row, again=False)


def _source(
    session: CopSession, source: SignInSource, by: Actor | None, why: str, now: datetime
) -> SignInSource:
    problem = why_not_sign_in(session, now=now)
    if source is SignInSource.QR or by is None:
        if problem:
            raise Refused(Reason(*problem))
        return SignInSource.QR
    written = sessions.source_written_by_hand(problem, why)
    if not isinstance(written, SignInSource):
        raise Refused(Reason(*written))
    return written


def _whom(cop: Cop, member: Member | None, name: str, *, by: Actor, now: datetime) -> Member:
    if member is None:
        known = member_called(cop, name)
        return known or make_member(cop, name=name, by=by, now=now)
    if member.cop_id != cop.id:
        raise NotFound
    if member.until is not None:
        raise Refused(Reason(PracticeReason.MEMBER_ENDED))
    return member


def lock_sign_in(*, session: CopSession, by: Actor, now: datetime) -> None:
    """Close the list: from now on a facilitator may only correct it, with a reason. Raises Refused."""
    lock_cop(session.cop)
    session = fresh(session)
    problem = why_not_sign_in(session, now=now)
    if problem and problem[0] in (PracticeReason.SESSION_CANCELED, PracticeReason.SIGN_IN_NOT_OPEN):
        raise Refused(Reason(*problem))
    if session.locked_at is None:
        session.locked_at = now
        db.session.flush()
        note(session, "cop_session.lock", by=by, now=now)


def take_back_sign_in(*, sign_in: SignIn, session: CopSession, why: str, by: Actor, now: datetime) -> None:
    """Somebody was written down who was not there. After the list was closed only with a reason. Raises Refused."""
    lock_cop(session.cop)
    session = fresh(session)
    if why_not_sign_in(session, now=now) and not why.strip():
        raise Refused(Reason(PracticeReason.WHY_MISSING))
    member = sign_in.member.ref
    db.session.delete(sign_in)
    db.session.flush()
    note(session, "cop_session.take_back", by=by, now=now, member=member, why=why.strip())
