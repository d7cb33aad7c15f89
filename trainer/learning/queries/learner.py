"""How far has one person come in the courses that are theirs?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from trainer.core.db import db
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum import rules as curriculum_rules
from trainer.curriculum.models import Completion, CourseEdition, EditionMove, Part
from trainer.learning import rules
from trainer.learning.models import CheckTry, Enrollment, ModuleProgress, Reflection
from trainer.learning.rules import COHORT_COURSE, IN_PROGRAM, PRACTICUM_COURSE, EnrollmentState, ModuleState
from trainer.registration.models import Registration
from trainer.registration.rules import HOLDS_A_PLACE, RegistrationState
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import COURSE_OF

SEATED = tuple(state for state in HOLDS_A_PLACE if state is not RegistrationState.OFFERED)
LEARNS = (*IN_PROGRAM, EnrollmentState.COMPLETED)
COHORT_COURSES = (COHORT_COURSE, PRACTICUM_COURSE)
KIND_OF = {course: kind for kind, course in COURSE_OF.items()}


@dataclass(frozen=True)
class ModuleLine:
    """One module of a course, and how far somebody is with it."""

    module: dict[str, Any]
    number: int
    state: ModuleState
    place: str
    best: int | None
    passed: bool

    @property
    def id(self) -> str:
        """The module's id."""
        return str(self.module["id"])

    @property
    def has_check(self) -> bool:
        """Whether there is a knowledge check."""
        return bool(self.module["checks"])

    @property
    def scored(self) -> bool:
        """Whether there is anything in it to pass: what is written for oneself is not scored."""
        return bool(curriculum_rules.scored(self.module["checks"]))


@dataclass(frozen=True)
class CourseLine:
    """One course as it stands for one person. `mine`: they have a place in it, so what they do is kept.

    A course that is open to all has a place for everybody; it is `offered` until somebody begins it.
    """

    edition: CourseEdition
    mine: bool
    offered: bool
    completed: bool
    lines: list[ModuleLine]
    missing: list[str]
    resume: ModuleLine | None
    reflections: dict[str, Reflection]
    moved: EditionMove | None = None

    @property
    def course(self) -> str:
        """The course's id."""
        return self.edition.course

    @property
    def done(self) -> int:
        """How many of its modules are done."""
        return sum(line.state is ModuleState.DONE for line in self.lines)

    @property
    def begun(self) -> bool:
        """Whether anything was opened yet."""
        return any(line.state is not ModuleState.NOT_STARTED for line in self.lines)

    def line(self, module: str) -> ModuleLine | None:
        """The line of a module."""
        return next((line for line in self.lines if line.id == module), None)


def has_place(person_id: int, course: str) -> bool:
    """Whether what somebody does in a course is kept: registered for a run of it, enrolled, through with it, or it is
    open to all."""
    conditions = [
        exists().where(Completion.person_id == person_id, Completion.course == course),
        exists().where(
            Registration.person_id == person_id,
            Registration.state.in_(SEATED),
            Registration.offering_id == Offering.id,
            Offering.kind == KIND_OF[course],
        )
        if course in KIND_OF and course not in COHORT_COURSES
        else None,
        exists().where(Enrollment.person_id == person_id, Enrollment.state.in_(LEARNS))
        if course in COHORT_COURSES
        else None,
    ]
    if db.session.scalar(select(or_(*(one for one in conditions if one is not None)))):
        return True
    loaded = curriculum_queries.edition(course)
    return loaded is not None and is_open(loaded)


def is_open(edition: CourseEdition) -> bool:
    """Whether anybody who signs in may keep their progress in a course, without a registration."""
    return bool(edition.content.get("open"))


def offering_id_of(person_id: int, course: str) -> int | None:
    """The last run of a course in which somebody has a place: its trainers are the person's trainers."""
    if course not in KIND_OF:
        return None
    return db.session.scalar(
        select(Registration.offering_id)
        .join(Offering, Offering.id == Registration.offering_id)
        .where(
            Registration.person_id == person_id,
            Registration.state.in_(SEATED),
            Offering.kind == KIND_OF[course],
        )
        .order_by(Offering.first_on.desc(), Registration.id.desc())
        .limit(1)
    )


def course_lines(person_id: int, course: str | None = None) -> list[CourseLine]:
    """Every loaded course (or the one named) as it stands for a person; those in which they have a place come first.

    People finish the edition that they began; whoever begins gets the latest. Ten statements, whatever there is.
    """
    rows = _rows(person_id, course)
    editions = _editions(rows, course)
    lines = [_course_line(edition, rows) for edition in editions]
    return sorted(lines, key=lambda line: (not line.mine, line.offered))


@dataclass(frozen=True)
class _Rows:
    enrollment: Enrollment | None
    courses: set[str]
    completed: set[str]
    progress: Sequence[ModuleProgress]
    parts: Sequence[Part]
    moves: dict[str, EditionMove]
    tries: Sequence[Any]
    reflections: Sequence[Reflection]


def _rows(person_id: int, course: str | None) -> _Rows:
    def of(model: Any) -> ColumnElement[bool]:
        mine = model.person_id == person_id
        return mine if course is None else and_(mine, model.course == course)

    get = db.session.scalars
    enrolled = get(
        select(Enrollment)
        .where(Enrollment.person_id == person_id, Enrollment.state.in_(LEARNS))
        .order_by(Enrollment.state.in_(IN_PROGRAM).desc(), Enrollment.id.desc())
        .options(joinedload(Enrollment.cohort))
        .limit(1)
    ).first()
    kinds = get(
        select(Offering.kind)
        .join(Registration, Registration.offering_id == Offering.id)
        .where(Registration.person_id == person_id, Registration.state.in_(SEATED))
        .distinct()
    )
    courses = {COURSE_OF[kind] for kind in kinds if kind in COURSE_OF} - set(COHORT_COURSES)
    return _Rows(
        enrollment=enrolled,
        courses=courses | (set(COHORT_COURSES) if enrolled else set()),
        completed=set(get(select(Completion.course).where(of(Completion)))),
        progress=get(select(ModuleProgress).where(of(ModuleProgress)).order_by(ModuleProgress.seen_at)).all(),
        parts=get(select(Part).where(of(Part)).order_by(Part.id)).all(),
        moves=curriculum_queries.moves_of(person_id, course),
        tries=db.session.execute(
            select(CheckTry.course, CheckTry.edition, CheckTry.module, CheckTry.right, CheckTry.questions)
            .where(of(CheckTry))
            .distinct()
        ).all(),
        reflections=get(select(Reflection).where(of(Reflection))).all(),
    )


def _editions(rows: _Rows, course: str | None) -> list[CourseEdition]:
    """Of each course the edition that is this person's, in the order in which courses first came in."""
    statement = select(CourseEdition.course, CourseEdition.edition, CourseEdition.id).order_by(
        CourseEdition.loaded_at, CourseEdition.id
    )
    if course is not None:
        statement = statement.where(CourseEdition.course == course)
    ids: dict[str, dict[str, int]] = {}
    for name, edition, id_ in db.session.execute(statement):
        ids.setdefault(name, {})[edition] = id_
    begun = {
        **{row.course: row.edition for row in rows.progress},
        **{row.course: row.edition for row in rows.reflections},
        **{row.course: row.edition for row in rows.parts},
        **{row.course: row.edition for row in rows.moves.values()},
    }
    if rows.enrollment is not None:
        begun.update(dict.fromkeys(COHORT_COURSES, rows.enrollment.course_edition))
    wanted = [
        editions.get(begun.get(name, "")) or next(reversed(editions.values()))
        for name, editions in ids.items()
    ]
    if not wanted:
        return []
    found = {
        row.id: row for row in db.session.scalars(select(CourseEdition).where(CourseEdition.id.in_(wanted)))
    }
    return [found[id_] for id_ in wanted]


def _course_line(edition: CourseEdition, rows: _Rows) -> CourseLine:
    here = (edition.course, edition.edition)
    progress = {row.module: row for row in rows.progress if (row.course, row.edition) == here}
    parts = {row.part for row in rows.parts if (row.course, row.edition) == here}
    best: dict[str, int] = {}
    for course, name, module, right, questions in rows.tries:
        if (course, name) == here and questions:
            best[module] = max(best.get(module, 0), rules.percent(right, questions))
    lines = [
        _module_line(module, number, progress.get(module["id"]), best.get(module["id"]), parts)
        for number, module in enumerate(edition.content["modules"], start=1)
    ]
    completed = edition.course in rows.completed
    seated = edition.course in rows.courses or completed
    begun = any(line.state is not ModuleState.NOT_STARTED for line in lines)
    seen = [line for row in progress.values() for line in lines if line.id == row.module and not row.done_at]
    return CourseLine(
        edition=edition,
        mine=seated or is_open(edition),
        offered=is_open(edition) and not seated and not begun,
        completed=completed,
        lines=lines,
        missing=[] if completed else curriculum_rules.parts_missing(edition.content, parts),
        resume=seen[-1] if seen else next((one for one in lines if one.state is not ModuleState.DONE), None),
        reflections=_counting(rows.reflections, edition),
        moved=rows.moves.get(edition.course),
    )


def _counting(rows: Sequence[Reflection], edition: CourseEdition) -> dict[str, Reflection]:
    """By prompt: what was written in this edition, and what was handed in before a move to it."""
    mine = [row for row in rows if row.course == edition.course]
    here = {row.prompt: row for row in mine if row.edition == edition.edition}
    handed_in = {row.prompt: row for row in mine if row.handed_in_at is not None}
    return {
        **here,
        **{prompt: row for prompt, row in handed_in.items() if not _is_handed_in(here.get(prompt))},
    }


def _is_handed_in(row: Reflection | None) -> bool:
    return row is not None and row.handed_in_at is not None


def _module_line(
    module: dict[str, Any], number: int, row: ModuleProgress | None, best: int | None, parts: set[str]
) -> ModuleLine:
    passed = f"check:{module['id']}" in parts
    state = rules.module_state(
        opened=row is not None,
        read=row is not None and row.done_at is not None,
        has_check=bool(curriculum_rules.scored(module["checks"])),
        passed=passed,
    )
    return ModuleLine(module, number, state, row.place if row else "", best, passed)
