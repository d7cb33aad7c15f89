"""How is somebody deferred, how do they come back or leave, and when is the program behind them?"""

from datetime import date, datetime

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.learning import queries, rules
from trainer.learning.actions import holding, letters, together
from trainer.learning.models import Cohort, Deferral, Enrollment
from trainer.learning.rules import (
    DeferralState,
    EnrollmentReason,
    EnrollmentState,
    Move,
    PhaseNow,
    StepKind,
)


def _moved(enrollment: Enrollment, move: Move) -> EnrollmentState:
    """The state that a move leads to. The rules have been asked before: this is never refused."""
    found = rules.after(enrollment.state, move)
    if found is None:
        raise Refused(Reason(EnrollmentReason.NOT_LIVE))
    return found


def _locked(enrollment: Enrollment) -> None:
    db.session.scalars(queries.enrollment_now(enrollment.id)).one()


def ask_deferral(
    *, enrollment: Enrollment, until: date | None, why: str, by: Actor, now: datetime
) -> Deferral:
    """The person asks to be deferred: until a day, or to the next cohort (None). An administrator decides."""
    _locked(enrollment)
    today = holding.today_in(enrollment.cohort, now)
    reason = rules.why_not_defer(enrollment.state, until=until, today=today, said=why)
    if reason is None and queries.deferral_asked(enrollment.id) is not None:
        reason = EnrollmentReason.ASKED_ALREADY
    if reason:
        raise Refused(Reason(reason))
    row = Deferral(
        enrollment_id=enrollment.id, until=until, why=why.strip(), state=DeferralState.ASKED, made_at=now
    )
    db.session.add(row)
    db.session.flush()
    _note_request(enrollment, "learning.ask_deferral", by=by, now=now)
    letters.deferral_asked(enrollment, now=now)
    return row


def take_back_deferral(*, enrollment: Enrollment, by: Actor, now: datetime) -> None:
    """The person does not want to be deferred any more. Raises Refused when it was answered meanwhile."""
    _locked(enrollment)
    _answered(enrollment, DeferralState.TAKEN_BACK, "", now=now)
    _note_request(enrollment, "learning.take_back_deferral", by=by, now=now)


def decline_deferral(*, enrollment: Enrollment, answer: str, by: Actor, now: datetime) -> None:
    """Everything stays as it is; `answer` says to the person why. Raises Refused."""
    _locked(enrollment)
    if not answer.strip():
        raise Refused(Reason(EnrollmentReason.ANSWER_MISSING))
    _answered(enrollment, DeferralState.DECLINED, answer, now=now)
    _note_request(enrollment, "learning.decline_deferral", by=by, now=now)
    letters.deferral_declined(enrollment, now=now)


def _answered(enrollment: Enrollment, state: DeferralState, answer: str, *, now: datetime) -> None:
    asked = queries.deferral_asked(enrollment.id)
    if asked is None:
        raise Refused(Reason(EnrollmentReason.ANSWERED_ALREADY))
    asked.state, asked.answer, asked.answered_at = state, answer.strip(), now
    db.session.flush()


def _note_request(enrollment: Enrollment, action: str, *, by: Actor, now: datetime) -> None:
    audit.record(
        action=action, by=by, now=now, subject=("enrollment", enrollment.ref),
        facts={"cohort": enrollment.cohort.ref, "person": enrollment.person.ref},
    )  # fmt: skip


def defer(
    *, enrollment: Enrollment, until: date | None, moves_deadline: bool, said: str, by: Actor, now: datetime
) -> None:
    """Let somebody pause: until a day, with their place kept, or to the next cohort (None), with their place free.

    The standing ends until they are back; what they did, wrote and may read stays. `moves_deadline`: the days away are
    added to the deadline. `said` is meant for them. A request of theirs is granted by it. Raises Refused.
    """
    _locked(enrollment)
    today = holding.today_in(enrollment.cohort, now)
    reason = rules.why_not_defer(enrollment.state, until=until, today=today, said=said)
    if reason:
        raise Refused(Reason(reason))
    enrollment.state, enrollment.changed_at = _moved(enrollment, Move.DEFER), now
    enrollment.away_since, enrollment.back_on, enrollment.deadline_moves = today, until, moves_deadline
    holding.end_standing(enrollment, today)
    if until is None:
        holding.end_place(enrollment, by=by, now=now)
    if queries.deferral_asked(enrollment.id) is not None:
        _answered(enrollment, DeferralState.GRANTED, said, now=now)
    holding.note(enrollment, "learning.defer", StepKind.DEFERRED, until=until, said=said, by=by, now=now)
    letters.changed(enrollment, StepKind.DEFERRED, now=now)
    letters.come_back_on(enrollment, now=now)


def come_back(*, enrollment: Enrollment, by: Actor, now: datetime, cohort: Cohort | None = None) -> None:
    """Go on after a deferral, in the same cohort or in another (`cohort`), whose sessions and start then count.

    The editions stay those that the person began with. They come back themselves from the day agreed on; administrators
    bring them back at any time. Raises Refused.
    """
    _locked(enrollment)
    goes_to = cohort or enrollment.cohort
    moves = goes_to.id != enrollment.cohort_id
    today = holding.today_in(goes_to, now)
    own = by.person_id == enrollment.person_id
    reason = rules.why_not_come_back(enrollment.state, back_on=enrollment.back_on, today=today, own=own)
    if reason is None and goes_to.phase_on(today) is PhaseNow.OVER:
        reason = EnrollmentReason.COHORT_OVER
    if reason is None and moves and queries.enrollment_in(goes_to.id, enrollment.person_id) is not None:
        reason = EnrollmentReason.IN_THAT_COHORT
    if reason:
        raise Refused(Reason(reason, {"until": enrollment.back_on}))
    enrollment.away_days = 0 if moves else enrollment.away_on(today)
    if moves:
        holding.end_place(enrollment, by=by, now=now)
        together.forget_in(cohort=enrollment.cohort, person=enrollment.person, now=now)
        enrollment.cohort = goes_to
    enrollment.state, enrollment.changed_at = _moved(enrollment, Move.COME_BACK), now
    enrollment.state = enrollment.state_on(today)
    enrollment.away_since, enrollment.back_on, enrollment.deadline_moves = None, None, False
    db.session.flush()
    holding.give_place(goes_to, enrollment.person, by=by, now=now)
    holding.begin_standing(enrollment, today)
    kind = StepKind.MOVED if moves else StepKind.CAME_BACK
    holding.note(enrollment, "learning.come_back", kind, by=by, now=now)
    letters.stop_asking_back(enrollment, now=now)
    letters.changed(enrollment, kind, now=now)


def withdraw_enrollment(*, enrollment: Enrollment, reason: str, by: Actor, now: datetime) -> None:
    """Leave the cohort, or be taken out: place, role and standing end; what they did and wrote stays theirs.

    The reason is kept for administrators and is not told on; whoever leaves by themselves owes none. Raises Refused.
    """
    _locked(enrollment)
    own = by.person_id == enrollment.person_id
    why = rules.why_not_withdraw(enrollment.state, reason, own=own)
    if why:
        raise Refused(Reason(why))
    today = holding.today_in(enrollment.cohort, now)
    enrollment.state, enrollment.until, enrollment.changed_at = _moved(enrollment, Move.LEAVE), today, now
    enrollment.ended_why = reason.strip()
    enrollment.away_since, enrollment.back_on = None, None
    if queries.deferral_asked(enrollment.id) is not None:
        _answered(enrollment, DeferralState.TAKEN_BACK, "", now=now)
    holding.end_standing(enrollment, today)
    holding.end_role(enrollment, by=by, now=now)
    holding.end_place(enrollment, by=by, now=now)
    kind = StepKind.LEFT if own else StepKind.TAKEN_OUT
    holding.note(enrollment, "learning.leave" if own else "learning.withdraw", kind, by=by, now=now)
    letters.stop_asking_back(enrollment, now=now)
    if own:
        letters.left(enrollment, now=now)


def complete_enrollment(*, enrollment: Enrollment, by: Actor, now: datetime) -> None:
    """The program is behind somebody: they are certified. What they wrote and their own CoP stay open to them."""
    _locked(enrollment)
    if rules.after(enrollment.state, Move.COMPLETE) is None:
        return
    today = holding.today_in(enrollment.cohort, now)
    enrollment.state, enrollment.until, enrollment.changed_at = EnrollmentState.COMPLETED, today, now
    enrollment.away_since, enrollment.back_on = None, None
    holding.end_standing(enrollment, today)
    holding.note(enrollment, "learning.complete", StepKind.COMPLETED, by=by, now=now)
    letters.stop_asking_back(enrollment, now=now)
