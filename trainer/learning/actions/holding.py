"""What goes with being in the program? The standing that other rooms read, the role, the place, and the record."""

from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts import actions as account_actions
from trainer.accounts import queries as account_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Grant, Person
from trainer.core import audit, clock
from trainer.core.db import db
from trainer.curriculum.models import Standing
from trainer.curriculum.rules import StandingKind
from trainer.learning.models import Cohort, Enrollment, Step
from trainer.learning.rules import StepKind
from trainer.permissions import Role
from trainer.registration import actions as registration_actions
from trainer.registration import queries as registration_queries
from trainer.registration.rules import CAN_WITHDRAW


def today_in(cohort: Cohort, now: datetime) -> date:
    """The day in the zone of a cohort."""
    return now.astimezone(clock.zone(cohort.offering.zone)).date()


def begin_standing(enrollment: Enrollment, today: date) -> None:
    """From today on other rooms know that this person is in a cohort."""
    db.session.add(
        Standing(
            person_id=enrollment.person.id, kind=StandingKind.IN_COHORT, since=today, until=None,
            cause=_cause(enrollment.cohort),
        )
    )  # fmt: skip
    db.session.flush()


def end_standing(enrollment: Enrollment, today: date) -> None:
    """From today on they do not."""
    for standing in db.session.scalars(
        select(Standing).where(
            Standing.person_id == enrollment.person_id, Standing.cause == _cause(enrollment.cohort),
            Standing.until.is_(None),
        )
    ):  # fmt: skip
        standing.until = today


def give_role(enrollment: Enrollment, *, by: Actor, now: datetime) -> None:
    """The role of a trainee, once."""
    if _grant_of(enrollment.person, now) is None:
        account_actions.grant(
            person=enrollment.person, role=Role.TRAINEE, cause=_cause(enrollment.cohort), by=by, now=now
        )


def end_role(enrollment: Enrollment, *, by: Actor, now: datetime) -> None:
    """Nobody is a trainee without a cohort."""
    grant = _grant_of(enrollment.person, now)
    if grant is not None:
        account_actions.end_grant(grant=grant, by=by, now=now)


def give_place(cohort: Cohort, person: Person, *, by: Actor, now: datetime) -> None:
    """A place in all sessions of a cohort, once. Raises Refused where there is none."""
    if registration_queries.live_registration(cohort.offering_id, person.id) is None:
        registration_actions.give_place(offering=cohort.offering, person=person, by=by, now=now)


def end_place(enrollment: Enrollment, *, by: Actor, now: datetime) -> None:
    """The place in the coming sessions is free again."""
    held = registration_queries.live_registration(enrollment.cohort.offering_id, enrollment.person_id)
    if held is not None and held.state in CAN_WITHDRAW:
        registration_actions.withdraw(registration=held, by=by, now=now)


def note(
    enrollment: Enrollment,
    action: str,
    kind: StepKind,
    *,
    by: Actor,
    now: datetime,
    until: date | None = None,
    said: str = "",
) -> None:
    """What the person reads of it, and what the trail keeps: never why. `said` is meant for the person."""
    db.session.add(Step(enrollment_id=enrollment.id, kind=kind, at=now, until=until, said=said.strip()))
    db.session.flush()
    facts = {"cohort": enrollment.cohort.ref, "person": enrollment.person.ref}
    if until is not None:
        facts["until"] = until.isoformat()
    audit.record(action=action, by=by, now=now, subject=("enrollment", enrollment.ref), facts=facts)


def _cause(cohort: Cohort) -> str:
    return f"cohort:{cohort.ref}"


def _grant_of(person: Person, now: datetime) -> Grant | None:
    held = account_queries.grants_of(person.id, now=now)
    return next((grant for grant in held if grant.role is Role.TRAINEE), None)
