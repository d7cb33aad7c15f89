"""How does a whole year come in from a file? Every problem of every row first; then all of it, once, or nothing."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit, clock
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.schedule import importing, queries
from trainer.schedule.actions import drafting
from trainer.schedule.models import ProgramYear
from trainer.schedule.rules import soundness, years
from trainer.schedule.rules.plan import OfferingPlan
from trainer.schedule.rules.years import YearReason

PIECE = 10
"""After how many rows whoever waits hears how far it is."""


class Outcome(enum.StrEnum):
    """What an import does with a row."""

    NEW = "new"
    ALREADY = "already"
    PROBLEM = "problem"


@dataclass(frozen=True)
class ReportRow:
    """One row of the file: what it makes, or every reason why not."""

    line: int
    title: str
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    plan: OfferingPlan | None = None


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or (checked) would do. With problems of the file or of any row, nothing was written."""

    year_slug: str
    rows: tuple[ReportRow, ...] = ()
    file_problems: tuple[Reason, ...] = ()
    made: tuple[str, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether everything can be (or was) imported."""
        return not self.problems

    @property
    def problems(self) -> list[tuple[int | None, Reason]]:
        """Every problem with the line it stands on (None: the file as a whole, or the line is among its facts)."""
        rows = [(row.line, reason) for row in self.rows for reason in row.reasons]
        return [*((None, reason) for reason in self.file_problems), *rows]

    def count(self, outcome: Outcome) -> int:
        """How many rows have this outcome."""
        return sum(row.outcome is outcome for row in self.rows)


def import_file(
    *, data: bytes, year_slug: str, by: Actor, now: datetime, history: bool = False, check: bool = False
) -> ImportReport:
    """Import a file's bytes, or with `check` only say what an import would do. The caller begins and commits."""
    today = clock.day(now)
    return import_year(
        year_slug=year_slug, text=data, by=by, now=now, today=today, history=history, check=check
    )


def import_year(
    *, year_slug: str, text: str | bytes, by: Actor, now: datetime, today: date, history: bool = False,
    check: bool = False, step: Callable[[int, int], None] = lambda _done, _all: None,
) -> ImportReport:  # fmt: skip
    """Draft the offerings of a table into a year, made if needed. Repeated, it makes nothing twice.

    Dates that have passed are problems unless `history`. Nothing is published by it. `step` is told now and then how
    many rows are done, of how many.
    """
    starts = years.starts_of(year_slug)
    if starts is None:
        return ImportReport(year_slug, file_problems=(Reason(YearReason.NO_YEAR, {"year": year_slug}),))
    slug = years.slug_of(starts)
    try:
        found = importing.read(text)
    except Refused as refused:
        return ImportReport(slug, file_problems=tuple(refused.reasons))
    named = select(ProgramYear).where(ProgramYear.slug == slug)
    year = db.session.scalar(named if check else locked(named))
    already = queries.sources(year) if year else set()
    rows = tuple(_judged(item, already, date(starts, 7, 1), today, history) for item in found)
    report = ImportReport(slug, rows)
    if check or report.problems or not report.count(Outcome.NEW):
        return report
    year = year or drafting.make_year(starts=starts, by=by, now=now)
    made = []
    for done, (item, row) in enumerate(zip(found, rows, strict=True), start=1):
        if row.outcome is Outcome.NEW and item.plan is not None:
            offering = drafting.draft_offering(
                year=year, plan=item.plan, by=by, now=now, today=today, history=history, source=item.source
            )
            made.append(offering.ref)
        if done % PIECE == 0:
            step(done, len(rows))
    audit.record(
        action="schedule.import",
        by=by,
        now=now,
        subject=("year", slug),
        facts={"rows": len(rows), "made": len(made)},
    )
    return ImportReport(slug, rows, made=tuple(made))


def _judged(
    item: importing.Found, already: set[str], year_starts: date, today: date, history: bool
) -> ReportRow:
    if item.plan is not None and item.source in already and not item.reasons:
        return ReportRow(item.line, item.title, Outcome.ALREADY, plan=item.plan)
    reasons = list(item.reasons)
    if item.plan is not None:
        found = soundness.problems(item.plan, year_starts=year_starts, today=today, history=history, was=None)
        reasons += [Reason(code, facts) for code, facts in found]
    outcome = Outcome.PROBLEM if reasons else Outcome.NEW
    return ReportRow(item.line, item.title, outcome, tuple(reasons), item.plan)
