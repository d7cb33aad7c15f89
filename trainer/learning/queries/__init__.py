"""Who is in which cohort, which prompts are theirs, and what may a person learn?"""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.core.db import db, locked
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition
from trainer.learning.models import Cohort, Enrollment, Reflection
from trainer.learning.queries.agenda import waiting
from trainer.learning.queries.assessing import assessment_content, assessments, shared_assessments
from trainer.learning.queries.enrollment import (
    application_by_ref,
    application_now,
    application_of,
    applications_of,
    applications_to,
    deferral_asked,
    deferrals_of,
    other_cohorts,
    own_enrollment,
    people_in,
    steps_of,
    taking_applications,
    waiting_applications,
)
from trainer.learning.queries.learner import course_lines, has_place, offering_id_of
from trainer.learning.queries.shelf import course_of_module, pieces_named, sortable
from trainer.learning.queries.standing import (
    TraineeLine,
    candidates,
    certified_among,
    people_by_ref,
    standing_among,
)
from trainer.learning.queries.standing import trainee_lines as _trainee_lines
from trainer.learning.queries.tries import open_try, tries
from trainer.learning.rules import IN_PROGRAM, LIVE, PRACTICUM_COURSE, USUAL, EnrollmentState, Shape
from trainer.schedule.models import Offering

__all__ = [
    "application_by_ref",
    "application_now",
    "application_of",
    "applications_of",
    "applications_to",
    "assessment_content",
    "assessments",
    "candidates",
    "certified_among",
    "cohort_by_ref",
    "cohorts",
    "course_lines",
    "course_of_module",
    "deferral_asked",
    "deferrals_of",
    "enrollment_by_ref",
    "enrollment_in",
    "enrollment_now",
    "handed_in",
    "has_place",
    "last_enrollment_of",
    "live_among",
    "offering_id_of",
    "offering_of",
    "open_try",
    "other_cohorts",
    "own_enrollment",
    "people_by_ref",
    "people_in",
    "pieces_named",
    "prompt_of",
    "prompts_for",
    "prompts_of",
    "reflection_by_ref",
    "reflection_of",
    "shared_assessments",
    "sortable",
    "standing_among",
    "steps_of",
    "taking_applications",
    "trainee_lines",
    "trainees",
    "tries",
    "waiting",
    "waiting_applications",
]


def last_enrollment_of(person_id: int) -> Enrollment | None:
    """The enrollment that counts for somebody: the live one, else the last; also when it was completed or ended."""
    return db.session.scalars(_last(), {"person": person_id}).first()


@cache
def _last() -> Select[Enrollment]:
    """Built once, like the others: to put it together takes longer than to ask it."""
    return (
        select(Enrollment)
        .where(Enrollment.person_id == bindparam("person"))
        .order_by(Enrollment.state.in_(LIVE).desc(), Enrollment.id.desc())
        .options(joinedload(Enrollment.cohort))
        .limit(1)
    )


def enrollment_by_ref(ref: str) -> Enrollment | None:
    """The enrollment that a URL names, with its person and cohort."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Enrollment)
        .where(Enrollment.ref == ref)
        .options(joinedload(Enrollment.person), joinedload(Enrollment.cohort))
    ).first()


def enrollment_now(enrollment_id: int) -> Select[Any]:
    """One enrollment as it is in the database now, locked: two cannot end it at once."""
    one = select(Enrollment).where(Enrollment.id == enrollment_id)
    return locked(one).execution_options(populate_existing=True)


def enrollment_in(cohort_id: int, person_id: int) -> Enrollment | None:
    """Somebody's enrollment with a cohort, also one that has ended: whoever comes back goes on in it."""
    return db.session.scalars(
        select(Enrollment).where(Enrollment.cohort_id == cohort_id, Enrollment.person_id == person_id)
    ).first()


def cohort_by_ref(ref: str) -> Cohort | None:
    """The cohort that a URL names, with its offering and dates."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Cohort)
        .where(Cohort.ref == ref)
        .options(joinedload(Cohort.offering).selectinload(Offering.sessions))
    ).first()


def cohorts() -> Select[Any, Any, Any, Any]:
    """Every cohort for a page, with how many people are in it: rows of (starts_on, id, Cohort, people)."""
    people = (
        select(func.count(Enrollment.id))
        .where(Enrollment.cohort_id == Cohort.id, Enrollment.state != EnrollmentState.WITHDRAWN)
        .scalar_subquery()
    )
    return select(Cohort.starts_on, Cohort.id, Cohort, people)


def trainees(cohort: Cohort) -> list[Enrollment]:
    """Everybody who is or was enrolled with a cohort, by name."""
    return list(
        db.session.scalars(
            select(Enrollment)
            .join(Person)
            .where(Enrollment.cohort_id == cohort.id)
            .order_by(Person.sort_name, Enrollment.id)
            .options(joinedload(Enrollment.person))
        )
    )


def trainee_lines(cohort: Cohort) -> list[TraineeLine]:
    """How far everybody of a cohort is, by name; who left stays on the list. Three statements."""
    return _trainee_lines(cohort, trainees(cohort))


def live_among(person_ids: Collection[int]) -> dict[int, Cohort]:
    """Who of these people is in a cohort, or away from one for a while, and in which."""
    if not person_ids:
        return {}
    rows = db.session.execute(
        select(Enrollment.person_id, Cohort)
        .join(Cohort)
        .where(Enrollment.person_id.in_(person_ids), Enrollment.state.in_(IN_PROGRAM))
    )
    return {row[0]: row[1] for row in rows}


def prompts_of(edition: CourseEdition, shape: Shape = USUAL) -> list[dict[str, Any]]:
    """The prompts of a course as they were loaded, each with its module and the cohort session it belongs to: none
    where the shape of the cohort does not read the course."""
    return [
        {
            **prompt,
            "course": edition.course,
            "module": module["id"],
            "module_title": module["title"],
            "session": shape.session_of(edition.course, position),
        }
        for position, module in enumerate(edition.content["modules"])
        for prompt in module["prompts"]
    ]


def prompts_for(enrollment: Enrollment, course: str, written: Collection[str] = ()) -> list[dict[str, Any]]:
    """The prompts of all phases of an enrollment, in the order of the sessions; one statement.

    `course` is the one its cohort learns from. The practicum is read in the same edition, if it was loaded in that.
    `written` are prompts that were answered: those of them that are in another edition alone, from before a move,
    come last.
    """
    rows = db.session.scalars(_editions(), {"course": course})
    found: dict[str, CourseEdition] = {}
    answered: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row.course not in found or found[row.course].edition != enrollment.course_edition:
            found[row.course] = row
        answered.update(
            (one["id"], one) for one in (prompts_of(row) if written else ()) if one["id"] in written
        )
    shape = enrollment.cohort.plan
    asked = [prompt for one in shape.courses if one in found for prompt in prompts_of(found[one], shape)]
    here = {prompt["id"] for prompt in asked}
    return [*asked, *(prompt for name, prompt in answered.items() if name not in here)]


@cache
def _editions() -> Select[CourseEdition]:
    return (
        select(CourseEdition)
        .where(CourseEdition.course.in_([bindparam("course"), PRACTICUM_COURSE]))
        .order_by(CourseEdition.loaded_at, CourseEdition.id)
    )


def reflection_of(person_id: int, course: str, edition: str, prompt: str) -> Reflection | None:
    """What somebody has written to a closing prompt: what was handed in, in whichever edition; else the draft of
    this one."""
    return db.session.scalars(
        select(Reflection)
        .where(
            Reflection.person_id == person_id,
            Reflection.course == course,
            or_(Reflection.edition == edition, Reflection.handed_in_at.is_not(None)),
            Reflection.prompt == prompt,
        )
        .order_by(Reflection.handed_in_at.is_(None), (Reflection.edition == edition).desc(), Reflection.id)
        .execution_options(populate_existing=True)
    ).first()


def reflection_by_ref(ref: str) -> Reflection | None:
    """The reflection that a URL names, with its writer. A draft belongs to the writer alone."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Reflection).where(Reflection.ref == ref).options(joinedload(Reflection.person))
    ).first()


def prompt_of(reflection: Reflection) -> dict[str, Any] | None:
    """The prompt that a reflection answers, with its course's titles as `course_title`."""
    edition = curriculum_queries.edition(reflection.course, reflection.edition)
    found = prompts_of(edition) if edition else []
    return next(
        (
            {**one, "course_title": edition.titles}
            for one in found
            if edition and one["id"] == reflection.prompt
        ),
        None,
    )


def offering_of(reflection: Reflection) -> Offering | None:
    """The offering whose trainers read a reflection."""
    return db.session.get(Offering, reflection.offering_id) if reflection.offering_id is not None else None


def handed_in(offering: Offering) -> Select[Any, Any, Any]:
    """The reflections that the trainers of an offering read, for a page: rows of (handed_in_at, id, Reflection)."""
    return (
        select(Reflection.handed_in_at, Reflection.id, Reflection)
        .where(Reflection.offering_id == offering.id, Reflection.handed_in_at.is_not(None))
        .options(joinedload(Reflection.person))
    )
