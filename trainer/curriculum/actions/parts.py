"""How do the parts of a course become its completion? Each part is written by the room that sees it happen."""

from datetime import date, datetime

from sqlalchemy import func, select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit, clock
from trainer.core.db import db, locked
from trainer.curriculum import queries
from trainer.curriculum.models import Completion, Part
from trainer.curriculum.rules import CompletionKind, is_complete

DERIVED = "parts"
"""The cause of a completion that follows from its parts, and ends with them."""


def record_part(
    *, person: Person, course: str, edition: str, part: str, on: date, cause: str, by: Actor, now: datetime
) -> Completion | None:
    """Write down that a part is done; the completion that follows when it was the last one, or stands already.

    Asked twice it writes once. `cause` says from where, as in "offering:<ref>". The person is locked: of two parts
    that are done at the same moment, one sees the other and completes the course.
    """
    _lock(person)
    if _part(person, course, edition, part) is None:
        db.session.add(
            Part(person_id=person.id, course=course, edition=edition, part=part, on=on, cause=cause)
        )
        db.session.flush()
        audit.record(
            action="part.record", by=by, now=now, subject=("person", person.ref),
            facts={"course": course, "edition": edition, "part": part, "on": on.isoformat(), "cause": cause},
        )  # fmt: skip
    return _complete(person, course, edition, by=by, now=now)


def take_back_part(*, person: Person, course: str, edition: str, part: str, by: Actor, now: datetime) -> None:
    """A part turned out not to be done: it goes, and with it the completion that had followed from the parts.

    What is known from paper or by equivalency stays: it is a completion of its own.
    """
    _lock(person)
    row = _part(person, course, edition, part)
    if row is None:
        return
    db.session.delete(row)
    db.session.flush()
    audit.record(
        action="part.take_back", by=by, now=now, subject=("person", person.ref),
        facts={"course": course, "edition": edition, "part": part},
    )  # fmt: skip
    loaded = queries.edition(course, edition)
    done = queries.parts_of(person.id, course, edition)
    if loaded is not None and is_complete(loaded.content, done):
        return
    for completion in _completions(person, course):
        if completion.edition == edition and completion.cause == DERIVED:
            db.session.delete(completion)
            audit.record(
                action="completion.take_back", by=by, now=now, subject=("person", person.ref),
                facts={"course": course, "edition": edition},
            )  # fmt: skip
    db.session.flush()


def _lock(person: Person) -> None:
    db.session.scalars(locked(select(Person.id).where(Person.id == person.id))).one()


def _part(person: Person, course: str, edition: str, part: str) -> Part | None:
    return db.session.scalars(
        select(Part).where(
            Part.person_id == person.id, Part.course == course, Part.edition == edition, Part.part == part
        )
    ).first()


def _completions(person: Person, course: str) -> list[Completion]:
    return [row for row in queries.completions_of(person.id) if row.course == course]


def _complete(person: Person, course: str, edition: str, *, by: Actor, now: datetime) -> Completion | None:
    """The completion that stands, or follows now: an equivalency is another thing and does not stand for it."""
    loaded = queries.edition(course, edition)
    if loaded is None or not is_complete(loaded.content, queries.parts_of(person.id, course, edition)):
        return None
    for completion in _completions(person, course):
        if completion.kind is CompletionKind.COMPLETED:
            return completion
    last = db.session.scalar(
        select(func.max(Part.on)).where(
            Part.person_id == person.id, Part.course == course, Part.edition == edition
        )
    )
    made = Completion(
        person_id=person.id, course=course, edition=edition, kind=CompletionKind.COMPLETED,
        on=last or clock.day(now), cause=DERIVED,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(
        action="completion.record", by=by, now=now, subject=("person", person.ref),
        facts={"course": course, "kind": made.kind.value, "on": made.on.isoformat(), "cause": DERIVED},
    )  # fmt: skip
    return made
