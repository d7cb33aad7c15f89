"""How is a mentor meeting planned, moved, written down, missed and canceled?"""

from datetime import date, datetime

from trainer.accounts.actor import Actor
from trainer.core import audit, clock
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.mentoring import queries, rules
from trainer.mentoring.actions import letters
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingMode, MeetingReason, MeetingState, MissedBy, times


def plan_meeting(
    *,
    pair: Pair,
    starts_at: datetime,
    zone: str,
    planned_minutes: int,
    mode: MeetingMode,
    link: str = "",
    by: Actor,
    now: datetime,
) -> Meeting:
    """Plan a meeting; both get it for their calendars and are reminded the day before. Raises Refused."""
    _refuse_unless_mentor(pair, by)
    db.session.scalars(locked(queries.pair_alone(pair.id))).one()
    _refuse(rules.why_not_plan(ended=pair.until is not None, starts_at=starts_at, now=now))
    return agree(
        pair,
        starts_at=starts_at,
        zone=zone,
        planned_minutes=planned_minutes,
        mode=mode,
        link=link,
        by=by,
        now=now,
    )


def agree(
    pair: Pair,
    *,
    starts_at: datetime,
    zone: str,
    planned_minutes: int,
    mode: MeetingMode,
    link: str,
    by: Actor,
    now: datetime,
) -> Meeting:
    """Put down a meeting that is agreed, whoever of the two said the last word. The caller has locked and asked."""
    meeting = _add(pair, starts_at, zone, planned_minutes, mode, link, now=now)
    note("mentoring.plan", meeting, by=by, now=now)
    letters.planned(meeting, by=by, now=now)
    return meeting


def record_meeting(
    *,
    pair: Pair,
    starts_at: datetime,
    zone: str,
    minutes: int,
    mode: MeetingMode,
    shared_note: str,
    next_step: str,
    private_note: str,
    next_on: date | None = None,
    note_kept: bool = False,
    by: Actor,
    now: datetime,
) -> Meeting:
    """Write down a meeting that was never planned here and took place. Raises Refused."""
    _refuse_unless_mentor(pair, by)
    db.session.scalars(locked(queries.pair_alone(pair.id))).one()
    if pair.until is not None:
        raise Refused(Reason(MeetingReason.PAIR_ENDED))
    meeting = _add(pair, starts_at, zone, minutes, mode, "", now=now)
    hold_meeting(
        meeting=meeting, minutes=minutes, shared_note=shared_note, next_step=next_step,
        private_note=private_note, next_on=next_on, note_kept=note_kept, by=by, now=now,
    )  # fmt: skip
    return meeting


def _add(
    pair: Pair, starts_at: datetime, zone: str, minutes: int, mode: MeetingMode, link: str, *, now: datetime
) -> Meeting:
    meeting = Meeting(
        ref=new_ref(), pair=pair, trainee_id=pair.trainee_id, mentor_id=pair.mentor_id, starts_at=starts_at,
        on=starts_at.astimezone(clock.zone(zone)).date(), zone=zone, planned_minutes=minutes, mode=mode,
        link=link.strip(), state=MeetingState.PLANNED, sequence=0, lock=0, made_at=now,
    )  # fmt: skip
    db.session.add(meeting)
    db.session.flush()
    return meeting


def change_meeting(
    *,
    meeting: Meeting,
    starts_at: datetime,
    zone: str,
    planned_minutes: int,
    mode: MeetingMode,
    link: str = "",
    lock: int | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Move a planned meeting; both are told, and calendars follow. `lock`: what the form began with. Raises Refused."""
    _fresh(meeting, by, lock)
    move(
        meeting,
        starts_at=starts_at,
        zone=zone,
        planned_minutes=planned_minutes,
        mode=mode,
        link=link,
        by=by,
        now=now,
    )


def move(
    meeting: Meeting,
    *,
    starts_at: datetime,
    zone: str,
    planned_minutes: int,
    mode: MeetingMode,
    link: str,
    by: Actor,
    now: datetime,
) -> None:
    """Move a meeting to what is agreed, whoever of the two said the last word. Raises Refused."""
    _refuse(rules.why_not_change(state=meeting.state, starts_at=starts_at, now=now))
    before = meeting.starts_at
    meeting.starts_at, meeting.zone, meeting.planned_minutes = starts_at, zone, planned_minutes
    meeting.on = starts_at.astimezone(clock.zone(zone)).date()
    meeting.mode, meeting.link = mode, link.strip()
    meeting.sequence += 1
    meeting.lock += 1
    db.session.flush()
    note("mentoring.change", meeting, by=by, now=now)
    letters.changed(meeting, before=before, by=by, now=now)


def hold_meeting(
    *,
    meeting: Meeting,
    minutes: int,
    shared_note: str,
    next_step: str,
    private_note: str,
    next_on: date | None = None,
    note_kept: bool = False,
    lock: int | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write down that a meeting took place, or correct what was written. `lock`: what the form began with."""
    _fresh(meeting, by, lock)
    _refuse(
        rules.why_not_hold(state=meeting.state, starts_at=meeting.starts_at, minutes=minutes, now=now),
        most=rules.LONGEST,
    )
    _refuse(times.why_not_next(next_step=next_step, next_on=next_on))
    first = meeting.state is not MeetingState.HELD
    meeting.state, meeting.minutes = MeetingState.HELD, minutes
    meeting.shared_note, meeting.next_step = shared_note.strip(), next_step.strip()
    meeting.private_note, meeting.note_kept, meeting.missed_by = private_note.strip(), note_kept, None
    if meeting.next_on != next_on:
        meeting.next_on, meeting.next_done_at = next_on, None
    meeting.held_at = meeting.held_at or now
    meeting.lock += 1
    db.session.flush()
    letters.take_back(meeting, now=now)
    note("mentoring.hold" if first else "mentoring.correct", meeting, by=by, now=now)


def miss_meeting(*, meeting: Meeting, missed_by: MissedBy | None = None, by: Actor, now: datetime) -> None:
    """Mark a planned meeting as one that did not take place, and who could not come. Raises Refused."""
    _fresh(meeting, by)
    _refuse(rules.why_not_miss(state=meeting.state, starts_at=meeting.starts_at, now=now))
    meeting.state, meeting.missed_by = MeetingState.MISSED, missed_by
    meeting.lock += 1
    db.session.flush()
    letters.take_back(meeting, now=now)
    note("mentoring.miss", meeting, by=by, now=now)


def cancel_meeting(*, meeting: Meeting, by: Actor, now: datetime) -> None:
    """One of the two calls a planned meeting off; calendars take it out again. Raises Refused."""
    db.session.scalars(locked(queries.alone(meeting.id))).one()
    if by.person_id not in (meeting.mentor_id, meeting.trainee_id):
        raise Refused(Reason(MeetingReason.NOT_YOURS))
    _refuse(rules.why_not_cancel(state=meeting.state, starts_at=meeting.starts_at, now=now))
    call_off(meeting, by=by, now=now)


def call_off(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """Cancel a meeting whoever acts, as when its pair ends. The caller has read it anew."""
    meeting.state = MeetingState.CANCELED
    meeting.sequence += 1
    meeting.lock += 1
    db.session.flush()
    note("mentoring.cancel", meeting, by=by, now=now)
    letters.canceled(meeting, by=by, now=now)


def hand_over(meeting: Meeting, pair: Pair, *, by: Actor, now: datetime) -> None:
    """A meeting ahead goes on with the new mentor: one event, which the calendar of the one before drops."""
    before = meeting.mentor
    meeting.pair, meeting.mentor = pair, pair.mentor
    meeting.sequence += 1
    meeting.lock += 1
    db.session.flush()
    note("mentoring.change", meeting, by=by, now=now)
    letters.moved_over(meeting, before, now=now)


def do_next_step(*, meeting: Meeting, by: Actor, now: datetime) -> None:
    """The step that was agreed is done; it no longer waits for the trainee. Raises Refused."""
    db.session.scalars(locked(queries.alone(meeting.id))).one()
    if by.person_id not in (meeting.mentor_id, meeting.trainee_id):
        raise Refused(Reason(MeetingReason.NOT_YOURS))
    if meeting.next_on is not None and meeting.next_done_at is None:
        meeting.next_done_at = now
        db.session.flush()
        note("mentoring.next_done", meeting, by=by, now=now)


def _fresh(meeting: Meeting, by: Actor, lock: int | None = None) -> None:
    """Lock the meeting, read it anew, and refuse whoever is not its mentor or saw an older state of it."""
    db.session.scalars(locked(queries.alone(meeting.id))).one()
    _refuse_unless_mentor(meeting, by)
    if lock is not None and lock != meeting.lock:
        raise Refused(Reason(MeetingReason.CHANGED))


def _refuse_unless_mentor(thing: Pair | Meeting, by: Actor) -> None:
    """The private note is its writer's alone: nobody else writes in their place."""
    if by.person_id != thing.mentor_id:
        raise Refused(Reason(MeetingReason.NOT_THE_MENTOR, {"mentor": thing.mentor.name}))


def _refuse(reason: MeetingReason | None, **facts: object) -> None:
    if reason:
        raise Refused(Reason(reason, facts))


def note(action: str, meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """The audit row of one change: when and how long, never what was said."""
    facts: dict[str, object] = {
        "trainee": meeting.trainee.ref,
        "mentor": meeting.mentor.ref,
        "starts": meeting.starts_at.isoformat(),
        "state": meeting.state.value,
    }
    if meeting.minutes is not None:
        facts["minutes"] = meeting.minutes
    audit.record(action=action, by=by, now=now, subject=("meeting", meeting.ref), facts=facts)
