"""How are many offerings changed at once? All of them are drafted, or none, with every problem of every one said."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.schedule import queries
from trainer.schedule.actions import drafting
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules import bulk, changes, soundness
from trainer.schedule.rules.bulk import BulkChange, BulkReason
from trainer.schedule.rules.plan import OfferingPlan
from trainer.schedule.rules.soundness import PlanReason


def change_many(
    *, year: ProgramYear, locks: Mapping[str, int], change: BulkChange, by: Actor, now: datetime
) -> list[Offering]:
    """Draft one change for many offerings of a year. Nobody is told until the schedule is published. Row A11.

    `locks`: the offerings by their refs, each with the number of the save that was looked at. Raises Refused with every
    problem of every offering, named by its title (fact `offering`) and `ref`; then nothing has changed.
    """
    if not locks:
        raise Refused(Reason(BulkReason.NOTHING_CHOSEN))
    offerings = _held(year, locks)
    new = {offering.id: change.apply(queries.planned(offering)).with_when() for offering in offerings}
    reasons = [
        reason
        for offering in offerings
        for reason in _problems(offering, new[offering.id], locks[offering.ref], now)
    ]
    if reasons:
        raise Refused(reasons)
    for offering in offerings:
        today = now.astimezone(ZoneInfo(offering.zone)).date()
        drafting.change_draft(
            offering=offering, plan=new[offering.id], lock=offering.lock, by=by, now=now, today=today
        )
    audit.record(
        action="schedule.change_many", by=by, now=now, subject=("year", year.slug),
        facts={"change": type(change).__name__, "offerings": len(offerings)},
    )  # fmt: skip
    return offerings


def _held(year: ProgramYear, locks: Mapping[str, int]) -> list[Offering]:
    """The offerings locked in the order of their ids, as the publication locks them."""
    found = select(Offering).where(Offering.year_id == year.id, Offering.ref.in_(list(locks)))
    held = (
        found.order_by(Offering.id).with_for_update(key_share=True).execution_options(populate_existing=True)
    )
    offerings = list(db.session.scalars(held))
    if len(offerings) != len(locks):
        raise Refused(Reason(BulkReason.NOTHING_CHOSEN))
    return offerings


def _problems(offering: Offering, new: OfferingPlan, lock: int, now: datetime) -> list[Reason]:
    planned, today = queries.planned(offering), now.astimezone(ZoneInfo(offering.zone)).date()
    facts = {"offering": planned.title, "ref": offering.ref}
    if offering.lock != lock:
        return [Reason(BulkReason.SAVED_MEANWHILE, facts)]
    why = bulk.why_not(state=offering.state, planned=planned, new=new, today=today)
    if why:
        return [Reason(why, facts)]
    found = soundness.problems(
        new, year_starts=offering.year.starts_on, today=today, history=False, was=queries.plan_of(offering)
    )
    taken = {place.format: place.held for place in offering.places}
    short = changes.short_of_places(new, taken)
    return [
        *(Reason(code, {**facts, **counted}) for code, counted in found),
        *(Reason(PlanReason.BELOW_TAKEN, {**facts, **counted}) for counted in short),
    ]
