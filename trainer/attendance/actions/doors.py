"""How do people sign in by themselves, by the code on the screen, and how does a trainer open the door for that?"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.attendance import queries, rules
from trainer.attendance.actions import sheets
from trainer.attendance.models import Mark, Sheet
from trainer.attendance.rules import DoorReason, Piece, Presence, Source, door, stays
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.registration import actions as registration_actions
from trainer.registration.models import Registration
from trainer.registration.rules import OUTCOMES
from trainer.schedule.models import Offering, Session


@dataclass(frozen=True)
class Arrival:
    """What a tap led to. `again`: it was known already, and nothing was written. `counts`: the mark follows from it."""

    mark: Mark
    again: bool
    counts: bool


def why_not_sign_in(
    session: Session, offering: Offering, sheet: Sheet | None, *, now: datetime
) -> tuple[DoorReason, dict[str, object]] | None:
    """Why nobody can sign in to this session by themselves now, or None."""
    return door.why_not_sign_in(
        offering=offering.state, session=session.state, starts_at=session.starts_at, ends_at=session.ends_at,
        closed=sheet is not None and sheet.closed_at is not None, now=now,
    )  # fmt: skip


def open_door(*, session: Session, offering: Offering, by: Actor, now: datetime) -> Sheet:
    """From now on there is a code by which people sign in themselves. Opened twice, it is the same. Raises Refused."""
    registration_actions.lock_places(offering)
    sheet = _sheet(session, offering, now=now) or sheets.begin(session)
    if not sheet.door:
        sheet.door = secrets.token_urlsafe(24)
        _note("attendance.open_door", session, offering, by, now)
    return sheet


def close_door(*, session: Session, offering: Offering, by: Actor, now: datetime) -> None:
    """From now on no code lets anybody in; a door opened again has other codes."""
    registration_actions.lock_places(offering)
    sheet = queries.sheet_of(session)
    if sheet is not None and sheet.door:
        sheet.door = ""
        _note("attendance.close_door", session, offering, by, now)


def sign_in(
    *, session: Session, offering: Offering, code: str, source: Source, by: Actor, now: datetime
) -> Arrival:
    """I am here. Recorded once, however often somebody taps; who left comes in anew. Raises Refused.

    What a trainer has marked is not changed by it: the arrival is kept beside it.
    """
    registration_actions.lock_places(offering)
    sheet = _sheet(session, offering, now=now)
    place, mark = _mine(session, by)
    if sheet is None or not sheet.door:
        raise Refused(Reason(DoorReason.DOOR_CLOSED))
    pieces = stays.from_kept(mark.pieces) if mark else []
    if mark is not None and pieces and pieces[-1].left is None:
        return Arrival(mark, again=True, counts=mark.source in _BY_ONESELF)
    if not door.fits(sheet.door, code, now):
        raise Refused(Reason(DoorReason.CODE_WRONG if code.strip() else DoorReason.CODE_MISSING))
    if len(pieces) >= stays.MOST_PIECES:
        raise Refused(Reason(DoorReason.TOO_OFTEN, {"most": stays.MOST_PIECES}))
    if mark is None:
        mark = Mark(
            session_id=session.id,
            registration_id=place.id,
            person_id=place.person_id,
            source=source,
            pieces=[],
        )
        db.session.add(mark)
    return _keep("attendance.sign_in", mark, [*pieces, Piece(now)], session, offering, place, by, now)


def sign_out(*, session: Session, offering: Offering, by: Actor, now: datetime) -> Arrival:
    """I am leaving: what comes after is missed, unless I come back. Raises Refused."""
    registration_actions.lock_places(offering)
    _sheet(session, offering, now=now)
    place, mark = _mine(session, by)
    pieces = stays.from_kept(mark.pieces) if mark else []
    if mark is None or not pieces or pieces[-1].left is not None:
        raise Refused(Reason(DoorReason.NOT_SIGNED_IN))
    pieces[-1] = Piece(pieces[-1].joined, now)
    return _keep("attendance.sign_out", mark, pieces, session, offering, place, by, now)


_BY_ONESELF = (Source.QR, Source.SELF)


def _sheet(session: Session, offering: Offering, *, now: datetime) -> Sheet | None:
    sheet = queries.sheet_of(session)
    problem = why_not_sign_in(session, offering, sheet, now=now)
    if problem:
        raise Refused(Reason(*problem))
    return sheet


def _mine(session: Session, by: Actor) -> tuple[Registration, Mark | None]:
    """The place of whoever asks, with what stands about them. Raises Refused."""
    places = [
        one for one in queries.people_on(session) if one.person_id == by.person_id and one.state in OUTCOMES
    ]
    if not places:
        raise Refused(Reason(DoorReason.NO_PLACE))
    return places[-1], queries.marks_in(session).get(places[-1].id)


def _keep(
    action: str,
    mark: Mark,
    pieces: list[Piece],
    session: Session,
    offering: Offering,
    place: Registration,
    by: Actor,
    now: datetime,
) -> Arrival:
    """Keep the times; count them, unless a trainer or a log has said something already."""
    mark.pieces = rules.as_kept(pieces)
    counts = mark.source in _BY_ONESELF
    missed = queries.stays.missed_in(session, pieces)
    if counts and missed is not None:
        minutes = queries.minutes_of(session)
        made = rules.credit(minutes, missed.total, Presence.PRESENT)
        mark.presence, mark.missed_minutes, mark.session_minutes = Presence.PRESENT, made.missed, minutes
        mark.missed_at_most = made.limit
        mark.credited, mark.marked_at, mark.marked_by, mark.why = made.earned, now, by.person_id, ""
    db.session.flush()
    audit.record(
        action=action, by=by, now=now, subject=("offering", offering.ref),
        facts={"session": session.number, "registration": place.ref, "counts": counts},
    )  # fmt: skip
    return Arrival(mark, again=False, counts=counts)


def _note(action: str, session: Session, offering: Offering, by: Actor, now: datetime) -> None:
    db.session.flush()
    audit.record(
        action=action, by=by, now=now, subject=("offering", offering.ref), facts={"session": session.number}
    )
