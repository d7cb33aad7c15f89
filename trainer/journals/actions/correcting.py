"""How is an answer corrected after it was sent, with its history?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from trainer.accounts.actor import Actor
from trainer.core import clock
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.journals import queries, rules
from trainer.journals.actions import letters
from trainer.journals.actions.writing import note
from trainer.journals.models import EarlierReview, Entry, Review, Submission
from trainer.journals.rules import Answer, CorrectReason, Criterion, EntryState, Outcome, ReviewReason


@dataclass(frozen=True)
class Words:
    """An answer as its mentor would have it now, apart from the private note."""

    levels: Mapping[Criterion, int]
    care_kept: bool
    saw: str
    question: str
    suggestion: str
    outcome: Outcome
    again_by: date | None


def correct(
    *,
    entry: Entry,
    round: int,
    version: int,
    words: Words,
    private_note: str,
    why: str,
    by: Actor,
    now: datetime,
) -> Review:
    """Change an answer that was sent. What it said before is kept, and the writer reads that, when and why; they hear
    of it without its words. The outcome changes only as `rules.why_not_change` allows. Raises Refused.

    `version`: the one that the page began with. The private note alone changes without a trace: it is nobody else's.
    """
    db.session.scalars(locked(queries.alone(entry.id))).one()
    submission, review = _own(entry, round, by=by, now=now)
    if review.version != version:
        raise Refused(Reason(CorrectReason.OTHER_VERSION))
    newest = queries.newest(entry)
    is_newest = newest is not None and newest.id == submission.id
    _refuse(entry, review, words, newest=is_newest, today=now.astimezone(clock.zone(by.zone)).date())
    noted, changed = review.private_note != private_note.strip(), _says(words) != _said(review)
    if not changed and not noted:
        raise Refused(Reason(CorrectReason.NOTHING))
    review.private_note = private_note.strip()
    if changed:
        if not why.strip():
            raise Refused(Reason(CorrectReason.WHY_MISSING))
        _put(review, words, why.strip(), now=now)
        if is_newest:
            _settle(entry, words.outcome, now=now)
        note(entry, "journals.correct", by=by, now=now, round=round, outcome=words.outcome.value)
        letters.corrected(entry, review, submission, newest=is_newest, now=now)
    db.session.flush()
    return review


def _own(entry: Entry, round: int, *, by: Actor, now: datetime) -> tuple[Submission, Review]:
    """The round and this mentor's answer to it, read anew. Raises Refused."""
    if reason := queries.why_not_read(entry, by.person_id, now=now):
        raise Refused(reason)
    found = queries.answered_round(entry.id, round)
    if found is None or found.review is None or found.review.reviewer_id != by.person_id:
        raise Refused(Reason(CorrectReason.NOT_YOURS))
    if not queries.still_mentors(found.review.reviewer_id, entry.person_id, now=now):
        raise Refused(Reason(CorrectReason.NOT_YOURS))
    return found, found.review


def _refuse(entry: Entry, review: Review, words: Words, *, newest: bool, today: date) -> None:
    reason = rules.why_not_change(before=review.outcome, after=words.outcome, newest=newest)
    reason = reason or rules.why_not_day(before=review.again_by, after=words.again_by)
    if reason:
        raise Refused(Reason(reason, {"outcome": review.outcome, "day": review.again_by}))
    answer = Answer(
        kind=entry.kind, levels=words.levels, care_kept=words.care_kept, saw=words.saw, question=words.question,
        suggestion=words.suggestion, outcome=words.outcome, again_by=words.again_by,
    )  # fmt: skip
    problems = rules.problems_of(answer, today=today)
    kept_day = words.again_by == review.again_by
    wrong = [one for one in problems if not (one[0] is ReviewReason.WHEN_PASSED and kept_day)]
    if wrong:
        raise Refused([Reason(code, facts) for code, facts in wrong])


def _levels(words: Words) -> dict[Criterion, int]:
    held = words.outcome is Outcome.PRIVACY_HOLD
    return {} if held else {one: level for one, level in words.levels.items() if level}


def _says(words: Words) -> tuple[object, ...]:
    texts = (words.saw.strip(), words.question.strip(), words.suggestion.strip())
    return _levels(words), words.care_kept, *texts, words.outcome, words.again_by


def _said(review: Review) -> tuple[object, ...]:
    texts = (review.saw, review.question, review.suggestion)
    return review.levels, review.care_kept, *texts, review.outcome, review.again_by


def _put(review: Review, words: Words, why: str, *, now: datetime) -> None:
    """Keep what it said as an earlier version, and say it anew."""
    earlier = EarlierReview(
        review_id=review.id, version=review.version, care_kept=review.care_kept, saw=review.saw,
        levels_then={one.value: level for one, level in review.levels.items()}, question=review.question,
        suggestion=review.suggestion, outcome=review.outcome, again_by=review.again_by, corrected_at=now, why=why,
    )  # fmt: skip
    db.session.add(earlier)
    review.care_kept, review.outcome, review.again_by = words.care_kept, words.outcome, words.again_by
    review.saw, review.question, review.suggestion = (
        text.strip() for text in (words.saw, words.question, words.suggestion)
    )
    levels = _levels(words)
    for criterion in Criterion:
        setattr(review, criterion.value, levels.get(criterion))
    review.version += 1
    db.session.flush()
    db.session.expire(review, ["earlier"])


def _settle(entry: Entry, outcome: Outcome, *, now: datetime) -> None:
    """Where the entry stands after its newest round was answered differently; the day it was accepted stays."""
    entry.state = rules.STATE_AFTER[outcome]
    if entry.state is not EntryState.ACCEPTED:
        entry.accepted_at = None
    elif entry.accepted_at is None:
        entry.accepted_at = now
