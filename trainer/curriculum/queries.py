"""What has somebody completed, what do they claim to know already, and what are courses called?"""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import defer, joinedload

from trainer.accounts.queries import storable
from trainer.core.db import db, locked
from trainer.curriculum.models import Claim, Completion, CourseEdition, EditionMove, Part, Piece
from trainer.curriculum.rules import MOVED, ClaimState, PieceKind


def has_completed(person_id: int, course: str) -> bool:
    """Whether a person has completed a course, in any edition, or was found to know it already."""
    return person_id in completed_among([person_id], course)


def completed_among(person_ids: Collection[int], course: str) -> set[int]:
    """Which of these people have completed a course."""
    if not person_ids:
        return set()
    return set(db.session.scalars(_completed(), {"course": course, "people": list(person_ids)}))


@cache
def _completed() -> Any:
    """Built once: to put it together takes longer than to ask it."""
    people: BindParameter[Any] = bindparam("people", expanding=True)
    return select(Completion.person_id).where(
        Completion.course == bindparam("course"), Completion.person_id.in_(people)
    )


def completions_of(person_id: int) -> list[Completion]:
    """What a person has completed, latest first."""
    return list(
        db.session.scalars(
            select(Completion)
            .where(Completion.person_id == person_id)
            .order_by(Completion.on.desc(), Completion.id.desc())
        )
    )


def completion_of(person_id: int, course: str) -> Completion | None:
    """The first completion of a course by a person."""
    return db.session.scalars(
        select(Completion)
        .where(Completion.person_id == person_id, Completion.course == course)
        .order_by(Completion.on, Completion.id)
        .limit(1)
    ).first()


def edition(course: str, edition: str | None = None) -> CourseEdition | None:
    """A course in one edition as it was loaded; in the latest one when none is named."""
    statement = select(CourseEdition).where(CourseEdition.course == course)
    if edition is not None:
        statement = statement.where(CourseEdition.edition == edition)
    return db.session.scalars(
        statement.order_by(CourseEdition.loaded_at.desc(), CourseEdition.id.desc()).limit(1)
    ).first()


def editions_named(named: Collection[tuple[str, str]]) -> dict[str, CourseEdition]:
    """Several courses, each in the edition named with it, by course: one statement."""
    courses = [course for course, _edition in named if storable(course)]
    if not courses:
        return {}
    found = db.session.scalars(
        select(CourseEdition).where(CourseEdition.course.in_(courses)).order_by(CourseEdition.id)
    )
    return {row.course: row for row in found if (row.course, row.edition) in named}


def pieces(kind: PieceKind) -> list[Piece]:
    """All cards, templates, terms, pictures (or the one self-assessment), in the order in which they are shown."""
    return list(
        db.session.scalars(select(Piece).where(Piece.kind == kind).order_by(Piece.position, Piece.name))
    )


def piece(kind: PieceKind, name: str) -> Piece | None:
    """The card, template, term or picture of this name, as a link or a URL names it."""
    if not storable(name):
        return None
    return db.session.scalars(select(Piece).where(Piece.kind == kind, Piece.name == name)).first()


def parts_of(person_id: int, course: str, edition: str) -> set[str]:
    """Which parts of an edition of a course somebody has done."""
    return parts_among([person_id], course, edition).get(person_id, set())


def parts_among(person_ids: Collection[int], course: str, edition: str) -> dict[int, set[str]]:
    """Which parts each of these people has done; who has done none is left out."""
    found: dict[int, set[str]] = {}
    if not person_ids:
        return found
    rows = db.session.execute(
        select(Part.person_id, Part.part).where(
            Part.course == course, Part.edition == edition, Part.person_id.in_(person_ids)
        )
    )
    for person_id, part in rows:
        found.setdefault(person_id, set()).add(part)
    return found


def parts_named(person_ids: Collection[int], course: str, part: str) -> dict[int, Part]:
    """One part of a course, of each of these people who has done it; in the edition in which they did it last.

    Where it was done, not where it was carried with a move to another edition.
    """
    if not person_ids:
        return {}
    rows = db.session.scalars(
        select(Part)
        .where(
            Part.course == course,
            Part.part == part,
            Part.person_id.in_(person_ids),
            Part.cause.not_like(f"{MOVED}%"),
        )
        .order_by(Part.id)
    )
    return {row.person_id: row for row in rows}


def all_parts_of(person_id: int) -> list[Part]:
    """Every part of any course that somebody has done, oldest first."""
    return list(db.session.scalars(select(Part).where(Part.person_id == person_id).order_by(Part.id)))


def editions_begun(person_ids: Collection[int], course: str) -> dict[int, str]:
    """The edition that each of these people is on: the one they were moved to, else that in which they last did a
    part, because they finish the one they began."""
    if not person_ids:
        return {}
    rows = db.session.execute(
        select(Part.person_id, Part.edition)
        .where(Part.course == course, Part.person_id.in_(person_ids))
        .order_by(Part.id)
    )
    begun = {row[0]: row[1] for row in rows}
    moved = db.session.execute(
        select(EditionMove.person_id, EditionMove.edition)
        .where(EditionMove.course == course, EditionMove.person_id.in_(person_ids))
        .order_by(EditionMove.id)
    )
    return begun | {row[0]: row[1] for row in moved}


def moves_of(person_id: int, course: str | None = None) -> dict[str, EditionMove]:
    """By course the last time that somebody was moved to another edition; of one course, if it is named."""
    statement = select(EditionMove).where(EditionMove.person_id == person_id)
    if course is not None:
        statement = statement.where(EditionMove.course == course)
    return {row.course: row for row in db.session.scalars(statement.order_by(EditionMove.id))}


def loaded_editions() -> list[CourseEdition]:
    """Every edition of every course without its content, each course's latest first, by the course's name."""
    return list(
        db.session.scalars(
            select(CourseEdition)
            .options(defer(CourseEdition.content))
            .order_by(CourseEdition.course, CourseEdition.loaded_at.desc(), CourseEdition.id.desc())
        )
    )


def claim_by_ref(ref: str) -> Claim | None:
    """The claim that a URL names."""
    if not storable(ref):
        return None
    return db.session.scalars(select(Claim).where(Claim.ref == ref).options(joinedload(Claim.person))).first()


def latest_claim(person_id: int, course: str) -> Claim | None:
    """The last claim that a person made for a course."""
    return db.session.scalars(
        select(Claim)
        .where(Claim.person_id == person_id, Claim.course == course)
        .order_by(Claim.made_at.desc(), Claim.id.desc())
        .limit(1)
    ).first()


def open_claim(person_id: int, course: str, *, lock: bool = False) -> Claim | None:
    """The claim that waits for a decision, or None. `lock`: nobody decides it while we act on it."""
    statement = select(Claim).where(
        Claim.person_id == person_id, Claim.course == course, Claim.state == ClaimState.OPEN
    )
    return db.session.scalars(locked(statement) if lock else statement).first()


def open_claims_among(person_ids: Collection[int], course: str) -> set[int]:
    """Which of these people have a claim that waits for a decision."""
    waits = select(Claim.person_id).where(Claim.course == course, Claim.state == ClaimState.OPEN)
    return set(db.session.scalars(waits.where(Claim.person_id.in_(person_ids))))


def claim_alone(claim_id: int) -> Select[Claim]:
    """One claim as it is in the database now, for a lock."""
    return select(Claim).where(Claim.id == claim_id).execution_options(populate_existing=True)


def claims_of(person_id: int) -> list[Claim]:
    """A person's own claims, latest first."""
    return list(
        db.session.scalars(
            select(Claim).where(Claim.person_id == person_id).order_by(Claim.made_at.desc(), Claim.id.desc())
        )
    )


def open_claims() -> Select[int, Claim]:
    """Claims that wait for a decision, for a page: by id, which is oldest first."""
    return select(Claim.id, Claim).where(Claim.state == ClaimState.OPEN).options(joinedload(Claim.person))


def decided_claims() -> Select[int, Claim]:
    """Claims that were decided, for a page."""
    return select(Claim.id, Claim).where(Claim.state != ClaimState.OPEN).options(joinedload(Claim.person))


def course_titles(language: str) -> dict[str, str]:
    """What the loaded courses are called, by course, in their latest edition."""
    titles: dict[str, str] = {}
    newest = select(CourseEdition.course, CourseEdition.titles).order_by(
        CourseEdition.loaded_at, CourseEdition.id
    )
    for course, names in db.session.execute(newest):
        titles[course] = names.get(language) or names.get("en") or course_name(course)
    return titles


def course_title(course: str, language: str) -> str:
    """What a course is called; from its id while it has not been loaded."""
    return course_titles(language).get(course) or course_name(course)


def course_name(course: str) -> str:
    """'cop-101' as 'CoP 101': good enough until the course is loaded."""
    words = course.replace("-", " ").split()
    return " ".join("CoP" if word == "cop" else word for word in words) if words else course
