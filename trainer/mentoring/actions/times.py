"""How do mentor and trainee agree on a time: one proposes, the other takes one or proposes others?"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit, links
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.mentoring import queries
from trainer.mentoring.actions import letters, meetings
from trainer.mentoring.models import Meeting, Pair, Proposal, Topic
from trainer.mentoring.rules import MeetingMode, MeetingReason, MeetingState, times
from trainer.mentoring.rules.times import ProposalState
from trainer.schedule.rules import plan as plans


def propose_times(
    *,
    pair: Pair,
    moments: Sequence[tuple[date, time]],
    zone: str,
    minutes: int,
    mode: MeetingMode,
    link: str = "",
    note: str = "",
    meeting: Meeting | None = None,
    by: Actor,
    now: datetime,
) -> Proposal:
    """Propose up to three times, as mentor or trainee; `meeting`: the planned one that would move. Raises Refused.

    What was open before is answered by it: there is one proposal at a time.
    """
    db.session.scalars(locked(queries.pair_alone(pair.id))).one()
    starts = [plans.instant(day, wall, zone) for day, wall in moments]
    mine = by.person_id in (pair.mentor_id, pair.trainee_id)
    _refuse(times.why_not_propose(mine=mine, ended=pair.until is not None, starts=starts, now=now))
    if meeting is not None and (meeting.pair_id != pair.id or meeting.state is not MeetingState.PLANNED):
        raise Refused(Reason(MeetingReason.NOT_PLANNED))
    before = queries.open_proposal(pair.id)
    if before is not None:
        _answer(
            before, ProposalState.ANSWERED if before.to_id == by.person_id else ProposalState.WITHDRAWN, now
        )
    other = pair.trainee_id if by.person_id == pair.mentor_id else pair.mentor_id
    made = Proposal(
        ref=new_ref(), pair=pair, meeting_id=meeting.id if meeting else None, by_id=by.person_id, to_id=other,
        times=[datetime.combine(day, wall).isoformat(timespec="minutes") for day, wall in moments], zone=zone,
        minutes=minutes, mode=mode, link=link.strip(), note=note.strip(), state=ProposalState.OPEN, made_at=now,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _note("mentoring.propose", made, by=by, now=now)
    letters.proposed(made, last=max(starts), now=now)
    return made


def take_time(*, proposal: Proposal, starts_at: datetime, by: Actor, now: datetime) -> Meeting:
    """Take one of the proposed times: the meeting is planned, or moves, and both get it for their calendars.
    Raises Refused."""
    db.session.scalars(locked(queries.proposal_alone(proposal.id))).one()
    known = starts_at if starts_at in queries.starts_of(proposal) else None
    _refuse(
        times.why_not_take(
            state=proposal.state, mine=by.person_id == proposal.to_id, ended=proposal.pair.until is not None,
            starts_at=known, now=now,
        )
    )  # fmt: skip
    _answer(proposal, ProposalState.TAKEN, now)
    told: dict[str, Any] = {
        "starts_at": starts_at, "zone": proposal.zone, "planned_minutes": proposal.minutes, "mode": proposal.mode,
        "link": proposal.link,
    }  # fmt: skip
    if proposal.meeting is None:
        return meetings.agree(proposal.pair, by=by, now=now, **told)
    meetings.move(proposal.meeting, by=by, now=now, **told)
    return proposal.meeting


def withdraw_times(*, proposal: Proposal, by: Actor, now: datetime) -> None:
    """Whoever proposed them takes them back. Raises Refused."""
    db.session.scalars(locked(queries.proposal_alone(proposal.id))).one()
    if by.person_id != proposal.by_id:
        raise Refused(Reason(MeetingReason.NOT_YOURS))
    if proposal.state is not ProposalState.OPEN:
        raise Refused(Reason(MeetingReason.ANSWERED))
    _answer(proposal, ProposalState.WITHDRAWN, now)
    _note("mentoring.withdraw_times", proposal, by=by, now=now)


def save_topics(*, meeting: Meeting, text: str, addresses: Sequence[str], by: Actor, now: datetime) -> None:
    """Write down what one of the two wants to talk about, with links to look at beforehand (K14). Raises Refused."""
    db.session.scalars(locked(queries.alone(meeting.id))).one()
    if by.person_id not in (meeting.trainee_id, meeting.mentor_id):
        raise Refused(Reason(MeetingReason.NOT_YOURS))
    if meeting.state is not MeetingState.PLANNED:
        raise Refused(Reason(MeetingReason.NOT_PLANNED))
    if len(addresses) > times.MOST_LINKS or not all(links.is_safe(one) for one in addresses):
        raise Refused(Reason(MeetingReason.LINK_WRONG))
    found = db.session.scalars(
        select(Topic).where(Topic.meeting_id == meeting.id, Topic.person_id == by.person_id)
    ).one_or_none()
    if found is None:
        found = Topic(meeting_id=meeting.id, person_id=by.person_id)
        db.session.add(found)
    found.text, found.links, found.saved_at = text.strip(), list(addresses), now
    db.session.flush()
    meetings.note("mentoring.topics", meeting, by=by, now=now)


def take_back_open(pair: Pair, *, now: datetime) -> None:
    """The pair ends: what was proposed in it asks nobody any more."""
    standing = queries.open_proposal(pair.id)
    if standing is not None:
        _answer(standing, ProposalState.WITHDRAWN, now)


def _answer(proposal: Proposal, state: ProposalState, now: datetime) -> None:
    proposal.state, proposal.answered_at = state, now
    db.session.flush()
    letters.take_back_times(proposal, now=now)


def _refuse(reason: MeetingReason | None) -> None:
    if reason:
        raise Refused(Reason(reason))


def _note(action: str, proposal: Proposal, *, by: Actor, now: datetime) -> None:
    pair = proposal.pair
    audit.record(
        action=action, by=by, now=now, subject=("pair", pair.ref),
        facts={"mentor": pair.mentor.ref, "trainee": pair.trainee.ref, "times": list(proposal.times)},
    )  # fmt: skip
