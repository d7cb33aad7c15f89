"""When did a mentor and a trainee meet, when will they, and how does the year look?"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from trainer.accounts.queries import storable
from trainer.core import clock
from trainer.core.db import db
from trainer.learning.models import Cohort
from trainer.mentoring import rules
from trainer.mentoring.models import Meeting
from trainer.mentoring.rules import MeetingState, Rhythm

MOST = 500


def meeting_by_ref(ref: str) -> Meeting | None:
    """The meeting that a URL names, with its people."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Meeting)
        .where(Meeting.ref == ref)
        .options(joinedload(Meeting.pair), joinedload(Meeting.mentor), joinedload(Meeting.trainee))
    ).first()


def alone(meeting_id: int) -> Select[Meeting]:
    """One meeting as it is in the database now, for a lock."""
    return select(Meeting).where(Meeting.id == meeting_id).execution_options(populate_existing=True)


def meetings_by_trainee(trainee_ids: Collection[int]) -> dict[int, list[Meeting]]:
    """The meetings of these trainees, with whomever, latest first. One statement."""
    found: dict[int, list[Meeting]] = defaultdict(list)
    if trainee_ids:
        rows = db.session.scalars(
            select(Meeting)
            .where(Meeting.trainee_id.in_(trainee_ids))
            .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
            .options(joinedload(Meeting.mentor))
            .limit(MOST)
        )
        for meeting in rows:
            found[meeting.trainee_id].append(meeting)
    return found


def meetings_of(trainee_id: int) -> list[Meeting]:
    """A trainee's meetings, with whomever, latest first."""
    return meetings_by_trainee([trainee_id])[trainee_id]


def planned_of(pair_id: int) -> Sequence[Meeting]:
    """What a pair has planned, soonest first; read anew, for whoever is about to change it."""
    return db.session.scalars(
        select(Meeting)
        .where(Meeting.pair_id == pair_id, Meeting.state == MeetingState.PLANNED)
        .order_by(Meeting.starts_at, Meeting.id)
        .execution_options(populate_existing=True)
    ).all()


def next_of(meetings: Sequence[Meeting], *, now: datetime) -> Meeting | None:
    """The next planned one among meetings; one that goes on now is still next."""
    coming = [one for one in meetings if one.state is MeetingState.PLANNED and one.ends_at > now]
    return min(coming, key=lambda one: (one.starts_at, one.id), default=None)


def rhythm_of(cohort: Cohort, meetings: Sequence[Meeting], *, today: date) -> Rhythm:
    """The months of a cohort's year with a trainee's meetings in them."""
    return rules.rhythm(first=cohort.starts_on, last=cohort.ends_on, meetings=meetings, today=today)


def today_of(zone: str | None, *, now: datetime) -> date:
    """The day it is for whoever lives in this zone."""
    return now.astimezone(clock.zone(zone)).date()
