"""Who talks about an entry, who reads it for a second time, and who could?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.actor import Actor
from trainer.accounts.models import Grant, Person
from trainer.accounts.queries import storable
from trainer.core import clock
from trainer.core.agenda import Task
from trainer.core.db import db, locked
from trainer.core.errors import Reason
from trainer.journals.models import Entry, Review, SecondReading, Submission
from trainer.journals.rules import WAITING, TaskKind
from trainer.mentoring import queries as mentoring_queries
from trainer.permissions import Role

TOPIC = "talk"
MOST_TASKS = 20


@dataclass(frozen=True)
class Talker:
    """Somebody who reads an entry now and may write under it: its writer, their mentor, a second reader."""

    person: Person
    role: Role


def circle_name(entry: Entry) -> str:
    """Under which name the conversation about an entry is kept."""
    return f"entry:{entry.id}"


def talkers(entry: Entry, *, now: datetime) -> list[Talker]:
    """Who reads this entry now, its writer first. One statement."""
    rows = db.session.execute(
        select(Person, Grant.role)
        .join(Grant, Grant.person_id == Person.id)
        .where(
            Grant.since <= now,
            or_(Grant.until.is_(None), Grant.until > now),
            or_(_is(Role.MENTOR, "person", entry.person_id), _is(Role.SECOND_READER, "entry", entry.id)),
        )
        .order_by(Grant.id)
    )
    return [Talker(entry.person, Role.TRAINEE), *(Talker(person, role) for person, role in rows)]


def _is(role: Role, kind: str, scope_id: int) -> Any:
    return and_(Grant.role == role, Grant.scope_kind == kind, Grant.scope_id == scope_id)


def readings_of(entry_id: int) -> list[SecondReading]:
    """Every second reading of an entry, the latest first, with its people. One statement."""
    return list(
        db.session.scalars(
            select(SecondReading)
            .where(SecondReading.entry_id == entry_id)
            .order_by(SecondReading.id.desc())
            .options(joinedload(SecondReading.reader), joinedload(SecondReading.asker))
            .limit(20)
        )
    )


def _readings() -> Select[SecondReading]:
    return select(SecondReading).options(
        joinedload(SecondReading.entry).options(joinedload(Entry.person), joinedload(Entry.enrollment)),
        joinedload(SecondReading.reader),
        joinedload(SecondReading.asker),
    )


def reading_by_ref(ref: str) -> SecondReading | None:
    """The second reading that a URL names, with its entry."""
    return db.session.scalars(_readings().where(SecondReading.ref == ref)).first() if storable(ref) else None


def reading_now(reading: SecondReading) -> SecondReading:
    """A second reading as it is in the database now, locked."""
    one = locked(select(SecondReading).where(SecondReading.id == reading.id))
    return db.session.scalars(one.execution_options(populate_existing=True)).one()


def open_reading(entry_id: int) -> SecondReading | None:
    """The second reading of an entry that is asked for or goes on."""
    return db.session.scalars(
        select(SecondReading)
        .where(SecondReading.entry_id == entry_id, SecondReading.ended_at.is_(None))
        .options(joinedload(SecondReading.reader))
    ).first()


def open_readings() -> list[SecondReading]:
    """All that are asked for or go on, the oldest first."""
    return list(
        db.session.scalars(
            _readings().where(SecondReading.ended_at.is_(None)).order_by(SecondReading.id).limit(200)
        )
    )


def overdue(*, today: date) -> Select[Any, Any, Any]:
    """What waits for an answer longer than it should, for a page: (due_on, id, Entry). Never a word of it."""
    return (
        select(Submission.due_on, Entry.id, Entry)
        .join(Submission, Submission.entry_id == Entry.id)
        .outerjoin(Review, Review.submission_id == Submission.id)
        .where(
            Entry.state.in_(WAITING), Submission.withdrawn_at.is_(None), Review.id.is_(None),
            Submission.due_on < today,
        )
        .options(joinedload(Entry.person), joinedload(Entry.reviewer))
    )  # fmt: skip


def is_mentor(person_id: int, *, now: datetime) -> bool:
    """Whether somebody mentors anybody now: only mentors read for others."""
    asked = _mentoring(now).where(Grant.person_id == person_id).limit(1)
    return db.session.scalar(asked) is not None


def _mentoring(now: datetime) -> Select[int]:
    return select(Grant.person_id).where(
        Grant.role == Role.MENTOR, Grant.since <= now, or_(Grant.until.is_(None), Grant.until > now)
    )


def could_read(entry: Entry, *, now: datetime) -> list[Person]:
    """Who could be the second reader of an entry: mentors, except its writer, their own mentor, and whoever works with
    the writer or answers for them. Four statements."""
    theirs = {one.person.id for one in talkers(entry, now=now)}
    mentors = db.session.scalars(
        select(Person).where(Person.id.in_(_mentoring(now))).order_by(Person.sort_name, Person.id).limit(200)
    )
    found = [person for person in mentors if person.id not in theirs]
    employers = mentoring_queries.employers_of([entry.person_id, *(person.id for person in found)], now=now)
    return [
        person
        for person in found
        if not mentoring_queries.shared_employers(employers, person.id, entry.person_id)
    ]


def second_tasks(actor: Actor) -> list[Task]:
    """What waits: entries to read for a second reader; a reader to find, for administrators and the mentor."""
    wanted: ColumnElement[bool] = SecondReading.reader_id.is_(None)
    if not actor.holds(Role.ADMINISTRATOR):
        wanted = and_(wanted, Entry.person_id.in_(actor.scope_ids(Role.MENTOR, "person")))
    rows = db.session.execute(
        select(SecondReading.ref, SecondReading.reader_id, Entry.ref, Person.name)
        .join(Entry, Entry.id == SecondReading.entry_id)
        .join(Person, Person.id == Entry.person_id)
        .where(SecondReading.ended_at.is_(None), or_(SecondReading.reader_id == actor.person_id, wanted))
        .order_by(SecondReading.id)
        .limit(MOST_TASKS)
    )
    return [
        Task(Reason(TaskKind.READ_SECOND, {"name": name}), "journals.entry", {"entry_ref": entry})
        if reader is not None
        else Task(Reason(TaskKind.NAME_SECOND, {"name": name}), "journals.second", {"entry_ref": entry})
        for _ref, reader, entry, name in rows
    ]


def late_tasks(now: datetime) -> list[Task]:
    """For administrators: how many entries wait longer than they should, if any do."""
    late = overdue(today=clock.day(now)).subquery()
    count = db.session.scalar(select(func.count()).select_from(late)) or 0
    return [Task(Reason(TaskKind.LATE_ANSWERS, {"count": count}), "journals.second_readers")] if count else []


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """The names of people who wrote in a conversation."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {row[0]: row[1] for row in rows}
