"""When did a mentor and a trainee meet, when will they, and how does the year look?"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from trainer.accounts.queries import storable
from trainer.core import clock
from trainer.core.db import db
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import LIVE
from trainer.mentoring import rules
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingState, Rhythm, pace
from trainer.mentoring.rules.pace import Pace

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


def pace_of(cohort: Cohort, meetings: Sequence[Meeting], *, today: date) -> Pace:
    """How far a trainee's meetings of the implementation phase are, and by when to meet next (R07)."""
    return pace.pace(first=cohort.implementation_on, last=cohort.ends_on, meetings=meetings, today=today)


def paces(*, today: date) -> list[tuple[Pair, Pace]]:
    """Every pair in its implementation phase with its pace: two statements, however many they are."""
    pairs = db.session.scalars(
        select(Pair)
        .join(Enrollment, Enrollment.id == Pair.enrollment_id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .where(
            Pair.until.is_(None), Enrollment.state.in_(LIVE), Cohort.implementation_on <= today,
            Cohort.ends_on >= today,
        )
        .order_by(Pair.id)
        .options(
            joinedload(Pair.mentor), joinedload(Pair.trainee), joinedload(Pair.enrollment).joinedload(Enrollment.cohort)
        )
    ).all()  # fmt: skip
    met: dict[int, list[Meeting]] = defaultdict(list)
    if pairs:
        first = min(pair.enrollment.cohort.implementation_on for pair in pairs)
        people = [pair.trainee_id for pair in pairs]
        for one in db.session.scalars(
            select(Meeting).where(Meeting.trainee_id.in_(people), Meeting.on >= first)
        ):
            met[one.trainee_id].append(one)
    return [(pair, pace_of(pair.enrollment.cohort, met[pair.trainee_id], today=today)) for pair in pairs]


def today_of(zone: str | None, *, now: datetime) -> date:
    """The day it is for whoever lives in this zone."""
    return now.astimezone(clock.zone(zone)).date()
