"""How is an anonymous answer kept: feedback after a session, an answer in a round of the health check?

Neither audit row nor time is written: that somebody answered and what was said are rows with nothing in common.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, update

from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice import queries
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.actions.sessions import fresh
from trainer.practice.models import (
    CopSession,
    Feedback,
    FeedbackGiven,
    HealthAnswer,
    HealthGiven,
    HealthRound,
    Member,
)
from trainer.practice.rules import health, voices
from trainer.practice.rules.voices import Barrier, Said, VoiceReason


def give_feedback(*, session: CopSession, said: Said, member: Member | None = None, now: datetime) -> None:
    """Keep one answer; `member`: it came from their own page, which takes one. Raises Refused.

    Answers become readable several at a time (rules.voices.may_show).
    """
    cop = lock_cop(session.cop)
    session = fresh(session)
    problem = voices.why_no_feedback(
        state=session.state, starts_at=session.starts_at, planned_minutes=session.planned_minutes, now=now
    )
    if problem:
        raise Refused(Reason(*problem))
    given = (session.id, member.id) if member else None
    if given and db.session.get(FeedbackGiven, given):
        raise Refused(Reason(VoiceReason.ANSWERED_BEFORE))
    texts = [text.strip() for text in (said.take, said.question, said.easier)]
    if not (said.worth or said.able or said.barriers or any(texts)):
        raise Refused(Reason(VoiceReason.NOTHING_SAID))
    here = Feedback.session_id == session.id
    count = db.session.scalar(select(func.count()).where(here)) or 0
    if count >= voices.most_answers(queries.count_members(cop.id), queries.count_sign_ins(session.id)):
        raise Refused(Reason(VoiceReason.ALL_ANSWERED))
    row = Feedback(
        session_id=session.id, worth=said.worth, able=said.able, take=texts[0], question=texts[1], easier=texts[2],
        barriers=[one.value for one in Barrier if one.value in said.barriers],
        quote=said.quote and bool(texts[0] or texts[1]),
    )  # fmt: skip
    db.session.add(row)
    if member:
        db.session.add(FeedbackGiven(session_id=session.id, member_id=member.id))
    db.session.flush()
    waiting = db.session.scalar(select(func.count()).where(here, Feedback.shown.is_(False))) or 0
    if voices.may_show(waiting):
        db.session.execute(update(Feedback).where(here).values(shown=True))


def answer_round(
    *,
    round: HealthRound,
    numbers: Mapping[str, int],
    texts: Mapping[str, str],
    member: Member | None = None,
    now: datetime,
) -> None:
    """Keep one answer in a round of the health check; `member`: as above. Raises Refused."""
    cop = lock_cop(round.cop)
    db.session.refresh(round)
    if not queries.health.is_open(round, today_of(cop, now)):
        raise Refused(Reason(VoiceReason.ROUND_CLOSED))
    if member and db.session.get(HealthGiven, (round.id, member.id)):
        raise Refused(Reason(VoiceReason.ANSWERED_BEFORE))
    kept = {
        item.value: numbers[item.value] for item in health.Item if numbers.get(item.value) in voices.SCALE
    }
    said = {name: texts.get(name, "").strip() for name in health.OPEN}
    if not kept and not any(said.values()):
        raise Refused(Reason(VoiceReason.NOTHING_SAID))
    count = db.session.scalar(select(func.count()).where(HealthAnswer.round_id == round.id)) or 0
    if count >= voices.most_answers(queries.count_members(cop.id), 0):
        raise Refused(Reason(VoiceReason.ALL_ANSWERED))
    db.session.add(HealthAnswer(round_id=round.id, numbers=kept, **said))
    if member:
        db.session.add(HealthGiven(round_id=round.id, member_id=member.id))
    db.session.flush()
