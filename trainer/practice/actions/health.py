"""How do facilitators ask how the CoP is doing, decide about its next year, and hear in time that none is planned?"""

from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from trainer.accounts.actor import Actor
from trainer.core import outbox
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.permissions import Permission
from trainer.practice import queries
from trainer.practice.actions.cops import lock_cop, note, today_of
from trainer.practice.actions.keeping import turn_cop
from trainer.practice.models import Cop, Decision, HealthRound
from trainer.practice.rules import health
from trainer.practice.rules.voices import VoiceReason
from trainer.schedule.rules import plan as plans


def open_round(*, cop: Cop, by: Actor, now: datetime) -> HealthRound:
    """Ask the members for two weeks. One round at a time. Raises Refused."""
    cop = lock_cop(cop)
    today = today_of(cop, now)
    if any(queries.health.is_open(one, today) for one in queries.health.rounds_of(cop.id)):
        raise Refused(Reason(VoiceReason.ROUND_OPEN))
    last = db.session.scalar(select(func.max(HealthRound.number)).where(HealthRound.cop_id == cop.id)) or 0
    made = HealthRound(
        cop=cop, number=last + 1, opened_at=now, closes_on=today + timedelta(days=health.ROUND_DAYS)
    )
    db.session.add(made)
    db.session.flush()
    note(cop, "cop.open_round", by=by, now=now, number=made.number)
    return made


def close_round(*, round: HealthRound, by: Actor, now: datetime) -> None:
    """No more answers; from now on the facilitators read what was said, when there is enough of it."""
    cop = lock_cop(round.cop)
    db.session.refresh(round)
    if round.closed_at is None:
        round.closed_at = now
        db.session.flush()
        note(cop, "cop.close_round", by=by, now=now, number=round.number)


def decide(*, cop: Cop, kind: health.Continuation, reasons: str, by: Actor, now: datetime) -> Decision:
    """Go on, change or pause for the next year, with reasons; the figures of today are kept with it. Raises Refused.

    A CoP that pauses is marked so, with the same reasons, and one that goes on after a pause meets again.
    """
    cop = lock_cop(cop)
    if not reasons.strip():
        raise Refused(Reason(VoiceReason.WHY_EMPTY))
    made = Decision(
        cop_id=cop.id, kind=kind, reasons=reasons.strip(), figures=queries.health.figures(cop, now=now),
        decided_on=today_of(cop, now), by_person=by.person_id, made_at=now,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    note(cop, "cop.decide_year", by=by, now=now, kind=kind.value)
    turn = health.turn_of(kind, cop.state)
    if turn is not None:
        turn_cop(cop=cop, turn=turn, why=reasons, by=by, now=now)
    return made


def remind_of_rhythm(*, now: datetime) -> int:
    """Tell facilitators, once per last session, that nothing is planned and the month will soon be over (row C02)."""
    wanted = {}
    for cop, last, coming in queries.health.rhythms(now=now):
        if not health.watched(cop.state, cop.model):
            continue
        today = today_of(cop, now)
        found = health.rhythm(last=last.on, planned=[coming] if coming else [], today=today)
        if found and found[0] is health.Rhythm.SOON and today >= health.notice_on(last.on):
            wanted.update({f"cop:{cop.ref}:rhythm:{last.id}:{one.person_id}": (cop, last, one.person_id)
                           for one in cop.facilitators if one.until is None})  # fmt: skip
    known = outbox.known(list(wanted))
    for dedupe, (cop, last, person_id) in wanted.items():
        if dedupe in known:
            continue
        by = health.month_later(last.on)
        outbox.put(
            kind="practice.rhythm", to=person_id, now=now, dedupe=dedupe,
            not_after=plans.instant(by + timedelta(days=1), time(0), cop.zone),
            access=(Permission.COP_RUN.value, [["person", person_id]]),
            params={
                "cop": cop.name, "last": last.on.isoformat(), "by": by.isoformat(), "path": f"/cops/{cop.ref}/sessions",
            },
        )  # fmt: skip
    return len(set(wanted) - known)
