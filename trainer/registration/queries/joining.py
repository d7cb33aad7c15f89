"""Which sessions does somebody join, and which address leads them there?"""

from collections.abc import Collection

from sqlalchemy import select

from trainer.core.db import db
from trainer.registration.models import Registration, SessionJoined
from trainer.schedule.models import Session
from trainer.schedule.rules.kinds import Format


def sessions_joined(registration: Registration) -> list[Session]:
    """The sessions of the offering that somebody joins: all of them, or those they chose. In order."""
    sessions = registration.offering.sessions
    if not registration.single:
        return list(sessions)
    chosen = chosen_among([registration.id])[registration.id]
    return [session for session in sessions if session.id in chosen]


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
