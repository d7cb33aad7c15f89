"""Which changes of mentor are announced, which are due, and which notes would go on?"""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.queries import storable
from trainer.core.db import db, locked
from trainer.mentoring.models import Handover, Meeting, Pair
from trainer.mentoring.rules import MeetingState
from trainer.mentoring.rules.handover import OPEN, HandoverState

_WHOLE = (
    joinedload(Handover.mentor),
    joinedload(Handover.trainee),
    joinedload(Handover.pair).joinedload(Pair.mentor),
    joinedload(Handover.enrollment),
)


def handover_by_ref(ref: str) -> Handover | None:
    """The change of mentor that a URL names."""
    if not storable(ref):
        return None
    return db.session.scalars(select(Handover).where(Handover.ref == ref).options(*_WHOLE)).first()


def handover_alone(handover_id: int) -> Select[Handover]:
    """One of them as it is in the database now, for a lock."""
    return select(Handover).where(Handover.id == handover_id).execution_options(populate_existing=True)


def open_handover(enrollment_id: int) -> Handover | None:
    """What is announced for an enrollment and has not taken place."""
    return open_handovers([enrollment_id]).get(enrollment_id)


def open_handovers(enrollment_ids: Collection[int]) -> dict[int, Handover]:
    """What is announced for these enrollments, by enrollment."""
    found = db.session.scalars(
        select(Handover)
        .where(Handover.enrollment_id.in_(enrollment_ids), Handover.state.in_(OPEN))
        .options(joinedload(Handover.mentor))
    )
    return {one.enrollment_id: one for one in found}


def handovers_due(today: date) -> Sequence[Handover]:
    """What takes place by today, first announced first."""
    return db.session.scalars(
        select(Handover)
        .where(Handover.state == HandoverState.TOLD, Handover.on <= today)
        .order_by(Handover.on, Handover.id)
        .limit(100)
    ).all()


def last_pair(enrollment_id: int, *, lock: bool = False) -> Pair | None:
    """The pair of an enrollment that lasts, or the last one that ended."""
    statement = (
        select(Pair)
        .where(Pair.enrollment_id == enrollment_id)
        .order_by(Pair.until.is_not(None), Pair.id.desc())
        .limit(1)
    )
    return db.session.scalars(locked(statement) if lock else statement).first()


def notes_to_hand_on(trainee_id: int) -> Sequence[Meeting]:
    """The held meetings of a trainee: of each, the rule says whether its shared note goes on."""
    return db.session.scalars(
        select(Meeting)
        .where(Meeting.trainee_id == trainee_id, Meeting.state == MeetingState.HELD)
        .order_by(Meeting.starts_at)
    ).all()  # fmt: skip


def notes_of(trainee_id: int) -> Sequence[Meeting]:
    """The held meetings with something in their shared part, latest first, as the trainee looks over what goes on."""
    return db.session.scalars(
        select(Meeting)
        .where(
            Meeting.trainee_id == trainee_id, Meeting.state == MeetingState.HELD,
            or_(Meeting.shared_note != "", Meeting.next_step != ""),
        )
        .order_by(Meeting.starts_at.desc())
        .options(joinedload(Meeting.mentor))
        .limit(100)
    ).all()  # fmt: skip
