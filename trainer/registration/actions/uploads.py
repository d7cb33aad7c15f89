"""How does a file of many people become registrations? Checked line by line, then registered all at once, or nobody."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.core.errors import NotFound, Reason, Refused
from trainer.core.jobs import Given, JobReason, Kind
from trainer.core.reports import Report
from trainer.organizations import listing
from trainer.organizations.actions.uploads import organization_of, scopes_of
from trainer.organizations.rules.listing import MOST_UPLOAD, LineProblem, mark_of
from trainer.permissions import Permission
from trainer.registration import queries
from trainer.registration.actions.team import register_team
from trainer.registration.queries import team as team_queries
from trainer.registration.rules.team import Planned, RowOutcome
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
    plan = team_queries.plan(
        listing.read(given.file, most=MOST_UPLOAD), offering=offering, organization=organization_of(given.params),
        place=queries.place_among(offering, format), step=given.step,
        by=given.by,
    )  # fmt: skip
    return _report(plan)


def register_from_file(given: Given) -> Report:
    """Register everybody on the list; nobody when a line is wrong, or when it is no longer what was checked."""
    offering, format = _wanted(given.params)
    plan = register_team(
        offering=offering, organization=organization_of(given.params), format=format, most=MOST_UPLOAD,
        rows=listing.read(given.file, most=MOST_UPLOAD), step=given.step, by=given.by, now=given.now,
    )  # fmt: skip
    found = _report(plan)
    if not found.problems and found.mark != given.checked:
        raise Refused(Reason(JobReason.CHANGED))
    return found


def _wanted(params: Mapping[str, Any]) -> tuple[Offering, Format | None]:
    offering = queries.known_offering(params["offering"])
    if offering is None:
        raise NotFound
    return offering, Format(params["format"]) if params.get("format") else None


def _report(plan: Sequence[Planned]) -> Report:
    outcomes = [planned.outcome for planned in plan]
    return Report(
        rows=len(plan), counts=[(outcome, outcomes.count(outcome)) for outcome in TOLD],
        problems=[(planned.row.line, _problem(planned)) for planned in plan if planned.needs_correction],
        mark=mark_of([(planned.row.line, planned.outcome.value, planned.invited) for planned in plan]),
    )  # fmt: skip


def _problem(planned: Planned) -> Reason:
    if planned.problem is not None:
        return Reason(planned.problem)
    if planned.outcome is RowOutcome.DUPLICATE:
        return Reason(LineProblem.REPEATS, {"of": planned.of_line})
    return Reason(LINE_PROBLEMS.get(planned.outcome, planned.outcome))


TEAM = Kind(Permission.REGISTER_TEAM, scopes_of, check_team, register_from_file)
