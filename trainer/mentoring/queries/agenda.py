"""What waits for a mentor or an administrator in this room, and which meetings come next?"""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.agenda import Event, Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import LIVE
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.queries import tasks
from trainer.mentoring.rules import LONGEST, EventTitle, MeetingState, TaskKind
from trainer.permissions import Role

MOST_TASKS = 20
MOST_EVENTS = 50
MOST_ROWS = 500


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """What waits: a mentor's meetings to plan and to write down, an administrator's trainees without a mentor."""
    found = _of_mentor(actor, now) if actor.holds(Role.MENTOR) else []
    if actor.person_id is None:
        return found
    if actor.holds(Role.MENTOR) or actor.holds(Role.TRAINEE):
        found += tasks.of_pairs(actor.person_id)
    if actor.holds(Role.ADMINISTRATOR):
        found += tasks.of_office(actor.person_id, now=now)
    return found[:MOST_TASKS]


def _of_mentor(actor: Actor, now: datetime) -> list[Task]:
    today = now.astimezone(clock.zone(actor.zone)).date()
    this_month = today.replace(day=1)
    rows = db.session.execute(
        select(Pair, Person.name, Meeting)
        .join(Person, Person.id == Pair.trainee_id)
        .join(Enrollment, Enrollment.id == Pair.enrollment_id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .outerjoin(
            Meeting,
            and_(
                Meeting.pair_id == Pair.id,
                or_(
                    Meeting.state == MeetingState.PLANNED,
                    and_(Meeting.state == MeetingState.HELD, Meeting.on >= this_month),
                ),
            ),
        )
        .where(
            Pair.mentor_id == actor.person_id,
            Pair.until.is_(None),
            Enrollment.state.in_(LIVE),
            Cohort.ends_on >= this_month,
        )
        .order_by(Person.sort_name, Pair.id, Meeting.starts_at)
        .limit(MOST_ROWS)
    )
    settled: set[int] = set()
    plans: dict[int, Task] = {}
    found: list[Task] = []
    for pair, name, meeting in rows:
        plans.setdefault(pair.id, _task(TaskKind.PLAN, "mentoring.plan", name, {"pair_ref": pair.ref}))
        if meeting is None:
            continue
        settled.add(pair.id)
        if meeting.state is MeetingState.PLANNED and meeting.starts_at <= now:
            values = {"meeting_ref": meeting.ref}
            found.append(_task(TaskKind.WRITE_DOWN, "mentoring.hold", name, values, meeting.on))
    return found + [task for pair_id, task in plans.items() if pair_id not in settled]


def _task(kind: TaskKind, endpoint: str, name: str, values: dict[str, str], due: date | None = None) -> Task:
    facts = {"name": name, "day": due} if due else {"name": name}
    return Task(Reason(kind, facts), endpoint, values, due)


def coming(person_id: int, *, now: datetime) -> list[Event]:
    """Somebody's mentor meetings that end after `now`, also canceled ones: a calendar takes those out again."""
    asked = {"person": person_id, "since": now - timedelta(minutes=LONGEST)}
    rows = db.session.execute(_meetings_ahead(), asked)
    return [
        Event(
            uid=f"meeting.{meeting.ref}",
            title=Reason(
                EventTitle.MEETING_WITH, {"name": theirs if meeting.mentor_id == person_id else mine}
            ),
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            zone=meeting.zone,
            endpoint="mentoring.meeting",
            values={"meeting_ref": meeting.ref},
            link=meeting.link,
            sequence=meeting.sequence,
            canceled=meeting.state is MeetingState.CANCELED,
        )
        for meeting, mine, theirs in rows
        if meeting.ends_at > now
    ]


@cache
def _meetings_ahead() -> Select[Any, Any, Any]:
    """Built once: to put it together takes longer than to ask it."""
    person: BindParameter[Any] = bindparam("person")
    mentor, trainee = aliased(Person), aliased(Person)
    return (
        select(Meeting, mentor.name, trainee.name)
        .join(mentor, mentor.id == Meeting.mentor_id)
        .join(trainee, trainee.id == Meeting.trainee_id)
        .where(
            or_(Meeting.mentor_id == person, Meeting.trainee_id == person),
            Meeting.starts_at > bindparam("since"),
            Meeting.state != MeetingState.MISSED,
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(MOST_EVENTS)
    )
