"""Who can start in a cohort, and how far has each person of a cohort come?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select

from trainer.accounts.models import Person
from trainer.accounts.queries import searched, storable
from trainer.attendance.models import Mark
from trainer.attendance.rules import Presence
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import Completion, Part, Standing
from trainer.curriculum.rules import StandingKind
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import (
    COHORT_COURSE,
    ENTRY_COURSE,
    IN_PROGRAM,
    LIVE,
    PRACTICUM_COURSE,
    CohortReason,
    EnrollmentState,
)
from trainer.schedule.models import Session

PAGE = 25


def candidates(*, today: date, search: str = "", after: str | None = None) -> Page:
    """People for a cohort, by name: rows of (sort_name, id, Person).

    Without a search those who completed CoP 101, are in no cohort and hold no valid certificate on `today`; with one
    everybody whose name or address begins so, because whoever is missed has to be found, and the reason with them.
    """
    statement = select(Person.sort_name, Person.id, Person)
    if (found := searched(search)) is not None:
        statement = statement.where(found)
    else:
        statement = statement.where(
            exists().where(Completion.person_id == Person.id, Completion.course == ENTRY_COURSE),
            ~exists().where(Enrollment.person_id == Person.id, Enrollment.state.in_(IN_PROGRAM)),
            ~exists().where(Standing.person_id == Person.id, *_certified(today)),
        )
    return page_of(statement, by=(Person.sort_name, Person.id), after=after, size=PAGE)


def _certified(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Standing.kind == StandingKind.CERTIFIED, Standing.since <= today,
        or_(Standing.until.is_(None), Standing.until >= today),
    )  # fmt: skip


def certified_among(person_ids: Sequence[int], today: date) -> set[int]:
    """Which of these people hold a valid certificate on `today`: they may start again, but hardly mean to."""
    held = select(Standing.person_id).where(Standing.person_id.in_(person_ids), *_certified(today))
    return set(db.session.scalars(held))


def standing_among(person_ids: Sequence[int]) -> dict[int, CohortReason]:
    """Why some of these people cannot start in a cohort; who is left out can. Two statements."""
    ready = curriculum_queries.completed_among(person_ids, ENTRY_COURSE)
    taken = set(
        db.session.scalars(
            select(Enrollment.person_id).where(
                Enrollment.person_id.in_(person_ids), Enrollment.state.in_(IN_PROGRAM)
            )
        )
    )
    return {
        one: CohortReason.IN_COHORT if one in taken else CohortReason.NOT_COMPLETED
        for one in person_ids
        if one in taken or one not in ready
    }


def people_by_ref(refs: Sequence[str]) -> list[Person]:
    """The people whom these references name, by name; what names nobody is left out."""
    known = [ref for ref in refs if ref.isascii() and storable(ref)]
    if not known:
        return []
    found = select(Person).where(Person.ref.in_(known)).order_by(Person.sort_name, Person.id)
    return list(db.session.scalars(found))


@dataclass(frozen=True)
class TraineeLine:
    """One person of a cohort. `marks`: presence and credit by session id."""

    enrollment: Enrollment
    modules: int
    practicum: int
    checks: int
    marks: dict[int, tuple[Presence, bool]]

    @property
    def live(self) -> bool:
        """Whether they are in the cohort now."""
        return self.enrollment.state in LIVE

    @property
    def left(self) -> bool:
        """Whether they left it."""
        return self.enrollment.state is EnrollmentState.WITHDRAWN


def trainee_lines(cohort: Cohort, trainees: Sequence[Enrollment]) -> list[TraineeLine]:
    """How far each is: modules read, checks passed, sessions. Two statements, whatever the number of people."""
    ids = [one.person_id for one in trainees]
    parts: dict[int, list[tuple[str, str]]] = {}
    rows = db.session.execute(
        select(Part.person_id, Part.course, Part.edition, Part.part).where(
            Part.person_id.in_(ids), Part.course.in_([COHORT_COURSE, PRACTICUM_COURSE])
        )
    )
    pinned = {one.person_id: one.course_edition for one in trainees}
    for person_id, course, edition, part in rows:
        if course == PRACTICUM_COURSE or edition == pinned[person_id]:
            parts.setdefault(person_id, []).append((course, part))
    marks: dict[int, dict[int, tuple[Presence, bool]]] = {}
    marked = db.session.execute(
        select(Mark.person_id, Mark.session_id, Mark.presence, Mark.credited)
        .join(Session, Session.id == Mark.session_id)
        .where(Session.offering_id == cohort.offering_id)
        .order_by(Mark.id)
    )
    for person_id, session_id, presence, credited in marked:
        marks.setdefault(person_id, {})[session_id] = (presence, credited)
    return [
        TraineeLine(
            enrollment=one,
            modules=_count(parts.get(one.person_id, []), COHORT_COURSE, "module:"),
            practicum=_count(parts.get(one.person_id, []), PRACTICUM_COURSE, "module:"),
            checks=_count(parts.get(one.person_id, []), COHORT_COURSE, "check:"),
            marks=marks.get(one.person_id, {}),
        )
        for one in trainees
    ]


def _count(parts: Sequence[tuple[str, str]], course: str, kind: str) -> int:
    return sum(name == course and part.startswith(kind) for name, part in parts)
