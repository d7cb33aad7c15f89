"""Who is on which edition of a course, and what would a move to another one change for somebody?"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, union
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition, EditionMove, Part
from trainer.learning.models import Enrollment, ModuleProgress, Reflection
from trainer.learning.queries.learner import COHORT_COURSES, LEARNS
from trainer.learning.rules import COHORT_COURSE, LIVE, EnrollmentState
from trainer.learning.rules.editions import READ, Changes, changes

BEGUN_BY = (EditionMove, Part, Reflection, ModuleProgress)
"""Where it is written on which edition somebody is, the one that decides first."""


def _whereabouts() -> Any:
    """(person_id, course, edition) of everybody who has begun a course. The practicum goes with its cohort."""
    enrolled = select(Enrollment.person_id, literal(COHORT_COURSE).label("course")).where(
        Enrollment.state.in_(LEARNS)
    )
    begun = [
        select(model.person_id, model.course).where(model.course.not_in(COHORT_COURSES)) for model in BEGUN_BY
    ]
    who = union(enrolled, *begun).subquery("who")

    def last(model: Any) -> Any:
        mine = (model.person_id == who.c.person_id, model.course == who.c.course)
        # By a sum, as in the agenda: by the number itself PostgreSQL would read everybody's rows backwards.
        found = select(model.edition).where(*mine).order_by((model.id + 0).desc()).limit(1)
        return found.correlate(who).scalar_subquery()

    pinned = (
        select(Enrollment.course_edition)
        .where(Enrollment.person_id == who.c.person_id, Enrollment.state.in_(LEARNS))
        .order_by(Enrollment.state.in_(LIVE).desc(), (Enrollment.id + 0).desc())
        .limit(1)
        .correlate(who)
        .scalar_subquery()
    )
    edition = case(
        (who.c.course == COHORT_COURSE, pinned), else_=func.coalesce(*(last(model) for model in BEGUN_BY))
    )
    return select(who.c.person_id, who.c.course, edition.label("edition")).subquery("whereabouts")


def people_by_edition() -> dict[tuple[str, str], int]:
    """How many people are on each edition of each course, by (course, edition). One statement."""
    where = _whereabouts()
    rows = db.session.execute(
        select(where.c.course, where.c.edition, func.count()).group_by(where.c.course, where.c.edition)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def people_on(
    course: str, *, edition: str = "", search: ColumnElement[bool] | None, after: str | None
) -> Page:
    """Everybody who has begun a course, by name, or those on one edition: rows of (sort_name, id, Person, edition)."""
    where = _whereabouts()
    statement: Select[Any, Any, Any, Any] = (
        select(Person.sort_name, Person.id, Person, where.c.edition)
        .join(where, where.c.person_id == Person.id)
        .where(where.c.course == course)
    )
    if edition:
        statement = statement.where(where.c.edition == edition)
    if search is not None:
        statement = statement.where(search)
    return page_of(statement, by=(Person.sort_name, Person.id), after=after)


def courses_moved_with(course: str) -> tuple[str, ...]:
    """The courses whose edition changes together: a cohort's year is one."""
    return COHORT_COURSES if course == COHORT_COURSE else (course,)


def pinned_by(person_id: int) -> Enrollment | None:
    """The enrollment that pins somebody's edition of the cohort's courses."""
    return db.session.scalars(
        select(Enrollment)
        .where(Enrollment.person_id == person_id, Enrollment.state.in_(LEARNS))
        .order_by(Enrollment.state.in_(LIVE).desc(), Enrollment.id.desc())
        .options(joinedload(Enrollment.cohort))
        .limit(1)
    ).first()


def edition_of(person_id: int, course: str) -> str | None:
    """The edition of a course that somebody is on; None when they have not begun it."""
    where = _whereabouts()
    found: str | None = db.session.scalar(
        select(where.c.edition).where(where.c.course == course, where.c.person_id == person_id)
    )
    return found


@dataclass(frozen=True)
class Move:
    """What a move would change in one course. `completed`: it is on record as completed, and stays so."""

    old: CourseEdition
    new: CourseEdition
    changes: Changes
    completed: bool


@dataclass(frozen=True)
class Moving:
    """Somebody, the edition they are on, and what a move to another would change in each course that goes with it."""

    course: str
    before: str
    to: str
    over: bool
    enrollment: Enrollment | None
    moves: list[Move]


def moving(person: Person, course: str, to: str) -> Moving | None:
    """What moving somebody to this edition would change; None when they have not begun the course."""
    before = edition_of(person.id, course)
    if before is None:
        return None
    enrollment = pinned_by(person.id) if course == COHORT_COURSE else None
    moves = [_move(person, one, before, to) for one in courses_moved_with(course)]
    return Moving(
        course, before, to, over=enrollment is not None and enrollment.state is EnrollmentState.COMPLETED,
        enrollment=enrollment, moves=[one for one in moves if one is not None],
    )  # fmt: skip


def _move(person: Person, course: str, before: str, to: str) -> Move | None:
    """Of a course that was loaded in only one of them, nothing changes."""
    old, new = curriculum_queries.edition(course, before), curriculum_queries.edition(course, to)
    if old is None or new is None or old.id == new.id:
        return None
    compared = changes(old.content, new.content, done_in(person.id, old), done_in(person.id, new))
    completed = curriculum_queries.has_completed(person.id, course)
    return Move(old, new, compared, completed)


def done_in(person_id: int, edition: CourseEdition) -> set[str]:
    """Which parts of an edition somebody has done, and what they have read where reading is no part of it."""
    parts = curriculum_queries.parts_of(person_id, edition.course, edition.edition)
    read = db.session.scalars(
        select(ModuleProgress.module).where(
            ModuleProgress.person_id == person_id,
            ModuleProgress.course == edition.course,
            ModuleProgress.edition == edition.edition,
            ModuleProgress.done_at.is_not(None),
        )
    )
    return parts | {f"{READ}{module}" for module in read if f"module:{module}" not in parts}
