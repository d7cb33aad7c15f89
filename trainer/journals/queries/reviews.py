"""What waits for a mentor's answer, and who is answering what?"""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Grant, Person
from trainer.accounts.queries import storable
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.journals.models import Beginning, Entry, Review, ReviewDraft, Submission
from trainer.journals.rules import MOST_BEGINNINGS, WAITING, EntryState, ReviewReason
from trainer.mentoring import queries as mentoring_queries
from trainer.permissions import Role


def queue(writer_ids: Collection[int]) -> Select[Any, Any, Any, Any]:
    """What these writers have handed in and is not answered, for a page: (submitted_at, id, Entry, due_on)."""
    return _unanswered().where(Entry.person_id.in_(writer_ids))


@cache
def _unanswered() -> Select[Any, Any, Any, Any]:
    """Built once, like the others: to put it together takes longer than to ask it."""
    return (
        select(Entry.submitted_at, Entry.id, Entry, Submission.due_on)
        .join(Submission, Submission.entry_id == Entry.id)
        .outerjoin(Review, Review.submission_id == Submission.id)
        .where(Entry.state.in_(WAITING), Submission.withdrawn_at.is_(None), Review.id.is_(None))
        .options(joinedload(Entry.person), joinedload(Entry.reviewer))
    )


def waiting_by_writer(writer_ids: Collection[int]) -> dict[int, int]:
    """How many entries of each of these writers are not answered."""
    if not writer_ids:
        return {}
    rows = db.session.execute(_counted(), {"writers": list(writer_ids)})
    return {row[0]: row[1] for row in rows}


@cache
def _counted() -> Any:
    writers: BindParameter[Any] = bindparam("writers", expanding=True)
    return (
        select(Entry.person_id, func.count(Entry.id))
        .where(Entry.person_id.in_(writers), Entry.state.in_(WAITING))
        .group_by(Entry.person_id)
    )


def open_reviews(person_id: int) -> list[tuple[str, int]]:
    """What somebody has begun to answer: the references, each with its round."""
    return [(row[0], row[1]) for row in db.session.execute(_begun(), {"reviewer": person_id})]


@cache
def _begun() -> Any:
    return (
        select(Entry.ref, func.max(Submission.round))
        .join(Submission, Submission.entry_id == Entry.id)
        .where(
            Entry.reviewer_id == bindparam("reviewer"), Entry.state == EntryState.IN_REVIEW,
            Submission.withdrawn_at.is_(None),
        )
        .group_by(Entry.id, Entry.ref)
    )  # fmt: skip


def still_mentors(person_id: int, writer_id: int, *, now: datetime) -> bool:
    """Whether somebody holds the role of mentor for this writer now."""
    return (
        db.session.scalar(
            select(Grant.id)
            .where(
                Grant.person_id == person_id,
                Grant.role == Role.MENTOR,
                Grant.scope_kind == "person",
                Grant.scope_id == writer_id,
                Grant.since <= now,
                or_(Grant.until.is_(None), Grant.until > now),
            )
            .limit(1)
        )
        is not None
    )


def why_not_read(entry: Entry, reader_id: int | None, *, now: datetime) -> Reason | None:
    """Why a mentor reads nothing of it: they and the writer have come to work for one employer since they were paired,
    or the mentor to answer for the writer. Two statements; none for the writer."""
    return why_not_follow(entry.person, reader_id, now=now)


def why_not_follow(writer: Person, reader_id: int | None, *, now: datetime) -> Reason | None:
    """The same for everything of a writer."""
    if reader_id is None or reader_id == writer.id:
        return None
    employers = mentoring_queries.working_together(reader_id, writer.id, now=now)
    facts = {"writer": writer.name, "organization": ", ".join(employers)}
    return Reason(ReviewReason.SAME_EMPLOYER, facts) if employers else None


def holder_of(entry: Entry, *, now: datetime) -> Person | None:
    """Who has begun to answer an entry and may still finish; whoever is no longer a mentor holds nothing back."""
    if entry.state is not EntryState.IN_REVIEW or entry.reviewer_id is None:
        return None
    return entry.reviewer if still_mentors(entry.reviewer_id, entry.person_id, now=now) else None


def draft_of(submission_id: int, person_id: int | None) -> ReviewDraft | None:
    """How far somebody has come with their answer to a round; read anew."""
    return db.session.scalars(
        select(ReviewDraft)
        .where(ReviewDraft.submission_id == submission_id, ReviewDraft.person_id == person_id)
        .execution_options(populate_existing=True)
    ).first()


def beginnings_of(person_id: int | None) -> list[Beginning]:
    """The beginnings that somebody has added for themselves, the first one first."""
    return list(
        db.session.scalars(
            select(Beginning)
            .where(Beginning.person_id == person_id)
            .order_by(Beginning.id)
            .limit(MOST_BEGINNINGS)
        )
    )


def beginning_by_ref(ref: str) -> Beginning | None:
    """The beginning that a URL names."""
    return (
        db.session.scalars(select(Beginning).where(Beginning.ref == ref)).first() if storable(ref) else None
    )
