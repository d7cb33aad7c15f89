"""How does a year's schedule come in from the screen? Checked row by row, then drafted all at once, or nothing."""

import json
from collections.abc import Mapping
from typing import Any

from trainer.core import clock
from trainer.core.errors import Reason, Refused
from trainer.core.jobs import Given, JobReason, Kind
from trainer.core.reports import Report
from trainer.organizations.rules.listing import mark_of
from trainer.permissions import Permission, Scope
from trainer.schedule.actions.years import ImportReport, Outcome, import_year
from trainer.schedule.rules import plan as plans

TOLD = (Outcome.NEW, Outcome.ALREADY)


def check_year(given: Given) -> Report:
    """What would become of each row: a draft, nothing because it is there, or what is wrong with it. Reads only."""
    return _report(_imported(given, check=True))


def draft_from_file(given: Given) -> Report:
    """Draft every row that is new; nothing when a row is wrong, or when it is no longer what was checked."""
    found = _report(_imported(given, check=False))
    if not found.problems and found.mark != given.checked:
        raise Refused(Reason(JobReason.CHANGED))
    return found


def _imported(given: Given, *, check: bool) -> ImportReport:
    return import_year(
        year_slug=given.params["year"], text=given.file, by=given.by, now=given.now, today=clock.day(given.now),
        history=bool(given.params.get("history")), check=check, step=given.step,
    )  # fmt: skip


def _report(found: ImportReport) -> Report:
    """The import's report as every upload has it. Its mark holds every plan, so that a date that moved is noticed."""
    return Report(
        rows=len(found.rows), counts=[(outcome, found.count(outcome)) for outcome in TOLD],
        problems=[(line or reason.facts.get("line"), reason) for line, reason in found.problems],
        mark=mark_of([
            (row.line, row.outcome.value, json.dumps(plans.to_json(row.plan), sort_keys=True) if row.plan else "")
            for row in found.rows
        ]),
    )  # fmt: skip


def _whole_program(_params: Mapping[str, Any]) -> set[Scope]:
    return set()


YEAR = Kind(Permission.SCHEDULE_MANAGE, _whole_program, check_year, draft_from_file)
