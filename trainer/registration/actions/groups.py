"""How is a team answered for that comes only all together? It waits, is offered seats, takes or leaves them as one."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db, new_ref
from trainer.core.errors import Reason, Refused
from trainer.organizations.models import Organization
from trainer.registration.actions import asked, letters, notes, places
from trainer.registration.models import Group, Registration
from trainer.registration.queries import queue
from trainer.registration.rules import EndCause, RegistrationState
from trainer.registration.rules.team import Planned, RowOutcome
from trainer.registration.rules.together import TogetherReason, why_not_answer, why_not_give_up
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Format


class Numbered(NamedTuple):
    """A team and the number under which all of it waits."""

    group: Group
    number: int


def begin(
    plan: Sequence[Planned],
    offering: Offering,
    organization: Organization,
    place: Place,
    *,
    by: Actor,
    now: datetime,
) -> Numbered | None:
    """The team on the waitlist with its number; None when all get a seat. The caller holds the lock."""
    people = sum(planned.outcome is RowOutcome.WAITLIST for planned in plan)
    if not people:
        return None
    group = Group(
        ref=new_ref(), offering=offering, organization=organization, made_at=now, made_by=by.person_id
    )
    db.session.add(group)
    number, place.next_number = place.next_number, place.next_number + 1
    db.session.flush()
    _note(group, "registration.group_waits", people, by=by, now=now)
    return Numbered(group, number)


def accept(*, group: Group, by: Actor, now: datetime) -> int:
    """Take the seats that are held for the whole team; returns how many. Raises Refused."""
    places.lock_places(group.offering)
    members = queue.members(group)
    _refuse(why_not_answer([member.state_told for member in members]))
    told = sum(member.state_told is RegistrationState.OFFERED for member in members)
    offered = [member for member in members if member.state is RegistrationState.OFFERED]
    for member in offered:
        places.take_up(member, by=by, now=now)
    _tell_as(members, RegistrationState.OFFERED, RegistrationState.REGISTERED, by=by, now=now)
    letters.take_back_team(group, now=now)
    _note(group, "registration.group_accepts", len(offered), by=by, now=now)
    return told


def decline(*, group: Group, by: Actor, now: datetime) -> int:
    """Leave the seats that are held for the team to the next; returns how many. Raises Refused."""
    locked = places.lock_places(group.offering)
    members = queue.members(group)
    _refuse(why_not_answer([member.state_told for member in members]))
    return _end(group, members, locked, (RegistrationState.OFFERED,), EndCause.OFFER_DECLINED, by=by, now=now)


def give_up(*, group: Group, by: Actor, now: datetime) -> int:
    """Take the whole team off the waitlist, or give back what is offered; returns how many. Raises Refused."""
    locked = places.lock_places(group.offering)
    members = queue.members(group)
    _refuse(why_not_give_up([member.state_told for member in members]))
    return _end(group, members, locked, queue.LIVE, EndCause.WITHDRAWN, by=by, now=now)


def _refuse(problem: TogetherReason | None) -> None:
    if problem:
        raise Refused(Reason(problem))


def _end(
    group: Group,
    members: Sequence[Registration],
    locked: dict[Format, Place],
    states: tuple[RegistrationState, ...],
    because: EndCause,
    *,
    by: Actor,
    now: datetime,
) -> int:
    told = sum(member.state_told in states for member in members)  # also who has a place of their own
    ending = [member for member in members if member.state in states]
    _stop_telling(members, states, because, by=by, now=now)
    for member in ending:
        places.cancel(member, locked, because=because, by=by, now=now)
    letters.take_back_team(group, now=now)
    _note(group, "registration.group_ends", len(ending), by=by, now=now)
    places.offer_next(group.offering, locked, by=by, now=now)
    return told


def offer_ended(*, group: Group, by: Actor, now: datetime) -> None:
    """The seats offered to a team have gone to the next: nobody of it is told of an offer any longer.

    The caller holds the lock and has ended the offers themselves.
    """
    told = (RegistrationState.OFFERED,)
    _stop_telling(queue.members(group), told, EndCause.OFFER_ENDED, by=by, now=now)


def _stop_telling(
    members: Sequence[Registration],
    states: tuple[RegistrationState, ...],
    because: EndCause,
    *,
    by: Actor,
    now: datetime,
) -> None:
    for member in members:
        if member.told_as in states:
            asked.stop_telling(member, because=because, by=by, now=now)


def _tell_as(
    members: Sequence[Registration],
    was: RegistrationState,
    told: RegistrationState,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """What the organization is told of people who have a place of their own goes along with the rest of the team."""
    for member in members:
        if member.told_as is was:
            member.told_as, member.offer_ends, member.changed_at = told, None, now
            db.session.flush()
            notes.note(member, "registration.accept", by=by, now=now)


def _note(group: Group, action: str, people: int, *, by: Actor, now: datetime) -> None:
    audit.record(
        action=action, by=by, now=now, subject=("group", group.ref),
        facts={"offering": group.offering.ref, "organization": group.organization.ref, "people": people},
    )  # fmt: skip
