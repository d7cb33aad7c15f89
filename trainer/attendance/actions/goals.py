"""How many hours does an organization ask of its people?"""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.attendance.models import Goal
from trainer.core import audit
from trainer.core.db import db
from trainer.organizations.models import Organization


def set_goal(*, organization: Organization, minutes: int, by: Actor, now: datetime) -> None:
    """Ask for so many minutes a year; 0: for none. Head Start asks for 15 hours a year (domain.md 5.6)."""
    goal = db.session.get(Goal, organization.id)
    if minutes <= 0:
        if goal is not None:
            db.session.delete(goal)
    elif goal is None:
        db.session.add(
            Goal(organization_id=organization.id, minutes=minutes, changed_at=now, changed_by=by.person_id)
        )
    else:
        goal.minutes, goal.changed_at, goal.changed_by = minutes, now, by.person_id
    db.session.flush()
    audit.record(
        action="goal.set", by=by, now=now, subject=("organization", organization.ref),
        facts={"minutes": max(minutes, 0)},
    )  # fmt: skip
