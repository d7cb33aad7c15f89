"""Which sessions does somebody join, and which address leads them there?"""

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from trainer.core.db import db
from trainer.registration.models import Registration, SessionJoined
from trainer.registration.rules import EndCause
from trainer.registration.rules.season import has_begun
from trainer.schedule.models import Session
from trainer.schedule.rules.kinds import Format, When

SEAT_WENT_ON = (EndCause.SUBSTITUTED, EndCause.WITHDRAWN)
"""What became of seats of which the sessions that had begun stay with whoever had them."""


def sessions_joined(registration: Registration) -> list[Session]:
    """The sessions of the offering that somebody joins: all of them, or those they chose. In order."""
    sessions = registration.offering.sessions
    if not registration.single:
        return list(sessions)
    chosen = chosen_among([registration.id])[registration.id]
    return [session for session in sessions if session.id in chosen]


def begun(registration: Registration, *, now: datetime) -> list[Session]:
    """Those of the sessions that somebody joins that have begun. They stay theirs, whoever has the seat later."""
    offering = registration.offering
    today = now.astimezone(ZoneInfo(offering.zone)).date()
    return [
        one
        for one in sessions_joined(registration)
        if has_begun(
            day=one.on if one.when is When.DATE_ONLY else None, starts_at=one.starts_at, today=today, now=now
        )
    ]


def came(registration: Registration, session: Session, chosen: Mapping[int, set[int]]) -> bool:
    """Whether somebody gave their seat in a series back once a session had begun. `chosen`: of each, its sessions."""
    return (
        registration.ended in SEAT_WENT_ON
        and session.starts_at is not None
        and registration.changed_at >= session.starts_at
        and session.id in chosen.get(registration.id, ())
    )


def chosen_among(registration_ids: Collection[int]) -> dict[int, set[int]]:
    """Which sessions each of these registrations is for, by id; of those for single sessions: one statement."""
    found: dict[int, set[int]] = {one: set() for one in registration_ids}
    if found:
        for registration_id, session_id in db.session.execute(
            select(SessionJoined.registration_id, SessionJoined.session_id).where(
                SessionJoined.registration_id.in_(found)
            )
        ):
            found[registration_id].add(session_id)
    return found


def join_address(registration: Registration) -> str:
    """The path that leads to the session when it is time; nothing for who comes in person.

    Calendars and mails hold this address, never the link itself (K9).
    """
    if registration.format is Format.IN_PERSON or not registration.offering.join_url:
        return ""
    return f"/registrations/{registration.ref}/join"
