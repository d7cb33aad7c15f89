"""Which cards, templates, words and pictures does a text point to, and where is a module that it names?"""

import unicodedata
from collections.abc import Collection

from sqlalchemy import String, cast, select, tuple_

from trainer.accounts.queries import storable
from trainer.core.db import db
from trainer.curriculum.models import CourseEdition, Piece


def pieces_named(wanted: Collection[tuple[str, str]]) -> list[Piece]:
    """These pieces, each by its kind and name, as far as they are there: one statement, or none for none."""
    if not wanted:
        return []
    named = tuple_(cast(Piece.kind, String), Piece.name).in_(sorted(wanted))
    return list(db.session.scalars(select(Piece).where(named).order_by(Piece.position, Piece.name)))


def course_of_module(module: str) -> str | None:
    """The course in whose latest edition there is a module of this id."""
    if not storable(module):
        return None
    latest: dict[str, CourseEdition] = {}
    for row in db.session.scalars(select(CourseEdition).order_by(CourseEdition.loaded_at, CourseEdition.id)):
        latest[row.course] = row
    return next(
        (row.course for row in latest.values() if any(one["id"] == module for one in row.content["modules"])),
        None,
    )


def sortable(words: str) -> str:
    """Words as they are sorted: an accent or a capital changes nothing about the order."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one))
