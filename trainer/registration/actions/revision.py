"""What would a revision of the schedule do, item by item, and who would be told? Read before it is published."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import Grant
from trainer.core.db import db
from trainer.organizations.models import Organization
from trainer.permissions import Role
from trainer.registration.actions import interest
from trainer.registration.models import Interest, Registration
from trainer.registration.queries import interest as interest_queries
from trainer.registration.queries import prospective
from trainer.registration.queries.prospective import Moves
from trainer.registration.queries.terms import Terms, terms_of
from trainer.registration.rules import CAN_WITHDRAW
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.queries import RevisionItem
from trainer.schedule.rules import changes
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.changes import ItemKind


@dataclass(frozen=True)
class Team:
    """A coordinator who is told about an offering, and for which organization."""

    person_id: int
    organization: Organization
    people: int


@dataclass
class Told:
    """Who is told about one changed offering: each person once. `heard`: interest of who is told as somebody else."""

    registrations: list[Registration] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    interested: list[Interest] = field(default_factory=list)
    heard: list[Interest] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many people."""
        return len(self.registrations) + len(self.teams) + len(self.interested)


@dataclass(frozen=True)
class Preview:
    """What a publication would do now, item by item, and the mark of exactly this state."""

    items: list[RevisionItem]
    told: dict[int, Told]
    short: dict[int, list[dict[str, Any]]]
    seen: str
    moves: dict[int, Moves] = field(default_factory=dict)
    answering: dict[int, list[Team]] = field(default_factory=dict)
    terms: dict[int, Terms] = field(default_factory=dict)

    @property
    def count_told(self) -> int:
        """How many messages say what changes."""
        count = sum(told.count for told in self.told.values())
        for offering_id, terms in self.terms.items():
            already = self.told.get(offering_id, Told()).registrations
            count += sum(one not in already for one in terms.told)
        return count

    @property
    def people(self) -> set[int]:
        """Everybody who is told anything, once."""
        return {person_id for item in self.items for person_id in self.people_of(item.offering.id)}

    def people_of(self, offering_id: int) -> set[int]:
        """Who is told anything of one offering: also who is offered a place, changes over, answers or waits anew."""
        told, moves = self.told.get(offering_id, Told()), self.moves.get(offering_id, Moves())
        teams = (*told.teams, *self.answering.get(offering_id, []))
        found = {one.person_id for one in (*told.registrations, *moves.offered)}
        found |= {one.person_id for one, _format in moves.changed}
        found |= {one.person_id for one in told.interested}
        found |= {one.person_id for one in self.terms.get(offering_id, Terms()).told}
        return found | {team.person_id for team in teams}


def preview(year: ProgramYear, *, now: datetime) -> Preview:
    """What `publish` would do now. Reads only."""
    offerings = db.session.scalars(
        schedule_queries.drafted(year).options(selectinload(Offering.sessions), selectinload(Offering.places))
    ).all()
    found = compare(offerings, now)
    moves = {
        item.offering.id: prospective.moves(item.offering, item.plan, now=now)
        for item in found.items
        if item.kind is ItemKind.CHANGED and item.offering.id not in found.short
    }
    return replace(found, moves=moves, answering=_answering(moves, now))


def _answering(moves: dict[int, Moves], now: datetime) -> dict[int, list[Team]]:
    """Who coordinates the teams that are offered places, per offering: one row for each team and person."""
    teams = [
        (offering_id, group, sum(one.group is group for one in found.offered))
        for offering_id, found in moves.items()
        for group in dict.fromkeys(one.group for one in found.offered if one.group)
    ]
    people = coordinators(sorted({group.organization_id for _id, group, _count in teams}), now)
    found: dict[int, list[Team]] = {}
    for offering_id, group, count in teams:
        found.setdefault(offering_id, []).extend(
            Team(person_id, group.organization, count)
            for organization_id, person_id in people
            if organization_id == group.organization_id
        )
    return found


def compare(offerings: Sequence[Offering], now: datetime) -> Preview:
    """What publishing these drafts would do."""
    items = [schedule_queries.revision_item(offering) for offering in offerings]
    short = {}
    for item in items:
        facts = changes.short_of_places(item.plan, {p.format: p.held for p in item.offering.places})
        if facts:
            short[item.offering.id] = facts
    return Preview(items, who_is_told(items, now), short, _mark(items), terms=terms_of(items))


def _mark(items: Sequence[RevisionItem]) -> str:
    """A mark that differs when any draft differs: what was seen is what is published."""
    content = [[item.offering.ref, item.offering.lock, plans.to_json(item.plan)] for item in items]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def who_is_told(items: Sequence[RevisionItem], now: datetime) -> dict[int, Told]:
    """Per changed offering: everybody registered or waiting, the coordinators of who sent them, and who asked to hear
    first when it is fixed. Three statements; each person once."""
    ids = [item.offering.id for item in items if item.tells]
    found = {offering_id: Told() for offering_id in ids}
    if not ids:
        return found
    asked: dict[int, list[Registration]] = {offering_id: [] for offering_id in ids}
    for registration in db.session.scalars(
        select(Registration)
        .where(
            Registration.offering_id.in_(ids),
            or_(Registration.state.in_(CAN_WITHDRAW), Registration.told_as.is_not(None)),
        )
        .options(joinedload(Registration.person), joinedload(Registration.organization))
        .order_by(Registration.id)
        .execution_options(populate_existing=True)
    ):
        asked[registration.offering_id].append(registration)
        if registration.told_as is None:
            found[registration.offering_id].registrations.append(registration)
    organizations = {
        registration.organization_id: registration.organization
        for registrations in asked.values()
        for registration in registrations
        if registration.organization is not None
    }
    answering = coordinators([key for key in organizations if key is not None], now)
    for offering_id, told in found.items():
        told.teams = _teams(asked[offering_id], answering)
    _add_interested(items, found)
    return found


def _add_interested(items: Sequence[RevisionItem], found: dict[int, Told]) -> None:
    """Who left interest, where this revision fixes something or cancels it, and is not told as somebody registered."""
    ends = [
        item.offering.id
        for item in items
        if item.offering.id in found
        and (
            item.kind is ItemKind.CANCELED
            or interest.closed_points(item, schedule_queries.plan_of(item.offering))
        )
    ]
    for one in interest_queries.to_tell(ends) if ends else ():
        told = found[one.offering_id]
        already = {registration.person_id for registration in told.registrations}
        already |= {team.person_id for team in told.teams}
        (told.heard if one.person_id in already else told.interested).append(one)


def coordinators(organization_ids: Sequence[int], now: datetime) -> list[tuple[int, int]]:
    """Who coordinates these organizations now: pairs of organization and person."""
    if not organization_ids:
        return []
    rows = db.session.execute(
        select(Grant.scope_id, Grant.person_id)
        .where(
            Grant.role == Role.COORDINATOR,
            Grant.scope_kind == "organization",
            Grant.scope_id.in_(organization_ids),
            Grant.since <= now,
            or_(Grant.until.is_(None), Grant.until > now),
        )
        .order_by(Grant.id)
    )
    return [(scope_id, person_id) for scope_id, person_id in rows if scope_id is not None]


def _teams(registrations: Sequence[Registration], coordinators: Sequence[tuple[int, int]]) -> list[Team]:
    told_already = {registration.person_id for registration in registrations if registration.told_as is None}
    teams = []
    for organization_id, person_id in coordinators:
        sent = [r for r in registrations if r.organization_id == organization_id]
        if sent and sent[0].organization is not None and person_id not in told_already:
            told_already.add(person_id)
            teams.append(Team(person_id, sent[0].organization, len(sent)))
    return teams
