"""How is the conversation after a session written down, by the trainee or by the mentor?"""

from collections.abc import Mapping
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
    meeting: Meeting | None = None,
    by: Actor,
    now: datetime,
    lock: int | None = None,
) -> None:
    """Write down when a session was talked over and what came up (R08); a second time corrects it. Raises Refused.

    `lock` is what the writer read: nobody saves over what the other wrote meanwhile. A monthly meeting of the same
    trainee may serve as the debrief; without one they talked separately, whatever was said before.
    """
    debrief = db.session.scalars(
        locked(select(Debrief).where(Debrief.id == debrief.id)).execution_options(populate_existing=True)
    ).one()
    session = debrief.session
    problems = debriefs.why_not_record(
        session_on=session.on, on=on, today=today_of(session.cop, now), minutes=minutes, content=content,
        lock=debrief.lock, seen=lock,
    )  # fmt: skip
    if meeting is not None and meeting.trainee_id != debrief.trainee_id:
        problems.append((PracticeReason.OTHER_MEETING, {}))
    if problems:
        raise Refused([Reason(*problem) for problem in problems])
    again = debrief.state is DebriefState.HELD
    mentor = queries.mentors_now([debrief.trainee_id]).get(debrief.trainee_id)
    debrief.state, debrief.on, debrief.minutes = DebriefState.HELD, on, minutes
    debrief.content = {part: str(content[part]).strip() for part in debriefs.PARTS if content.get(part)}
    debrief.needs_support = needs_support
    debrief.meeting_id = meeting.id if meeting is not None else None
    debrief.mentor_id = debrief.mentor_id or (mentor.id if mentor else None)
    debrief.recorded_at, debrief.lock = now, debrief.lock + 1
    db.session.flush()
    letters.take_back_debrief(debrief, now=now)
    _tell_office(debrief, support, by=by, now=now)
    audit.record(
        action="debrief.correct" if again else "debrief.hold", by=by, now=now, subject=("debrief", debrief.ref),
        facts={
            "session": session.ref, "on": on.isoformat(), "minutes": minutes, "needs_support": needs_support,
        },
    )  # fmt: skip


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
