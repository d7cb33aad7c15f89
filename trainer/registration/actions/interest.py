"""How does somebody ask to hear first, and hear it? In the publication that fixes the date or the place, once each."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit, outbox
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.registration.models import Interest
from trainer.registration.queries import interest as interest_queries
from trainer.registration.rules.interest import opens_for
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


def params_of(item: RevisionItem, why: str) -> dict[str, Any]:
    """What the message shows. `early`: the day from which they may register, where that is not at once."""
    plan, values = item.plan, plans.to_json(item.plan)
    early = opens_for(plan.opens_on, early=True)
    return {
        "title": plan.title,
        "path": f"/offerings/{item.offering.ref}",
        "register": f"/offerings/{item.offering.ref}/registration",
        "dates": changes.dates_of(values),
        "format": values["format"],
        "place": plan.place,
        "open": sorted(point.value for point in points_of(plan)),
        "opens": plan.opens_on.isoformat() if plan.opens_on else "",
        "early": early.isoformat() if early else "",
        "why": plan.canceled_why if item.kind is ItemKind.CANCELED else why,
    }


def tell(item: RevisionItem, interested: list[Interest], version: ScheduleVersion, *, now: datetime) -> None:
    """One message to each who left interest, in the transaction that publishes it."""
    params = params_of(item, version.why)
    for one in interested:
        outbox.put(
            kind=kind_of(item), to=one.person_id, params=params, now=now,
            dedupe=f"{_dedupe(item.offering, one.person_id)}{version.number}",
        )  # fmt: skip
        one.told_at = now


def _dedupe(offering: Offering, person_id: int) -> str:
    return f"interest:{offering.ref}:{person_id}:"
