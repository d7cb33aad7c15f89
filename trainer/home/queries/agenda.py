"""What waits for somebody and what comes next, in every room? Each room is asked; this page only puts it in order."""

import importlib
import importlib.util
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select

from trainer import features
from trainer.accounts.actor import Actor
from trainer.core.agenda import Event, Task
from trainer.core.db import db
from trainer.permissions import Role
from trainer.registration.models import Registration, SessionJoined
from trainer.registration.queries import joining
from trainer.registration.rules import HOLDS_A_PLACE, RegistrationState
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import Format, OfferingState, SessionState, When

SOON = 4
"""How many dates the first page shows."""

KEPT = timedelta(days=60)
"""How long a calendar feed goes on showing what is over."""

MOST = 500


def waiting(actor: Actor, *, now: datetime, rooms: Collection[str] | None = None) -> list[Task]:
    """What waits for somebody in any room: what is due first, then what has no day.

    `rooms`: of the rooms that few have to do with, those that have something of theirs, where that is known. Whoever
    serves others there is asked for in any case.
    """
    serves = any(granted.role is not Role.TRAINEE for granted in actor.grants)
    quiet = set() if serves else _quiet(rooms)
    tasks = [task for room, ask in asked("waiting") if room not in quiet for task in ask(actor, now=now)]
    return sorted(tasks, key=lambda task: task.due or date.max)


def coming(
    person_id: int,
    *,
    now: datetime,
    trains: Sequence[int],
    places: Sequence[Registration] | None = None,
    rooms: Collection[str] | None = None,
) -> list[Event]:
    """The next dates of a person, soonest first. `trains`: the offerings they are a trainer of, by id; `places`:
    theirs with all sessions, where the page has them; `rooms` as in `waiting`.
    """
    own = _registered(person_id, now) if places is None else _of_places(places, now)
    own += _of_trainer(trains, now)
    events = [
        event
        for event in _with_rooms(own, person_id, now, quiet=_quiet(rooms))
        if event.ends_at > now and not event.canceled
    ]
    return events[:SOON]


def calendar(person_id: int, *, now: datetime, trains: Sequence[int]) -> list[Event]:
    """Everything with a fixed date, from two months ago on: for the person's private calendar address."""
    since = now - KEPT
    return _with_rooms(_registered(person_id, since) + _of_trainer(trains, since), person_id, since)


def _quiet(rooms: Collection[str] | None) -> set[str]:
    """The rooms that have nothing of somebody's, when we know which have."""
    return set() if rooms is None else {room for room, _ask in asked("concerns")} - set(rooms)


def _with_rooms(
    own: list[Event], person_id: int, since: datetime, *, quiet: Collection[str] = ()
) -> list[Event]:
    events = own + [
        event for room, ask in asked("coming") if room not in quiet for event in ask(person_id, now=since)
    ]
    once = {event.uid: event for event in reversed(events)}  # who trains may have a place there as well
    return sorted(once.values(), key=lambda event: (event.starts_at, event.uid))


@cache
def asked(what: str) -> list[tuple[str, Callable[..., Any]]]:
    """The rooms whose queries answer this, lowest first."""
    found = []
    for room in features.ROOMS:
        name = f"trainer.{room}.queries"
        if room != "home" and importlib.util.find_spec(name):
            ask = getattr(importlib.import_module(name), what, None)
            if ask is not None:
                found.append((room, ask))
    return found


HELD = tuple(state for state in HOLDS_A_PLACE if state is not RegistrationState.OFFERED)


def _registered(person_id: int, since: datetime) -> list[Event]:
    rows = db.session.execute(_sessions_of_places(), {"person": person_id, "since": since})
    return [_event(registration, offering, one) for registration, offering, one in rows]


@cache
def _sessions_of_places() -> Select[Registration, Offering, Session]:
    return _ahead(
        select(Registration, Offering, Session)
        .join(Offering, Offering.id == Registration.offering_id)
        .join(Session, Session.offering_id == Offering.id)
        .outerjoin(
            SessionJoined,
            and_(SessionJoined.registration_id == Registration.id, SessionJoined.session_id == Session.id),
        )
        .where(
            Registration.person_id == bindparam("person"),
            Registration.state.in_(HELD),
            or_(Registration.single.is_(False), SessionJoined.session_id.is_not(None)),
        )
    )


@cache
def _sessions_trained() -> Select[Offering, Session]:
    return _ahead(
        select(Offering, Session)
        .join(Session, Session.offering_id == Offering.id)
        .where(Offering.id.in_(bindparam("trains", expanding=True)))
    )


def _ahead(statement: Any) -> Any:
    """Only what takes place, and is not over since `since`."""
    return (
        statement.where(
            Offering.state == OfferingState.PUBLISHED,
            Session.state != SessionState.CANCELED,
            Session.when == When.FIXED,
            Session.ends_at > bindparam("since"),
        )
        .order_by(Session.starts_at, Session.id)
        .limit(MOST)
    )


def _of_places(places: Sequence[Registration], since: datetime) -> list[Event]:
    """The same from what is loaded already."""
    return [
        _event(registration, registration.offering, one)
        for registration in places
        if registration.state in HELD
        for one in joining.sessions_joined(registration)
        if _takes_place(one, since)
    ]


def _of_trainer(trains: Sequence[int], since: datetime) -> list[Event]:
    """The sessions somebody trains: the way leads to who comes."""
    if not trains:
        return []
    rows = db.session.execute(_sessions_trained(), {"trains": list(trains), "since": since})
    return [
        _session(
            offering,
            one,
            offering.format,
            "registration.roster",
            {"offering_ref": offering.ref},
            offering.join_url if offering.format is not Format.IN_PERSON else "",
        )
        for offering, one in rows
    ]


def _takes_place(one: Session, since: datetime) -> bool:
    fixed = one.state is not SessionState.CANCELED and one.when is When.FIXED
    return fixed and one.ends_at is not None and one.ends_at > since


def _event(registration: Registration, offering: Offering, one: Session) -> Event:
    values = {"registration_ref": registration.ref}
    # Never the link itself: the address of the person's own page, which leads on when it is time.
    way_in = joining.join_address(registration)
    return _session(offering, one, registration.format, "registration.show", values, way_in)


def _session(
    offering: Offering, one: Session, how: Format, endpoint: str, values: dict[str, Any], link: str
) -> Event:
    """One session with the uid that the mails gave it, so that no calendar doubles it."""
    assert one.starts_at is not None and one.ends_at is not None  # noqa: S101, PT018 - only fixed ones come here
    return Event(
        uid=f"{offering.ref}.{one.key}", title=offering.title, starts_at=one.starts_at, ends_at=one.ends_at,
        zone=offering.zone, endpoint=endpoint, values=values,
        place=offering.place if how is not Format.VIRTUAL else offering.platform,
        link=link, sequence=offering.sequence,
    )  # fmt: skip
