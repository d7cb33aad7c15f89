"""How does a trainee get a mentor, or another one? The right to read moves with the pair."""

from datetime import datetime

from sqlalchemy import select

from trainer.accounts import actions as account_actions
from trainer.accounts import queries as account_queries
from trainer.accounts.actor import SYSTEM, Actor
from trainer.accounts.models import Grant, Person
from trainer.core import audit, clock
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.learning.models import Enrollment
from trainer.learning.rules import LIVE
from trainer.mentoring import queries, rules
from trainer.mentoring.actions import letters, meetings, times
from trainer.mentoring.models import MentorProfile, Pair
from trainer.mentoring.rules import PairReason
from trainer.permissions import Role


def pair(
    *, enrollment: Enrollment, mentor: Person, by: Actor, now: datetime, keep_meetings: bool = False
) -> Pair:
    """Give a trainee this mentor; the one before loses the right to read at the same moment. Raises Refused.

    `keep_meetings`: those still ahead are not called off, because the caller moves them to the new mentor.
    """
    db.session.scalars(
        locked(select(Enrollment).where(Enrollment.id == enrollment.id)).execution_options(
            populate_existing=True
        )
    ).one()
    before = queries.pair_now(enrollment.id)
    refuse_wrong_pair(enrollment, mentor, before, now=now)
    if before is not None:
        end_pair(pair=before, by=by, now=now, keep_meetings=keep_meetings)
    return _begin(enrollment, mentor, by=by, now=now)


def refuse_wrong_pair(enrollment: Enrollment, mentor: Person, before: Pair | None, *, now: datetime) -> None:
    """Whoever cannot mentor this trainee is refused with why: themselves, a colleague, without an account or room."""
    problem = rules.why_not_pair(
        mentor_id=mentor.id,
        trainee_id=enrollment.person_id,
        employers=queries.working_together(mentor.id, enrollment.person_id, now=now),
        now_mentor_id=before.mentor_id if before else None,
        enrolled=enrollment.state in LIVE,
    )
    if problem:
        code, facts = problem
        raise Refused(Reason(code, {"mentor": mentor.name, "trainee": enrollment.person.name, **facts}))
    if account_queries.account_of(mentor.id) is None:
        raise Refused(Reason(PairReason.NO_ACCOUNT, {"mentor": mentor.name}))
    _refuse_without_room(mentor, now=now)


def _refuse_without_room(mentor: Person, *, now: datetime) -> None:
    """Nobody gets more trainees than they have said there is room for, nor before they are free (K14)."""
    profile = db.session.scalars(
        locked(select(MentorProfile).where(MentorProfile.person_id == mentor.id)).execution_options(
            populate_existing=True
        )
    ).one_or_none()
    if profile is None:
        return
    facts: dict[str, object] = {"mentor": mentor.name, "capacity": profile.capacity}
    if profile.available_from is not None and profile.available_from > clock.day(now):
        raise Refused(Reason(PairReason.NOT_YET, {**facts, "day": profile.available_from}))
    load = queries.load_of(mentor.id)
    if load >= profile.capacity:
        raise Refused(Reason(PairReason.FULL, {**facts, "load": load}))


def _begin(enrollment: Enrollment, mentor: Person, *, by: Actor, now: datetime) -> Pair:
    ref = new_ref()
    grant = queries.grant_within(mentor.id, enrollment.person_id, now=now) or account_actions.grant(
        person=mentor, role=Role.MENTOR, thing=enrollment.person, cause=f"pair:{ref}", by=by, now=now
    )
    made = Pair(
        ref=ref, enrollment=enrollment, mentor=mentor, trainee=enrollment.person, grant_id=grant.id,
        since=clock.day(now),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(
        action="mentoring.pair", by=by, now=now, subject=("enrollment", enrollment.ref),
        facts={"pair": ref, "mentor": mentor.ref, "trainee": enrollment.person.ref},
    )  # fmt: skip
    letters.paired(made, now=now)
    return made


def end_pair(*, pair: Pair, by: Actor, now: datetime, keep_meetings: bool = False) -> None:
    """End a pair: what it planned is canceled, and the mentor no longer reads anything of the trainee."""
    db.session.scalars(locked(queries.pair_alone(pair.id))).one()
    for meeting in queries.planned_of(pair.id):
        if not (keep_meetings and meeting.starts_at > now):
            meetings.call_off(meeting, by=by, now=now)
    times.take_back_open(pair, now=now)
    letters.take_back_rhythm(pair)
    pair.until = clock.day(now)
    grant = db.session.get(Grant, pair.grant_id) if pair.grant_id else None
    if grant is not None:
        account_actions.end_grant(grant=grant, by=by, now=now)
    db.session.flush()
    audit.record(
        action="mentoring.unpair", by=by, now=now, subject=("enrollment", pair.enrollment.ref),
        facts={"pair": pair.ref, "mentor": pair.mentor.ref, "trainee": pair.trainee.ref},
    )  # fmt: skip


def end_pairs_of_the_withdrawn(*, now: datetime) -> int:
    """End the pairs of trainees who have left the program; returns how many."""
    found = queries.pairs_of_ended_enrollments()
    for one in found:
        end_pair(pair=one, by=SYSTEM, now=now)
    return len(found)
