"""How does what authors wrote come in? Whole or not at all, and without disturbing whoever began an older edition."""

import enum
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.curriculum import reading
from trainer.curriculum.models import CourseEdition, Piece
from trainer.curriculum.rules import CheckKind, PieceKind, PromptMoment

MOST_NAMED = 8
"""Ids that are named in one sentence."""


class LoadReason(enum.StrEnum):
    """Why courses cannot be loaded. Facts: mistakes (the first ones), many; course, edition, gone, new."""

    MISTAKES = "mistakes"
    IDS_CHANGED = "ids_changed"


def load(folder: Path, *, by: Actor, now: datetime) -> list[str]:
    """Load everything in a folder; returns the names of what is new or has corrected text.

    All of it or nothing: the caller's transaction holds courses, cards, templates, terms and pictures alike. Raises
    Refused when there are mistakes, or when an edition that is in use would get other parts: that needs a new edition,
    so that what was read and answered keeps its meaning.
    """
    written = read(folder)
    loaded = take_in(written.courses, by=by, now=now)
    return loaded + take_in_pieces(written.pieces, by=by, now=now)


def read(folder: Path) -> reading.Written:
    """What is written in a folder, without a mistake. Raises Refused with the first of them."""
    written = reading.read_folder(folder)
    if written.problems:
        shown = "; ".join(str(problem) for problem in written.problems[:5])
        raise Refused(Reason(LoadReason.MISTAKES, {"mistakes": shown, "many": len(written.problems)}))
    return written


def take_in(courses: Iterable[reading.Course], *, by: Actor, now: datetime) -> list[str]:
    """Keep courses that were read without a mistake; returns and raises what `load` does."""
    return [name for course in courses if (name := _keep(course, by=by, now=now))]


def take_in_pieces(pieces: Iterable[reading.Piece], *, by: Actor, now: datetime) -> list[str]:
    """Keep cards, templates, terms, pictures and the self-assessment: what they say now is what they say to everybody.

    Returns the names of those that are new or corrected. None is ever taken away.
    """
    there = {
        (row.kind, row.name): row for row in db.session.scalars(select(Piece).options(defer(Piece.content)))
    }
    found, places = [], Counter[PieceKind]()
    for piece in pieces:
        places[piece.kind] += 1
        titles = piece.words if isinstance(piece, reading.Term) else piece.title
        content = json.loads(json.dumps(asdict(piece)))
        position, digest = places[piece.kind], _digest(content)
        row = there.get((piece.kind, piece.id))
        if row is not None and (row.digest, row.position) == (digest, position):
            continue
        if row is None:
            row = Piece(kind=piece.kind, name=piece.id)
            db.session.add(row)
        row.position, row.titles, row.digest = position, dict(titles), digest
        row.content, row.loaded_at = content, now
        subject = (piece.kind.value, piece.id)
        audit.record(action="piece.load", by=by, now=now, subject=subject, facts={"digest": digest[:12]})
        found.append(_called(piece.kind, piece.id))
    db.session.flush()
    return found


def not_written_any_more(written: reading.Written) -> list[str]:
    """What is loaded and has gone from the folder: courses without any edition there, and pieces. All of it stays."""
    courses = set(db.session.scalars(select(CourseEdition.course))) - {
        course.id for course in written.courses
    }
    kept = {(kind, name) for kind, name in db.session.execute(select(Piece.kind, Piece.name))}
    gone = kept - {(piece.kind, piece.id) for piece in written.pieces}
    return sorted(f"course {course}" for course in courses) + sorted(
        _called(kind, name) for kind, name in gone
    )


def _keep(course: reading.Course, *, by: Actor, now: datetime) -> str | None:
    content: dict[str, Any] = json.loads(
        json.dumps({k: v for k, v in asdict(course).items() if k != "path"}, default=str)
    )
    digest = _digest(content)
    name = f"{course.id} {course.edition}"
    there = db.session.scalars(
        select(CourseEdition).where(
            CourseEdition.course == course.id, CourseEdition.edition == course.edition
        )
    ).one_or_none()
    if there is not None and there.digest == digest:
        return None
    if there is not None:
        _same_parts(there, content)
        # Not `loaded_at`: a correction of an older edition does not make it the one in which people begin.
        there.content, there.digest, there.titles = content, digest, dict(course.title)
    else:
        db.session.add(
            CourseEdition(
                course=course.id,
                edition=course.edition,
                minutes=course.minutes,
                titles=dict(course.title),
                content=content,
                digest=digest,
                loaded_at=now,
            )
        )
    audit.record(
        action="curriculum.load",
        by=by,
        now=now,
        subject=("course", course.id),
        facts={"edition": course.edition},
    )
    db.session.flush()
    return name


def _called(kind: PieceKind, name: str) -> str:
    return "self-assessment" if kind is PieceKind.SELF_ASSESSMENT else f"{kind.value} {name}"


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _same_parts(there: CourseEdition, content: dict[str, Any]) -> None:
    """Refuse another edition under the same name: say which ids would come and which would go."""
    before, after = _ids(there.content), _ids(content)
    if before != after:
        facts = {
            "course": there.course, "edition": there.edition,
            "gone": _named(before - after), "new": _named(after - before),
        }  # fmt: skip
        raise Refused(Reason(LoadReason.IDS_CHANGED, facts))


def _named(ids: set[str]) -> str:
    shown = ", ".join(sorted(ids)[:MOST_NAMED]) or "–"
    return shown if len(ids) <= MOST_NAMED else f"{shown} (+ {len(ids) - MOST_NAMED})"


def _ids(content: dict[str, Any]) -> set[str]:
    """What people's answers and completions hang on: modules, prompts, questions with their kind, answers."""
    found = set()
    for module in content["modules"]:
        found.add(module["id"])
        exits = {prompt["id"] for prompt in module["prompts"] if prompt["moment"] == PromptMoment.EXIT}
        found |= {
            f"{prompt['id']} (exit)" if prompt["id"] in exits else prompt["id"]
            for prompt in module["prompts"]
        }
        for check in module["checks"]:
            kind = check.get("kind", CheckKind.SINGLE)  # editions from before there were kinds
            found.add(check["id"] if kind == CheckKind.SINGLE else f"{check['id']} ({kind})")
            found |= {f"{check['id']}/{answer['id']}" for answer in check["answers"]}
    return found
