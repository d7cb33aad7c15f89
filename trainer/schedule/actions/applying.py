"""How does a plan become what stands? Columns, sessions by their keys, places; nobody who holds a place loses it."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.schedule.models import Offering, Place, Session
from trainer.schedule.rules import changes
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.changes import PublishReason
from trainer.schedule.rules.kinds import PLACE_FORMATS, Format, OfferingState, SessionState, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan

COLUMNS = (
    "kind", "title", "format", "season", "about", "place", "platform", "join_url", "audience", "note", "length",
    "minutes", "zone", "prerequisite", "opens_on", "closes_on", "canceled_why", "interpretation", "eligibility",
    "approval", "per_session", "price", "region", "bring", "parking", "course_code", "approval_code",
)  # fmt: skip


def apply_plan(*, offering: Offering, plan: OfferingPlan, now: datetime) -> dict[Format, Format]:
    """Write a plan into an offering. The caller has locked the place rows when somebody may hold one.

    Returns which format of places became which, for those who count registrations per format.
    Raises Refused when a capacity would be below the places taken, or a session with a sheet would go.
    """
    taken = {place.format: place.held for place in offering.places}
    short = changes.short_of_places(plan, taken)
    if short:
        raise Refused(
            [Reason(PublishReason.BELOW_TAKEN, {"offering": plan.title, **facts}) for facts in short]
        )
    if removed := held_and_gone(offering, plan):
        raise Refused(removed)
    plan = plan.with_when()
    for name in COLUMNS:
        setattr(offering, name, getattr(plan, name))
    for name in plans.LISTS:
        setattr(offering, name, list(getattr(plan, name)))
    offering.competencies = dict(plan.competencies)
    offering.when, offering.first_on, offering.last_on = plan.when, plan.first_on, plan.last_on
    if plan.canceled:
        offering.state = OfferingState.CANCELED
    _apply_sessions(offering, plan)
    moves = _apply_places(offering, plan)
    db.session.flush()
    return moves


def _apply_sessions(offering: Offering, plan: OfferingPlan) -> None:
    there = {session.key: session for session in offering.sessions}
    for number, planned in enumerate(sorted_sessions(plan), start=1):
        session = there.pop(planned.key, None)
        if session is None:
            session = Session(key=planned.key)
            offering.sessions.append(session)
        _write_session(session, planned, number, plan.zone)
    for session in there.values():
        _remove(offering, session)


def _remove(offering: Offering, session: Session) -> None:
    """Drop a session. Where higher rooms refer to it, the database says so: also of sheets older than the word HELD."""
    refused = Refused(_has_sheet(offering.title, session))
    try:
        with db.session.begin_nested():
            offering.sessions.remove(session)
            db.session.flush()
    except IntegrityError:
        raise refused from None


def held_and_gone(offering: Offering, plan: OfferingPlan) -> list[Reason]:
    """Why this plan cannot stand: it leaves out sessions for which attendance has begun a sheet. One reason each."""
    kept = {session.key for session in plan.sessions}
    return [
        _has_sheet(plan.title, session)
        for session in offering.sessions
        if session.state is SessionState.HELD and session.key not in kept
    ]


def _has_sheet(title: str, session: Session) -> Reason:
    on = session.on or session.label
    return Reason(PublishReason.SESSION_HELD, {"offering": title, "session": session.number, "on": on})


def sorted_sessions(plan: OfferingPlan) -> list[SessionPlan]:
    """The sessions in the order of their days; those without a day keep their place at the end."""
    return sorted(
        plan.sessions, key=lambda s: (s.on is None, str(s.on), s.when is not When.MONTH, str(s.starts))
    )


def _write_session(session: Session, planned: SessionPlan, number: int, zone: str) -> None:
    session.number, session.when, session.on, session.label = number, planned.when, planned.on, planned.label
    session.mandatory, session.half = planned.mandatory, planned.half
    fixed = planned.when is When.FIXED
    session.starts = planned.starts if fixed else None
    session.ends = planned.ends if fixed else None
    session.fold = planned.fold if fixed else None
    session.starts_at = session.ends_at = None
    if planned.on and session.starts and session.ends:
        session.starts_at = plans.instant(planned.on, session.starts, zone, session.fold)
        session.ends_at = plans.instant(planned.on, session.ends, zone, session.fold)


def _apply_places(offering: Offering, plan: OfferingPlan) -> dict[Format, Format]:
    there = {place.format: place for place in offering.places}
    moves, _after = changes.seating(plan, {format: place.held for format, place in there.items()})
    for old, new in moves.items():
        place = there.pop(old)
        if new in there:
            there[new].taken += place.taken
            there[new].reserved += place.reserved
            there[new].waiting += place.waiting
            offering.places.remove(place)
        else:
            place.format = new
            there[new] = place
    for format, capacity in zip(
        PLACE_FORMATS[plan.format], (plan.capacity, plan.capacity_virtual), strict=False
    ):
        if format not in there:
            there[format] = Place(format=format, taken=0, reserved=0, waiting=0, next_number=1)
            offering.places.append(there[format])
        place = there[format]  # what is canceled still holds its places until their registrations end
        place.capacity = max(capacity, place.held) if plan.canceled and capacity is not None else capacity
    return moves
