"""What waits for a learner: the next module to read, checks that are open, the closing reflection?"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from trainer.accounts.actor import Actor
from trainer.core import clock
from trainer.core.agenda import Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.curriculum.models import Completion, CourseEdition, EditionMove, Part
from trainer.curriculum.rules import PromptMoment, scored
from trainer.learning.models import Cohort, Enrollment, ModuleProgress
from trainer.learning.queries.enrollment import for_office
from trainer.learning.queries.learner import COHORT_COURSES, SEATED
from trainer.learning.rules import LIVE, TaskKind, shape_of
from trainer.permissions import Role
from trainer.registration.models import Registration
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import COURSE_OF, OfferingKind, OfferingState

AHEAD = timedelta(days=7)
"""A session's module is asked for from a week before it."""

MOST = 20


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """What waits for somebody in the courses that they have begun and not completed. One statement; one more for an
    administrator, to whom people apply."""
    if actor.person_id is None:
        return []
    office = for_office(clock.day(now)) if actor.holds(Role.ADMINISTRATOR) else []
    today = now.astimezone(clock.zone(actor.zone)).date()
    found: dict[tuple[str, str], Task] = {}
    asked = {"person": actor.person_id, "until": today + AHEAD}
    for row in db.session.execute(_open_courses(), asked):
        for task in _tasks(row, today=today, language=actor.language):
            found.setdefault((task.reason.code.value, str(task.values)), task)
    return office + list(found.values())[:MOST]


@cache
def _open_courses() -> Select[*tuple[Any, ...]]:
    """A row for each run of a course that a person takes part in: its content, days until then, and what is done.

    Built once: to put it together takes longer than to ask it.
    """
    person_id: BindParameter[Any] = bindparam("person")
    until: BindParameter[Any] = bindparam("until")
    # Their own runs first: PostgreSQL would rather begin with every offering of the program.
    mine = (
        select(Registration.id, Registration.offering_id, Offering.kind)
        .join(Offering, Offering.id == Registration.offering_id)
        .where(
            Registration.person_id == person_id,
            Registration.state.in_(SEATED),
            Offering.state == OfferingState.PUBLISHED,
            Offering.first_on <= until,
        )
        .cte("mine")
        .prefix_with("MATERIALIZED")
    )
    days = _joined(
        cast(Session.number, String) + "=" + cast(Session.on, String),
        Session.offering_id == mine.c.offering_id, Session.on.is_not(None), Session.on <= until,
    )  # fmt: skip
    last = select(func.max(Session.on)).where(Session.offering_id == mine.c.offering_id).scalar_subquery()
    parts = _joined(Part.part, Part.person_id == person_id, *_same(Part))
    read = _joined(
        ModuleProgress.module,
        ModuleProgress.person_id == person_id, *_same(ModuleProgress), ModuleProgress.done_at.is_not(None),
    )  # fmt: skip
    in_cohort = and_(Enrollment.cohort_id == Cohort.id, Enrollment.person_id == person_id)
    return (
        select(CourseEdition.course, CourseEdition.content, days, last, parts, read, Cohort.shape)
        .select_from(mine)
        .join(CourseEdition, or_(*(and_(mine.c.kind == k, CourseEdition.course.in_(c)) for k, c in GIVEN)))
        .outerjoin(Cohort, Cohort.offering_id == mine.c.offering_id)
        .outerjoin(Enrollment, and_(in_cohort, Enrollment.state.in_(LIVE)))
        .where(
            or_(mine.c.kind != OfferingKind.COHORT, Enrollment.id.is_not(None)),
            ~exists().where(Completion.person_id == person_id, Completion.course == CourseEdition.course),
            CourseEdition.id == _edition_of(person_id),
        )
        .order_by(mine.c.id, CourseEdition.id)
    )


GIVEN = [
    (kind, COHORT_COURSES if kind is OfferingKind.COHORT else (course,)) for kind, course in COURSE_OF.items()
]


def _same(model: Any) -> tuple[ColumnElement[bool], ...]:
    return model.course == CourseEdition.course, model.edition == CourseEdition.edition


def _joined(what: ColumnElement[Any] | Any, *where: ColumnElement[bool]) -> Any:
    """Several rows as one text, so that one statement answers for all."""
    return select(func.aggregate_strings(what, " ")).where(*where).scalar_subquery()


def _edition_of(person_id: Any) -> Any:
    """The edition pinned by the enrollment, else the one moved to, else the one begun, else the latest."""
    other, newest = aliased(CourseEdition), aliased(CourseEdition)

    def begun(model: Any) -> Any:
        mine = (model.person_id == person_id, model.course == CourseEdition.course)
        # By a sum: by the number itself, PostgreSQL would read everybody's rows backwards until it met one of theirs.
        found = select(model.edition).where(*mine).order_by((model.id + 0).desc()).limit(1)
        return found.correlate(CourseEdition).scalar_subquery()

    wanted = func.coalesce(Enrollment.course_edition, begun(EditionMove), begun(Part), begun(ModuleProgress))
    pinned = select(other.id).where(other.course == CourseEdition.course, other.edition == wanted)
    latest = (
        select(newest.id)
        .where(newest.course == CourseEdition.course)
        .order_by(newest.loaded_at.desc(), newest.id.desc())
        .limit(1)
    )
    return func.coalesce(
        pinned.correlate(CourseEdition, Enrollment).scalar_subquery(),
        latest.correlate(CourseEdition).scalar_subquery(),
    )


def _tasks(row: Any, *, today: date, language: str) -> Iterator[Task]:
    course, content, joined_days, last, joined_parts, joined_read, shape = row
    days = {int(n): date.fromisoformat(on) for n, on in (p.split("=") for p in (joined_days or "").split())}
    parts, read = set((joined_parts or "").split()), set((joined_read or "").split())
    plan = shape_of(shape) if shape else None
    title = content["title"].get(language) or content["title"]["en"]

    def task(kind: TaskKind, module: dict[str, Any], endpoint: str, due: date | None = None) -> Task:
        facts = {"module": module["title"].get(language) or module["title"]["en"], "course": title}
        return Task(Reason(kind, facts), endpoint, {"course": course, "module": module["id"]}, due)

    asked = False
    for position, module in enumerate(content["modules"]):
        day = days.get((plan.session_of(course, position) or 0) if plan else 1)
        if day is None:
            continue
        if course in COHORT_COURSES and module["id"] not in read and not asked:
            asked = True
            yield task(TaskKind.READ_MODULE, module, "learning.module", day if day >= today else None)
        begun = day <= today or module["id"] in read
        if scored(module["checks"]) and begun and f"check:{module['id']}" not in parts:
            yield task(TaskKind.TAKE_CHECK, module, "learning.check")
        exits = [one["id"] for one in module["prompts"] if one["moment"] == PromptMoment.EXIT]
        if last and last <= today and any(f"exit:{one}" not in parts for one in exits):
            yield task(TaskKind.WRITE_EXIT, module, "learning.reflection")
