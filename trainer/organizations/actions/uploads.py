"""How does a whole file of people come into an organization? Checked line by line, then added all at once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from trainer.accounts.rules import fold, normal_email
from trainer.core.errors import NotFound, Reason
from trainer.core.jobs import Given, Kind
from trainer.core.reports import Report
from trainer.organizations import listing, queries
from trainer.organizations.actions.memberships import add_members
from trainer.organizations.models import Organization
from trainer.organizations.rules.listing import (
    MOST_UPLOAD,
    LineProblem,
    ListedPerson,
    MemberOutcome,
    mark_of,
    wrong_with,
)
from trainer.permissions import Permission, Scope

PIECE = 500


def scopes_of(params: Mapping[str, Any]) -> set[Scope]:
    """The organization that a job is for."""
    return {("organization", int(params["organization_id"]))}


def organization_of(params: Mapping[str, Any]) -> Organization:
    """The same, as it is now. Raises NotFound."""
    found = queries.organization_by_ref(params["organization"])
    if found is None:
        raise NotFound
    return found


def in_pieces(rows: list[ListedPerson], step: Callable[[int, int], None]) -> Any:
    """The rows, some hundred at a time; after each piece `step` is told."""
    for start in range(0, len(rows), PIECE):
        yield rows[start : start + PIECE]
        step(min(start + PIECE, len(rows)), len(rows))


def check_members(given: Given) -> Report:
    """What would become of each line: asked to confirm, in the list already, or what is wrong with it. Reads only."""
    return _checked(given, organization_of(given.params))


def add_from_file(given: Given) -> Report:
    """Add everybody on the list; nobody when a line is wrong, or when it is no longer what was checked."""
    organization = organization_of(given.params)
    found = _checked(replace(given, step=lambda _done, total: given.step(0, total)), organization)
    if found.problems:
        return found
    for piece in in_pieces(listing.read(given.file, most=MOST_UPLOAD), given.step):
        people = [(row.name, row.email, row.job) for row in piece]
        add_members(organization=organization, people=people, by=given.by, now=given.now)
    return found


def _checked(given: Given, organization: Organization) -> Report:
    rows = listing.read(given.file, most=MOST_UPLOAD)
    report, keys = Report(rows=len(rows)), dict[tuple[str, str], int]()
    outcomes: dict[int, MemberOutcome] = {}
    for piece in in_pieces(rows, given.step):
        emails = {normal_email(row.email) for row in piece}
        listed = queries.listed_among(organization.id, emails)
        for row in piece:
            wrong = wrong_with(row, keys)
            if wrong is None and not row.is_for(organization.name):
                wrong = LineProblem.ORGANIZATION_OTHER, {"name": row.organization[:80]}
            if wrong:
                report.problems.append((row.line, Reason(*wrong)))
            else:
                there = (fold(row.name)[:200], normal_email(row.email)) in listed
                outcomes[row.line] = MemberOutcome.ALREADY if there else MemberOutcome.ASKED
            keys.setdefault(row.key, row.line)
    found = list(outcomes.values())
    report.counts = [(outcome, found.count(outcome)) for outcome in MemberOutcome]
    report.mark = mark_of([(line, outcome.value) for line, outcome in outcomes.items()])
    return report


MEMBERS = Kind(Permission.ORGANIZATION_PEOPLE, scopes_of, check_members, add_from_file)
