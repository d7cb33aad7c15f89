"""Which organizations plan together in the sample year, which seats are held for them, and what asks for approval?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.organizations import actions as organizations
from trainer.organizations.models import Organization
from trainer.registration import actions as registration
from trainer.registration.actions import invitations
from trainer.registration.rules.seats import RollOver
from trainer.sample import people
from trainer.schedule import actions as schedule
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules.kinds import OfferingKind

ALLIANCE = "Bay Early Learning Alliance"
JOINED = date(2020, 6, 8)
RESERVED = datetime(2021, 5, 17, 18, tzinfo=UTC)


def leadership(year: ProgramYear) -> Offering:
    """The Leadership CoP of a year."""
    return db.session.scalars(
        select(Offering).where(Offering.kind == OfferingKind.LEADERSHIP_COP, Offering.year_id == year.id)
    ).one()


def ask_for_approval(year: ProgramYear, by: Actor, now: datetime) -> None:
    """Each registration for the Leadership CoP is approved, before the year is published."""
    offering = leadership(year)
    plan = replace(schedule_queries.planned(offering), approval=True)
    schedule.change_draft(offering=offering, plan=plan, lock=offering.lock, by=by, now=now, today=now.date())


def invite_leaders(year: ProgramYear, leaders: Sequence[people.SamplePerson], by: Actor) -> Offering:
    """The Leadership CoP of a year, with these people on its list."""
    offering = leadership(year)
    invitations.invite(offering=offering, emails=[one.email for one in leaders], by=by, now=RESERVED)
    return offering


def offer_regions(by: Actor, now: datetime) -> None:
    """The regions that the organizations are in."""
    for name in sorted({item.region for item in people.ORGANIZATIONS}):
        organizations.add_region(name=name, by=by, now=now)


def hold_seats(found: Mapping[str, Organization], offering: Offering, *, by: Actor) -> None:
    """A consortium of two, for which five seats of the next CoP 101 are held until a month before it begins."""
    alliance = organizations.make_consortium(
        name=ALLIANCE,
        about="A county office and an agency that send their people together.",
        by=by,
        now=RESERVED,
    )
    for key in ("bay", "rivers"):
        organizations.join_consortium(
            consortium=alliance, organization=found[key], since=JOINED, today=RESERVED.date(), by=by, now=RESERVED
        )  # fmt: skip
    registration.reserve(
        offering=offering, holder=alliance, count=5, release_on=date(2021, 8, 16), roll_over=RollOver.NEXT_RUN,
        by=by, now=RESERVED,
    )  # fmt: skip
