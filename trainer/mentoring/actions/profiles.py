"""How does a mentor, or an administrator for them, say for how many trainees there is room, and since when?"""

from collections.abc import Sequence
from datetime import date, datetime

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.db import db
from trainer.mentoring.models import MentorProfile


def describe_mentor(
    *,
    person: Person,
    capacity: int,
    languages: Sequence[str],
    settings: Sequence[str],
    available_from: date | None,
    by: Actor,
    now: datetime,
) -> MentorProfile:
    """Write down what somebody offers as a mentor. Pairs that last are not touched, also when there is less room."""
    profile = db.session.get(MentorProfile, person.id)
    if profile is None:
        profile = MentorProfile(person_id=person.id)
        db.session.add(profile)
    profile.capacity, profile.available_from = capacity, available_from
    profile.languages, profile.settings = list(languages), list(settings)
    profile.changed_at, profile.changed_by = now, by.person_id
    db.session.flush()
    audit.record(
        action="mentoring.profile", by=by, now=now, subject=("person", person.ref),
        facts={
            "capacity": capacity, "languages": list(languages), "settings": list(settings),
            "available_from": available_from.isoformat() if available_from else "",
        },
    )  # fmt: skip
    return profile
