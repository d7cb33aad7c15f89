"""What waits for somebody in this room, and when do they present?"""

from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Date,
    String,
    bindparam,
    cast,
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
from trainer.permissions import Role
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import SessionState, When
from trainer.showcase.models import Call, Copresenter, Proposal, Slot
from trainer.showcase.queries.lists import MOST, SENT, to_review
from trainer.showcase.queries.programs import by_proposal
from trainer.showcase.queries.things import PEOPLE
from trainer.showcase.rules import ON_PROGRAM, UNDECIDED, EventTitle, ProposalState, TaskKind, TogetherState

MOST_TASKS, MOST_EVENTS = 20, 50
GONE = (ProposalState.WITHDRAWN, ProposalState.DECLINED)


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """What waits: a question to answer, a draft to hand in, a place to confirm; reviews, decisions, what was held."""
    if actor.person_id is None:
        return []
    tasks = _own(actor.person_id, clock.day(now))
    if actor.holds(Role.REVIEWER):
        tasks += _reviews(actor, now)
    if actor.holds(Role.ADMINISTRATOR):
        tasks += _office(now)
    offerings = None if actor.holds(Role.ADMINISTRATOR) else actor.scope_ids(Role.TRAINER, "offering")
    if offerings is None or offerings:
        tasks += _held(offerings, now)
    return tasks[:MOST_TASKS]


def _own(person_id: int, today: date) -> list[Task]:
    tasks = []
    for kind, ref, title, name, until in db.session.execute(
        _for_oneself(), {"person": person_id, "today": today}
    ):
        if kind == TaskKind.ANSWER.value:
            reason = Reason(TaskKind.ANSWER, {"name": name, "title": title})
            tasks.append(Task(reason, "showcase.answer", {"copresenter_ref": ref}))
        elif kind == TaskKind.CONFIRM.value:
            tasks.append(
                Task(Reason(TaskKind.CONFIRM, {"title": title}), "showcase.proposal", {"proposal_ref": ref})
            )
        else:
            reason = Reason(TaskKind.HAND_IN, {"offering": name})
            tasks.append(Task(reason, "showcase.edit", {"proposal_ref": ref}, until))
    return tasks


@cache
def _for_oneself() -> Any:
    """Built once: to put it together takes longer than to ask it."""
    person: BindParameter[Any] = bindparam("person")

    def kind(task: TaskKind) -> Any:
        return literal(task.value, String(64))

    no_day = cast(null(), Date)
    asked = (
        select(kind(TaskKind.ANSWER), Copresenter.ref, Proposal.title, Person.name, no_day)
        .join(Proposal, Proposal.id == Copresenter.proposal_id)
        .join(Person, Person.id == Proposal.presenter_id)
        .where(
            Copresenter.person_id == person, Copresenter.state == TogetherState.ASKED, SENT,
            Proposal.state.not_in(GONE),
        )
    )  # fmt: skip
    mine = (
        select(Proposal.ref, Proposal.title, Offering.title, Call.open_until)
        .join(Call, Call.id == Proposal.call_id)
        .join(Offering, Offering.id == Call.offering_id)
        .where(Proposal.presenter_id == person)
    )
    accepted = mine.with_only_columns(
        kind(TaskKind.CONFIRM),
        Proposal.ref,
        Proposal.title,
        Offering.title,
        no_day,
        maintain_column_froms=True,
    ).where(Proposal.state == ProposalState.ACCEPTED)
    drafts = mine.with_only_columns(
        kind(TaskKind.HAND_IN), Proposal.ref, Proposal.title, Offering.title, Call.open_until,
        maintain_column_froms=True,
    ).where(Proposal.state == ProposalState.DRAFT, Call.open_until >= bindparam("today"))  # fmt: skip
    return union_all(asked, accepted, drafts).limit(MOST_TASKS)


def _reviews(actor: Actor, now: datetime) -> list[Task]:
    """How many reviews somebody owes each call: those they are tied to do not count."""
    assert actor.person_id is not None  # noqa: S101 - asked of people only
    calls = actor.scope_ids(Role.REVIEWER, "call")
    rows = db.session.execute(
        select(Proposal, Call.ref, Offering.title)
        .join(Call, Call.id == Proposal.call_id)
        .join(Offering, Offering.id == Call.offering_id)
        .where(Proposal.call_id.in_(calls), Proposal.state == ProposalState.SUBMITTED)
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


def _office(now: datetime) -> list[Task]:
    """What an administrator decides, once the call is closed."""
    rows = db.session.execute(
        select(Offering.ref, Offering.title, func.count())
        .join(Call, Call.offering_id == Offering.id)
        .join(Proposal, Proposal.call_id == Call.id)
        .where(Proposal.state == UNDECIDED[0])
        .group_by(Offering.id, Offering.ref, Offering.title)
        .order_by(Offering.id)
        .limit(MOST_TASKS)
    )
    return [
        Task(
            Reason(TaskKind.DECIDE, {"offering": title, "count": count}),
            "showcase.call",
            {"offering_ref": ref},
        )
        for ref, title, count in rows
    ]


def _held(offerings: list[int] | None, now: datetime) -> list[Task]:
    """Where presentations are over and nobody has said yet which were held. `offerings`: None for all."""
    statement = (
        select(Call.ref, Offering.title)
        .join(Offering, Offering.id == Call.offering_id)
        .join(Slot, Slot.call_id == Call.id)
        .join(Session, Session.id == Slot.session_id)
        .join(Proposal, Proposal.id == Slot.proposal_id)
        .where(
            Proposal.state.in_(ON_PROGRAM), Session.ends_at <= now,
            or_(Call.held_at.is_(None), Call.held_at < Session.ends_at),
        )
        .order_by(Call.id)
        .limit(MOST_TASKS)
        .distinct()
    )  # fmt: skip
    if offerings is not None:
        statement = statement.where(Call.offering_id.in_(offerings))
    rows = db.session.execute(statement.add_columns(Call.id))
    return [
        Task(Reason(TaskKind.HELD, {"offering": title}), "showcase.held", {"call_ref": ref})
        for ref, title, _id in rows
    ]


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
                place=where["room"], link=where["link"], sequence=version,
            )
        )  # fmt: skip
    return [event for event in events if event.ends_at > now]


@cache
def _presenting() -> Any:
    person: BindParameter[Any] = bindparam("person")
    shared = select(Copresenter.proposal_id).where(
        Copresenter.person_id == person, Copresenter.state == TogetherState.CONFIRMED
    )
    return (
        select(Proposal.id, Proposal.ref, Proposal.title, Call.program, Call.version, Offering, Session)
        .join(Call, Call.id == Proposal.call_id)
        .join(Offering, Offering.id == Call.offering_id)
        .join(Session, Session.offering_id == Offering.id)
        .where(
            or_(Proposal.presenter_id == person, Proposal.id.in_(shared)),
            Proposal.state.in_(ON_PROGRAM),
            Call.version > 0,
            Session.when == When.FIXED,
            Session.state != SessionState.CANCELED,
            Session.ends_at > bindparam("since"),
        )
        .order_by(Session.starts_at, Proposal.id)
        .limit(MOST_EVENTS)
    )
