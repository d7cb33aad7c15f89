"""How is it kept what somebody has opened, where they are, and what they have read?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit, clock
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import rules as curriculum_rules
from trainer.curriculum.models import CourseEdition
from trainer.learning import queries, rules
from trainer.learning.models import ModuleProgress
from trainer.learning.rules import LearnReason

MOST_PLACE = 100


def own_turn(person: Person, course: str) -> None:
    """One change of a person's learning at a time. Raises Refused when they have no place in the course."""
    db.session.scalars(locked(select(Person.id).where(Person.id == person.id))).one()
    if not queries.has_place(person.id, course):
        raise Refused(Reason(LearnReason.NO_PLACE))


def module_of(edition: CourseEdition, module: str) -> dict[str, Any]:
    """The module of that id. Raises Refused."""
    for one in edition.content["modules"]:
        if one["id"] == module:
            return dict(one)
    raise Refused(Reason(LearnReason.UNKNOWN_MODULE))


def day_of(person: Person, now: datetime) -> date:
    """The day where the person is."""
    return now.astimezone(clock.zone(person.zone)).date()


def open_module(
    *,
    person: Person,
    edition: CourseEdition,
    module: str,
    now: datetime,
    place: str = "",
    at: datetime | None = None,
) -> ModuleProgress:
    """Note that somebody has begun a module and, with `place`, at which heading they are.

    `at`: when they were there, if it was before now: read without a connection. A place that is older than the one that
    is kept changes nothing. The first time is audited; where a bookmark lies afterwards is nobody's business.
    """
    module_of(edition, module)
    own_turn(person, edition.course)
    moment = min(at or now, now)
    row = _progress(person, edition, module, now, seen_at=moment)
    if moment >= row.seen_at:
        row.seen_at = moment
        row.place = place[:MOST_PLACE] or row.place
    db.session.flush()
    return row


def finish_module(
    *,
    person: Person,
    edition: CourseEdition,
    module: str,
    by: Actor,
    now: datetime,
    at: datetime | None = None,
) -> ModuleProgress:
    """Note that somebody has read a module. Where the course asks for it, that is one of its parts (R02).

    `at`: when they came to its end, if it was before now: read without a connection. It counts from when it arrives
    here; a second time changes nothing.
    """
    module_of(edition, module)
    own_turn(person, edition.course)
    moment = min(at or now, now)
    row = _progress(person, edition, module, now, seen_at=moment)
    part = f"module:{module}"
    if row.done_at is None:
        row.done_at, row.seen_at = now, max(row.seen_at, moment)
        db.session.flush()
        audit.record(
            action="learning.finish_module", by=by, now=now, subject=("person", person.ref),
            facts={"course": edition.course, "edition": edition.edition, "module": module},
        )  # fmt: skip
    if part in curriculum_rules.parts_needed(edition.content):
        curriculum_actions.record_part(
            person=person, course=edition.course, edition=edition.edition, part=part, on=day_of(person, now),
            cause=part, by=by, now=now,
        )  # fmt: skip
    return row


def unfinish_module(
    *, person: Person, edition: CourseEdition, module: str, by: Actor, now: datetime
) -> ModuleProgress:
    """Take back that a module was read, within a day: pages mark it by themselves, and somebody may only have looked.

    Where the course asks for it, its part goes too. Raises Refused.
    """
    module_of(edition, module)
    own_turn(person, edition.course)
    row = _row(person, edition, module)
    if problem := rules.why_not_unfinish(done_at=row.done_at if row else None, now=now):
        raise Refused(Reason(problem))
    assert row is not None  # noqa: S101 - else it was not read
    row.done_at = None
    db.session.flush()
    audit.record(
        action="learning.unfinish_module", by=by, now=now, subject=("person", person.ref),
        facts={"course": edition.course, "edition": edition.edition, "module": module},
    )  # fmt: skip
    curriculum_actions.take_back_part(
        person=person, course=edition.course, edition=edition.edition, part=f"module:{module}", by=by, now=now
    )
    return row


def _row(person: Person, edition: CourseEdition, module: str) -> ModuleProgress | None:
    return db.session.scalars(
        select(ModuleProgress).where(
            ModuleProgress.person_id == person.id,
            ModuleProgress.course == edition.course,
            ModuleProgress.edition == edition.edition,
            ModuleProgress.module == module,
        )
    ).first()


def _progress(
    person: Person, edition: CourseEdition, module: str, now: datetime, *, seen_at: datetime
) -> ModuleProgress:
    row = _row(person, edition, module)
    if row is None:
        row = ModuleProgress(
            person_id=person.id, course=edition.course, edition=edition.edition, module=module, opened_at=seen_at,
            seen_at=seen_at,
        )  # fmt: skip
        db.session.add(row)
        audit.record(
            action="learning.open_module", by=Actor(person_id=person.id), now=now,
            subject=("person", person.ref), facts={"course": edition.course, "module": module},
        )  # fmt: skip
    return row
