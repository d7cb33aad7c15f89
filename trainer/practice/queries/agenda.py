"""What waits for somebody in CoPs, and which sessions come? Told to the first page and to calendars."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Date,
    Integer,
    Select,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person, Promise
from trainer.accounts.rules import PROMISE_VERSIONS, PromiseKind
from trainer.core.agenda import Event, Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.permissions import Role
from trainer.practice.models import Charter, Cop, CopSession, Cycle, CyclePart, Debrief, Facilitator
from trainer.practice.rules import CharterState, CopSessionState, CopState, DebriefState, EventKind, TaskKind
from trainer.practice.rules.inquiry_kinds import Part

MOST_TASKS = 20
MOST_EVENTS = 50
CYCLE_AHEAD = timedelta(days=14)
NO_DAY = cast(null(), Date)
NO_NUMBER = cast(null(), Integer)
PLACES = {
    TaskKind.SIGN_PROMISE: ("accounts.promise", ""),
    TaskKind.WRITE_CHARTER: ("practice.charter", "cop_ref"),
    TaskKind.CHANGE_CHARTER: ("practice.charter", "cop_ref"),
    TaskKind.DECIDE_CHARTER: ("practice.show_charter", "charter_ref"),
    TaskKind.HOLD_SESSION: ("practice.hold", "cop_session_ref"),
    TaskKind.WRITE_DEBRIEF: ("practice.debrief", "debrief_ref"),
    TaskKind.FINISH_CYCLE: ("practice.cycle", "cycle_ref"),
    TaskKind.HOLD_DEBRIEF: ("practice.debrief", "debrief_ref"),
    TaskKind.DEBRIEF_STEP: ("practice.debrief", "debrief_ref"),
}
"""Where each task is done, and which argument of that address the task's reference is."""


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """What waits for somebody here: one statement for each of their roles that has something to do in CoPs."""
    if actor.person_id is None:
        return []
    asked = {"person": actor.person_id, "now": now, "soon": (now + CYCLE_AHEAD).date()}
    statements: list[Any] = []
    if actor.holds(Role.TRAINEE):
        statements.append(_of_trainee())
    if trainees := actor.scope_ids(Role.MENTOR, "person"):
        statements.append(_of_mentor(trainees))
    if actor.holds(Role.ADMINISTRATOR):
        statements.append(_submitted(actor.person_id))
    tasks: dict[tuple[str, str], Task] = {}
    for statement in statements:
        for kind, cop, name, number, ref, due in db.session.execute(statement, asked):
            task = _task(TaskKind(kind), cop, name, number, ref, due)
            tasks.setdefault((kind, ref), task)
    return sorted(tasks.values(), key=lambda task: (task.due is None, str(task.due)))[:MOST_TASKS]


def _task(kind: TaskKind, cop: str, name: str, number: int | None, ref: str, due: Any) -> Task:
    endpoint, argument = PLACES[kind]
    facts = {"cop": cop, "name": name, "number": number}
    return Task(
        Reason(kind, {key: value for key, value in facts.items() if value not in (None, "")}),
        endpoint,
        {argument: ref} if argument else {},
        due,
    )


def _row(kind: TaskKind, cop: Any, name: Any, number: Any, ref: Any, due: Any) -> Select[Any]:
    return select(literal(kind.value).label("kind"), cop, name, number, ref, due.label("due"))


@cache
def _of_trainee() -> Any:
    """Built once: to put it together takes longer than to ask it."""
    person_id: BindParameter[Any] = bindparam("person")
    now: BindParameter[Any] = bindparam("now")
    mine = select(Facilitator.cop_id).where(
        Facilitator.person_id == person_id, Facilitator.until.is_(None)
    )  # fmt: skip
    nothing = literal("")
    promised = select(Promise.id).where(
        Promise.person_id == person_id,
        Promise.kind == PromiseKind.PRIVACY,
        Promise.version == PROMISE_VERSIONS[PromiseKind.PRIVACY],
    )
    parts = [
        *_debriefs_of(person_id),
        _row(TaskKind.HOLD_SESSION, Cop.name, nothing, CopSession.number, CopSession.ref, CopSession.on)
        .select_from(CopSession)
        .join(Cop, Cop.id == CopSession.cop_id)
        .where(
            Cop.id.in_(mine),
            CopSession.state == CopSessionState.PLANNED,
            CopSession.starts_at < now,
        ),
        *_charters_to_write(mine),
        _cycles_to_finish(mine),
        _row(TaskKind.SIGN_PROMISE, nothing, nothing, NO_NUMBER, nothing, NO_DAY)
        .select_from(Person)
        .where(Person.id == person_id, ~promised.exists()),
    ]
    return _soonest(parts)


def _debriefs_of(person_id: BindParameter[Any]) -> list[Select[Any]]:
    """The debriefs that are due, and the next steps that were agreed in others."""
    due = Debrief.state == DebriefState.DUE
    agreed = (
        Debrief.state == DebriefState.HELD,
        Debrief.next_on.is_not(None),
        Debrief.next_done_at.is_(None),
    )
    return [
        _row(kind, Cop.name, literal(""), CopSession.number, Debrief.ref, day)
        .select_from(Debrief)
        .join(CopSession, CopSession.id == Debrief.session_id)
        .join(Cop, Cop.id == CopSession.cop_id)
        .where(Debrief.trainee_id == person_id, *which)
        for kind, day, which in (
            (TaskKind.WRITE_DEBRIEF, Debrief.due_on, (due,)),
            (TaskKind.DEBRIEF_STEP, Debrief.next_on, agreed),
        )
    ]


def _cycles_to_finish(mine: Any) -> Select[Any]:
    """The cycles of inquiry that should be through soon, or should have been, and have no Act yet."""
    acted = select(CyclePart.id).where(
        CyclePart.cycle_id == Cycle.id, CyclePart.part == Part.ACT, CyclePart.on.is_not(None)
    )
    return (
        _row(TaskKind.FINISH_CYCLE, Cop.name, literal(""), Cycle.number, Cycle.ref, Cycle.ends_on)
        .select_from(Cycle)
        .join(Cop, Cop.id == Cycle.cop_id)
        .where(Cop.id.in_(mine), Cycle.ends_on <= bindparam("soon", type_=Date), ~acted.exists())
    )


def _charters_to_write(mine: Any) -> list[Select[Any]]:
    """The CoPs whose newest charter is a draft, or came back."""
    newest = (
        select(func.max(Charter.version)).where(Charter.cop_id == Cop.id).correlate(Cop).scalar_subquery()
    )
    return [
        _row(kind, Cop.name, literal(""), NO_NUMBER, Cop.ref, NO_DAY)
        .select_from(Cop)
        .join(Charter, (Charter.cop_id == Cop.id) & (Charter.version == newest))
        .where(Cop.id.in_(mine), Charter.state == state, Cop.state.not_in((CopState.PAUSED, CopState.CLOSED)))
        for kind, state in (
            (TaskKind.WRITE_CHARTER, CharterState.DRAFT),
            (TaskKind.CHANGE_CHARTER, CharterState.RETURNED),
        )
    ]


def _of_mentor(trainees: list[int]) -> Any:
    theirs = (
        select(Charter.cop_id)
        .join(Facilitator, Facilitator.cop_id == Charter.cop_id)
        .where(Facilitator.person_id.in_(trainees), Facilitator.until.is_(None))
    )
    parts = [
        _row(TaskKind.HOLD_DEBRIEF, Cop.name, Person.name, CopSession.number, Debrief.ref, Debrief.due_on)
        .select_from(Debrief)
        .join(Person, Person.id == Debrief.trainee_id)
        .join(CopSession, CopSession.id == Debrief.session_id)
        .join(Cop, Cop.id == CopSession.cop_id)
        .where(Debrief.trainee_id.in_(trainees), Debrief.state == DebriefState.DUE),
        _row(TaskKind.DECIDE_CHARTER, Cop.name, literal(""), NO_NUMBER, Charter.ref, NO_DAY)
        .select_from(Charter)
        .join(Cop, Cop.id == Charter.cop_id)
        .where(Charter.cop_id.in_(theirs), Charter.state == CharterState.SUBMITTED),
    ]
    return _soonest(parts)


def _submitted(person_id: int) -> Any:
    own = select(Facilitator.cop_id).where(Facilitator.person_id == person_id)
    return (
        _row(TaskKind.DECIDE_CHARTER, Cop.name, literal(""), NO_NUMBER, Charter.ref, NO_DAY)
        .select_from(Charter)
        .join(Cop, Cop.id == Charter.cop_id)
        .where(Charter.state == CharterState.SUBMITTED, Cop.id.not_in(own))
        .order_by(Charter.submitted_at)
        .limit(MOST_TASKS)
    )


def _soonest(parts: list[Any]) -> Any:
    rows = union_all(*parts).subquery()
    return select(rows).order_by(rows.c.due.is_(None), rows.c.due).limit(MOST_TASKS)


def coming(person_id: int, *, now: datetime) -> list[Event]:
    """The next sessions of the CoPs that somebody facilitates, canceled ones too, so that calendars drop them."""
    rows = db.session.execute(_sessions_ahead(), {"person": person_id, "since": now - timedelta(hours=12)})
    return [
        Event(
            uid=f"cop-session.{session.ref}",
            title=Reason(EventKind.COP_SESSION, {"cop": name, "number": session.number}),
            starts_at=session.starts_at,
            ends_at=session.starts_at + timedelta(minutes=session.planned_minutes),
            zone=zone,
            endpoint="practice.session",
            values={"cop_session_ref": session.ref},
            place=session.place,
            sequence=session.sequence,
            canceled=session.state is CopSessionState.CANCELED,
        )
        for session, name, zone in rows
    ]


@cache
def _sessions_ahead() -> Select[Any, Any, Any]:
    return (
        select(CopSession, Cop.name, Cop.zone)
        .join(Cop, Cop.id == CopSession.cop_id)
        .join(Facilitator, Facilitator.cop_id == Cop.id)
        .where(
            Facilitator.person_id == bindparam("person"),
            Facilitator.until.is_(None),
            CopSession.starts_at > bindparam("since"),
        )
        .order_by(CopSession.starts_at, CopSession.id)
        .limit(MOST_EVENTS)
    )
