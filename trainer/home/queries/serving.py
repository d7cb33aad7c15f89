"""How far have the cohorts come that somebody serves: as their mentor, their trainer, or in the office?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, literal, select

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.home.queries import Administration, office
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import LIVE
from trainer.permissions import Role
from trainer.schedule.models import Session
from trainer.schedule.rules.kinds import SessionState

MOST = 5


@dataclass(frozen=True)
class UnderWay:
    """One cohort: how many of its sessions are over, and how many people go on (of a mentor: their own trainees).

    `mentored`: by whoever asks, who does not train it and so does not follow all of it.
    """

    ref: str
    name: str
    sessions: int
    over: int
    people: int
    mentored: bool = False


def of_administrator(*, now: datetime, today: date) -> tuple[Administration, list[UnderWay]]:
    """What needs an administrator, and the cohorts under way: one statement."""
    row = select(literal(1)).subquery()
    rows = db.session.execute(
        office()
        .add_columns(Cohort.ref, Cohort.name, *_sessions(now), _people())
        .select_from(row)
        .outerjoin(Cohort, (Cohort.starts_on <= today) & (Cohort.ends_on >= today))
        .order_by(Cohort.starts_on, Cohort.id)
        .limit(MOST)
    ).all()
    counts = Administration(rows[0][6], *(int(count or 0) for count in rows[0][:6]))
    return counts, [UnderWay(*row[7:]) for row in rows if row[7] is not None]


def cohorts_of(actor: Actor, *, now: datetime, today: date) -> list[UnderWay]:
    """The cohorts under way that somebody mentors or trains: one statement, none for everybody else."""
    trained, mentored = actor.scope_ids(Role.TRAINER, "offering"), actor.scope_ids(Role.MENTOR, "person")
    if not (trained or mentored):
        return []
    theirs = select(Enrollment.cohort_id).where(
        Enrollment.person_id.in_(mentored), Enrollment.state.in_(LIVE)
    )
    rows = db.session.execute(
        select(
            Cohort.ref, Cohort.name, *_sessions(now),
            _people(Cohort.offering_id.in_(trained) | Enrollment.person_id.in_(mentored)),
            Cohort.offering_id.not_in(trained),
        )
        .where(
            Cohort.starts_on <= today, Cohort.ends_on >= today,
            Cohort.offering_id.in_(trained) | Cohort.id.in_(theirs),
        )
        .order_by(Cohort.starts_on, Cohort.id)
        .limit(MOST)
    )  # fmt: skip
    return [UnderWay(*row) for row in rows]


def _sessions(now: datetime) -> list[Any]:
    held = select(func.count()).where(
        Session.offering_id == Cohort.offering_id, Session.state != SessionState.CANCELED
    )
    over = held.where(Session.ends_at <= now)
    return [part.correlate(Cohort).scalar_subquery() for part in (held, over)]


def _people(which: Any = None) -> Any:
    """How many of a cohort go on: for the office and the trainer all, for a mentor their own trainees."""
    going_on = select(func.count()).where(Enrollment.cohort_id == Cohort.id, Enrollment.state.in_(LIVE))
    asked = going_on if which is None else going_on.where(which)
    return asked.correlate(Cohort).scalar_subquery()
