"""What becomes of an answer that is not sent yet, and of the sentences with which a mentor likes to begin?"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from trainer.accounts import queries as account_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.journals import queries
from trainer.journals.models import Beginning, ReviewDraft, Submission
from trainer.journals.rules import MOST_BEGINNING, MOST_BEGINNINGS, BeginningReason, Part, ReviewReason


def keep(
    submission: Submission, typed: Mapping[str, str], lock: int, *, by: Actor, now: datetime
) -> ReviewDraft:
    """Keep it, unless another window saved something else meanwhile. Raises Refused."""
    wanted = {name: text for name, text in typed.items() if text}
    draft = queries.draft_of(submission.id, by.person_id)
    if draft is not None and draft.typed == wanted:
        return draft
    refuse_older(submission, lock, by=by)
    if draft is None:
        draft = ReviewDraft(submission_id=submission.id, person_id=by.person_id, lock=0)
        db.session.add(draft)
    draft.typed, draft.saved_at = wanted, now
    draft.lock += 1
    db.session.flush()
    return draft


def refuse_older(submission: Submission, lock: int | None, *, by: Actor) -> None:
    """Refuse what was written from an older copy than the one that is kept: nothing newer is lost silently."""
    if lock is None:
        return
    draft = queries.draft_of(submission.id, by.person_id)
    if (draft.lock if draft else 0) != lock:
        raise Refused(Reason(ReviewReason.OTHER_WINDOW))


def forget(submission: Submission, *, by: Actor) -> None:
    """It was sent, or is not wanted any more."""
    draft = queries.draft_of(submission.id, by.person_id)
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()


def add_beginning(*, part: Part, text: str, by: Actor, now: datetime) -> Beginning:
    """Add a sentence to begin a part of the feedback with, for oneself alone. Raises Refused."""
    wanted = " ".join(text.split())
    db.session.scalars(locked(select(Person).where(Person.id == account_queries.own_person(by).id))).one()
    known = queries.beginnings_of(by.person_id)
    reasons = (
        (not wanted, BeginningReason.EMPTY),
        (len(wanted) > MOST_BEGINNING, BeginningReason.TOO_LONG),
        (any((one.part, one.text) == (part, wanted) for one in known), BeginningReason.KNOWN),
        (len(known) >= MOST_BEGINNINGS, BeginningReason.TOO_MANY),
    )
    for wrong, reason in reasons:
        if wrong:
            most = MOST_BEGINNING if reason is BeginningReason.TOO_LONG else MOST_BEGINNINGS
            raise Refused(Reason(reason, {"most": most}))
    made = Beginning(ref=new_ref(), person_id=by.person_id, part=part, text=wanted, made_at=now)
    db.session.add(made)
    db.session.flush()
    return made


def remove_beginning(*, beginning: Beginning, by: Actor, now: datetime) -> None:
    """Remove one of one's own beginnings. What was written with it stays."""
    db.session.delete(beginning)
    db.session.flush()
