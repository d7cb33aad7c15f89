"""How does another mentor take over? The trainee knows it before, can talk first, and keeps what they choose."""

from collections.abc import Sequence
from datetime import date, datetime

from trainer.accounts import queries as account_queries
from trainer.accounts.actor import SYSTEM, Actor
from trainer.accounts.models import Person
from trainer.core import audit, clock
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.learning.models import Enrollment
from trainer.mentoring import queries
from trainer.mentoring.actions import handover_letters as letters
from trainer.mentoring.actions import meetings, pairs
from trainer.mentoring.models import Handover, Meeting, Pair
from trainer.mentoring.rules import MeetingReason
from trainer.mentoring.rules import handover as rules
from trainer.mentoring.rules.handover import HandoverReason, HandoverState


def give_mentor(
    *,
    enrollment: Enrollment,
    mentor: Person,
    on: date | None = None,
    why: str = "",
    by: Actor,
    now: datetime,
) -> Pair | Handover:
    """The first mentor at once; any later one by a handover on that day, announced before. Raises Refused."""
    before = queries.last_pair(enrollment.id)
    if before is None or (before.until is not None and before.mentor_id == mentor.id):
        return pairs.pair(enrollment=enrollment, mentor=mentor, by=by, now=now)
    day = on or clock.day(now) + rules.USUAL
    return announce(enrollment=enrollment, mentor=mentor, on=day, why=why, by=by, now=now)


def give_mentors(
    *, wanted: Sequence[tuple[Enrollment, Person]], by: Actor, now: datetime
) -> tuple[list[Pair | Handover], list[Reason]]:
    """Give several trainees their mentors, each for itself: what is refused stops none of the others."""
    made: list[Pair | Handover] = []
    refused: list[Reason] = []
    for enrollment, mentor in wanted:
        try:
            with db.session.begin_nested():
                made.append(give_mentor(enrollment=enrollment, mentor=mentor, by=by, now=now))
        except Refused as error:
            refused += error.reasons
    return made, refused


def announce(
    *, enrollment: Enrollment, mentor: Person, on: date, why: str = "", by: Actor, now: datetime
) -> Handover:
    """Tell a trainee that another mentor takes over on that day, and what they can read then. Raises Refused."""
    before = queries.last_pair(enrollment.id, lock=True)
    waits = queries.open_handover(enrollment.id) is not None
    today = clock.day(now)
    problem = rules.why_not_announce(had_mentor=before is not None, waits=waits, on=on, today=today)
    if problem or before is None:
        facts = {"trainee": enrollment.person.name, "first": today + rules.NOTICE}
        raise Refused(Reason(problem or HandoverReason.NO_MENTOR_BEFORE, facts))
    pairs.refuse_wrong_pair(enrollment, mentor, before if before.until is None else None, now=now)
    made = Handover(
        ref=new_ref(), enrollment=enrollment, pair=before, mentor=mentor, trainee=enrollment.person, on=on,
        why=why.strip(), state=HandoverState.TOLD, told_at=now, told_by=by.person_id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _note("mentoring.announce", made, by=by, now=now)
    letters.announced(made, by=by, now=now)
    return made


def ask_to_talk(*, handover: Handover, by: Actor, now: datetime) -> None:
    """The trainee wants to talk first: nothing happens until an administrator sets a new day. Raises Refused."""
    _fresh(handover, HandoverState.TOLD)
    handover.state = HandoverState.TALK
    db.session.flush()
    _note("mentoring.talk_first", handover, by=by, now=now)
    admins = [grant.person_id for grant in db.session.scalars(account_queries.administrators())]
    letters.talk_asked(handover, admins, now=now)


def go_on(*, handover: Handover, on: date, by: Actor, now: datetime) -> None:
    """They have talked: an administrator sets the day anew, and all three are told. Raises Refused."""
    _fresh(handover)
    today = clock.day(now)
    if on < today + rules.NOTICE:
        facts = {"trainee": handover.trainee.name, "first": today + rules.NOTICE}
        raise Refused(Reason(HandoverReason.TOO_SOON, facts))
    letters.take_back(handover)
    handover.state, handover.on, handover.told_at = HandoverState.TOLD, on, now
    db.session.flush()
    _note("mentoring.go_on", handover, by=by, now=now)
    letters.announced(handover, by=by, now=now)


def stop_handover(*, handover: Handover, by: Actor, now: datetime) -> None:
    """It does not take place; the mentor stays. Raises Refused."""
    _fresh(handover)
    _end(handover, HandoverState.STOPPED, now=now)
    _note("mentoring.stop_handover", handover, by=by, now=now)


def agree_to_handover(*, handover: Handover, by: Actor, now: datetime) -> Pair:
    """The trainee need not wait for the day: it takes place now. Raises Refused."""
    _fresh(handover)
    return _carry_out(handover, by=by, now=now)


def carry_out_due(*, now: datetime) -> int:
    """Do the handovers whose day has come; returns how many. One that cannot be any more waits for an administrator."""
    due = queries.handovers_due(clock.day(now))
    for handover in due:
        try:
            with db.session.begin_nested():
                _fresh(handover, HandoverState.TOLD)
                _carry_out(handover, by=SYSTEM, now=now)
        except Refused:
            db.session.refresh(handover)
            if handover.state is HandoverState.TOLD:
                handover.state = HandoverState.TALK
                db.session.flush()
    return len(due)


def keep_note(*, meeting: Meeting, by: Actor, now: datetime) -> None:
    """One of the two keeps a shared note between them: no later mentor reads it. Raises Refused."""
    db.session.scalars(locked(queries.alone(meeting.id))).one()
    if by.person_id not in (meeting.trainee_id, meeting.mentor_id):
        raise Refused(Reason(MeetingReason.NOT_YOURS))
    meeting.note_kept, meeting.handed_to = True, None
    db.session.flush()
    meetings.note("mentoring.keep_note", meeting, by=by, now=now)


def _carry_out(handover: Handover, *, by: Actor, now: datetime) -> Pair:
    """The right to read moves, and with it what may be kept: open meetings, and shared notes that were not kept."""
    before = handover.pair
    ahead = [one for one in queries.planned_of(before.id) if one.starts_at > now]
    made = pairs.pair(
        enrollment=handover.enrollment, mentor=handover.mentor, by=by, now=now, keep_meetings=True
    )
    for meeting in ahead:
        meetings.hand_over(meeting, made, by=by, now=now)
    for meeting in queries.notes_to_hand_on(handover.trainee_id):
        if rules.is_handed_on(note_kept=meeting.note_kept, held=True):
            meeting.handed_to = made.mentor_id
    _end(handover, HandoverState.DONE, now=now)
    _note("mentoring.hand_over", handover, by=by, now=now)
    return made


def _fresh(handover: Handover, *states: HandoverState) -> None:
    db.session.scalars(locked(queries.handover_alone(handover.id))).one()
    if handover.state not in (states or rules.OPEN):
        raise Refused(Reason(HandoverReason.OVER))


def _end(handover: Handover, state: HandoverState, *, now: datetime) -> None:
    handover.state, handover.ended_at = state, now
    db.session.flush()
    letters.take_back(handover)


def _note(action: str, handover: Handover, *, by: Actor, now: datetime) -> None:
    audit.record(
        action=action, by=by, now=now, subject=("enrollment", handover.enrollment.ref),
        facts={
            "trainee": handover.trainee.ref, "before": handover.pair.mentor.ref, "after": handover.mentor.ref,
            "on": handover.on.isoformat(),
        },
    )  # fmt: skip
