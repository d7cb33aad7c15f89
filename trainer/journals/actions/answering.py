"""How does a mentor take an entry up, put it back, and answer it?"""

from collections.abc import Mapping
from datetime import date, datetime

from trainer.accounts.actor import Actor
from trainer.core import clock
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.journals import queries, rules
from trainer.journals.actions import drafting, letters
from trainer.journals.actions.writing import note
from trainer.journals.models import Entry, Review, ReviewDraft, Submission
from trainer.journals.rules import Answer, Criterion, EntryState, Outcome, ReviewReason


def begin_review(*, entry: Entry, by: Actor, now: datetime) -> None:
    """Take an entry up: from now on it is this mentor's, and the writer can no longer take it back.

    A second mentor is refused with the name of the first, and so is a colleague; doing it twice changes nothing.
    """
    _refuse_unless_theirs(entry, by, now)
    _refuse_colleagues(entry, by, now)
    if entry.state is EntryState.IN_REVIEW and entry.reviewer_id == by.person_id:
        return
    entry.state, entry.reviewer_id = EntryState.IN_REVIEW, by.person_id
    db.session.flush()
    letters.take_back(entry, now=now)
    note(entry, "journals.begin_review", by=by, now=now)


def put_back(*, entry: Entry, by: Actor, now: datetime) -> None:
    """Put an entry back into the queue without an answer. Raises Refused."""
    _refuse_unless_theirs(entry, by, now)
    if entry.state is not EntryState.IN_REVIEW:
        return
    entry.state, entry.reviewer_id = EntryState.SUBMITTED, None
    if submission := queries.newest(entry):
        drafting.forget(submission, by=by)
    db.session.flush()
    note(entry, "journals.put_back", by=by, now=now)


def keep_answer(
    *, entry: Entry, round: int, typed: Mapping[str, str], lock: int, by: Actor, now: datetime
) -> ReviewDraft:
    """Keep what a mentor has typed so far, for them alone. `lock`: the number that their copy began with, 0 before the
    first save. Refused with OTHER_WINDOW when another window saved something else meanwhile. Not audited: when
    somebody works on an answer is nobody's business."""
    submission = _taken_up(entry, round, by=by, now=now)
    return drafting.keep(submission, typed, lock, by=by, now=now)


def review(
    *,
    entry: Entry,
    round: int,
    levels: Mapping[Criterion, int],
    care_kept: bool,
    saw: str,
    question: str,
    suggestion: str,
    outcome: Outcome,
    again_by: date | None,
    private_note: str,
    lock: int | None = None,
    by: Actor,
    now: datetime,
) -> Review:
    """Answer the round that was taken up (R06, domain.md 5.1); the writer hears of an answer, not what it says.

    `lock`: the number of the draft that this answer was written from; None when it was written from none.
    """
    submission = _taken_up(entry, round, by=by, now=now)
    drafting.refuse_older(submission, lock, by=by)
    answer = Answer(
        kind=entry.kind, levels=levels, care_kept=care_kept, saw=saw, question=question, suggestion=suggestion,
        outcome=outcome, again_by=again_by if outcome is Outcome.REVISE else None,
    )  # fmt: skip
    problems = rules.problems_of(answer, today=now.astimezone(clock.zone(by.zone)).date())
    if problems:
        raise Refused([Reason(code, facts) for code, facts in problems])
    made = _write(submission, answer, private_note, by=by, now=now)
    drafting.forget(submission, by=by)
    entry.state = rules.STATE_AFTER[outcome]
    entry.accepted_at = now if entry.state is EntryState.ACCEPTED else None
    db.session.flush()
    db.session.expire(submission, ["review"])
    note(entry, "journals.review", by=by, now=now, round=round, outcome=outcome.value)
    letters.answered(entry, made, submission, now=now)
    return made


def _taken_up(entry: Entry, round: int, *, by: Actor, now: datetime) -> Submission:
    """The round that this mentor has taken up and may answer now, with its entry locked. Raises Refused."""
    _refuse_unless_theirs(entry, by, now)
    _refuse_colleagues(entry, by, now)
    submission = queries.newest(entry)
    reason = rules.why_not_finish(
        state=entry.state, holder=entry.reviewer_id, person_id=by.person_id, round=round,
        newest=submission.round if submission else 0,
    )  # fmt: skip
    if reason or submission is None:
        raise Refused(Reason(reason or ReviewReason.NOT_WAITING, _facts(entry, now)))
    return submission


def _write(submission: Submission, answer: Answer, private_note: str, *, by: Actor, now: datetime) -> Review:
    held = answer.outcome is Outcome.PRIVACY_HOLD
    levels = {} if held else answer.levels
    made = Review(
        submission_id=submission.id, reviewer_id=by.person_id, care_kept=answer.care_kept,
        saw=answer.saw.strip(), question=answer.question.strip(), suggestion=answer.suggestion.strip(),
        outcome=answer.outcome, again_by=answer.again_by, private_note=private_note.strip(), made_at=now,
        **{criterion.value: levels.get(criterion) for criterion in Criterion},
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def _refuse_colleagues(entry: Entry, by: Actor, now: datetime) -> None:
    reason = queries.why_not_read(entry, by.person_id, now=now)
    if reason:
        raise Refused(reason)


def _refuse_unless_theirs(entry: Entry, by: Actor, now: datetime) -> None:
    """Lock the entry, read it anew, and refuse whoever comes while another answers."""
    db.session.scalars(locked(queries.alone(entry.id))).one()
    holder = queries.holder_of(entry, now=now)
    reason = rules.why_not_begin(
        state=entry.state,
        holder=holder.id if holder else None,
        person_id=by.person_id,
        writer_id=entry.person_id,
    )
    if reason:
        raise Refused(Reason(reason, _facts(entry, now)))


def _facts(entry: Entry, now: datetime) -> dict[str, object]:
    holder = queries.holder_of(entry, now=now)
    return {"name": holder.name if holder else "", "writer": entry.person.name}
