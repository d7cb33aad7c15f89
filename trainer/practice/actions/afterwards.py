"""How is it kept what was noted in a session, who spoke how often, what is tried next, and who was called between?"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.rules import tidy
from trainer.core import audit, outbox
from trainer.core.db import db
from trainer.core.errors import NotFound, Reason, Refused
from trainer.practice.actions import kit_letters
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.actions.sessions import fresh, note
from trainer.practice.models import Cop, CopSession, Member, Research, SessionNote, Touch, VoiceTally
from trainer.practice.queries import kit as kit_queries
from trainer.practice.rules import PracticeReason, afterwards
from trainer.practice.rules.afterwards import AfterReason, NoteKind, TouchKind


def keep_note(
    *, session: CopSession, kind: NoteKind, text: str, lock: int, by: Actor, now: datetime
) -> SessionNote:
    """Keep what is written about a session, as it stands. Raises Refused when somebody else saved meanwhile.

    Only the first words and a correction after posting are audited: every pause in writing saves.
    """
    lock_cop(session.cop)
    session = fresh(session)
    written = db.session.scalars(
        select(SessionNote)
        .where(SessionNote.session_id == session.id, SessionNote.kind == kind)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if written is not None and written.text == text.strip():
        return written
    if (written.lock if written else 0) != lock:
        raise Refused(Reason(PracticeReason.CHANGED_MEANWHILE))
    if written is None:
        written = SessionNote(session_id=session.id, kind=kind, lock=0, saved_at=now, text="")
        db.session.add(written)
        note(session, f"cop_session.{kind.value}", by=by, now=now)
    elif written.posted_at:
        note(session, f"cop_session.{kind.value}", by=by, now=now, again=True)
    written.text, written.saved_at, written.lock = text.strip(), now, written.lock + 1
    db.session.flush()
    return written


def keep_voices(*, session: CopSession, turns: Sequence[int], by: Actor, now: datetime) -> list[int]:
    """Keep how often somebody spoke at each seat: numbers, no names (E13). Nothing but zeros takes it back."""
    lock_cop(session.cop)
    session = fresh(session)
    kept = afterwards.turns(turns)
    if kept is None:
        raise Refused(
            Reason(AfterReason.SEATS_WRONG, {"most": afterwards.MOST_SEATS, "turns": afterwards.MOST_TURNS})
        )
    tally = db.session.scalar(select(VoiceTally).where(VoiceTally.session_id == session.id))
    if tally is not None and not kept:
        db.session.delete(tally)
    elif tally is not None:
        tally.turns, tally.saved_at = kept, now
    elif kept:
        db.session.add(VoiceTally(session_id=session.id, turns=kept, saved_at=now))
    db.session.flush()
    note(session, "cop_session.voices", by=by, now=now)
    return kept


def add_research(
    *,
    session: CopSession,
    what: str,
    member: Member | None,
    remind_on: date | None,
    by: Actor,
    now: datetime,
) -> Research:
    """Write down what a member, or everybody (None), wants to look into before the next session. Raises Refused."""
    cop = lock_cop(session.cop)
    session = fresh(session)
    _before, after = kit_queries.neighbors(session)
    problem = afterwards.why_not_remind(
        remind_on=remind_on, next_on=after.on if after else None, today=today_of(cop, now)
    )
    if not tidy(what):
        problem = Reason(AfterReason.NOTHING_WRITTEN)
    if len(kit_queries.research_of(session)) >= afterwards.MOST_RESEARCH:
        problem = Reason(AfterReason.TOO_MUCH_RESEARCH, {"most": afterwards.MOST_RESEARCH})
    if problem:
        raise Refused(problem)
    if member is not None and member.cop_id != cop.id:
        raise NotFound
    research = Research(
        session=session, what=tidy(what)[:500], member=member, remind_on=remind_on, made_at=now
    )
    db.session.add(research)
    db.session.flush()
    kit_letters.remind(research, cop, after, now=now)
    db.session.flush()
    note(session, "cop_session.research", by=by, now=now)
    return research


def drop_research(*, research: Research, by: Actor, now: datetime) -> None:
    """It is no longer wanted; whoever was to be reminded is not."""
    session = research.session
    lock_cop(session.cop)
    outbox.cancel(dedupe_prefix=f"research:{research.ref}:", now=now)
    db.session.delete(research)
    db.session.flush()
    note(session, "cop_session.drop_research", by=by, now=now)


def log_touch(
    *, cop: Cop, on: date, how: TouchKind, member: Member | None, about: str, by: Actor, now: datetime
) -> Touch:
    """A short contact between sessions was made, with one member or with everybody (None). Raises Refused."""
    cop = lock_cop(cop)
    if on > today_of(cop, now):
        raise Refused(Reason(AfterReason.DAY_AHEAD))
    if member is not None and member.cop_id != cop.id:
        raise NotFound
    touch = Touch(
        cop_id=cop.id,
        on=on,
        how=how,
        member=member,
        about=tidy(about)[:500],
        made_at=now,
        made_by=by.person_id,
    )
    db.session.add(touch)
    db.session.flush()
    audit.record(action="cop.touch", by=by, now=now, subject=("cop", cop.ref), facts={"how": how.value})
    return touch
