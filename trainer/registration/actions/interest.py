"""How does somebody ask to hear first, and hear it? In the publication that fixes the date or the place, once each."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from trainer.accounts.actor import SYSTEM, Actor
from trainer.accounts.models import Person
from trainer.core import audit, outbox
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.registration import queries
from trainer.registration.models import Interest
from trainer.registration.queries import interest as interest_queries
from trainer.registration.rules.interest import opens_for, opens_later
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, ScheduleVersion
from trainer.schedule.queries import RevisionItem
from trainer.schedule.rules import changes
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.changes import ItemKind
from trainer.schedule.rules.openness import OpenPoint, open_points
from trainer.schedule.rules.plan import OfferingPlan


def leave_interest(*, offering: Offering, person: Person, by: Actor, now: datetime) -> None:
    """Note that somebody wants to hear first when it is fixed; said twice, noted once. Row A12. Raises Refused."""
    # A publication locks the offering as well: either it sees this interest, or this sees that nothing is open.
    db.session.scalars(
        select(Offering)
        .where(Offering.id == offering.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    reason = interest_queries.why_not(offering, now=now)
    if reason:
        raise Refused(Reason(reason))
    insert = postgresql_insert if db.session.get_bind().dialect.name == "postgresql" else sqlite_insert
    made = db.session.execute(
        insert(Interest)
        .values(offering_id=offering.id, person_id=person.id, made_at=now)
        .on_conflict_do_nothing(index_elements=[Interest.offering_id, Interest.person_id])
        .returning(Interest.id)
    ).first()
    if made:
        _note(offering, person, "registration.interest", by=by, now=now)


def withdraw_interest(*, interest: Interest, by: Actor, now: datetime) -> None:
    """Forget the interest, and what was not sent yet because of it."""
    offering, person = interest.offering, interest.person
    outbox.cancel(dedupe_prefix=_dedupe(offering, person.id), now=now)
    db.session.delete(interest)
    db.session.flush()
    _note(offering, person, "registration.interest_withdrawn", by=by, now=now)


def _note(offering: Offering, person: Person, action: str, *, by: Actor, now: datetime) -> None:
    facts = {"person": person.ref}
    audit.record(action=action, by=by, now=now, subject=("offering", offering.ref), facts=facts)


def closed_points(item: RevisionItem, was: OfferingPlan) -> frozenset[OpenPoint]:
    """What this revision fixes that was open before."""
    return points_of(was) - points_of(item.plan)


def points_of(plan: OfferingPlan) -> frozenset[OpenPoint]:
    """What of a plan is not fixed yet."""
    return open_points(when=plan.when, format=plan.format, place=plan.place)


def kind_of(item: RevisionItem) -> str:
    """Which message those who left interest get: that it is fixed, or that it will not take place."""
    return "registration.interest_ended" if item.kind is ItemKind.CANCELED else "registration.fixed"


def params_of(item: RevisionItem, why: str, *, now: datetime) -> dict[str, Any]:
    """What the message shows. `early`: the day from which they may register, where that is not at once."""
    plan = item.plan
    early = opens_for(plan.opens_on, early=True) if _opens_later(plan, now) else None
    return {
        **_shown(item.offering, plan),
        "opens": plan.opens_on.isoformat() if plan.opens_on and early else "",
        "early": early.isoformat() if early else "",
        "why": plan.canceled_why if item.kind is ItemKind.CANCELED else why,
    }


def _shown(offering: Offering, plan: OfferingPlan) -> dict[str, Any]:
    values = plans.to_json(plan)
    return {
        "title": plan.title,
        "path": f"/offerings/{offering.ref}",
        "register": f"/offerings/{offering.ref}/registration",
        "dates": changes.dates_of(values),
        "format": values["format"],
        "place": plan.place,
        "open": sorted(point.value for point in points_of(plan)),
    }


def _opens_later(plan: OfferingPlan, now: datetime) -> bool:
    return opens_later(plan.opens_on, today=now.astimezone(ZoneInfo(plan.zone)).date())


def tell(
    item: RevisionItem,
    interested: list[Interest],
    version: ScheduleVersion,
    *,
    heard: list[Interest],
    now: datetime,
) -> None:
    """One message to each who left interest, in the transaction that publishes it.

    `heard`: who reads it in another message already. Who cannot register yet hears again when they can.
    """
    params, later = params_of(item, version.why, now=now), _opens_later(item.plan, now)
    for one in interested:
        outbox.cancel(dedupe_prefix=_dedupe(item.offering, one.person_id), now=now)
        outbox.put(
            kind=kind_of(item), to=one.person_id, params=params, now=now,
            dedupe=f"{_dedupe(item.offering, one.person_id)}{version.number}",
        )  # fmt: skip
    for one in (*interested, *heard):
        one.told_at = now
        if not later:
            one.opening_told_at = one.opening_told_at or now


def tell_of_opening(*, now: datetime) -> int:
    """Write to who heard that it is fixed once registration opens for them, once each; returns to how many (A12).

    The worker asks all the time: whoever could not be told on the day itself hears as long as they can register.
    """
    told: dict[Offering, int] = {}
    for one in interest_queries.not_told_of_opening(now):
        offering = one.offering
        if queries.why_not_register(offering, now=now, early=True):
            continue
        opens = offering.opens_on if queries.why_not_register(offering, now=now) else None
        outbox.put(
            kind="registration.opens", to=one.person_id, now=now, not_after=_last_moment(offering),
            dedupe=f"{_dedupe(offering, one.person_id)}opens.{one.id}",
            params={
                **_shown(offering, schedule_queries.plan_of(offering)), "opens": opens.isoformat() if opens else "",
            },
        )  # fmt: skip
        one.opening_told_at = now
        told[offering] = told.get(offering, 0) + 1
    db.session.flush()
    for offering, people in told.items():
        audit.record(
            action="registration.interest_opens", by=SYSTEM, now=now, subject=("offering", offering.ref),
            facts={"people": people},
        )  # fmt: skip
    return sum(told.values())


def _last_moment(offering: Offering) -> datetime | None:
    """Until when the message is true."""
    if offering.closes_on is None:
        return queries.starts_at(offering)
    return datetime.combine(offering.closes_on + timedelta(days=1), time(), ZoneInfo(offering.zone))


def take_back_opening(offering: Offering, person: Person, *, now: datetime) -> None:
    """They have registered: what was not sent yet need not be."""
    outbox.cancel(dedupe_prefix=f"{_dedupe(offering, person.id)}opens.", now=now)


def _dedupe(offering: Offering, person_id: int) -> str:
    return f"interest:{offering.ref}:{person_id}:"
