"""What else waits in this room: proposed times, next steps, changes of mentor, calls for support, shared employers?"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Date,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from trainer.accounts.models import Grant, Person
from trainer.core import clock
from trainer.core.agenda import Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import LIVE
from trainer.mentoring.models import Handover, Meeting, Pair, Proposal, Support
from trainer.mentoring.rules import MeetingState, TaskKind
from trainer.mentoring.rules.handover import HandoverState
from trainer.mentoring.rules.support import SupportKind, SupportState
from trainer.mentoring.rules.times import ProposalState
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role

MOST = 20
NO_DAY = cast(null(), Date)
PLACES = {
    TaskKind.ANSWER_TIMES: ("mentoring.times", "times_ref"),
    TaskKind.NEXT_STEP: ("mentoring.meeting", "meeting_ref"),
    TaskKind.HANDOVER: ("mentoring.handover", "handover_ref"),
    TaskKind.TALK_FIRST: ("mentoring.handover", "handover_ref"),
    TaskKind.SUPPORT: ("mentoring.support", "support_ref"),
    TaskKind.SAME_EMPLOYER: ("mentoring.mentors", "cohort_ref"),
    TaskKind.PAIR_UP: ("mentoring.mentors", "cohort_ref"),
}
"""Where each task is done, and which argument of that address the task's reference is."""


def of_pairs(person_id: int) -> list[Task]:
    """What waits for a mentor or a trainee: one statement."""
    return [_task(*row) for row in db.session.execute(_of_pairs(), {"person": person_id})]


def of_office(person_id: int, *, now: datetime) -> list[Task]:
    """What waits for an administrator: calls for support, talks before a change, shared employers, no mentor yet."""
    asked = {"person": person_id, "now": now, "today": clock.day(now)}
    return [_task(*row) for row in db.session.execute(_of_office(), asked)]


def _task(kind: str, name: str, other: str, about: str, ref: str, more: str, due: Any) -> Task:
    code = TaskKind(kind)
    endpoint, argument = PLACES[code]
    facts: dict[str, Any] = {"name": name}
    values = {argument: ref}
    if code is TaskKind.SUPPORT:
        facts["about"] = SupportKind(about)
    if code is TaskKind.PAIR_UP:
        facts["count"] = int(about)
    if code is TaskKind.SAME_EMPLOYER:
        facts |= {"mentor": other, "organization": about}
        values["trainee"] = more
    return Task(Reason(code, facts), endpoint, values, due)


def _row(kind: TaskKind, name: Any, ref: Any, due: Any, *, other: Any, about: Any, more: Any) -> Select[Any]:
    return select(
        cast(literal(kind.value), String(40)).label("task"), name.label("name"), other.label("other"),
        about.label("about"), ref.label("ref"), more.label("more"), due.label("due"),
    )  # fmt: skip


@cache
def _of_pairs() -> Any:
    """Built once: to put it together takes longer than to ask it."""
    person: BindParameter[Any] = bindparam("person")
    nothing = cast(literal(""), String(200))
    plain = {"other": nothing, "about": nothing, "more": nothing}
    proposed = (
        _row(TaskKind.ANSWER_TIMES, Person.name, Proposal.ref, NO_DAY, **plain)
        .select_from(Proposal)
        .join(Person, Person.id == Proposal.by_id)
        .where(Proposal.to_id == person, Proposal.state == ProposalState.OPEN)
    )
    steps = (
        _row(TaskKind.NEXT_STEP, Person.name, Meeting.ref, Meeting.next_on, **plain)
        .select_from(Meeting)
        .join(Person, Person.id == Meeting.mentor_id)
        .where(
            Meeting.trainee_id == person, Meeting.state == MeetingState.HELD, Meeting.next_on.is_not(None),
            Meeting.next_done_at.is_(None),
        )
    )  # fmt: skip
    changes = (
        _row(TaskKind.HANDOVER, Person.name, Handover.ref, Handover.on, **plain)
        .select_from(Handover)
        .join(Person, Person.id == Handover.mentor_id)
        .where(Handover.trainee_id == person, Handover.state == HandoverState.TOLD)
    )
    return _first(proposed, steps, changes)


@cache
def _of_office() -> Any:
    person: BindParameter[Any] = bindparam("person")
    nothing = cast(literal(""), String(200))
    support = (
        _row(
            TaskKind.SUPPORT, Person.name, Support.ref, NO_DAY, other=nothing, about=cast(Support.kind, String(200)),
            more=nothing,
        )
        .select_from(Support)
        .join(Person, Person.id == Support.trainee_id)
        .where(Support.state == SupportState.OPEN, Support.by_id != person)
    )  # fmt: skip
    talks = (
        _row(
            TaskKind.TALK_FIRST, Person.name, Handover.ref, NO_DAY, other=nothing, about=nothing, more=nothing
        )
        .select_from(Handover)
        .join(Person, Person.id == Handover.trainee_id)
        .where(Handover.state == HandoverState.TALK)
    )
    paired = select(Pair.enrollment_id).where(Pair.until.is_(None))
    without = (
        _row(
            TaskKind.PAIR_UP, Cohort.name, Cohort.ref, NO_DAY, other=nothing,
            about=cast(func.count(Enrollment.id), String(200)), more=nothing,
        )
        .select_from(Cohort)
        .join(Enrollment, Enrollment.cohort_id == Cohort.id)
        .where(Enrollment.state.in_(LIVE), Enrollment.id.not_in(paired), Cohort.ends_on >= bindparam("today"))
        .group_by(Cohort.id, Cohort.ref, Cohort.name)
    )  # fmt: skip
    return _first(support, talks, _together(), without)


def _together() -> Select[Any]:
    """Pairs whose mentor and trainee have come to belong to one organization, or to answer for it."""
    now: BindParameter[Any] = bindparam("now")
    belongs = union(
        select(Membership.person_id.label("person"), Membership.organization_id.label("at")).where(
            Membership.state == MembershipState.ACTIVE
        ),
        select(Grant.person_id, Grant.scope_id).where(
            Grant.role == Role.COORDINATOR, Grant.scope_kind == "organization", Grant.since <= now,
            or_(Grant.until.is_(None), Grant.until > now),
        ),
    ).cte("belongs")  # fmt: skip
    one, other = aliased(belongs), aliased(belongs)
    mentor, trainee = aliased(Person), aliased(Person)
    return (
        _row(
            TaskKind.SAME_EMPLOYER, trainee.name, Cohort.ref, NO_DAY, other=mentor.name, about=Organization.name,
            more=Enrollment.ref,
        )
        .select_from(Pair)
        .join(mentor, mentor.id == Pair.mentor_id)
        .join(trainee, trainee.id == Pair.trainee_id)
        .join(Enrollment, Enrollment.id == Pair.enrollment_id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .join(one, one.c.person == Pair.mentor_id)
        .join(other, and_(other.c.person == Pair.trainee_id, other.c["at"] == one.c["at"]))
        .join(Organization, Organization.id == one.c["at"])
        .where(Pair.until.is_(None))
    )  # fmt: skip


def _first(*parts: Any) -> Any:
    rows = union_all(*parts).subquery()
    return select(rows).order_by(rows.c.due.is_(None), rows.c.due).limit(MOST)
