"""How is it recorded that somebody presented without a call, and taken back? It counts as a share-out (R18)."""

from collections.abc import Collection
from datetime import date, datetime

from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.rules import normal_email
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Refused
from trainer.schedule.models import Offering
from trainer.showcase import queries
from trainer.showcase.models import Presented
from trainer.showcase.rules import records


def record(
    *, offering: Offering, title: str, on: date, emails: Collection[str], by: Actor, now: datetime
) -> list[Presented]:
    """Record that the people with these sign-in addresses presented `title` at an offering on one of its days.

    For what stood on no program here: a showcase of an earlier year, or a presentation that was not proposed. Raises
    Refused.
    """
    offering = queries.offering_anew(offering.id)
    found = {email: accounts_queries.person_by_sign_in(email) for email in map(normal_email, emails) if email}
    people = {person.id: person for person in found.values() if person is not None}
    reasons = records.why_not_record(
        kind=offering.kind, days=queries.days_over(offering, now=now), on=on,
        people={one.id: one.name for one in people.values()},
        unknown=[email for email, person in found.items() if person is None],
        already={
            one.person_id for one in queries.presented_at(offering.id) if one.called.casefold() == title.casefold()
        },
        by=by.person_id,
    )  # fmt: skip
    if reasons:
        raise Refused(reasons)
    made = [
        Presented(offering=offering, person=person, title=title, on=on, marked_at=now, marked_by=by.person_id)
        for person in people.values()
    ]
    db.session.add_all(made)
    db.session.flush()
    for one in made:
        _note("presentation.record", one, by=by, now=now)
    return made


def take_back(*, presented: Presented, by: Actor, now: datetime) -> None:
    """What was recorded by hand was wrong. What stood on a program is corrected there (ValueError)."""
    if presented.proposal_id is not None:
        raise ValueError("this belongs to a program")
    _note("presentation.take_back", presented, by=by, now=now)
    db.session.delete(presented)
    db.session.flush()


def _note(action: str, one: Presented, *, by: Actor, now: datetime) -> None:
    facts = {"person": one.person.ref, "on": one.on.isoformat(), "title": one.title}
    audit.record(action=action, by=by, now=now, subject=("offering", one.offering.ref), facts=facts)
