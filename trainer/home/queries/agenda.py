"""What waits for somebody and what comes next, in every room? Each room is asked; this page only puts it in order."""

import importlib
import importlib.util
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from trainer import features
from trainer.accounts.actor import Actor
from trainer.core.agenda import Event, Task
from trainer.core.db import db
from trainer.registration.models import Registration
from trainer.registration.rules import HOLDS_A_PLACE, RegistrationState
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import Format, OfferingState, SessionState, When

SOON = 4
"""How many dates the first page shows."""

KEPT = timedelta(days=60)
"""How long a calendar feed goes on showing what is over."""

MOST = 500


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """What waits for somebody in any room: what is due first, then what has no day."""
    tasks = [task for ask in _asked("waiting") for task in ask(actor, now=now)]
    return sorted(tasks, key=lambda task: task.due or date.max)


def coming(person_id: int, *, now: datetime) -> list[Event]:
    """The next dates of a person, soonest first."""
    events = [event for event in _dates(person_id, now) if event.ends_at > now and not event.canceled]
    return events[:SOON]


def calendar(person_id: int, *, now: datetime) -> list[Event]:
    """Everything with a fixed date, from two months ago on: for the person's private calendar address."""
    return _dates(person_id, now - KEPT)


def _dates(person_id: int, since: datetime) -> list[Event]:
    events = _registered(person_id, since)
    events += [event for ask in _asked("coming") for event in ask(person_id, now=since)]
    return sorted(events, key=lambda event: (event.starts_at, event.uid))


def _asked(what: str) -> list[Callable[..., Any]]:
    found = []
    for room in features.ROOMS:
        name = f"trainer.{room}.queries"
        if room != "home" and importlib.util.find_spec(name):
            ask = getattr(importlib.import_module(name), what, None)
            if ask is not None:
                found.append(ask)
    return found


def _registered(person_id: int, since: datetime) -> list[Event]:
    """The sessions of a person's places. They have the uid that the mails gave them, so that no calendar doubles."""
    rows = db.session.execute(
        select(
            Registration.ref, Registration.format, Offering.ref, Offering.title, Offering.zone, Offering.place,
            Offering.platform, Offering.join_url, Offering.sequence, Session.key, Session.starts_at, Session.ends_at,
        )
        .join(Offering, Offering.id == Registration.offering_id)
        .join(Session, Session.offering_id == Offering.id)
        .where(
            Registration.person_id == person_id,
            Registration.state.in_([state for state in HOLDS_A_PLACE if state is not RegistrationState.OFFERED]),
            Offering.state == OfferingState.PUBLISHED,
            Session.state != SessionState.CANCELED,
            Session.when == When.FIXED,
            Session.ends_at > since,
        )
        .order_by(Session.starts_at, Session.id)
        .limit(MOST)
    )  # fmt: skip
    return [
        Event(
            uid=f"{offering}.{key}", title=title, starts_at=starts, ends_at=ends, zone=zone,
            endpoint="registration.show", values={"registration_ref": ref},
            place=place if format is not Format.VIRTUAL else platform,
            link=link if format is not Format.IN_PERSON else "", sequence=sequence,
        )
        for ref, format, offering, title, zone, place, platform, link, sequence, key, starts, ends in rows
    ]  # fmt: skip
