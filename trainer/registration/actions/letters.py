"""Which message does a change of a registration send, and which unsent ones does it take back?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import clock, outbox
from trainer.core.db import db
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import Claim
from trainer.organizations import queries as organization_queries
from trainer.permissions import Permission
from trainer.registration import queries
from trainer.registration.actions import revision
from trainer.registration.models import Group, Registration
from trainer.registration.queries import queue
from trainer.registration.queries.joining import join_address, sessions_joined
from trainer.registration.rules import Approval, RegistrationState
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import Format, SessionState, When


def dedupe(registration: Registration, what: str = "") -> str:
    """The key of a registration's message; without `what`, how the keys of all of them begin."""
    return f"registration:{registration.ref}:{what}"


def events_of(registration: Registration, *, canceled: bool = False) -> list[dict[str, Any]]:
    """The fixed sessions as calendar events of one person. A session keeps its uid; the sequence rises with revisions.

    Never the link itself: who takes part online gets the address of their own page, which leads on when it is time.
    """
    address, joined = join_address(registration), sessions_joined(registration)
    events = sessions_of(registration.offering, registration.format, joined, canceled=canceled)
    return [{**event, "url": address} for event in events]


def sessions_of(
    offering: Offering, format: Format, sessions: Sequence[Session], *, canceled: bool = False
) -> list[dict[str, Any]]:
    """Those of these sessions that are fixed, as calendar events without an address."""
    return [
        {
            "uid": f"{offering.ref}.{session.key}",
            "sequence": offering.sequence,
            "title": offering.title,
            "starts": session.starts_at.isoformat(),
            "ends": session.ends_at.isoformat(),
            "zone": offering.zone,
            "place": offering.place if format is not Format.VIRTUAL else offering.platform,
            "status": "CANCELLED" if canceled or session.state is SessionState.CANCELED else "CONFIRMED",
        }
        for session in sessions
        if session.when is When.FIXED and session.starts_at and session.ends_at
    ]


def params_of(registration: Registration) -> dict[str, Any]:
    """What every message about a registration shows."""
    offering = registration.offering
    return {
        "title": offering.title,
        "path": f"/registrations/{registration.ref}",
        "zone": offering.zone,
        "place": offering.place if registration.format is not Format.VIRTUAL else "",
        "virtual": registration.format is Format.VIRTUAL,
        "organization": registration.organization.name if registration.organization else "",
        "days": days_of(sessions_joined(registration)),
    }  # fmt: skip


def days_of(sessions: Sequence[Session]) -> list[dict[str, str]]:
    """The days of these sessions, as far as they are known."""
    return [
        {
            "on": session.on.isoformat(),
            "starts": session.starts_at.isoformat() if session.starts_at else "",
            "ends": session.ends_at.isoformat() if session.ends_at else "",
        }
        for session in sessions
        if session.on and session.when in (When.FIXED, When.DATE_ONLY) and session.state is not SessionState.CANCELED
    ]  # fmt: skip


def sessions_chosen(registration: Registration, *, by: Actor, now: datetime) -> None:
    """You come to these sessions from now on; those you no longer come to are taken out of the calendar."""
    joined = {session.key for session in sessions_joined(registration)}
    others = [session for session in registration.offering.sessions if session.key not in joined]
    events = events_of(registration) + [
        {**event, "url": ""}
        for event in sessions_of(registration.offering, registration.format, others, canceled=True)
    ]
    outbox.put(
        kind="registration.sessions", to=registration.person_id, now=now,
        dedupe=dedupe(registration, f"sessions.{now.isoformat()}"),
        params={
            **params_of(registration), "by": _told_by(registration, by), "single": registration.single,
            **({"calendar": events} if events else {}),
        },
    )  # fmt: skip


def _told_by(registration: Registration, by: Actor) -> str:
    return by.name if by.person_id not in (None, registration.person_id) else ""


def _put(
    registration: Registration,
    what: str,
    *,
    now: datetime,
    more: dict[str, Any],
    not_after: datetime | None = None,
) -> None:
    outbox.put(
        kind=f"registration.{what}", to=registration.person_id, params={**params_of(registration), **more},
        now=now, dedupe=dedupe(registration, what), not_after=not_after,
    )  # fmt: skip


def take_back(registration: Registration, *, now: datetime) -> None:
    """Take back what was not sent yet: the registration has moved on."""
    outbox.cancel(dedupe_prefix=dedupe(registration), now=now)


def confirmed(registration: Registration, *, by: Actor, now: datetime) -> None:
    """You have a place; with the calendar file of the fixed sessions."""
    events = events_of(registration)
    more: dict[str, Any] = {"by": _told_by(registration, by)}
    _put(registration, "confirmed", now=now, more={**more, **({"calendar": events} if events else {})})


def changed_over(registration: Registration, *, by: Actor, now: datetime) -> None:
    """You now take part in the other way; with the calendar file anew."""
    events = events_of(registration)
    more: dict[str, Any] = {"by": _told_by(registration, by), "format": registration.format.value}
    outbox.put(
        kind="registration.format", to=registration.person_id, now=now,
        dedupe=dedupe(registration, f"format.{now.isoformat()}"),
        params={**params_of(registration), **more, **({"calendar": events} if events else {})},
    )  # fmt: skip


def waitlisted(registration: Registration, *, position: int, by: Actor, now: datetime) -> None:
    """You are on the waitlist, at this position."""
    more = {
        "position": position,
        "by": _told_by(registration, by),
        "together": registration.group is not None,
    }
    _put(registration, "waitlisted", now=now, more=more)


def requested(registration: Registration, *, has_claim: bool, by: Actor, now: datetime) -> None:
    """Your place waits for your earlier training to be shown or read, or for approval. No seat is held."""
    _put(
        registration, "requested", now=now,
        more={
            "course": _course_asked(registration), "has_claim": has_claim, "by": _told_by(registration, by),
            "approval": registration.approval is Approval.PENDING,
        },
    )  # fmt: skip


def requested_still(registration: Registration, *, version: int, now: datetime) -> None:
    """What your request waits for since this version of the schedule."""
    organizer = queries.registered_by(registration)
    claim = curriculum_queries.open_claim(registration.person_id, registration.offering.prerequisite or "")
    outbox.put(
        kind="registration.requested", to=registration.person_id, now=now,
        dedupe=dedupe(registration, f"requested.{version}"),
        params={
            **params_of(registration), "course": _course_asked(registration), "has_claim": claim is not None,
            "by": organizer, "approval": registration.approval is Approval.PENDING,
        },
    )  # fmt: skip


def _course_asked(registration: Registration) -> str:
    """The course that keeps a request waiting; empty when approval alone does."""
    course = registration.offering.prerequisite
    if course is None:
        return ""
    pending = registration.approval is Approval.PENDING
    if pending and curriculum_queries.has_completed(registration.person_id, course):
        return ""
    return curriculum_queries.course_title(course, registration.person.language)


def approved(registration: Registration, *, now: datetime) -> None:
    """Your request was approved, and waits for your earlier training alone."""
    course = registration.offering.prerequisite or ""
    title = curriculum_queries.course_title(course, registration.person.language)
    _put(registration, "approved", now=now, more={"course": title})


def not_approved(registration: Registration, *, now: datetime) -> None:
    """Your request was not approved, for this reason; the coordinators who sent the person read it too."""
    reason = registration.approval_reason
    _put(registration, "declined", now=now, more={"reason": reason})
    organization = registration.organization
    if organization is None:
        return
    for grant in organization_queries.coordinators(organization, now=now):
        if grant.person_id != registration.person_id:
            outbox.put(
                kind="registration.declined_team", to=grant.person_id, now=now,
                dedupe=dedupe(registration, f"declined_team:{grant.person_id}"),
                params={
                    "title": registration.offering.title, "organization": organization.name, "reason": reason,
                    "path": f"/registrations/{registration.ref}",
                },
                access=(Permission.REGISTER_TEAM.value, [["organization", organization.id]]),
            )  # fmt: skip


def offer(registration: Registration, *, ends: datetime, now: datetime) -> None:
    """A place is free for you until then, told in the person's own time zone. Not sent later than that.

    To somebody of a team: its organization answers for all.
    """
    group = registration.group
    more = {
        "ends": ends.isoformat(), "ends_zone": zone_of(registration.person),
        "answers": group.organization.name if group else "",
    }  # fmt: skip
    _put(registration, "offer", now=now, more=more, not_after=ends)


def zone_of(person: Person) -> str:
    """The time zone in which somebody is told a deadline: their own, else the program's."""
    return clock.zone(person.zone).key


def offered_to_teams(offered: Sequence[Registration], *, ends: datetime, now: datetime) -> None:
    """Seats are offered to your team: to everybody who coordinates its organization, once for each team."""
    teams = {one.group: one for one in offered if one.group}
    answering = revision.coordinators([group.organization_id for group in teams], now) if teams else []
    for group, registration in teams.items():
        people = sum(one.state_told is RegistrationState.OFFERED for one in queue.members(group))
        for organization_id, person_id in answering:
            if organization_id != group.organization_id:
                continue
            outbox.put(
                kind="registration.offer_team", to=person_id, now=now, not_after=ends,
                dedupe=f"group:{group.ref}:offer.{now.isoformat()}:{person_id}",
                params={
                    **params_of(registration), "path": f"/teams/{group.ref}", "people": people,
                    "ends": ends.isoformat(), "ends_zone": zone_of(db.session.get_one(Person, person_id)),
                    "organization": group.organization.name,
                },
                access=(Permission.REGISTER_TEAM.value, [["organization", group.organization_id]]),
            )  # fmt: skip


def take_back_team(group: Group, *, now: datetime) -> None:
    """Take back what its coordinators have not been sent yet."""
    outbox.cancel(dedupe_prefix=f"group:{group.ref}:", now=now)


def ended(registration: Registration, *, had_place: bool, by: Actor, now: datetime) -> None:
    """Your registration has ended, and why; the calendar file takes out the sessions that have not begun."""
    events = events_of(registration, canceled=True) if had_place else []
    events = [event for event in events if datetime.fromisoformat(event["starts"]) > now]
    more: dict[str, Any] = {"by": _told_by(registration, by), "ended": str(registration.ended or "")}
    _put(registration, "withdrawn", now=now, more={**more, **({"calendar": events} if events else {})})


def claim_decided(claim: Claim, *, accepted: bool, now: datetime) -> None:
    """Your claim of earlier training was accepted, or declined with this reason."""
    what = "claim_accepted" if accepted else "claim_declined"
    outbox.put(
        kind=f"registration.{what}", to=claim.person_id, now=now, dedupe=f"claim:{claim.ref}:{what}",
        params={
            "course": curriculum_queries.course_title(claim.course, claim.person.language),
            "training": claim.training, "reason": claim.reason, "path": f"/claims/{claim.ref}",
        },
    )  # fmt: skip
