"""How is it written down what happened in a session: how long, who led, what the members agreed?"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from trainer.accounts.actor import Actor
from trainer.accounts.rules import tidy
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice import queries
from trainer.practice.actions import letters
from trainer.practice.actions.cops import lock_cop
from trainer.practice.actions.sessions import fresh, note
from trainer.practice.models import Agreement, Cop, CopSession, Debrief, Lead, SharedValue, ValueRevisit
from trainer.practice.rules import (
    MOST_VALUES,
    AgreementKind,
    CopSessionState,
    CopState,
    LeadRole,
    PracticeReason,
    debriefs,
    sessions,
)


def hold_session(
    *,
    session: CopSession,
    minutes: int,
    leads: Mapping[int, LeadRole],
    by: Actor,
    now: datetime,
    why: str = "",
) -> list[Debrief]:
    """A session took place: how long, and who led it (person ids) (R10). Each facilitator's debrief is due (R08).

    A second time corrects the first, with a reason (`why`). Returns the debriefs that are new. Raises Refused.
    """
    cop = lock_cop(session.cop)
    session = fresh(session)
    facilitators = queries.facilitators_on(cop, session.on)
    problems = sessions.why_not_hold(
        state=session.state, starts_at=session.starts_at, minutes=minutes, leads=leads,
        facilitators={one.person_id for one in facilitators}, again_why=why, now=now,
    )  # fmt: skip
    if problems:
        raise Refused([Reason(*problem) for problem in problems])
    again = session.state is CopSessionState.HELD
    session.state, session.minutes, session.held_at = CopSessionState.HELD, minutes, session.held_at or now
    session.lock += 1
    if cop.state is CopState.PLANNED:
        cop.state = CopState.ACTIVE
    _lead(session, leads)
    taught = queries.ever_enrolled([one.person_id for one in facilitators])  # a successor may have no mentor
    made = _owe_debriefs(cop, session, [one.person_id for one in facilitators if one.person_id in taught])
    db.session.flush()
    facts = {"minutes": minutes, "leads": sorted(role.value for role in leads.values())}
    if again:
        note(session, "cop_session.correct", by=by, now=now, why=why.strip(), **facts)
    else:
        note(session, "cop_session.hold", by=by, now=now, **facts)
    mentors = queries.mentors_now([debrief.trainee_id for debrief in made])
    for debrief in made:
        letters.debrief_due(debrief, cop, mentors.get(debrief.trainee_id), now=now)
    return made


def _lead(session: CopSession, leads: Mapping[int, LeadRole]) -> None:
    for lead in db.session.scalars(select(Lead).where(Lead.session_id == session.id)).all():
        db.session.delete(lead)
    db.session.flush()
    db.session.add_all(
        Lead(session_id=session.id, person_id=person, role=role) for person, role in leads.items()
    )
    db.session.flush()
    db.session.expire(session, ["leads"])


def _owe_debriefs(cop: Cop, session: CopSession, person_ids: Sequence[int]) -> list[Debrief]:
    owed = set(db.session.scalars(select(Debrief.trainee_id).where(Debrief.session_id == session.id)))
    made = [
        Debrief(session=session, trainee_id=person_id, due_on=debriefs.due_on(session.on), content={})
        for person_id in person_ids
        if person_id not in owed
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def _open_for_records(session: CopSession, now: datetime) -> CopSession:
    lock_cop(session.cop)
    session = fresh(session)
    problem = sessions.why_not_record(state=session.state, starts_at=session.starts_at, now=now)
    if problem:
        raise Refused(Reason(*problem))
    return session


def record_values(
    *, session: CopSession, texts: Sequence[str], by: Actor, now: datetime
) -> list[SharedValue]:
    """Write down the values that the members decided in this session, one sentence each (R12).

    Those in force that are not named again are retired, and stay on record. Returns the values in force.
    """
    session = _open_for_records(session, now)
    wanted = list(dict.fromkeys(text for text in (tidy(text) for text in texts) if text))
    if not wanted:
        raise Refused(Reason(PracticeReason.NO_VALUES))
    if len(wanted) > MOST_VALUES:
        raise Refused(Reason(PracticeReason.TOO_MANY_VALUES, {"most": MOST_VALUES}))
    if any(len(text) > 300 for text in wanted):
        raise Refused(Reason(PracticeReason.VALUE_TOO_LONG, {"most": 300}))
    standing = {value.text: value for value in _in_force(session.cop_id)}
    for text, value in standing.items():
        if text not in wanted:
            value.retired_at = now
    new = [
        SharedValue(cop_id=session.cop_id, session_id=session.id, text=text, recorded_at=now)
        for text in wanted
        if text not in standing
    ]
    db.session.add_all(new)
    db.session.flush()
    note(session, "cop_session.values", by=by, now=now, values=len(wanted), new=len(new))
    return _in_force(session.cop_id)


def _in_force(cop_id: int) -> list[SharedValue]:
    return list(
        db.session.scalars(
            select(SharedValue)
            .where(SharedValue.cop_id == cop_id, SharedValue.retired_at.is_(None))
            .order_by(SharedValue.id)
        )
    )


def revisit_values(*, session: CopSession, said: str = "", by: Actor, now: datetime) -> ValueRevisit:
    """The members took their values up again, in a later session than the one that recorded them (R12)."""
    session = _open_for_records(session, now)
    values = _in_force(session.cop_id)
    if not values:
        raise Refused(Reason(PracticeReason.VALUES_MISSING))
    first = db.session.scalar(
        select(func.min(CopSession.starts_at))
        .join(SharedValue, SharedValue.session_id == CopSession.id)
        .where(SharedValue.cop_id == session.cop_id)
    )
    if first is not None and session.starts_at <= first:
        raise Refused(Reason(PracticeReason.VALUES_NEW))
    row = db.session.scalar(select(ValueRevisit).where(ValueRevisit.session_id == session.id))
    if row is None:
        row = ValueRevisit(session_id=session.id, note=said.strip(), recorded_at=now)
        db.session.add(row)
        db.session.flush()
        note(session, "cop_session.revisit", by=by, now=now)
    elif said.strip() and row.note != said.strip():
        row.note = said.strip()
        db.session.flush()
        note(session, "cop_session.revisit", by=by, now=now)
    return row


def record_agreement(*, session: CopSession, text: str, by: Actor, now: datetime) -> Agreement:
    """Write down, word for word, what the members agreed about keeping confidence (R13)."""
    session = _open_for_records(session, now)
    text = text.strip()
    if not text:
        raise Refused(Reason(PracticeReason.AGREEMENT_MISSING))
    latest = db.session.scalar(
        select(Agreement).where(Agreement.cop_id == session.cop_id).order_by(Agreement.id.desc()).limit(1)
    )
    if latest is not None and latest.text == text:
        return latest
    agreement = Agreement(
        cop_id=session.cop_id,
        session_id=session.id,
        kind=AgreementKind.CONFIDENTIALITY,
        text=text,
        recorded_at=now,
    )
    db.session.add(agreement)
    db.session.flush()
    note(session, "cop_session.agreement", by=by, now=now)
    return agreement
