"""What has somebody written, which rounds did it go through, and who reads which of them?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.queries import storable
from trainer.core.db import db
from trainer.journals import rules
from trainer.journals.models import Entry, Review, Submission
from trainer.journals.queries.prompts import Prompt, prompts_of
from trainer.journals.rules import Audience, EntryState, Piece
from trainer.learning.models import Enrollment
from trainer.practice.models import CopSession


@dataclass(frozen=True)
class Standing:
    """How far an entry has come, without its texts; `again_by` is the day that the last answer asks for."""

    ref: str
    state: EntryState
    answered: bool
    again_by: date | None
    areas: Sequence[int] = ()
    shows: Sequence[str] = ()
    narrowed: Audience = Audience.MENTOR


@dataclass(frozen=True)
class Line:
    """A prompt with where the answer to it stands."""

    prompt: Prompt
    entry: Standing | None


@dataclass(frozen=True)
class Round:
    """One round as a certain reader sees it. `changes` compare it with the round before that they read."""

    submission: Submission
    reads: bool
    changes: list[Piece] = field(default_factory=list)


def entry_by_ref(ref: str) -> Entry | None:
    """The entry that a URL names, with its rounds and what was answered."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Entry)
        .where(Entry.ref == ref)
        .options(
            joinedload(Entry.person),
            joinedload(Entry.reviewer),
            joinedload(Entry.cop_session).joinedload(CopSession.cop),
            joinedload(Entry.enrollment).joinedload(Enrollment.cohort),
            selectinload(Entry.submissions)
            .joinedload(Submission.review)
            .options(joinedload(Review.reviewer), joinedload(Review.earlier)),
        )
    ).first()


def alone(entry_id: int) -> Select[Entry]:
    """One entry as it is in the database now, for a lock."""
    return select(Entry).where(Entry.id == entry_id).execution_options(populate_existing=True)


def entry_for(enrollment_id: int, prompt_id: str) -> Entry | None:
    """What a trainee has written to a prompt, read anew."""
    return db.session.scalars(
        select(Entry)
        .where(Entry.enrollment_id == enrollment_id, Entry.prompt == prompt_id)
        .options(selectinload(Entry.submissions).joinedload(Submission.review))
        .execution_options(populate_existing=True)
    ).first()


def journal_of(enrollment: Enrollment) -> list[Line]:
    """The whole journal: each prompt with where its entry stands, in the order of the sessions. Three statements."""
    rows = db.session.execute(_written(), {"enrollment": enrollment.id})
    # An entry has a row for each round, the last one last.
    standing = {row[0]: Standing(row[1], row[2], row[3] is not None, row[4], *row[5:]) for row in rows}
    return [Line(prompt, standing.get(prompt.id)) for prompt in prompts_of(enrollment, list(standing))]


@cache
def _written() -> Any:
    """Built once: to put it together takes longer than to ask it. Answered rounds come after those without."""
    return (
        select(
            Entry.prompt,
            Entry.ref,
            Entry.state,
            Review.id,
            Review.again_by,
            Entry.areas,
            Entry.shows,
            Entry.narrowed,
        )
        .outerjoin(Submission, Submission.entry_id == Entry.id)
        .outerjoin(Review, Review.submission_id == Submission.id)
        .where(Entry.enrollment_id == bindparam("enrollment"), Entry.module != "")
        .order_by(Entry.id, Review.id.is_not(None), Submission.round)
    )


def has_handed_in(person_id: int) -> bool:
    """Whether somebody has ever handed an entry in: before the first one they are told about the duty to report."""
    return bool(
        db.session.scalar(
            select(exists().where(Submission.entry_id == Entry.id, Entry.person_id == person_id))
        )
    )


def newest(entry: Entry) -> Submission | None:
    """The round that waits or was answered last; what was taken back does not count. Read anew."""
    return db.session.scalars(
        select(Submission)
        .where(Submission.entry_id == entry.id, Submission.withdrawn_at.is_(None))
        .order_by(Submission.round.desc())
        .limit(1)
        .options(joinedload(Submission.review))
        .execution_options(populate_existing=True)
    ).first()


def answered_round(entry_id: int, round: int) -> Submission | None:
    """One round with its answer, read anew."""
    return db.session.scalars(
        select(Submission)
        .where(Submission.entry_id == entry_id, Submission.round == round)
        .options(joinedload(Submission.review).joinedload(Review.reviewer))
        .execution_options(populate_existing=True)
    ).first()


def last_answered(entry: Entry) -> Review | None:
    """The last answer to an entry."""
    return db.session.scalars(
        select(Review)
        .join(Submission, Submission.id == Review.submission_id)
        .where(Submission.entry_id == entry.id)
        .order_by(Submission.round.desc())
        .limit(1)
    ).first()


def rounds_for(entry: Entry, person_id: int | None) -> list[Round]:
    """The rounds of an entry for a certain reader, the first one first; what they may not know of is left out."""
    found: list[Round] = []
    before: Submission | None = None
    for submission in entry.submissions:
        withdrawn = submission.withdrawn_at is not None
        if withdrawn and person_id != entry.person_id:
            continue
        reads = _reads(entry, submission, person_id)
        compared = rules.changes(before.text, submission.text) if before is not None and reads else []
        found.append(Round(submission, reads, compared))
        if not withdrawn:
            before = submission if reads else None
    return found


def _reads(entry: Entry, submission: Submission, person_id: int | None) -> bool:
    return rules.reads_round(
        person_id=person_id, writer_id=entry.person_id,
        reviewer_id=submission.review.reviewer_id if submission.review else None, held=submission.held,
        withdrawn=submission.withdrawn_at is not None,
    )  # fmt: skip
