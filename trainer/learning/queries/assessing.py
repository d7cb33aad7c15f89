"""What has a person said of their own abilities, and what is asked?"""

from typing import Any

from sqlalchemy import select

from trainer.core.db import db
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.rules import PieceKind
from trainer.learning.models import Assessment


def assessment_content() -> dict[str, Any] | None:
    """The one self-assessment as it was last loaded, whatever its id: scale, areas, statements; None before that."""
    found = curriculum_queries.pieces(PieceKind.SELF_ASSESSMENT)
    return dict(max(found, key=lambda one: (one.loaded_at, one.id)).content) if found else None


def assessments(person_id: int) -> list[Assessment]:
    """Everything a person has said of themselves, first to last; an unfinished one is the draft."""
    mine = select(Assessment).where(Assessment.person_id == person_id).order_by(Assessment.id)
    return list(db.session.scalars(mine.execution_options(populate_existing=True)))


def shared_assessments(person_id: int) -> list[Assessment]:
    """What a person has shared with their mentor, first to last."""
    return [one for one in assessments(person_id) if one.shared_at is not None]
