"""What waits for somebody in this room, and when do they present?"""

from collections.abc import Collection
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Integer,
    String,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.agenda import Event, Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.core.outbox import OutboxRow
from trainer.permissions import Role
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import SessionState, When
from trainer.showcase.models import Call, Copresenter, Proposal, Slot
from trainer.showcase.queries.lists import GONE, MOST, SENT, STANDS, to_review
from trainer.showcase.queries.programs import by_proposal
from trainer.showcase.queries.slides import slide_tasks
from trainer.showcase.queries.things import PEOPLE, WHOLE_PROPOSAL
from trainer.showcase.rules import ON_PROGRAM, EventTitle, ProposalState, TaskKind, TogetherState
from trainer.showcase.rules.program import REMIND_BEFORE

MOST_TASKS, MOST_EVENTS = 20, 50


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """What waits: a question to answer, a draft to hand in, a place to confirm; reviews, decisions, what was held."""
    if actor.person_id is None:
        return []
    office, trains = actor.holds(Role.ADMINISTRATOR), actor.scope_ids(Role.TRAINER, "offering")
    asked: dict[str, Any] = {"person": actor.person_id, "today": clock.day(now)}
    if office or trains:
        asked["now"] = now
    if trains and not office:
        asked["trains"] = trains
    tasks = [_task(*row) for row in db.session.execute(_waiting(office=office, trains=bool(trains)), asked)]
    if actor.holds(Role.REVIEWER):
        tasks += _reviews(actor, now)
    tasks += slide_tasks(actor, today=clock.day(now))
    return tasks[:MOST_TASKS]


def _task(kind: str, ref: str, title: str, name: str, until: date | None, count: int | None) -> Task:
    match TaskKind(kind):
        case TaskKind.ANSWER:
            facts: dict[str, Any] = {"name": name, "title": title}
            return Task(Reason(TaskKind.ANSWER, facts), "showcase.answer", {"copresenter_ref": ref})
        case TaskKind.CONFIRM:
            return Task(
                Reason(TaskKind.CONFIRM, {"title": title}), "showcase.proposal", {"proposal_ref": ref}
            )
        case TaskKind.HAND_IN:
            return Task(
                Reason(TaskKind.HAND_IN, {"offering": name}), "showcase.edit", {"proposal_ref": ref}, until
            )
        case TaskKind.DECIDE:
            facts = {"offering": name, "count": count}
            return Task(Reason(TaskKind.DECIDE, facts), "showcase.call", {"offering_ref": ref})
    return Task(Reason(TaskKind.HELD, {"offering": name}), "showcase.held", {"call_ref": ref})


def _kind(task: TaskKind) -> Any:
    return literal(task.value, String(64))


NO_DAY, NO_COUNT = cast(null(), Date), cast(null(), Integer)


@cache
def _waiting(*, office: bool, trains: bool) -> Any:
    """Everything but reviews, in one statement. Built once: to put it together takes longer than to ask it."""
    parts = [*_for_oneself()]
    if office:
        parts.append(_to_decide())
    if office or trains:
        parts.append(_not_written_down(everywhere=office))
    return union_all(*parts).limit(MOST_TASKS)


def _for_oneself() -> tuple[Any, Any, Any]:
    person: BindParameter[Any] = bindparam("person")
    asked = (
        select(_kind(TaskKind.ANSWER), Copresenter.ref, Proposal.title, Person.name, NO_DAY, NO_COUNT)
        .join(Proposal, Proposal.id == Copresenter.proposal_id)
        .join(Person, Person.id == Proposal.presenter_id)
        .join(Call, Call.id == Proposal.call_id)
        .join(Offering, Offering.id == Call.offering_id)
        .where(
            Copresenter.person_id == person, Copresenter.state == TogetherState.ASKED, SENT,
            Proposal.state.not_in(GONE), STANDS,
        )
    )  # fmt: skip

    def mine(task: TaskKind, until: Any) -> Any:
        return (
            select(_kind(task), Proposal.ref, Proposal.title, Offering.title, until, NO_COUNT)
            .join(Call, Call.id == Proposal.call_id)
            .join(Offering, Offering.id == Call.offering_id)
            .where(Proposal.presenter_id == person, STANDS)
        )

    accepted = mine(TaskKind.CONFIRM, NO_DAY).where(Proposal.state == ProposalState.ACCEPTED)
    drafts = mine(TaskKind.HAND_IN, Call.open_until).where(
        Proposal.state == ProposalState.DRAFT, Call.open_until >= bindparam("today")
    )
    return asked, accepted, drafts


def _to_decide() -> Any:
    """How many proposals of each call an administrator decides."""
    return (
        select(_kind(TaskKind.DECIDE), Offering.ref, literal(""), Offering.title, NO_DAY, func.count())
        .join(Call, Call.offering_id == Offering.id)
        .join(Proposal, Proposal.call_id == Call.id)
        .where(Proposal.state == ProposalState.SUBMITTED, STANDS)
        .group_by(Offering.id, Offering.ref, Offering.title)
    )


def _not_written_down(*, everywhere: bool) -> Any:
    """Where presentations are over and nobody has said yet which were held: everywhere, or where somebody trains."""
    statement = (
        select(_kind(TaskKind.HELD), Call.ref, literal(""), Offering.title, NO_DAY, NO_COUNT)
        .join(Offering, Offering.id == Call.offering_id)
        .join(Slot, Slot.call_id == Call.id)
        .join(Session, Session.id == Slot.session_id)
        .join(Proposal, Proposal.id == Slot.proposal_id)
        .where(
            Proposal.state.in_(ON_PROGRAM), Call.version > 0, Session.ends_at <= bindparam("now"), STANDS,
            or_(Call.held_at.is_(None), Call.held_at < Session.ends_at),
        )
        .distinct()
    )  # fmt: skip
    if everywhere:
        return statement
    return statement.where(Call.offering_id.in_(bindparam("trains", expanding=True)))


def _reviews(actor: Actor, now: datetime) -> list[Task]:
    """How many reviews somebody owes each call: those they are tied to do not count."""
    assert actor.person_id is not None  # noqa: S101 - asked of people only
    calls = actor.scope_ids(Role.REVIEWER, "call")
    rows = db.session.execute(
        select(Proposal, Call.ref, Offering.title)
        .join(Call, Call.id == Proposal.call_id)
        .join(Offering, Offering.id == Call.offering_id)
        .where(Proposal.call_id.in_(calls), Proposal.state == ProposalState.SUBMITTED, STANDS)
        .order_by(Proposal.id)
        .limit(MOST)
        .options(*PEOPLE)
    ).all()
    places = {proposal.id: (ref, title) for proposal, ref, title in rows}
    counts: dict[tuple[str, str], int] = {}
    for one in (
        to_review([proposal for proposal, _ref, _title in rows], actor.person_id, now=now) if rows else []
    ):
        if one.waits:
            place = places[one.proposal.id]
            counts[place] = counts.get(place, 0) + 1
    return [
        Task(
            Reason(TaskKind.REVIEW, {"offering": title, "count": count}),
            "showcase.reviews",
            {"call_ref": ref},
        )
        for (ref, title), count in counts.items()
    ]


def concerns(person: BindParameter[int]) -> ColumnElement[bool]:
    """Whether somebody presents, or is asked to: else nothing of their own waits for them here, and no date comes."""
    return or_(
        exists().where(Proposal.presenter_id == person), exists().where(Copresenter.person_id == person)
    )


def coming(person_id: int, *, now: datetime) -> list[Event]:
    """When somebody presents, as it was published. `sequence`: the version of the program."""
    events = []
    rows = db.session.execute(_presenting(), {"person": person_id, "since": now})
    for proposal_id, ref, title, program, version, offering, session in rows:
        where = by_proposal(program).get(proposal_id)
        if where is None or where["session"] != session.id:
            continue
        starts, ends = (
            plans.instant(session.on, time.fromisoformat(where[side]), offering.zone)
            for side in ("starts", "ends")
        )
        events.append(
            Event(
                uid=f"presentation.{ref}", title=Reason(EventTitle.PRESENTING, {"title": title}), starts_at=starts,
                ends_at=ends, zone=offering.zone, endpoint="showcase.proposal", values={"proposal_ref": ref},
                place=where["room"], sequence=version,
            )
        )  # fmt: skip
    return [event for event in events if event.ends_at > now]


def presented_soon(*, now: datetime) -> list[tuple[Proposal, Call, dict[str, Any]]]:
    """What is presented in the next days, with where it stands on the published program."""
    found = []
    for proposal, session_id in db.session.execute(
        _on_a_program(select(Proposal, Session.id))
        .where(Session.ends_at > now, Session.starts_at <= now + REMIND_BEFORE)
        .order_by(Proposal.id)
        .options(*WHOLE_PROPOSAL)
    ):
        where = by_proposal(proposal.call.program).get(proposal.id)
        if where is not None and where["session"] == session_id:
            found.append((proposal, proposal.call, where))
    return found


def put_already(keys: Collection[str]) -> set[str]:
    """Which of these messages were put out already."""
    return set(db.session.scalars(select(OutboxRow.dedupe).where(OutboxRow.dedupe.in_(list(keys)))))


def _on_a_program(statement: Any) -> Any:
    """What stands on a published program, with the sessions of its offering that have times."""
    return (
        statement.join(Call, Call.id == Proposal.call_id)
        .join(Offering, Offering.id == Call.offering_id)
        .join(Session, Session.offering_id == Offering.id)
        .where(
            Proposal.state.in_(ON_PROGRAM), STANDS, Call.version > 0, Session.when == When.FIXED,
            Session.state != SessionState.CANCELED,
        )
    )  # fmt: skip


@cache
def _presenting() -> Any:
    person: BindParameter[Any] = bindparam("person")
    shared = select(Copresenter.proposal_id).where(
        Copresenter.person_id == person, Copresenter.state == TogetherState.CONFIRMED
    )
    columns = (Proposal.id, Proposal.ref, Proposal.title, Call.program, Call.version, Offering, Session)
    return (
        _on_a_program(select(*columns))
        .where(
            or_(Proposal.presenter_id == person, Proposal.id.in_(shared)),
            Session.ends_at > bindparam("since"),
        )
        .order_by(Session.starts_at, Proposal.id)
        .limit(MOST_EVENTS)
    )
