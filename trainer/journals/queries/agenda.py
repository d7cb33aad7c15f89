"""What waits in the journal for a trainee and for a mentor, and which of its days come next?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, func, select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.agenda import Event, Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.journals.models import Entry, Review, Submission
from trainer.journals.queries.reviews import queue
from trainer.journals.queries.talk import late_tasks, second_tasks
from trainer.journals.rules import EntryState, EventTitle, TaskKind, beginning
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import LIVE, shape_of
from trainer.permissions import Role
from trainer.schedule.models import Session

MOST_TASKS = 20
MOST_EVENTS = 50
MOST_ROWS = 200

AGAIN_BY = (
    select(Review.again_by)
    .join(Submission, Submission.id == Review.submission_id)
    .where(Submission.entry_id == Entry.id)
    .order_by(Submission.round.desc())
    .limit(1)
    .correlate(Entry)
    .scalar_subquery()
)
"""By when the Entry of a statement is expected again."""

SENT_BACK = {EntryState.REVISE: TaskKind.REVISE, EntryState.PRIVACY_HOLD: TaskKind.MEND}
FREE_SENT_BACK = {
    EntryState.REVISE: TaskKind.REVISE_TRACE,
    EntryState.PRIVACY_HOLD: TaskKind.MEND_TRACE,
}


@dataclass
class _Asked:
    """A session, how many required entries it still asks for, and the prompt of one with a draft."""

    on: date
    expected: int
    draft: str | None = None


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """What waits: entries to answer for a mentor; entries to write, go on with and revise for a trainee."""
    tasks = _of_mentor(actor) if actor.holds(Role.MENTOR) else []
    if any(actor.holds(role) for role in (Role.SECOND_READER, Role.MENTOR, Role.ADMINISTRATOR)):
        tasks += second_tasks(actor)
    if actor.holds(Role.ADMINISTRATOR):
        tasks += late_tasks(now)
    if actor.holds(Role.TRAINEE):
        tasks += _of_trainee(actor, now)
    return tasks[:MOST_TASKS]


def _of_mentor(actor: Actor) -> list[Task]:
    writers = actor.scope_ids(Role.MENTOR, "person")
    rows = db.session.execute(queue(writers).order_by(Entry.submitted_at, Entry.id).limit(MOST_TASKS))
    return [
        Task(
            Reason(
                TaskKind.ANSWER_TRACE if entry.free else TaskKind.ANSWER,
                {"name": entry.person.name, "session": entry.session},
            ),
            "journals.review", {"entry_ref": entry.ref}, due,
        )
        for _at, _id, entry, due in rows
        if entry.state is EntryState.SUBMITTED or entry.reviewer_id == actor.person_id
    ]  # fmt: skip


def _of_trainee(actor: Actor, now: datetime) -> list[Task]:
    tasks = _traces_sent_back(actor)
    sessions: dict[int, _Asked] = {}
    today = now.astimezone(clock.zone(actor.zone)).date()
    asked_for = {"person": actor.person_id, "soon": today + timedelta(days=62)}
    rows = db.session.execute(_sessions_with_entries(), asked_for)
    for number, on, shape, prompt, required, state, again_by in rows:
        if number not in sessions:
            sessions[number] = _Asked(on, shape_of(shape).entries_asked(number))
        asked = sessions[number]
        if state in SENT_BACK:
            tasks.append(_task(SENT_BACK[state], number, "journals.write", {"prompt_id": prompt}, again_by))
        if required and state is EntryState.DRAFT:
            asked.draft = prompt
        elif required:
            asked.expected -= 1
    for number, asked in sessions.items():
        if asked.expected <= 0 or asked.on > today:
            continue
        due = sessions[number + 1].on if number + 1 in sessions else None
        if asked.draft:
            tasks.append(_task(TaskKind.GO_ON, number, "journals.write", {"prompt_id": asked.draft}, due))
        else:
            tasks.append(_task(TaskKind.WRITE, number, "journals.mine", {}, due))
    return tasks


def _traces_sent_back(actor: Actor) -> list[Task]:
    """Traces that answer no prompt and wait for their writer again."""
    rows = db.session.execute(_free_and_open(), {"person": actor.person_id})
    return [
        Task(
            Reason(FREE_SENT_BACK[state], {"title": title or beginning(text)}),
            "journals.write", {"prompt_id": prompt}, again_by,
        )
        for prompt, title, text, state, again_by in rows
    ]  # fmt: skip


@cache
def _free_and_open() -> Select[Any, Any, Any, Any, Any]:
    return (
        select(Entry.prompt, Entry.title, func.substr(Entry.text, 1, 120), Entry.state, AGAIN_BY)
        .where(
            Entry.person_id == bindparam("person"), Entry.module == "", Entry.state.in_(list(FREE_SENT_BACK))
        )
        .order_by(Entry.id)
        .limit(MOST_TASKS)
    )


@cache
def _sessions_with_entries() -> Select[*tuple[Any, ...]]:
    """(session, day, shape of the cohort, prompt, required, state, again by): sessions so far, the next, and entries.

    Built once: to put it together takes longer than to ask it.
    """
    person_id: BindParameter[Any] = bindparam("person")
    soon: BindParameter[Any] = bindparam("soon")
    return (
        select(
            Session.number,
            Session.on,
            Cohort.shape,
            Entry.prompt,
            Entry.required,
            Entry.state,
            AGAIN_BY,
        )
        .select_from(Enrollment)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .join(Session, Session.offering_id == Cohort.offering_id)
        .outerjoin(Entry, and_(Entry.enrollment_id == Enrollment.id, Entry.session == Session.number))
        .where(Enrollment.person_id == person_id, Enrollment.state.in_(LIVE), Session.on <= soon)
        .order_by(Session.number, Entry.id)
        .limit(MOST_ROWS)
    )


def _task(kind: TaskKind, session: int, endpoint: str, values: dict[str, Any], due: date | None) -> Task:
    return Task(Reason(kind, {"session": session}), endpoint, values, due)


def coming(person_id: int, *, now: datetime) -> list[Event]:
    """The days by which somebody promised to hand an entry in again, each as a whole day."""
    rows = db.session.execute(_sent_back(), {"person": person_id})
    events = []
    for ref, prompt, session, day, zone in rows:
        if day is None:
            continue
        starts = datetime.combine(day, time(), clock.zone(zone)).astimezone(UTC)
        ends = datetime.combine(day + timedelta(days=1), time(), clock.zone(zone)).astimezone(UTC)
        if ends > now:
            again = EventTitle.HAND_IN_AGAIN if session else EventTitle.HAND_IN_TRACE_AGAIN
            title = Reason(again, {"session": session})
            events.append(
                Event(
                    uid=f"entry.{ref}", title=title, starts_at=starts, ends_at=ends,
                    zone=clock.zone(zone).key, endpoint="journals.write", values={"prompt_id": prompt},
                )
            )  # fmt: skip
    return events


@cache
def _sent_back() -> Select[Any, Any, Any, Any, Any]:
    return (
        select(Entry.ref, Entry.prompt, Entry.session, AGAIN_BY, Person.zone)
        .join(Person, Person.id == Entry.person_id)
        .where(Entry.person_id == bindparam("person"), Entry.state == EntryState.REVISE)
        .order_by(Entry.id)
        .limit(MOST_EVENTS)
    )
