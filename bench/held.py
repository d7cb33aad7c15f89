"""What was held in the last year? Closed sheets with marks, training records, a small open sheet, and a job for each.

Marks and records of a person are of the courses that they were registered for; meetings of facilitators have theirs
where the road is filled.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from bench import schedule, staff
from bench.filling import Filler, table_of
from bench.schedule import ref
from trainer.attendance.models import Mark, Sheet, TrainingRecord
from trainer.attendance.rules import Presence, RecordState, Source
from trainer.core.db import Model
from trainer.core.jobs import JobRow, JobState
from trainer.core.reports import Report
from trainer.organizations.rules.listing import MemberOutcome
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import OfferingKind

TABLES: list[type[Model]] = [Sheet, Mark, TrainingRecord, JobRow]
MINUTES = 360
JOB_ROWS = 10_000


@dataclass(frozen=True)
class Day:
    """One offering that was held: its sessions by id and date."""

    offering: int
    title: str
    format: str
    sessions: tuple[tuple[int, date], ...]


def write(filler: Filler, people: int, pool: list[int], today: date) -> None:
    """All rows, table by table."""
    held = _held(filler, pool, today)
    at = filler.raw(Sheet, "closed_at", schedule.before(today))
    first = _next(filler, Sheet)
    sheets = enumerate((session for day in held.values() for session, _on in day.sessions), first)
    filler.fill(
        Sheet, ("id", "session_id", "lock", "closed_at"), ((n, session, 1, at) for n, session in sheets)
    )
    filler.fill(
        Mark,
        ("id", "session_id", "registration_id", "person_id", "presence", "session_minutes", "missed_minutes",
         "credited", "source", "marked_at"),
        _marks(held, people, pool, _next(filler, Mark), at),
    )  # fmt: skip
    _records(filler, held, people, pool, at)
    _jobs(filler, people, at)


def _held(filler: Filler, pool: list[int], today: date) -> dict[int, Day]:
    rows = filler.connection.execute(
        select(Offering.id, Offering.title, Offering.format, Session.id, Session.on)
        .join(Session, Session.offering_id == Offering.id)
        .where(
            Offering.id.in_(pool), Offering.kind.in_((OfferingKind.COP_101, OfferingKind.REFRESHER)),
            Offering.last_on < today, Offering.first_on > today - timedelta(days=365),
        )
        .order_by(Offering.id, Session.number)
    )  # fmt: skip
    found = defaultdict[tuple[int, str, str], list[tuple[int, date]]](list)
    for offering, title, format, session, on in rows:
        if on is not None:
            found[offering, title, format.value].append((session, on))
    return {key[0]: Day(*key, tuple(sessions)) for key, sessions in found.items()}


def _next(filler: Filler, model: type[Model]) -> int:
    return (filler.connection.scalar(select(func.max(table_of(model).c.id))) or 0) + 1


def _attended(held: dict[int, Day], people: int, pool: list[int]) -> Iterator[tuple[int, int, Day]]:
    """(person, registration, what was held) for everybody."""
    for person in range(1, people + 1):
        before = (person - 1) * schedule.REGISTRATIONS + 1
        for turn, offering in enumerate(schedule.offerings_of(person, pool)):
            if offering in held:
                yield person, before + turn, held[offering]


def _marks(
    held: dict[int, Day], people: int, pool: list[int], number: int, at: Any
) -> Iterator[tuple[Any, ...]]:
    said = (Presence.PRESENT.value, MINUTES, 0, True, Source.TYPED.value, at)
    for person, registration, day in _attended(held, people, pool):
        for session, _on in day.sessions:
            yield number, session, registration, person, *said
            number += 1


def _records(filler: Filler, held: dict[int, Day], people: int, pool: list[int], at: Any) -> None:
    """What closing the last sheet writes: one record for each person and offering."""
    common = {}
    for day in held.values():
        kept = [
            {"number": n, "on": on.isoformat(), "label": "", "presence": "present", "minutes": MINUTES, "missed": 0,
             "credited": True}
            for n, (_session, on) in enumerate(day.sessions, 1)
        ]  # fmt: skip
        on, minutes = [one for _session, one in day.sessions], MINUTES * len(kept)
        common[day.offering] = (
            day.offering, day.title, day.format, filler.raw(TrainingRecord, "trainers", ["Tara Lee"]),
            filler.raw(TrainingRecord, "first_on", on[0]), filler.raw(TrainingRecord, "last_on", on[-1]),
            minutes, minutes, minutes, filler.raw(TrainingRecord, "days", kept), RecordState.COMPLETE.value,
            Source.TYPED.value, at,
        )  # fmt: skip
    filler.fill(
        TrainingRecord,
        ("id", "ref", "number", "person_id", "organization_id", "offering_id", "title", "format", "trainers",
         "first_on", "last_on", "scheduled_minutes", "attended_minutes", "credited_minutes", "days", "state", "source",
         "verified_at"),
        (
            (n, ref("T", n), f"B{n:09d}", person, staff.organization_of(person), *common[day.offering])
            for n, (person, _place, day) in enumerate(_attended(held, people, pool), 1)
        ),
    )  # fmt: skip


def _jobs(filler: Filler, people: int, at: Any) -> None:
    """For each coordinator a list of people that was checked and waits for a word."""
    outcome = next(iter(MemberOutcome))
    report = filler.raw(JobRow, "report", Report(rows=JOB_ROWS, counts=[(outcome, JOB_ROWS)]).as_json())
    rows = (
        (n, ref("j", n), "organizations.members", staff.coordinator_of(n),
         filler.raw(JobRow, "params", _asked(n)), "people.xlsx", JobState.CHECKED.value, JOB_ROWS, JOB_ROWS, report, at)
        for n in range(1, staff.organization_of(people) + 1)
    )  # fmt: skip
    names = (
        "id", "ref", "kind", "by_person", "params", "file_name", "state", "done", "total", "report", "made_at",
    )  # fmt: skip
    filler.fill(JobRow, names, rows)


def _asked(organization: int) -> dict[str, Any]:
    people = f"/organizations/{ref('n', organization)}/people"
    return {
        "organization": ref("n", organization), "organization_id": organization, "title": "My people",
        "kicker": f"Agency {organization:05d}", "back": people, "after": people, "again": f"{people}/upload",
    }  # fmt: skip
