"""What does somebody do for work? They say it themselves, leave out what they wish, and change it at any time."""

from collections.abc import Collection
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.db import db
from trainer.organizations import queries
from trainer.organizations.models import Work
from trainer.organizations.rules import AgeBand, Level, Setting, WorkRole


def describe_work(
    *,
    person: Person,
    role: WorkRole | None,
    setting: Setting | None,
    level: Level | None,
    ages: Collection[AgeBand],
    by: Actor,
    now: datetime,
) -> Work:
    """Keep what a person says of their work (rows A16, A22, C12). The audit says that it changed, not what was said."""
    work = queries.work_of(person.id, lock=True)
    if work is None:
        work = Work(person_id=person.id)
        db.session.add(work)
    work.role, work.setting, work.level = role, setting, level
    work.ages, work.told_at = [age.value for age in AgeBand if age in ages], now
    db.session.flush()
    audit.record(action="person.work", by=by, now=now, subject=("person", person.ref))
    return work
