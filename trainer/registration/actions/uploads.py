"""How does a file of many people become registrations? Checked line by line, then registered all at once, or nobody."""

import enum
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.core.errors import NotFound, Reason, Refused
from trainer.core.jobs import Given, JobReason, Kind
from trainer.core.reports import Report
from trainer.organizations import listing
from trainer.organizations.actions.uploads import organization_of, scopes_of
from trainer.organizations.models import Organization
from trainer.organizations.rules.listing import MOST_UPLOAD, LineProblem, mark_of
from trainer.permissions import Permission
from trainer.registration import queries
from trainer.registration.actions.many import register_many
from trainer.registration.queries import many
from trainer.registration.rules.team import Planned, RowOutcome, UploadCount
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format

LINE_PROBLEMS = {
    RowOutcome.NAME_MISSING: LineProblem.NAME_MISSING,
    RowOutcome.NAME_TOO_LONG: LineProblem.NAME_TOO_LONG,
    RowOutcome.JOB_TOO_LONG: LineProblem.JOB_TOO_LONG,
}
TOLD = (
    RowOutcome.SEAT, RowOutcome.WAITLIST, RowOutcome.REQUEST, RowOutcome.APPROVAL, RowOutcome.ALREADY,
)  # fmt: skip


def check_team(given: Given) -> Report:
    """What would happen to each line now. Reads only."""
    offering, format = _wanted(given.params)
    problem = queries.why_not_register(offering, now=given.now)
    if problem:
        raise Refused(Reason(*problem))
    rows = listing.read(given.file, most=MOST_UPLOAD)
    plan = many.plan(
        rows, offering=offering, named=many.named(rows, default=_default(given.params), by=given.by),
        place=queries.place_among(offering, format), step=given.step, by=given.by,
    )  # fmt: skip
    return _report(plan)


def register_from_file(given: Given) -> Report:
    """Register everybody on the list; nobody when a line is wrong, or when it is no longer what was checked."""
    offering, format = _wanted(given.params)
    plan = register_many(
        offering=offering, default=_default(given.params), format=format, step=given.step,
        rows=listing.read(given.file, most=MOST_UPLOAD), by=given.by, now=given.now,
    )  # fmt: skip
    found = _report(plan)
    if not found.problems and found.mark != given.checked:
        raise Refused(Reason(JobReason.CHANGED))
    return found


def _default(params: Mapping[str, Any]) -> Organization | None:
    """The organization whose page the file came from; None: the lines say it."""
    return organization_of(params) if "organization" in params else None


def _wanted(params: Mapping[str, Any]) -> tuple[Offering, Format | None]:
    offering = queries.known_offering(params["offering"])
    if offering is None:
        raise NotFound
    return offering, Format(params["format"]) if params.get("format") else None


def _report(plan: Sequence[Planned]) -> Report:
    outcomes = [planned.outcome for planned in plan]
    return Report(
        rows=len(plan), counts=[*((outcome, outcomes.count(outcome)) for outcome in TOLD), *_several(plan)],
        problems=[(planned.row.line, _problem(planned)) for planned in plan if planned.needs_correction],
        mark=mark_of([(planned.row.line, planned.outcome.value, planned.invited, planned.party) for planned in plan]),
    )  # fmt: skip


def _several(plan: Sequence[Planned]) -> list[tuple[enum.StrEnum, int]]:
    """How many organizations a file of several names."""
    count = len({planned.party for planned in plan if not planned.needs_correction})
    return [(UploadCount.ORGANIZATIONS, count)] if count > 1 else []


def _problem(planned: Planned) -> Reason:
    if planned.outcome is RowOutcome.ORGANIZATION_WRONG and planned.problem is not None:
        return Reason(planned.problem, {"name": planned.row.organization[:80]})
    if planned.problem is not None:
        return Reason(planned.problem)
    if planned.outcome is RowOutcome.DUPLICATE:
        return Reason(LineProblem.REPEATS, {"of": planned.of_line})
    return Reason(LINE_PROBLEMS.get(planned.outcome, planned.outcome))


TEAM = Kind(Permission.REGISTER_TEAM, scopes_of, check_team, register_from_file)
MANY = Kind(Permission.REGISTER_TEAM, lambda _params: (), check_team, register_from_file)
"""The file of an administrator: for no organization alone, so that only who may do it for all of them passes."""
