"""How is it written down who is invited and what they said, which places there are, and who is in which team?"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from trainer.accounts.actor import Actor
from trainer.accounts.rules import is_email, tidy
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice import queries
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.actions.members import make_member, member_called
from trainer.practice.models import Belonging, Cop, Invitation, Member, Team, Venue
from trainer.practice.rules.guidance import TeamRole
from trainer.practice.rules.inviting import (
    MOST_INVITATIONS,
    MOST_TEAMS,
    MOST_VENUES,
    Answer,
    Circle,
    Guest,
    InvitingReason,
    VenueUse,
)


def note(cop: Cop, action: str, *, by: Actor, now: datetime, **facts: object) -> None:
    """The audit row; never a name of somebody who was invited."""
    audit.record(action=action, by=by, now=now, subject=("cop", cop.ref), facts=facts)


def _room_for(model: Any, cop: Cop, most: int) -> None:
    if (db.session.scalar(select(func.count()).where(model.cop_id == cop.id)) or 0) >= most:
        raise Refused(Reason(InvitingReason.TOO_MANY, {"most": most}))


def invite(
    *, cop: Cop, guest: Guest, circle: Circle, name: str, how: str, contact: str, invited_by: str,
    asked_on: date | None, by: Actor, now: datetime,
) -> Invitation:  # fmt: skip
    """Write down whom somebody invites, or means to (no `asked_on`). Raises Refused."""
    cop, name = lock_cop(cop), tidy(name)
    if not name:
        raise Refused(Reason(InvitingReason.NAME_MISSING))
    _room_for(Invitation, cop, MOST_INVITATIONS)
    row = Invitation(
        cop=cop, guest=guest, circle=circle, name=name, how=tidy(how), contact=tidy(contact),
        invited_by=tidy(invited_by) or by.name, invited_on=asked_on, answer=Answer.OPEN if asked_on else Answer.PLANNED,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    note(cop, "cop_invitation.add", by=by, now=now, guest=guest.value, circle=circle.value)
    return row


def answer_invitation(
    *,
    invitation: Invitation,
    answer: Answer,
    how: str,
    contact: str,
    said: str,
    on: date | None,
    by: Actor,
    now: datetime,
) -> Member | None:
    """Write down what became of an invitation. A member who says yes is on the list of members from then on."""
    cop = lock_cop(invitation.cop)
    invitation.answer, invitation.how, invitation.contact = answer, tidy(how), tidy(contact)
    invitation.note = said.strip()[:500]
    if answer is not Answer.PLANNED:
        invitation.invited_on = invitation.invited_on or on or today_of(cop, now)
    open_ = answer in (Answer.PLANNED, Answer.OPEN)
    invitation.answered_on = None if open_ else on or today_of(cop, now)
    made = None
    if answer is Answer.YES and invitation.guest is Guest.MEMBER and invitation.member_id is None:
        email = invitation.contact if is_email(invitation.contact) else ""
        member = member_called(cop, invitation.name)
        if member is None:
            member = made = make_member(cop, name=invitation.name, email=email, by=by, now=now)
        invitation.member_id = member.id
    db.session.flush()
    note(cop, "cop_invitation.answer", by=by, now=now, answer=answer.value)
    return made


def add_venue(
    *, cop: Cop, use: VenueUse, name: str, address: str, rent_free: bool, parking_free: bool, said: str, by: Actor,
    now: datetime,
) -> Venue:  # fmt: skip
    """A place in the area, and whether it asks for money (rows B06, B14). Raises Refused."""
    cop, name = lock_cop(cop), tidy(name)
    if not name:
        raise Refused(Reason(InvitingReason.NAME_MISSING))
    _room_for(Venue, cop, MOST_VENUES)
    row = Venue(
        cop_id=cop.id, use=use, name=name, address=tidy(address), rent_free=rent_free, parking_free=parking_free,
        note=said.strip()[:500],
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    note(cop, "cop_venue.add", by=by, now=now, use=use.value)
    return row


def drop_venue(*, cop: Cop, ref: str, by: Actor, now: datetime) -> None:
    """A place is no longer on the list."""
    cop = lock_cop(cop)
    row = next((one for one in queries.venues(cop.id) if one.ref == ref), None)
    if row is not None:
        db.session.delete(row)
        db.session.flush()
        note(cop, "cop_venue.drop", by=by, now=now)


def add_team(*, cop: Cop, name: str, by: Actor, now: datetime) -> Team:
    """A team of a CoP. How many there should be is advice and never a block (rows D02, D17). Raises Refused."""
    cop, name = lock_cop(cop), tidy(name)
    if not name:
        raise Refused(Reason(InvitingReason.NAME_MISSING))
    if db.session.scalar(select(Team.id).where(Team.cop_id == cop.id, Team.name == name)):
        raise Refused(Reason(InvitingReason.KNOWN, {"name": name}))
    _room_for(Team, cop, MOST_TEAMS)
    row = Team(cop_id=cop.id, name=name)
    db.session.add(row)
    db.session.flush()
    note(cop, "cop_team.add", by=by, now=now)
    return row


def drop_team(*, cop: Cop, ref: str, by: Actor, now: datetime) -> None:
    """A team that nobody is in goes. Raises Refused while somebody is."""
    cop = lock_cop(cop)
    row = next((one for one in queries.teams(cop.id) if one.ref == ref), None)
    if row is None:
        return
    if any(one is not None and one.team_id == row.id for _member, one in queries.belongings(cop.id)):
        raise Refused(Reason(InvitingReason.NOT_EMPTY, {"name": row.name}))
    for left in db.session.scalars(select(Belonging).where(Belonging.team_id == row.id)):
        left.team_id = None
    db.session.flush()
    db.session.delete(row)
    db.session.flush()
    note(cop, "cop_team.drop", by=by, now=now)


def place_members(
    *, cop: Cop, places: Mapping[str, tuple[str, TeamRole | None]], by: Actor, now: datetime
) -> int:
    """Who is in which team (its ref, empty: none) and with which role, by member's ref. Returns how many changed."""
    cop = lock_cop(cop)
    by_ref = {team.ref: team.id for team in queries.teams(cop.id)}
    changed = 0
    for member, row in queries.belongings(cop.id):
        if member.ref not in places:
            continue
        team, role = places[member.ref]
        wanted = (by_ref.get(team), role if team in by_ref else None)
        if wanted != ((row.team_id, row.team_role) if row else (None, None)):
            row = row or belonging_of(member)
            row.team_id, row.team_role = wanted
            changed += 1
    db.session.flush()
    if changed:
        note(cop, "cop_team.place", by=by, now=now, members=changed)
    return changed


def belonging_of(member: Member) -> Belonging:
    """The row of what setting up adds to a member, made now. The caller holds the CoP's lock and saw that none is."""
    row = Belonging(member_id=member.id, strengths="")
    db.session.add(row)
    return row
