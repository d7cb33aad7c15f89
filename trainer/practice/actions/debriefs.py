"""How is the conversation after a session prepared by the trainee, and written down by one of the two?"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.mentoring import actions as mentoring
from trainer.mentoring import queries as mentoring_queries
from trainer.mentoring.models import Meeting
from trainer.mentoring.rules import MeetingMode
from trainer.mentoring.rules.support import SupportKind, SupportSource
from trainer.practice import queries
from trainer.practice.actions import letters
from trainer.practice.actions.cops import today_of
from trainer.practice.models import Debrief
from trainer.practice.rules import DebriefState, PracticeReason, debriefs


def hold_debrief(
    *,
    debrief: Debrief,
    on: date,
    minutes: int,
    content: Mapping[str, Any],
    needs_support: bool,
    support: SupportKind = SupportKind.OTHER,
    mode: MeetingMode | None = None,
    competencies: Sequence[int] = (),
    next_on: date | None = None,
    meeting: Meeting | None = None,
    by: Actor,
    now: datetime,
    lock: int | None = None,
) -> None:
    """Write down when a session was talked over and what came up (R08); a second time corrects it. Raises Refused.

    `lock` is what the writer read: nobody saves over what the other wrote meanwhile. A monthly meeting of the same
    trainee may serve as the debrief; without one they talked separately, whatever was said before. What the trainee
    had prepared and not shown stays theirs, unless they write it down themselves.
    """
    debrief = _fresh(debrief)
    _refuse_wrong(debrief, on, minutes, content, next_on, meeting, lock, now)
    again = debrief.state is DebriefState.HELD
    mentor = queries.mentors_now([debrief.trainee_id]).get(debrief.trainee_id)
    debrief.state, debrief.on, debrief.minutes = DebriefState.HELD, on, minutes
    debrief.content, debrief.competencies = debriefs.story(content), debriefs.areas(competencies)
    debrief.needs_support, debrief.mode = needs_support, mode
    if debrief.next_on != next_on:
        debrief.next_on, debrief.next_done_at = next_on, None
    debrief.meeting_id = meeting.id if meeting is not None else None
    debrief.mentor_id = debrief.mentor_id or (mentor.id if mentor else None)
    debrief.recorded_at, debrief.lock = now, debrief.lock + 1
    if debrief.shown_at or by.person_id == debrief.trainee_id:
        debrief.prepared, debrief.shown_at = {}, None
    db.session.flush()
    letters.take_back_debrief(debrief, now=now)
    _tell_office(debrief, support, by=by, now=now)
    facts = {"on": on.isoformat(), "minutes": minutes, "needs_support": needs_support}
    _note("debrief.correct" if again else "debrief.hold", debrief, by=by, now=now, **facts)


def prepare_debrief(
    *, debrief: Debrief, content: Mapping[str, Any], lock: int, show: bool = False, by: Actor, now: datetime
) -> None:
    """Keep what the trainee writes before the talk; `show`: from now on the mentor reads it. Raises Refused.

    `lock` is what the page began with: two windows never save over one another silently.
    """
    debrief = _fresh(debrief)
    if debrief.state is not DebriefState.DUE or lock != debrief.prepared_lock:
        raise Refused(Reason(PracticeReason.CHANGED_MEANWHILE))
    debrief.prepared, debrief.prepared_lock = debriefs.prepared(content), lock + 1
    if show and debrief.shown_at is None:
        debrief.shown_at = now
        _note("debrief.show", debrief, by=by, now=now)
    db.session.flush()


def do_next_step(*, debrief: Debrief, by: Actor, now: datetime) -> None:
    """The step that was agreed is done; it no longer waits for anybody."""
    debrief = _fresh(debrief)
    if debrief.next_on is not None and debrief.next_done_at is None:
        debrief.next_done_at = now
        db.session.flush()
        _note("debrief.next_done", debrief, by=by, now=now)


def _fresh(debrief: Debrief) -> Debrief:
    return db.session.scalars(
        locked(select(Debrief).where(Debrief.id == debrief.id)).execution_options(populate_existing=True)
    ).one()


def _refuse_wrong(
    debrief: Debrief,
    on: date,
    minutes: int,
    content: Mapping[str, Any],
    next_on: date | None,
    meeting: Meeting | None,
    lock: int | None,
    now: datetime,
) -> None:
    session = debrief.session
    problems = debriefs.why_not_record(
        session_on=session.on, on=on, today=today_of(session.cop, now), minutes=minutes, content=content,
        lock=debrief.lock, seen=lock, next_on=next_on,
    )  # fmt: skip
    if meeting is not None and meeting.trainee_id != debrief.trainee_id:
        problems.append((PracticeReason.OTHER_MEETING, {}))
    if problems:
        raise Refused([Reason(*problem) for problem in problems])


def _tell_office(debrief: Debrief, kind: SupportKind, *, by: Actor, now: datetime) -> None:
    """The call for support follows the box in the debrief: made with it, taken back when it is unticked again."""
    standing = mentoring_queries.support_from(SupportSource.DEBRIEF, debrief.ref)
    if debrief.needs_support and standing is None:
        mentoring.ask_for_support(
            source=SupportSource.DEBRIEF, source_ref=debrief.ref, source_on=debrief.on or debrief.session.on,
            trainee_id=debrief.trainee_id, kind=kind, by=by, now=now,
        )  # fmt: skip
    elif standing is not None and not debrief.needs_support:
        mentoring.take_support_back(support=standing, by=by, now=now)


def _note(action: str, debrief: Debrief, *, by: Actor, now: datetime, **facts: object) -> None:
    audit.record(
        action=action, by=by, now=now, subject=("debrief", debrief.ref),
        facts={"session": debrief.session.ref, **facts},
    )  # fmt: skip
