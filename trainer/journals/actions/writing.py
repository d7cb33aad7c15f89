"""How is an entry saved, handed in and taken back?"""

from datetime import datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit, clock
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.journals import queries, rules
from trainer.journals.actions import letters
from trainer.journals.actions.traces import put_beside
from trainer.journals.models import Entry, Submission
from trainer.journals.queries import Prompt
from trainer.journals.rules import Audience, Beside, EntryState, WriteReason
from trainer.learning.models import Enrollment
from trainer.learning.rules import LIVE


def save_draft(
    *,
    enrollment: Enrollment,
    prompt_id: str,
    text: str,
    lock: int,
    by: Actor,
    now: datetime,
    beside: Beside | None = None,
) -> Entry:
    """Keep what somebody writes. `lock`: the number that their copy began with, 0 before the first save; `beside`:
    what stands beside the text, None where that was not asked for.

    Refused with OLDER_COPY when another text was saved meanwhile; the same text again is no change. The first save is
    audited; that and when somebody goes on writing is nobody's business.
    """
    prompt = _own_prompt(enrollment, prompt_id, by)
    entry = queries.written(enrollment, prompt_id)
    if entry is not None:
        db.session.scalars(locked(queries.alone(entry.id))).one()
        same = entry.text == text and (beside is None or beside == entry.beside)
        if same and rules.why_not_write(entry.state) is None:
            return entry
    state, stored = (entry.state, entry.lock) if entry else (EntryState.DRAFT, 0)
    reason = rules.why_not_save(state=state, lock=stored, seen=lock, text=text)
    if reason:
        raise Refused(Reason(reason, {"most": rules.MOST_TEXT}))
    if entry is None:
        entry = _begin(enrollment, prompt, by=by, now=now)
    if beside is not None:
        put_beside(entry, beside)
    entry.text, entry.saved_at = text, now
    entry.lock += 1
    db.session.flush()
    return entry


def _own_prompt(enrollment: Enrollment, prompt_id: str, by: Actor) -> Prompt:
    """The prompt, with the enrollment locked: two first saves at once make one entry. Raises Refused."""
    if by.person_id != enrollment.person_id:
        raise Refused(Reason(WriteReason.NOT_THE_WRITER))
    db.session.scalars(
        locked(select(Enrollment).where(Enrollment.id == enrollment.id)).execution_options(
            populate_existing=True
        )
    ).one()
    if rules.is_free(prompt_id):  # what somebody sees in their practice goes on after the program
        return queries.free_prompt(prompt_id)
    if enrollment.state not in LIVE:
        raise Refused(Reason(WriteReason.NOT_ENROLLED))
    prompt = queries.prompt_of(enrollment, prompt_id)
    if prompt is None:
        raise Refused(Reason(WriteReason.UNKNOWN_PROMPT))
    return prompt


def _begin(enrollment: Enrollment, prompt: Prompt, *, by: Actor, now: datetime) -> Entry:
    entry = Entry(
        ref=new_ref(), enrollment_id=enrollment.id, person_id=enrollment.person_id, prompt=prompt.id,
        module=prompt.module, session=prompt.session, kind=prompt.kind, required=prompt.required,
        audience=prompt.audience.value, state=EntryState.DRAFT, lock=0, made_at=now, saved_at=now,
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    note(entry, "journals.begin", by=by, now=now)
    return entry


def submit(*, entry: Entry, by: Actor, now: datetime) -> Submission:
    """Hand the text in as the next round; the mentor hears of it, not what it says. Raises Refused."""
    _fresh(entry, by)
    before = queries.newest(entry)
    reason = rules.why_not_submit(
        state=entry.state, text=entry.text, before=before.text if before else None,
        for_others=entry.audience != "writer", narrowed=entry.narrowed is Audience.ONLY_ME,
    )  # fmt: skip
    if reason is None and entry.enrollment.state not in LIVE:
        reason = WriteReason.NOT_ENROLLED
    if reason:
        raise Refused(Reason(reason))
    rounds = [one.round for one in entry.submissions]
    day = now.astimezone(clock.zone(entry.person.zone)).date()
    submission = Submission(
        entry_id=entry.id, round=max(rounds, default=0) + 1, text=entry.text, submitted_at=now,
        due_on=rules.due_on(day), beside=entry.beside.as_json(),
    )  # fmt: skip
    db.session.add(submission)
    entry.state, entry.submitted_at, entry.reviewer_id = EntryState.SUBMITTED, now, None
    db.session.flush()
    db.session.expire(entry, ["submissions"])
    note(entry, "journals.submit", by=by, now=now, round=submission.round)
    letters.submitted(entry, submission, now=now)
    return submission


def withdraw(*, entry: Entry, by: Actor, now: datetime) -> None:
    """Take the newest round back before anybody has begun to answer; only the writer reads it from then on."""
    _fresh(entry, by)
    reason = rules.why_not_withdraw(entry.state)
    if reason:
        raise Refused(Reason(reason))
    submission = queries.newest(entry)
    assert submission is not None  # noqa: S101 - what is submitted has a round
    submission.withdrawn_at = now
    db.session.flush()
    last = queries.last_answered(entry)
    entry.state = rules.state_after_withdrawal(rules.STATE_AFTER[last.outcome] if last else None)
    entry.submitted_at = None
    db.session.flush()
    db.session.expire(entry, ["submissions"])
    letters.take_back(entry, now=now)
    note(entry, "journals.withdraw", by=by, now=now, round=submission.round)


def _fresh(entry: Entry, by: Actor) -> None:
    """Lock the entry, read it anew, and refuse everybody but its writer."""
    db.session.scalars(locked(queries.alone(entry.id))).one()
    if by.person_id != entry.person_id:
        raise Refused(Reason(WriteReason.NOT_THE_WRITER))


def note(entry: Entry, action: str, *, by: Actor, now: datetime, **more: object) -> None:
    """The audit row of one change: which entry and where it stands, never a word of it."""
    facts = {"person": entry.person.ref, "prompt": entry.prompt, "state": entry.state.value, **more}
    audit.record(action=action, by=by, now=now, subject=("entry", entry.ref), facts=facts)
