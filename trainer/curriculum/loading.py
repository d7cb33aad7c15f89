"""How does an edition of a course come in? Whole or not at all, and without disturbing whoever began an older one."""

import enum
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.curriculum import reading
from trainer.curriculum.models import CourseEdition


class LoadReason(enum.StrEnum):
    """Why courses cannot be loaded. Facts: mistakes, course, edition."""

    MISTAKES = "mistakes"
    IDS_CHANGED = "ids_changed"


def load(folder: Path, *, by: Actor, now: datetime) -> list[str]:
    """Load every course of a folder; returns the names of the editions that are new or have corrected text.

    Raises Refused when a course has mistakes, or when an edition that is in use would get other parts: that needs a new
    edition, so that what was read and answered keeps its meaning.
    """
    courses, problems = reading.read_courses(folder)
    if problems:
        raise Refused(
            Reason(LoadReason.MISTAKES, {"mistakes": "; ".join(str(problem) for problem in problems[:5])})
        )
    return take_in(courses, by=by, now=now)


def take_in(courses: Iterable[reading.Course], *, by: Actor, now: datetime) -> list[str]:
    """Keep courses that were read without a mistake; returns and raises what `load` does."""
    return [name for course in courses if (name := _keep(course, by=by, now=now))]


def _keep(course: reading.Course, *, by: Actor, now: datetime) -> str | None:
    content: dict[str, Any] = json.loads(
        json.dumps({k: v for k, v in asdict(course).items() if k != "path"}, default=str)
    )
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    name = f"{course.id} {course.edition}"
    there = db.session.scalars(
        select(CourseEdition).where(
            CourseEdition.course == course.id, CourseEdition.edition == course.edition
        )
    ).one_or_none()
    if there is not None and there.digest == digest:
        return None
    if there is not None:
        if _ids(there.content) != _ids(content):
            raise Refused(Reason(LoadReason.IDS_CHANGED, {"course": course.id, "edition": course.edition}))
        there.content, there.digest, there.titles, there.loaded_at = content, digest, dict(course.title), now
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


def _ids(content: dict[str, Any]) -> set[str]:
    """The ids that people's answers hang on: modules, prompts, checks, answers."""
    found = set()
    for module in content["modules"]:
        found.add(module["id"])
        found |= {prompt["id"] for prompt in module["prompts"]}
        for check in module["checks"]:
            found |= {check["id"], *(f"{check['id']}/{answer['id']}" for answer in check["answers"])}
    return found
