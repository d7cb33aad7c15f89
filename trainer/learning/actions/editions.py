"""How is somebody moved to another edition of a course? What counts in both is carried; the old one stays as it is."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit, outbox
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition
from trainer.learning import rules
from trainer.learning.models import CheckTry, ModuleProgress, Reflection
from trainer.learning.queries import editions as edition_queries
from trainer.learning.rules import editions as edition_rules
from trainer.learning.rules.editions import MoveReason


def move_edition(
    *, person: Person, course: str, before: str, to: str, reason: str, by: Actor, now: datetime
) -> None:
    """Move somebody from the edition `before` of a course, as it was shown, to another.

    A cohort's course takes the practicum along. Nothing of the old edition is changed or deleted, nothing that was
    done becomes undone, and moving back gives what was there. The person is told, with the reason. Raises Refused.
    """
    db.session.scalars(locked(select(Person.id).where(Person.id == person.id))).one()
    found = edition_queries.moving(person, course, to)
    if found is None or found.before != before:
        raise Refused(Reason(MoveReason.CHANGED_MEANWHILE))
    why = edition_rules.why_not_move(
        before=before, to=to, loaded=[to] if curriculum_queries.edition(course, to) else [], over=found.over,
        reason=reason,
    )  # fmt: skip
    if why:
        raise Refused(Reason(*why))
    for move in found.moves:
        curriculum_actions.move_edition(
            person=person, before=move.old, after=move.new, reason=reason.strip(), by=by, now=now
        )
        _carry_reading(person, move.old, move.new)
        _carry_checks(person, move.old, move.new)
        _carry_drafts(person, move.old, move.new)
    if found.enrollment is not None:
        found.enrollment.course_edition = to
    db.session.flush()
    audit.record(
        action="learning.move_edition", by=by, now=now, subject=("person", person.ref),
        facts={"course": course, "before": before, "edition": to, "reason": reason.strip()},
    )  # fmt: skip
    _tell(person, found, reason.strip(), now)


def _rows(model: Any, person: Person, edition: CourseEdition) -> list[Any]:
    found = select(model).where(
        model.person_id == person.id, model.course == edition.course, model.edition == edition.edition
    )
    return list(db.session.scalars(found.order_by(model.id)))


def _copy(row: Any, edition: CourseEdition, **other: Any) -> None:
    """The same row, in another edition."""
    kept = {column.key for column in row.__mapper__.column_attrs} - {"id", "ref", "edition"}
    values = {name: getattr(row, name) for name in kept} | {"edition": edition.edition} | other
    db.session.add(type(row)(**values))


def _modules(edition: CourseEdition) -> Collection[str]:
    return {module["id"] for module in edition.content["modules"]}


def _carry_reading(person: Person, old: CourseEdition, new: CourseEdition) -> None:
    """Where a text was left off is a place in that text, so it stays behind."""
    there = {row.module: row for row in _rows(ModuleProgress, person, new)}
    for row in _rows(ModuleProgress, person, old):
        known = there.get(row.module)
        if known is None and row.module in _modules(new):
            _copy(row, new, place="")
        elif known is not None and known.done_at is None:
            known.done_at = row.done_at


def _carry_checks(person: Person, old: CourseEdition, new: CourseEdition) -> None:
    """The best try of each check counts on, where it is better than any in the new edition."""
    best: dict[str, CheckTry] = {}
    for row in [*_rows(CheckTry, person, new), *_rows(CheckTry, person, old)]:
        known = best.get(row.module)
        if known is None or _percent(row) > _percent(known):
            best[row.module] = row
    asked = {module["id"] for module in new.content["modules"] if module["checks"]}
    for row in best.values():
        if row.edition == old.edition and row.module in asked:
            _copy(row, new)


def _percent(row: CheckTry) -> int:
    return rules.percent(row.right, row.questions)


def _carry_drafts(person: Person, old: CourseEdition, new: CourseEdition) -> None:
    """Somebody goes on in the draft that they saved last. What was handed in is found in every edition."""
    asked = {prompt["id"] for module in new.content["modules"] for prompt in module["prompts"]}
    there = {row.prompt: row for row in _rows(Reflection, person, new)}
    for row in _rows(Reflection, person, old):
        known = there.get(row.prompt)
        if row.handed_in_at is not None or row.prompt not in asked:
            continue
        if known is None:
            _copy(row, new, ref=new_ref())
        elif known.handed_in_at is None and row.saved_at > known.saved_at:
            known.text, known.saved_at, known.lock = row.text, row.saved_at, known.lock + 1


def _tell(person: Person, found: edition_queries.Moving, reason: str, now: datetime) -> None:
    first = found.moves[0]
    titles = first.new.titles
    outbox.put(
        kind="learning.moved", to=person.id, now=now, dedupe=f"moved:{person.ref}:{found.course}:{new_ref()}",
        params={
            "course": titles.get(person.language) or titles["en"], "edition": found.to,
            "before": found.before, "reason": reason,
            "carried": sum(len(move.changes.carried) for move in found.moves),
            "kept": sum(len(move.changes.kept) for move in found.moves),
            "missing": sum(len(move.changes.added) + len(move.changes.open) for move in found.moves),
            "completed": first.completed, "path": f"/courses/{found.course}",
        },
    )  # fmt: skip
