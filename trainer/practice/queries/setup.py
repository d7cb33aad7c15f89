"""How far is a CoP set up, what was written for each step, and what is known of its shape?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from trainer.core.db import db
from trainer.practice.models import (
    Belonging,
    Charter,
    Cop,
    CopSession,
    Deviation,
    Invitation,
    Member,
    SetupPart,
    Team,
    Venue,
)
from trainer.practice.queries.things import charters, in_force
from trainer.practice.rules import CharterState, CopSessionState, guidance
from trainer.practice.rules import setup as rules
from trainer.practice.rules.guidance import Guideline
from trainer.practice.rules.inviting import Answer, Guest
from trainer.practice.rules.setup import FROM_CHARTER, Part, SetupFacts


@dataclass(frozen=True)
class Setup:
    """Everything that was written for a CoP: step by step, and the charter from which some of it comes."""

    latest: Charter
    in_force: Charter | None
    values: Mapping[Part, Mapping[str, Any]]

    def of(self, part: Part) -> Mapping[str, Any]:
        """What was written for a step."""
        return self.values.get(part, {})

    @property
    def waits(self) -> bool:
        """Whether the charter waits for a decision, so that nothing that stands in it can be changed."""
        return self.latest.state is CharterState.SUBMITTED


def setup(cop_id: int) -> Setup:
    """What was written for a CoP: two statements."""
    versions = charters(cop_id)
    kept = {
        row.part: row.content
        for row in db.session.scalars(select(SetupPart).where(SetupPart.cop_id == cop_id))
    }
    content = dict(versions[0].content)
    if versions[0].state is CharterState.APPROVED:
        content.pop("domain_why", None)  # why the last change was made; the next one has a reason of its own
    values = {
        part: {
            **{name: content[name] for name in FROM_CHARTER.get(part, ()) if name in content},
            **kept.get(part, {}),
        }
        for part in Part
    }
    return Setup(versions[0], in_force(versions), values)


def setup_facts(cop: Cop, found: Setup, *, now: datetime) -> SetupFacts:
    """What is written and counted of a CoP's set-up: one more statement."""
    here, live = Member.cop_id == cop.id, Member.until.is_(None)
    asked = (Invitation.cop_id == cop.id, Invitation.guest == Guest.MEMBER)
    row = db.session.execute(
        select(
            _count(Member, here, live),
            _count(Member, here, live, Member.email != ""),
            _count(Invitation, *asked, Invitation.answer != Answer.PLANNED),
            _count(Invitation, *asked, Invitation.answer == Answer.OPEN),
            *(
                select(func.count())
                .select_from(Belonging)
                .join(Member)
                .where(here, live, mark)
                .scalar_subquery()
                for mark in (
                    Belonging.welcomed_at.is_not(None) & (Member.email != ""),
                    Belonging.strengths != "",
                    Belonging.journal_on.is_not(None),
                )
            ),
            _count(CopSession, CopSession.cop_id == cop.id, CopSession.state != CopSessionState.CANCELED),
            select(func.min(CopSession.starts_at))
            .where(
                CopSession.cop_id == cop.id,
                CopSession.state == CopSessionState.PLANNED,
                CopSession.starts_at > now,
            )
            .scalar_subquery(),
        )
    ).one()
    *counts, next_at = row
    members, with_email, invited, unanswered, welcomed, strengths, journals, sessions = map(int, counts)
    return SetupFacts(
        values=found.values, model=cop.model, charter=found.latest.state, members=members, invited=invited,
        unanswered=unanswered, with_email=with_email, welcomed=welcomed, strengths=strengths, journals=journals,
        people=members, sessions=sessions,
        days_left=(next_at - now).days if next_at is not None and found.in_force is None else None,
    )  # fmt: skip


def _count(model: Any, *conditions: Any) -> Any:
    return select(func.count()).select_from(model).where(*conditions).scalar_subquery()


def cop_facts(cop: Cop, found: Setup) -> guidance.CopFacts:
    """What is known of a CoP's shape, for the guidelines: two statements, one of them for teams only."""
    people = belongings(cop.id)
    named = teams(cop.id) if cop.model is guidance.Model.CORE else []
    rhythm, place = found.of(Part.RHYTHM), found.of(Part.PLACE)
    in_teams = {member.person_id for member, one in people if one and one.team_id and member.person_id}
    frequency, equipment = rhythm.get("frequency"), found.of(Part.ROOM).get("equipment")
    return guidance.CopFacts(
        model=cop.model,
        members=len(people),
        teams=[_team(team, people) for team in named],
        without_team=sum(one is None or one.team_id is None for _member, one in people),
        dedicated=sum(one.until is None and one.person_id not in in_teams for one in cop.facilitators),
        commonality=rules.filled(found.of(Part.SHAPE).get("commonality")),
        frequency=guidance.Frequency(frequency) if frequency else None,
        sessions=rhythm.get("number"),
        mandatory=rhythm.get("mandatory"),
        minutes=rhythm.get("minutes"),
        hybrid=place.get("format") == "hybrid",
        equipment=guidance.Equipment(equipment) if equipment else None,
    )


def _team(team: Team, people: list[tuple[Member, Belonging | None]]) -> guidance.TeamFacts:
    mine = [one for _member, one in people if one is not None and one.team_id == team.id]
    return guidance.TeamFacts(
        team.name, len(mine), frozenset(one.team_role for one in mine if one.team_role is not None)
    )


def belongings(cop_id: int) -> list[tuple[Member, Belonging | None]]:
    """The members by name, each with what setting up has added."""
    rows = db.session.execute(
        select(Member, Belonging)
        .outerjoin(Belonging, Belonging.member_id == Member.id)
        .where(Member.cop_id == cop_id, Member.until.is_(None))
        .order_by(Member.sort_name, Member.id)
    )
    return [(row[0], row[1]) for row in rows]


def teams(cop_id: int) -> list[Team]:
    """The teams of a CoP by name."""
    return list(db.session.scalars(select(Team).where(Team.cop_id == cop_id).order_by(Team.name, Team.id)))


def invitations(cop_id: int) -> list[Invitation]:
    """Who was or will be invited, the closest first."""
    return list(
        db.session.scalars(
            select(Invitation)
            .where(Invitation.cop_id == cop_id)
            .order_by(Invitation.circle, Invitation.name, Invitation.id)
        )
    )


def invitation_by_ref(ref: str) -> Invitation | None:
    """An invitation, with its CoP."""
    return db.session.scalar(select(Invitation).where(Invitation.ref == ref))


def venues(cop_id: int) -> list[Venue]:
    """The places that a CoP knows of, those to meet in first."""
    return list(
        db.session.scalars(select(Venue).where(Venue.cop_id == cop_id).order_by(Venue.use.desc(), Venue.name))
    )


def deviations(cop_id: int) -> dict[Guideline, Deviation]:
    """The latest reason why a CoP differs from each guideline."""
    rows = db.session.scalars(select(Deviation).where(Deviation.cop_id == cop_id).order_by(Deviation.id))
    return {row.guideline: row for row in rows}
