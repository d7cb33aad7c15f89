"""Which times were proposed, what do the two want to talk about, and which meetings are on somebody's list?"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from trainer.accounts.queries import storable
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.mentoring.models import Meeting, Proposal, Topic
from trainer.mentoring.rules import MeetingState, next_month
from trainer.mentoring.rules.times import ProposalState
from trainer.schedule.rules import plan as plans


def proposal_by_ref(ref: str) -> Proposal | None:
    """The proposed times that a URL names."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.ref == ref)
        .options(
            joinedload(Proposal.pair), joinedload(Proposal.meeting), joinedload(Proposal.by), joinedload(Proposal.to)
        )
    ).first()  # fmt: skip


def proposal_alone(proposal_id: int) -> Select[Proposal]:
    """One proposal as it is in the database now, for a lock."""
    return select(Proposal).where(Proposal.id == proposal_id).execution_options(populate_existing=True)


def open_proposal(pair_id: int) -> Proposal | None:
    """The proposed times of a pair that nobody has answered."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.pair_id == pair_id, Proposal.state == ProposalState.OPEN)
        .options(joinedload(Proposal.by))
    ).first()


def starts_of(proposal: Proposal) -> list[datetime]:
    """The proposed moments: wall times in their zone, worked out by the zone data of today."""
    walls = [datetime.fromisoformat(text) for text in proposal.times]
    return [plans.instant(wall.date(), time(wall.hour, wall.minute), proposal.zone) for wall in walls]


def topics_of(meeting: Meeting) -> Sequence[Topic]:
    """What the two who meet want to talk about. Of a mentor before nothing is shown to a later one."""
    return db.session.scalars(
        select(Topic)
        .where(Topic.meeting_id == meeting.id, Topic.person_id.in_([meeting.trainee_id, meeting.mentor_id]))
        .order_by(Topic.id)
        .options(joinedload(Topic.person))
    ).all()


def meetings_page(
    trainee_ids: Collection[int],
    *,
    state: MeetingState | None,
    trainee_id: int | None,
    month: date | None,
    after: str | None,
) -> Page:
    """The meetings of these trainees, latest first, narrowed by state, trainee and month (its first day). Rows of
    (starts_at, id, Meeting)."""
    wanted = [one for one in trainee_ids if trainee_id is None or one == trainee_id]
    statement: Select[Any, Any, Any] = (
        select(Meeting.starts_at, Meeting.id, Meeting)
        .where(Meeting.trainee_id.in_(wanted))
        .options(joinedload(Meeting.trainee), joinedload(Meeting.mentor))
    )
    if state is not None:
        statement = statement.where(Meeting.state == state)
    if month is not None:
        statement = statement.where(Meeting.on >= month, Meeting.on < next_month(month))
    columns = Meeting.__table__.c
    return page_of(statement, by=(columns.starts_at, columns.id), after=after, down=True)
