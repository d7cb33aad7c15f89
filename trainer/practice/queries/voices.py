"""What have members said, and who has joined? Names to facilitators; answers only with at least three others."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from trainer.accounts.queries import secret_hash
from trainer.core.db import db
from trainer.practice.models import (
    AccessSurvey,
    Cop,
    CopSession,
    Facilitator,
    Feedback,
    FeedbackGiven,
    HealthAnswer,
    HealthRound,
    Member,
    Story,
)
from trainer.practice.queries.records import no_guide
from trainer.practice.queries.things import WITH_PEOPLE
from trainer.practice.rules import CopSessionState, health, voices
from trainer.practice.rules.voices import Barrier, Given, Spread


def cop_by_join_token(token: str) -> Cop | None:
    """The CoP that this link invites into."""
    return db.session.scalar(select(Cop).where(Cop.join_token == token).options(WITH_PEOPLE))


def member_by_secret(secret: str) -> Member | None:
    """The member whose own page this address is, also after a facilitator has ended the membership."""
    return db.session.scalar(
        select(Member)
        .where(Member.link == secret_hash(secret))
        .options(joinedload(Member.cop).selectinload(Cop.facilitators).joinedload(Facilitator.person))
    )


def access_of(cop_id: int) -> dict[int, AccessSurvey]:
    """What the members of a CoP need to take part, by the member's id; who has not said it is not in it."""
    rows = db.session.scalars(
        select(AccessSurvey)
        .join(Member, Member.id == AccessSurvey.member_id)
        .where(Member.cop_id == cop_id, Member.until.is_(None))
    )
    return {row.member_id: row for row in rows}


@dataclass(frozen=True)
class Heard:
    """What members said after a session. `shown` of `answers` can be read; everything else is None or empty till then.

    `takes` and `questions`: (text, whether it may be quoted), each in an order of its own.
    """

    answers: int
    shown: int = 0
    worth: Spread | None = None
    able: Spread | None = None
    takes: Sequence[tuple[str, bool]] = ()
    questions: Sequence[tuple[str, bool]] = ()
    barriers: Sequence[tuple[Barrier, int]] = ()
    easier: Sequence[str] = ()

    @property
    def missing(self) -> int:
        """How many more answers are needed before any is shown."""
        return max(voices.FEWEST - self.answers, 0)


def feedback_of(sessions: Collection[CopSession], *, now: datetime) -> dict[int, Heard]:
    """What was said after these sessions, by their ids. Of fewer than four answers only how many there are.

    What came since the last four is held back until three more are there, or feedback is closed.
    """
    rows: dict[int, list[Feedback]] = {one.id: [] for one in sessions}
    for row in db.session.scalars(select(Feedback).where(Feedback.session_id.in_(list(rows)))):
        rows[row.session_id].append(row)
    over = {
        one.id for one in sessions if now >= voices.feedback_window(one.starts_at, one.planned_minutes)[1]
    }
    return {number: _heard(found, number in over) for number, found in rows.items()}


def _heard(rows: list[Feedback], over: bool) -> Heard:
    seen = [row for row in rows if row.shown or over]
    if len(seen) < voices.FEWEST:
        return Heard(len(rows))
    named = Counter(one for row in seen for one in row.barriers)
    return Heard(
        answers=len(rows),
        shown=len(seen),
        worth=voices.spread([row.worth for row in seen]),
        able=voices.spread([row.able for row in seen]),
        takes=voices.shuffled([(row.key, (row.take, row.quote)) for row in seen if row.take], "take"),
        questions=voices.shuffled(
            [(row.key, (row.question, row.quote)) for row in seen if row.question], "question"
        ),
        barriers=[(one, named[one.value]) for one in Barrier if named[one.value]],
        easier=voices.shuffled([(row.key, row.easier) for row in seen if row.easier], "easier"),
    )


def has_given(member_id: int, session_ids: Collection[int]) -> set[int]:
    """The sessions about which a member has answered from their own page."""
    return set(
        db.session.scalars(
            select(FeedbackGiven.session_id).where(
                FeedbackGiven.member_id == member_id, FeedbackGiven.session_id.in_(list(session_ids))
            )
        )
    )


def sessions_around(cop_id: int) -> list[CopSession]:
    """The sessions of a CoP that took or take place, in order: for a member's own page."""
    return list(
        db.session.scalars(
            select(CopSession)
            .where(CopSession.cop_id == cop_id, CopSession.state != CopSessionState.CANCELED)
            .order_by(CopSession.starts_at)
        )
    )


def own_stories(member_id: int) -> list[Story]:
    """What one member has told, latest first, without what they took back."""
    return list(
        db.session.scalars(
            select(Story)
            .where(Story.member_id == member_id, Story.withdrawn_at.is_(None))
            .order_by(Story.id.desc())
        )
    )


def story_by_ref(ref: str) -> Story | None:
    """A story that was not taken back."""
    return db.session.scalar(
        select(Story).where(Story.ref == ref, Story.withdrawn_at.is_(None)).options(joinedload(Story.member))
    )


def stories_in_cop(cop_id: int) -> list[Story]:
    """The stories that facilitators and members may read, latest first."""
    return _stories(cop_id, Story.in_cop)


def stories_for_agency(cop_id: int) -> list[Story]:
    """The stories that the agency may read: without a name."""
    return _stories(cop_id, Story.to_agency)


def _stories(cop_id: int, may: object) -> list[Story]:
    found = select(Story).where(Story.cop_id == cop_id, Story.withdrawn_at.is_(None), may)  # type: ignore[arg-type]
    return list(db.session.scalars(found.options(joinedload(Story.member)).order_by(Story.id.desc())))


def rounds(cop_id: int) -> tuple[health.Round, ...]:
    """The rounds of the health check as they count for certification (R15), first to last: three statements."""
    counted = (
        select(HealthRound, func.count(HealthAnswer.key))
        .outerjoin(HealthAnswer, HealthAnswer.round_id == HealthRound.id)
        .where(HealthRound.cop_id == cop_id)
        .group_by(HealthRound.id)
        .order_by(HealthRound.number)
    )
    found = list(db.session.execute(counted))
    if not found:
        return ()
    held = list(
        db.session.scalars(
            select(CopSession.starts_at).where(
                CopSession.cop_id == cop_id, CopSession.state == CopSessionState.HELD
            )
        )
    )
    stays = [
        (since, until)
        for since, until in db.session.execute(
            select(Member.since, Member.until).where(Member.cop_id == cop_id, no_guide())
        )
    ]
    return tuple(
        health.Round(
            ref=one.ref, number=one.number, opened_on=one.opened_at.date(),
            held=sum(starts <= one.opened_at for starts in held), answers=count,
            members=sum(_there(stay, one.closes_on) for stay in stays),
        )
        for one, count in found
    )  # fmt: skip


def _there(stay: tuple[date, date | None], day: date) -> bool:
    since, until = stay
    return since <= day and (until is None or until > day)


def answered(cop_id: int) -> tuple[Given, ...]:
    """How many gave feedback to each held session, as it counts for certification (R16): one statement."""
    rows = db.session.execute(
        select(CopSession.ref, CopSession.number, CopSession.on, func.count(Feedback.key))
        .join(Feedback, Feedback.session_id == CopSession.id)
        .where(CopSession.cop_id == cop_id, CopSession.state == CopSessionState.HELD)
        .group_by(CopSession.id)
        .order_by(CopSession.starts_at)
    )
    return tuple(Given(*row) for row in rows)
