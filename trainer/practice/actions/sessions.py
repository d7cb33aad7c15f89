"""How are a CoP's sessions planned, changed and called off?"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice.actions import kit_letters
from trainer.practice.actions.cops import lock_cop
from trainer.practice.models import Cop, CopSession, SignIn
from trainer.practice.rules import MOST_MINUTES, MOST_SESSIONS, CopSessionState, CopState, PracticeReason
from trainer.practice.rules.keeping import KeepingReason
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import Format

YEARS = (2000, 2100)


def fresh(session: CopSession) -> CopSession:
    """The session read anew; the caller holds its CoP's lock."""
    return db.session.scalars(
        select(CopSession).where(CopSession.id == session.id).execution_options(populate_existing=True)
    ).one()


def note(session: CopSession, action: str, *, by: Actor, now: datetime, **facts: object) -> None:
    """The audit row of one change of a session."""
    audit.record(
        action=action, by=by, now=now, subject=("cop_session", session.ref),
        facts={"cop": session.cop.ref, "number": session.number, **facts},
    )  # fmt: skip


def plan_sessions(
    *,
    cop: Cop,
    dates: Sequence[date],
    starts: time,
    minutes: int,
    format: Format,
    place: str = "",
    by: Actor,
    now: datetime,
) -> list[CopSession]:
    """Plan sessions on several days at the same time of day: all of them or none. Raises Refused."""
    cop = lock_cop(cop)
    taken, last, count = _planned(cop)
    problems = [*_wrong_minutes(minutes)]
    if cop.state is CopState.CLOSED:
        problems.append(Reason(KeepingReason.CLOSED))
    if count + len(dates) > MOST_SESSIONS:
        problems.append(Reason(PracticeReason.TOO_MANY_SESSIONS, {"most": MOST_SESSIONS}))
    for number, on in enumerate(dates):
        problems += _wrong_day(on, starts, cop.zone, taken | set(dates[:number]))
    if problems:
        raise Refused(problems)
    planned = []
    for number, on in enumerate(sorted(dates), start=last + 1):
        session = CopSession(
            cop=cop, number=number, on=on, starts_at=plans.instant(on, starts, cop.zone), planned_minutes=minutes,
            format=format, place=place.strip()[:200], state=CopSessionState.PLANNED,
        )  # fmt: skip
        db.session.add(session)
        planned.append(session)
    db.session.flush()
    _number_by_date(cop)
    for session in planned:
        note(session, "cop_session.plan", by=by, now=now, on=session.on.isoformat())
    kit_letters.remind_anew(cop, now=now)
    return planned


def _number_by_date(cop: Cop) -> None:
    """The first session is the earliest one, also when it was planned last: R12 and R13 count from it.

    One that was called off keeps its place, so that the numbers after it stay what people know.
    """
    everything = select(CopSession).where(CopSession.cop_id == cop.id)
    ordered = db.session.scalars(everything.order_by(CopSession.starts_at, CopSession.id)).all()
    moved = [(one, number) for number, one in enumerate(ordered, start=1) if one.number != number]
    for one, number in moved:
        one.number = -number  # no two have one number, not even between two statements
    db.session.flush()
    for one, number in moved:
        one.number, one.sequence = number, one.sequence + 1
    db.session.flush()


def _planned(cop: Cop) -> tuple[set[date], int, int]:
    """The days on which a CoP meets, the highest number of a session, and how many there are."""
    rows = db.session.execute(
        select(CopSession.on, CopSession.number, CopSession.state).where(CopSession.cop_id == cop.id)
    ).all()
    days = {on for on, _number, state in rows if state is not CopSessionState.CANCELED}
    return days, max((number for _on, number, _state in rows), default=0), len(rows)


def _wrong_minutes(minutes: int) -> list[Reason]:
    return (
        [] if 0 < minutes <= MOST_MINUTES else [Reason(PracticeReason.MINUTES_WRONG, {"most": MOST_MINUTES})]
    )


def _wrong_day(on: date, starts: time, zone: str, taken: set[date]) -> list[Reason]:
    if not YEARS[0] <= on.year <= YEARS[1]:
        return [Reason(PracticeReason.DAY_TOO_FAR)]
    if on in taken:
        return [Reason(PracticeReason.SAME_DAY, {"on": on})]
    if plans.in_gap(on, starts, zone):
        return [Reason(PracticeReason.TIME_IN_GAP, {"on": on, "time": starts.strftime("%H:%M")})]
    return []


def change_session(
    *,
    session: CopSession,
    on: date,
    starts: time,
    minutes: int,
    format: Format,
    place: str,
    purpose: str | None = None,
    question: str | None = None,
    agenda: str | None = None,
    lock: int,
    by: Actor,
    now: datetime,
) -> None:
    """Change when and where a session is, of a held one only the place; and words that are given. Raises Refused."""
    cop = lock_cop(session.cop)
    session = fresh(session)
    _refuse_change(session, lock)
    said = {"purpose": purpose, "question": question, "agenda": agenda}
    new: dict[str, Any] = {"place": place.strip()[:200], "format": format}
    new |= {name: text.strip() for name, text in said.items() if text is not None}
    if session.state is CopSessionState.PLANNED:
        taken, _last, _count = _planned(cop)
        problems = _wrong_minutes(minutes) + _wrong_day(on, starts, cop.zone, taken - {session.on})
        if problems:
            raise Refused(problems)
        starts_at = plans.instant(on, starts, cop.zone)
        new |= {"on": on, "starts_at": starts_at, "planned_minutes": minutes}
    changed = sorted(name for name, value in new.items() if getattr(session, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(session, name, new[name])
    session.lock, session.sequence = session.lock + 1, session.sequence + 1
    db.session.flush()
    if "starts_at" in changed:
        _number_by_date(cop)
        kit_letters.remind_anew(cop, now=now)
    note(session, "cop_session.change", by=by, now=now, changed=changed)


def _refuse_change(session: CopSession, lock: int) -> None:
    if session.lock != lock:
        raise Refused(Reason(PracticeReason.CHANGED_MEANWHILE))
    if session.state is CopSessionState.CANCELED:
        raise Refused(Reason(PracticeReason.SESSION_CANCELED))


def cancel_session(*, session: CopSession, by: Actor, now: datetime) -> None:
    """Call off a session that was not held. Raises Refused."""
    cop = lock_cop(session.cop)
    session = fresh(session)
    if session.state is CopSessionState.CANCELED:
        return
    signed = db.session.scalar(_signed(session)) or 0
    if session.state is not CopSessionState.PLANNED or signed:
        raise Refused(Reason(PracticeReason.NOT_PLANNED))
    session.state = CopSessionState.CANCELED
    session.lock, session.sequence = session.lock + 1, session.sequence + 1
    db.session.flush()
    note(session, "cop_session.cancel", by=by, now=now)
    kit_letters.take_back(session, now=now)
    kit_letters.remind_anew(cop, now=now)


def _signed(session: CopSession) -> Any:
    return select(func.count()).where(SignIn.session_id == session.id)
