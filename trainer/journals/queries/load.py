"""How much waits for a mentor and of whom, what stands before and after an entry, and how far has a trainee come?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, case, func, or_, select, tuple_

from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.journals.models import Entry, Review, Submission
from trainer.journals.rules import WAITING, Criterion, EntryKind, EntryState, Outcome
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import shape_of

MOST_ENTRIES = 500


@dataclass(frozen=True)
class Load:
    """How much of one trainee's waits: how many entries, how many of them are overdue, and the first day due."""

    ref: str
    name: str
    waiting: int
    overdue: int
    due_on: date | None


@dataclass(frozen=True)
class Beside:
    """What stands before and after an entry in the queue, by reference."""

    before: str | None
    after: str | None


def load_of(writer_ids: Collection[int], *, today: date) -> list[Load]:
    """Each of these writers with what waits of theirs, by name; also those of whom nothing waits. One statement."""
    if not writer_ids:
        return []
    rows = db.session.execute(_load(), {"writers": list(writer_ids), "today": today})
    return [Load(*row) for row in rows]


@cache
def _load() -> Any:
    """Built once, like the others: to put it together takes longer than to ask it."""
    writers: BindParameter[Any] = bindparam("writers", expanding=True)
    open_rounds = (
        select(Entry.person_id, Submission.due_on)
        .join(Submission, Submission.entry_id == Entry.id)
        .outerjoin(Review, Review.submission_id == Submission.id)
        .where(
            Entry.person_id.in_(writers), Entry.state.in_(WAITING), Submission.withdrawn_at.is_(None),
            Review.id.is_(None),
        )
        .subquery()
    )  # fmt: skip
    late = case((open_rounds.c.due_on < bindparam("today"), 1), else_=0)
    return (
        select(
            Person.ref,
            Person.name,
            func.count(open_rounds.c.due_on),
            func.coalesce(func.sum(late), 0),
            func.min(open_rounds.c.due_on),
        )
        .outerjoin(open_rounds, open_rounds.c.person_id == Person.id)
        .where(Person.id.in_(writers))
        .group_by(Person.id, Person.ref, Person.name, Person.sort_name)
        .order_by(Person.sort_name, Person.id)
    )


def answered_since(person_id: int, since: datetime) -> int:
    """How many rounds somebody has answered since a moment."""
    asked = select(func.count()).where(Review.reviewer_id == person_id, Review.made_at >= since)
    return db.session.scalar(asked) or 0


def beside(entry: Entry, writer_ids: Collection[int], person_id: int) -> Beside:
    """What waits for this mentor before and after an entry, in the order of the queue. Two statements."""
    place = tuple_(Entry.submitted_at, Entry.id)
    here = tuple_(bindparam("at", entry.submitted_at, Entry.submitted_at.type), bindparam("id", entry.id))
    waits = select(Entry.ref).where(
        Entry.person_id.in_(writer_ids), Entry.state.in_(WAITING), Entry.id != entry.id,
        or_(Entry.state == EntryState.SUBMITTED, Entry.reviewer_id == person_id),
    )  # fmt: skip
    before = waits.where(place < here).order_by(Entry.submitted_at.desc(), Entry.id.desc()).limit(1)
    after = waits.where(place > here).order_by(Entry.submitted_at, Entry.id).limit(1)
    return Beside(db.session.scalar(before), db.session.scalar(after))


@dataclass(frozen=True)
class Step:
    """One entry on a trainee's way: where it stands, after how many rounds, and how the last answer found it."""

    ref: str
    session: int
    kind: EntryKind
    state: EntryState
    rounds: int
    submitted_at: datetime
    outcome: Outcome | None
    levels: Mapping[Criterion, int]
    practicum: bool
    """Whether it belongs to the second half, in which people look deeper."""


def way_of(person_id: int) -> list[Step]:
    """What somebody has handed in, in the order of the sessions, without its texts. One statement."""
    levels = [getattr(Review, criterion.value) for criterion in Criterion]
    rows = db.session.execute(
        select(
            Entry.ref, Entry.session, Entry.kind, Entry.state, Submission.submitted_at, Review.outcome,
            Cohort.shape, *levels,
        )
        .join(Enrollment, Enrollment.id == Entry.enrollment_id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .join(Submission, Submission.entry_id == Entry.id)
        .outerjoin(Review, Review.submission_id == Submission.id)
        .where(Entry.person_id == person_id, Submission.withdrawn_at.is_(None))
        .order_by(Entry.session, Entry.id, Submission.round)
        .limit(MOST_ENTRIES)
    )  # fmt: skip
    found: dict[str, Step] = {}
    for ref, session, kind, state, at, outcome, shape, *numbers in rows:
        seen = {one: number for one, number in zip(Criterion, numbers, strict=True) if number is not None}
        before = found.get(ref)
        found[ref] = Step(
            ref, session, kind, state, (before.rounds if before else 0) + 1, at,
            outcome or (before.outcome if before else None), seen or (before.levels if before else {}),
            session > shape_of(shape).training_sessions,
        )  # fmt: skip
    return list(found.values())
