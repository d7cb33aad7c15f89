"""How does somebody ask for support, and how is it answered? Only who, since when and of which kind travels."""

from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts import queries as account_queries
from trainer.accounts.actor import Actor
from trainer.core import audit, outbox
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.mentoring import queries
from trainer.mentoring.models import Meeting, Pair, Support, SupportStep
from trainer.mentoring.rules import MeetingReason
from trainer.mentoring.rules import support as rules
from trainer.mentoring.rules.support import (
    SupportKind,
    SupportReason,
    SupportSource,
    SupportState,
    SupportStepKind,
)
from trainer.permissions import Permission


def ask_for_support(
    *,
    source: SupportSource,
    source_ref: str,
    source_on: date,
    trainee_id: int,
    kind: SupportKind,
    by: Actor,
    now: datetime,
) -> Support:
    """Tell the administrators that support is asked for: who, since when, of which kind. Raises Refused."""
    if queries.support_from(source, source_ref) is not None:
        raise Refused(Reason(SupportReason.OPEN_ALREADY))
    made = Support(
        ref=new_ref(), trainee_id=trainee_id, mentor_id=_mentor_of(trainee_id), by_id=by.person_id, kind=kind,
        source=source, source_ref=source_ref, source_on=source_on, state=SupportState.OPEN, raised_at=now,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _note("support.ask", made, by=by, now=now)
    for grant in db.session.scalars(account_queries.administrators()):
        if grant.person_id != by.person_id:
            outbox.put(
                kind="mentoring.support", to=grant.person_id, now=now, dedupe=f"support:{made.ref}:{grant.person_id}",
                params={"trainee": made.trainee.name, "about": kind.value, "path": f"/support/{made.ref}"},
                access=(Permission.SUPPORT_ANSWER.value, []),
            )  # fmt: skip
    return made


def ask_in_meeting(*, meeting: Meeting, kind: SupportKind, by: Actor, now: datetime) -> Support:
    """Ask for support out of a mentor meeting, as one of the two. Raises Refused."""
    if by.person_id not in (meeting.trainee_id, meeting.mentor_id):
        raise Refused(Reason(MeetingReason.NOT_YOURS))
    return ask_for_support(
        source=SupportSource.MEETING, source_ref=meeting.ref, source_on=meeting.on, trainee_id=meeting.trainee_id,
        kind=kind, by=by, now=now,
    )  # fmt: skip


def answer_support(*, support: Support, step: SupportStepKind, text: str, by: Actor, now: datetime) -> None:
    """An administrator has seen it, notes what was done, closes it or opens it again; both are told. Raises Refused."""
    _step(support, step, text, by=by, now=now, own=support.by_id == by.person_id)
    if step is not SupportStepKind.REOPENED:
        for reader in {support.trainee_id, support.by_id} - {by.person_id}:
            outbox.put(
                kind="mentoring.support_answered", to=reader, now=now,
                dedupe=f"support:{support.ref}:{step.value}:{now.isoformat()}:{reader}",
                params={"by": by.name, "step": step.value, "path": f"/support/{support.ref}"},
                access=(Permission.SUPPORT_SEE.value, [["person", support.trainee_id]]),
            )  # fmt: skip


def take_support_back(*, support: Support, by: Actor, now: datetime) -> None:
    """Whoever asked, or the other of the two, no longer needs it. Raises Refused."""
    _step(support, SupportStepKind.TAKEN_BACK, "", by=by, now=now)


def _step(
    support: Support, step: SupportStepKind, text: str, *, by: Actor, now: datetime, own: bool = False
) -> None:
    db.session.scalars(locked(queries.support_alone(support.id))).one()
    problem = rules.why_not_step(state=support.state, step=step, text=text, own=own)
    if problem:
        raise Refused(Reason(problem))
    support.state = rules.STATE_AFTER.get(step, support.state)
    db.session.add(
        SupportStep(support_id=support.id, kind=step, by_id=by.person_id, at=now, text=text.strip())
    )
    db.session.flush()
    if support.state is not SupportState.OPEN:
        outbox.cancel(dedupe_prefix=f"support:{support.ref}:", now=now)
    _note(f"support.{step.value}", support, by=by, now=now)


def _mentor_of(trainee_id: int) -> int | None:
    return db.session.scalar(
        select(Pair.mentor_id)
        .where(Pair.trainee_id == trainee_id, Pair.until.is_(None))
        .order_by(Pair.id.desc())
    )


def _note(action: str, support: Support, *, by: Actor, now: datetime) -> None:
    """Never what an administrator wrote: that is read on its page, by those whom it concerns."""
    audit.record(
        action=action, by=by, now=now, subject=("support", support.ref),
        facts={"trainee": support.trainee.ref, "kind": support.kind.value, "state": support.state.value},
    )  # fmt: skip
