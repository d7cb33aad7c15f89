"""What is on record of a CoP's sessions: who was there, does each count, what did the members agree, what is due?"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingState
from trainer.practice.models import (
    Agreement,
    Charter,
    CopSession,
    Debrief,
    Facilitator,
    Lead,
    Member,
    SharedValue,
    SignIn,
    ValueRevisit,
)
from trainer.practice.rules import CharterState, counting
from trainer.practice.rules.counting import SessionFacts


def approved_at(cop_ids: Collection[int]) -> dict[int, object]:
    """When the first approved charter of each CoP was approved."""
    rows = db.session.execute(
        select(Charter.cop_id, func.min(Charter.decided_at))
        .where(Charter.cop_id.in_(list(cop_ids)), Charter.state == CharterState.APPROVED)
        .group_by(Charter.cop_id)
    )
    return {row[0]: row[1] for row in rows}


def present(cop_ids: Collection[int]) -> dict[int, int]:
    """How many members came to each session, by its id; facilitators and their mentors do not count (R11)."""
    ids = list(cop_ids)
    facilitate = select(Facilitator.person_id).where(Facilitator.cop_id == CopSession.cop_id)
    mentor = select(Pair.mentor_id).where(Pair.trainee_id.in_(facilitate))
    rows = db.session.execute(
        select(SignIn.session_id, func.count())
        .join(CopSession, CopSession.id == SignIn.session_id)
        .join(Member, Member.id == SignIn.member_id)
        .where(
            CopSession.cop_id.in_(ids),
            or_(
                Member.person_id.is_(None),
                Member.person_id.not_in(facilitate) & Member.person_id.not_in(mentor),
            ),
        )
        .group_by(SignIn.session_id)
    )
    return {row[0]: row[1] for row in rows}


def session_facts(cop_ids: Collection[int]) -> dict[int, SessionFacts]:
    """The facts of every session of these CoPs, by the session's id: three statements."""
    ids = list(cop_ids)
    came, approved = present(ids), approved_at(ids)
    rows = db.session.execute(
        select(
            CopSession.id, CopSession.cop_id, CopSession.state, CopSession.starts_at, CopSession.minutes,
            func.count(Lead.id),
        )
        .outerjoin(Lead, Lead.session_id == CopSession.id)
        .where(CopSession.cop_id.in_(ids))
        .group_by(CopSession.id)
    )  # fmt: skip
    return {
        session_id: SessionFacts(
            state=state,
            starts_at=starts_at,
            minutes=minutes,
            present=came.get(session_id, 0),
            leads=leads,
            approved_at=approved.get(cop_id),  # type: ignore[arg-type]
        )
        for session_id, cop_id, state, starts_at, minutes, leads in rows
    }


def why_not_counted(
    cop_id: int, needed: counting.Needed = counting.USUAL
) -> tuple[dict[int, SessionFacts], dict[int, list[Reason]]]:
    """The facts of a CoP's sessions, and for each the reasons why it does not count."""
    facts = session_facts([cop_id])
    return facts, {session_id: counting.counts(one, needed) for session_id, one in facts.items()}


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
    sessions: Collection[CopSession], versions: Collection[Charter], came: dict[int, int]
) -> dict[int, SessionFacts]:
    """The facts of sessions that have been read with their leads, by the session's id: no further statement."""
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
