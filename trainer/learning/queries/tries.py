"""Which tries of a knowledge check has somebody made, and is one under way?"""

from typing import Any

from sqlalchemy import ColumnElement, select

from trainer.core.db import db
from trainer.curriculum.models import CourseEdition
from trainer.learning.models import CheckTry, OpenTry


def tries(person_id: int, edition: CourseEdition, module: str) -> list[CheckTry]:
    """What somebody has tried of a module's check, first to last: a try is named by its place in this list."""
    mine = _of(CheckTry, person_id, edition, module)
    return list(db.session.scalars(select(CheckTry).where(*mine).order_by(CheckTry.id)))


def open_try(person_id: int, edition: CourseEdition, module: str) -> OpenTry | None:
    """The try that is under way, as it is in the database now: another window may have answered meanwhile."""
    mine = _of(OpenTry, person_id, edition, module)
    return db.session.scalars(select(OpenTry).where(*mine).execution_options(populate_existing=True)).first()


def _of(model: Any, person_id: int, edition: CourseEdition, module: str) -> tuple[ColumnElement[bool], ...]:
    return (
        model.person_id == person_id, model.course == edition.course, model.edition == edition.edition,
        model.module == module,
    )  # fmt: skip
