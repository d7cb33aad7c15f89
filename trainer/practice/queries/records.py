"""What is on record of a CoP's sessions: who was there, does each count, what did the members agree, what is due?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingState
from trainer.practice.models import (
    Agreement,
    Charter,
    CopSession,
    Debrief,
    Facilitator,
    Member,
    SharedValue,
    SignIn,
    ValueRevisit,
)
from trainer.practice.rules import CharterState, DebriefState
from trainer.practice.rules.counting import SessionFacts


def no_guide() -> ColumnElement[bool]:
    """Whether a Member counts as one (R11): neither a facilitator of the CoP nor a mentor of one.

    Those by the account that the row is linked to, or by the name: whoever became one later is on the list unlinked.
    """
    same = or_(Person.id == Member.person_id, Person.sort_name == Member.sort_name)
    here = Facilitator.cop_id == Member.cop_id
    facilitates = select(Facilitator.id).join(Person, Person.id == Facilitator.person_id).where(here, same)
    mentors = (
        select(Pair.id)
        .join(Facilitator, Facilitator.person_id == Pair.trainee_id)
        .join(Person, Person.id == Pair.mentor_id)
        .where(here, same)
    )
    return and_(~facilitates.exists(), ~mentors.exists())


def _present(cop_id: int) -> dict[int, int]:
    """How many members came to each session, by its id."""
    rows = db.session.execute(
        select(SignIn.session_id, func.count())
        .join(Member, Member.id == SignIn.member_id)
        .where(Member.cop_id == cop_id, no_guide())
        .group_by(SignIn.session_id)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True)
class Agreed:
    """What the members of a CoP agreed: values in force, when they were taken up again, and about confidence."""

    values: list[SharedValue]
    revisits: list[ValueRevisit]
    agreements: list[Agreement]
    first_value_in: int | None

    @property
    def agreement(self) -> Agreement | None:
        """The latest wording."""
        return self.agreements[-1] if self.agreements else None


def agreed(cop_id: int) -> Agreed:
    """What the members of a CoP agreed: three statements."""
    values = list(
        db.session.scalars(
            select(SharedValue).where(SharedValue.cop_id == cop_id).order_by(SharedValue.id)
        )
    )  # fmt: skip
    revisits = db.session.scalars(
        select(ValueRevisit)
        .join(CopSession, CopSession.id == ValueRevisit.session_id)
        .where(CopSession.cop_id == cop_id)
        .order_by(ValueRevisit.id)
    )
    agreements = db.session.scalars(
        select(Agreement).where(Agreement.cop_id == cop_id).order_by(Agreement.id)
    )
    return Agreed(
        values=[one for one in values if one.retired_at is None],
        revisits=list(revisits),
        agreements=list(agreements),
        first_value_in=values[0].session_id if values else None,
    )


def debriefs(cop_id: int) -> list[Debrief]:
    """All debriefs about a CoP's sessions; what they say is shown to whoever may read each, and to nobody else."""
    return list(
        db.session.scalars(
            select(Debrief)
            .join(CopSession, CopSession.id == Debrief.session_id)
            .where(CopSession.cop_id == cop_id)
            .order_by(Debrief.due_on, Debrief.id)
        )
    )


def debriefs_page(trainee_ids: Collection[int], *, recorded: bool, after: str | None) -> Page:
    """The debriefs of these trainees: those not yet recorded by their day, or the recorded ones, newest first. Rows of
    (due_on, id, Debrief)."""
    statement: Select[Any, Any, Any] = (
        select(Debrief.due_on, Debrief.id, Debrief)
        .where(
            Debrief.trainee_id.in_(list(trainee_ids)),
            Debrief.state == (DebriefState.HELD if recorded else DebriefState.DUE),
        )
        .options(joinedload(Debrief.trainee), joinedload(Debrief.session).joinedload(CopSession.cop))
    )
    columns = Debrief.__table__.c
    return page_of(statement, by=(columns.due_on, columns.id), after=after, down=recorded)


def came_often(cop_id: int) -> dict[int, int]:
    """How many sessions each member signed in to, by the member's id."""
    rows = db.session.execute(
        select(SignIn.member_id, func.count())
        .join(Member, Member.id == SignIn.member_id)
        .where(Member.cop_id == cop_id)
        .group_by(SignIn.member_id)
    )
    return {row[0]: row[1] for row in rows}


def judged(
    cop_id: int, sessions: Collection[CopSession], versions: Collection[Charter]
) -> dict[int, SessionFacts]:
    """What is on record of these sessions of a CoP, by their ids; `versions` of its charter. One statement."""
    came = _present(cop_id)
    approved = min(
        (one.decided_at for one in versions if one.state is CharterState.APPROVED and one.decided_at),
        default=None,
    )
    return {
        one.id: SessionFacts(
            state=one.state, starts_at=one.starts_at, minutes=one.minutes, present=came.get(one.id, 0),
            leads=len(one.leads), approved_at=approved,
        )
        for one in sessions
    }  # fmt: skip


def count_members(cop_id: int) -> int:
    """How many members a CoP has now."""
    found = select(func.count()).where(Member.cop_id == cop_id, Member.until.is_(None))
    return db.session.scalar(found) or 0


def count_sign_ins(session_id: int) -> int:
    """How many have signed in to a session."""
    return db.session.scalar(select(func.count()).where(SignIn.session_id == session_id)) or 0


def meetings_for(debrief: Debrief) -> list[Meeting]:
    """The mentor meetings of this trainee since the session, which may have served as the debrief."""
    return list(
        db.session.scalars(
            select(Meeting)
            .where(
                Meeting.trainee_id == debrief.trainee_id,
                Meeting.state == MeetingState.HELD,
                Meeting.on >= debrief.session.on,
            )
            .order_by(Meeting.starts_at)
            .limit(12)
        )
    )
