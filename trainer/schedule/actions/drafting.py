"""How is the schedule drafted? Make a year, draft an offering, change, cancel or discard a draft."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.schedule import queries
from trainer.schedule.actions.applying import apply_plan, held_and_gone
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules import changes, soundness
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.changes import ItemKind, PublishReason
from trainer.schedule.rules.kinds import OfferingState
from trainer.schedule.rules.plan import OfferingPlan
from trainer.schedule.rules.years import YearReason, slug_of


def make_year(*, starts: int, by: Actor, now: datetime) -> ProgramYear:
    """The program year that begins on July 1 of `starts`. Refuses one that is there."""
    slug = slug_of(starts)
    if queries.year_by_slug(slug):
        raise Refused(Reason(YearReason.YEAR_EXISTS, {"year": slug}))
    year = ProgramYear(slug=slug, starts_on=date(starts, 7, 1), version=0)
    db.session.add(year)
    db.session.flush()
    audit.record(action="schedule.make_year", by=by, now=now, subject=("year", slug))
    return year


def draft_offering(
    *,
    year: ProgramYear,
    plan: OfferingPlan,
    by: Actor,
    now: datetime,
    today: date,
    history: bool = False,
    source: str | None = None,
) -> Offering:
    """A new offering that only administrators and its trainers see until it is published. Raises Refused."""
    _refuse_problems(plan, year, today, history, None)
    offering = Offering(year=year, state=OfferingState.DRAFT, source=source, lock=0, sequence=0)
    offering.kind, offering.title, offering.format, offering.when = (
        plan.kind,
        plan.title,
        plan.format,
        plan.when,
    )
    offering.zone = plan.zone
    db.session.add(offering)
    apply_plan(offering=offering, plan=plan, now=now)
    audit.record(
        action="schedule.draft", by=by, now=now, subject=("offering", offering.ref),
        facts={"title": plan.title, "year": year.slug},
    )  # fmt: skip
    return offering


def publish_closed(*, offering: Offering, by: Actor, now: datetime) -> Offering:
    """Make a drafted offering public whose people are chosen, not registered: no revision of the year waits for it.

    Raises Refused when it is no draft, or when people could register for it themselves.
    """
    _lock_offering(offering, offering.lock)
    today = now.astimezone(ZoneInfo(offering.zone)).date()
    if offering.state is not OfferingState.DRAFT or offering.closes_on is None or offering.closes_on >= today:
        raise Refused(Reason(PublishReason.NOT_A_DRAFT))
    offering.state = OfferingState.PUBLISHED
    offering.lock += 1
    db.session.flush()
    audit.record(
        action="schedule.publish_offering", by=by, now=now, subject=("offering", offering.ref),
        facts={"kind": ItemKind.NEW.value, "parts": [], "told": 0},
    )  # fmt: skip
    return offering


def change_draft(
    *, offering: Offering, plan: OfferingPlan, lock: int, by: Actor, now: datetime, today: date
) -> Offering:
    """Keep a changed plan. A published offering stays as it is until the next publication.

    `lock` is the number that the editor saw: whoever saves second is refused (saved_meanwhile), nothing is lost.
    """
    _lock_offering(offering, lock)
    stands = queries.plan_of(offering)
    plan = plan.with_when()
    _refuse_problems(plan, offering.year, today, False, stands)
    what = [change.part.value for change in changes.differences(queries.planned(offering), plan)]
    if offering.state is OfferingState.DRAFT:
        apply_plan(offering=offering, plan=plan, now=now)
    else:
        taken = {place.format: place.held for place in offering.places}
        short = changes.short_of_places(plan, taken)
        if short:
            facts = {"offering": plan.title}
            raise Refused([Reason(PublishReason.BELOW_TAKEN, {**facts, **counted}) for counted in short])
        if removed := held_and_gone(offering, plan):
            raise Refused(removed)
        offering.draft = plans.to_json(plan) if changes.differences(stands, plan) else None
    offering.lock += 1
    db.session.flush()
    audit.record(
        action="schedule.change_draft",
        by=by,
        now=now,
        subject=("offering", offering.ref),
        facts={"parts": what},
    )
    return offering


def cancel_offering(*, offering: Offering, why: str, lock: int, by: Actor, now: datetime) -> Offering:
    """Draft the cancellation of a published offering. The next publication tells everybody registered, with `why`."""
    _lock_offering(offering, lock)
    if offering.state is not OfferingState.PUBLISHED:
        raise Refused(Reason(PublishReason.NOT_A_DRAFT))
    if not why.strip():
        raise Refused(Reason(PublishReason.WHY_MISSING))
    plan = replace(queries.planned(offering), canceled=True, canceled_why=why.strip())
    offering.draft = plans.to_json(plan)
    offering.lock += 1
    db.session.flush()
    audit.record(action="schedule.draft_cancellation", by=by, now=now, subject=("offering", offering.ref))
    return offering


def discard_draft(*, offering: Offering, lock: int, by: Actor, now: datetime) -> None:
    """Forget what was drafted: a published offering stands as it is, one never published goes."""
    _lock_offering(offering, lock)
    audit.record(action="schedule.discard_draft", by=by, now=now, subject=("offering", offering.ref))
    if offering.state is OfferingState.DRAFT:
        db.session.delete(offering)
    else:
        offering.draft = None
        offering.lock += 1
    db.session.flush()


def _lock_offering(offering: Offering, lock: int) -> None:
    """Read the row anew under its lock. Raises Refused when it was saved since, or can no longer change."""
    read_anew = (
        select(Offering)
        .where(Offering.id == offering.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if db.session.scalar(read_anew) is None:
        raise Refused(Reason(PublishReason.SAVED_MEANWHILE))
    db.session.expire(offering, ["sessions", "places"])
    if offering.state in (OfferingState.CANCELED, OfferingState.COMPLETED):
        raise Refused(Reason(PublishReason.CANCELED_ALREADY))
    if offering.lock != lock:
        raise Refused(Reason(PublishReason.SAVED_MEANWHILE))


def _refuse_problems(
    plan: OfferingPlan, year: ProgramYear, today: date, history: bool, was: OfferingPlan | None
) -> None:
    found = soundness.problems(plan, year_starts=year.starts_on, today=today, history=history, was=was)
    if found:
        raise Refused([Reason(code, facts) for code, facts in found])
