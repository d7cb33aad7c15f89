"""How do the parts of a course become its completion? Each part is written by the room that sees it happen."""

from datetime import date, datetime

from sqlalchemy import func, select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit, clock
from trainer.core.db import db, locked
from trainer.curriculum import queries
from trainer.curriculum.models import Completion, CourseEdition, EditionMove, Part
from trainer.curriculum.rules import MOVED, CompletionKind, is_complete, parts_needed

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

    What is known from paper or by equivalency stays: it is a completion of its own. What was carried from here to
    another edition with a move goes as well.
    """
    _lock(person)
    row = _part(person, course, edition, part)
    if row is None:
        return
    carried = db.session.scalars(
        select(Part).where(
            Part.person_id == person.id, Part.course == course, Part.part == part, Part.id != row.id,
            Part.cause.like(f"{MOVED}%"),
        )
    ).all()  # fmt: skip
    for one in (row, *carried):
        _take_back(one, person, by=by, now=now)


def _take_back(row: Part, person: Person, *, by: Actor, now: datetime) -> None:
    """This row, and the completion that had followed from the parts of its edition."""
    course, edition = row.course, row.edition
    db.session.delete(row)
    db.session.flush()
    audit.record(
        action="part.take_back", by=by, now=now, subject=("person", person.ref),
        facts={"course": course, "edition": edition, "part": row.part},
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


def move_edition(
    *, person: Person, before: CourseEdition, after: CourseEdition, reason: str, by: Actor, now: datetime
) -> list[str]:
    """Put somebody on another edition of a course; the parts that were carried over.

    A part that both editions have stays done: it is written down in the new one with the old one as its cause.
    Nothing of the old one is changed, so that moving back finds it as it was.
    """
    _lock(person)
    db.session.add(
        EditionMove(
            person_id=person.id, course=after.course, before=before.edition, edition=after.edition,
            reason=reason, by_person=by.person_id, moved_at=now,
        )
    )  # fmt: skip
    db.session.flush()
    there = queries.parts_of(person.id, after.course, after.edition)
    rows = db.session.scalars(
        select(Part)
        .where(Part.person_id == person.id, Part.course == before.course, Part.edition == before.edition)
        .order_by(Part.id)
    ).all()
    needed = parts_needed(after.content)
    carried = [row for row in rows if row.part in needed and row.part not in there]
    for row in carried:
        record_part(
            person=person, course=after.course, edition=after.edition, part=row.part, on=row.on,
            cause=f"{MOVED}{before.edition}", by=by, now=now,
        )  # fmt: skip
    return [row.part for row in carried]


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
