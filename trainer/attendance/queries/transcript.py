"""What has a person on record: hours by program year, trainings with their days, and what a course still needs?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from trainer.attendance import queries, rules
from trainer.attendance.models import Mark, Sheet, TrainingRecord
from trainer.attendance.queries import runs as run_queries
from trainer.attendance.rules import Presences
from trainer.core.db import db
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import Completion, CourseEdition, Part
from trainer.curriculum.rules import ATTENDANCE, CompletionKind, parts_needed
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules import years
from trainer.schedule.rules.kinds import COURSE_OF, SessionState

KIND_OF = {course: kind for kind, course in COURSE_OF.items()}


@dataclass(frozen=True)
class Running:
    """A training whose sheets are not all closed yet: the days that count so far."""

    title: str
    days: list[dict[str, Any]]

    @property
    def minutes(self) -> int:
        """Credited so far."""
        return rules.sum_minutes(self.days)


@dataclass(frozen=True)
class Year:
    """One program year: the minutes credited on its days, and the trainings that ended in it."""

    starts: int
    minutes: int
    records: list[TrainingRecord]

    @property
    def label(self) -> str:
        """'2020–21'."""
        return years.slug_of(self.starts).replace("-", "–")


@dataclass(frozen=True)
class Course:
    """A course that somebody is in the middle of: its parts in order, each done or not."""

    course: str
    content: Mapping[str, Any]
    parts: list[tuple[str, bool]]
    presences: Presences

    @property
    def done(self) -> int:
        """How many parts are done."""
        return sum(done for _part, done in self.parts)


@dataclass(frozen=True)
class OnPaper:
    """A course that was taken over from paper: no sheet here says its days, so it has the length of the course."""

    course: str
    on: date
    minutes: int


@dataclass(frozen=True)
class Transcript:
    """Everything that a person's record page shows."""

    years: list[Year]
    running: list[Running]
    on_paper: list[OnPaper]
    courses: list[Course]


def transcript(person_id: int) -> Transcript:
    """A person's record, in a handful of statements however much is on it."""
    records = queries.records_of(person_id)
    running = _running(person_id)
    shown = _years(records, running), list(running.values())
    return Transcript(*shown, on_paper(person_id), _courses(person_id, records))


def on_paper(person_id: int) -> list[OnPaper]:
    """The trainings taken over from paper, latest first; none that was credited here too: no hour counts twice."""
    rows = db.session.execute(
        select(Completion.course, Completion.on, func.max(CourseEdition.minutes))
        .join(CourseEdition, CourseEdition.course == Completion.course)
        .where(
            Completion.person_id == person_id, Completion.kind == CompletionKind.COMPLETED,
            Completion.edition == "",  # what was completed here has the edition whose parts were done
            Completion.course.in_(KIND_OF),
        )
        .group_by(Completion.course, Completion.on)
        .order_by(Completion.on.desc())
    ).all()  # fmt: skip
    if not rows:
        return []
    credited = (
        select(Offering.kind)
        .join(Session, Session.offering_id == Offering.id)
        .join(Mark, Mark.session_id == Session.id)
        .where(Mark.person_id == person_id, Mark.credited)
    )
    here = set(db.session.scalars(credited.distinct()))
    return [OnPaper(*row) for row in rows if KIND_OF[row[0]] not in here]


def year_of(day: Mapping[str, Any]) -> int:
    """The program year that a kept day lies in, as the year in which it begins."""
    return years.starts_for(date.fromisoformat(day["on"]))


def minutes_by_year(days: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """Credited minutes by the program year that each day lies in, as the year in which it begins."""
    found: dict[int, int] = {}
    for day in days:
        starts = year_of(day)
        found[starts] = found.get(starts, 0) + rules.sum_minutes([day])
    return found


def _years(records: list[TrainingRecord], running: Mapping[int, Running]) -> list[Year]:
    days = [day for record in records for day in record.days]
    days += [day for one in running.values() for day in one.days]
    minutes = minutes_by_year(days)
    starts = set(minutes) | {years.starts_for(record.last_on) for record in records}
    return [
        Year(
            start,
            minutes.get(start, 0),
            [record for record in records if years.starts_for(record.last_on) == start],
        )
        for start in sorted(starts, reverse=True)
    ]


def _running(person_id: int) -> dict[int, Running]:
    rows = db.session.execute(
        select(Offering.id, Offering.title, Session, Mark)
        .join(Session, Session.id == Mark.session_id)
        .join(Offering, Offering.id == Session.offering_id)
        .join(Sheet, Sheet.session_id == Session.id)
        .where(
            Mark.person_id == person_id,
            Session.state != SessionState.CANCELED,
            Sheet.closed_at.is_not(None),
            Offering.id.not_in(
                select(TrainingRecord.offering_id).where(TrainingRecord.person_id == person_id)
            ),
        )
        .order_by(Session.starts_at, Session.id, Mark.credited)
    )
    found: dict[int, Running] = {}
    by_session: dict[int, dict[int, dict[str, Any]]] = {}
    for offering_id, title, session, mark in rows:
        found.setdefault(offering_id, Running(title, []))
        by_session.setdefault(offering_id, {})[session.id] = queries.kept(session, mark)
    for offering_id, days in by_session.items():
        found[offering_id].days.extend(days.values())
    return {id: one for id, one in found.items() if any(day["presence"] == "present" for day in one.days)}


def _courses(person_id: int, records: list[TrainingRecord]) -> list[Course]:
    """The courses that somebody has begun by a part or by a training, and not completed."""
    parts: dict[str, list[Part]] = {}
    for part in curriculum_queries.all_parts_of(person_id):
        parts.setdefault(part.course, []).append(part)
    begun = {course: rows[-1].edition for course, rows in parts.items()}
    begun |= {course: move.edition for course, move in curriculum_queries.moves_of(person_id).items()}
    for record in records:
        if record.course and record.edition:
            begun.setdefault(record.course, record.edition)
    for completion in curriculum_queries.completions_of(person_id):
        begun.pop(completion.course, None)
    found = []
    for course, loaded in curriculum_queries.editions_named(set(begun.items())).items():
        needed = parts_needed(loaded.content)
        done = {part.part for part in parts.get(course, []) if part.edition == loaded.edition}
        kind = KIND_OF.get(course) if ATTENDANCE in needed else None
        runs = run_queries.runs_among([person_id], kind).get(person_id, []) if kind else []
        presences = run_queries.presences_of(runs, kind) if kind else rules.presences([])
        if needed:
            found.append(Course(course, loaded.content, [(one, one in done) for one in needed], presences))
    return found
