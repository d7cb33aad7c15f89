"""Is an offering one for these people? From the standings that higher rooms write, and the list of who is invited."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select

from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.curriculum.models import Standing
from trainer.curriculum.rules import StandingKind
from trainer.registration import queries
from trainer.registration.models import Invited
from trainer.registration.rules.eligibility import EligibilityReason, Standings, why_not_eligible
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Eligibility

_KIND = {Eligibility.CERTIFIED: StandingKind.CERTIFIED, Eligibility.COHORT: StandingKind.IN_COHORT}


def standings(offering: Offering, person_ids: Collection[int]) -> dict[int, Standings]:
    """What counts for this offering, for each of these people: one statement, none when it is for everybody."""
    found = dict.fromkeys(person_ids, Standings())
    if not found or offering.eligibility is Eligibility.ANYONE:
        return found
    if offering.eligibility is Eligibility.INVITED:
        rows: Any = db.session.execute(
            select(Invited.person_id, Invited.made_at).where(
                Invited.offering_id == offering.id, Invited.person_id.in_(found)
            )
        )
        return found | {person: Standings(invited=queries.today_at(offering, at)) for person, at in rows}
    kind = _KIND[offering.eligibility]
    rows = db.session.execute(
        select(Standing.person_id, Standing.since, Standing.until)
        .where(Standing.kind == kind, Standing.person_id.in_(found))
        .order_by(Standing.until.is_(None), Standing.until, Standing.id)
    )
    if kind is StandingKind.CERTIFIED:
        return found | {person: Standings(certificate=(since, until)) for person, since, until in rows}
    return found | {person: Standings(cohort=(since, until)) for person, since, until in rows}


def why_not(
    offering: Offering, person_id: int, *, now: datetime
) -> tuple[EligibilityReason, dict[str, object]] | None:
    """Why an offering is not for somebody today, or None."""
    known = standings(offering, [person_id])[person_id]
    return why_not_eligible(offering.eligibility, known, today=queries.today_at(offering, now))


def eligible_among(offering: Offering, person_ids: Collection[int], *, now: datetime) -> set[int]:
    """For which of these people an offering is."""
    today = queries.today_at(offering, now)
    return {
        person_id
        for person_id, known in standings(offering, person_ids).items()
        if why_not_eligible(offering.eligibility, known, today=today) is None
    }


def invited_to(offering: Offering) -> list[tuple[Invited, Person]]:
    """The list of who is invited, by name."""
    rows = db.session.execute(
        select(Invited, Person)
        .join(Person, Person.id == Invited.person_id)
        .where(Invited.offering_id == offering.id)
        .order_by(Person.sort_name, Person.id)
        .limit(500)
    )
    return [(invited, person) for invited, person in rows]
