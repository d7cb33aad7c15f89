"""How does somebody apply to start with a cohort, and how is an application answered?"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.curriculum import queries as curriculum_queries
from trainer.learning import queries, rules
from trainer.learning.actions import cohorts, holding, letters
from trainer.learning.models import Application, Cohort
from trainer.learning.rules import (
    ENTRY_COURSE,
    LEAST_ANSWER,
    MOST_TRAINEES,
    ApplicationMove,
    ApplicationState,
    CohortReason,
    EnrollmentReason,
    PhaseNow,
)


@dataclass(frozen=True)
class Texts:
    """What the page saves by itself: the long answers."""

    why: str = ""
    idea: str = ""
    not_yet: str = ""


@dataclass(frozen=True)
class Details:
    """The short answers beside them."""

    language: str = ""
    setting: str = ""
    supervisor: str = ""
    agreed: bool = False


def take_applications(*, cohort: Cohort, until: date | None, by: Actor, now: datetime) -> None:
    """Take applications until a day, the last one included; None: no more. Not past the first day of the cohort."""
    if until is not None and until > cohort.starts_on:
        raise Refused(Reason(CohortReason.APPLY_TOO_LATE, {"until": cohort.starts_on}))
    if cohort.phase_on(holding.today_in(cohort, now)) is PhaseNow.OVER:
        raise Refused(Reason(EnrollmentReason.COHORT_OVER))
    cohort.apply_until = until
    db.session.flush()
    audit.record(
        action="cohort.take_applications", by=by, now=now, subject=("cohort", cohort.ref),
        facts={"until": until.isoformat() if until else None},
    )  # fmt: skip


def save_application(
    *,
    cohort: Cohort,
    person: Person,
    texts: Texts,
    details: Details | None,
    lock: int,
    by: Actor,
    now: datetime,
) -> Application:
    """Keep a draft, which its writer alone reads. `details`: None leaves the short answers as they are.

    Raises Refused (saved_elsewhere) when it was saved since `lock`; nothing is overwritten.
    """
    row = _own_turn(cohort, person)
    why = rules.why_not_save_application(
        state=row.state if row else ApplicationState.DRAFT, lock=lock, stored=row.lock if row else 0,
        until=cohort.apply_until, day=holding.today_in(cohort, now),
    )  # fmt: skip
    if why:
        raise Refused(Reason(why))
    if row is None:
        row = Application(ref=new_ref(), cohort=cohort, person=person, lock=0)
        db.session.add(row)
    for name, value in {**asdict(texts), **(asdict(details) if details else {})}.items():
        setattr(row, name, value)
    row.state, row.saved_at = ApplicationState.DRAFT, now
    row.lock += 1
    db.session.flush()
    _note(row, "learning.save_application", by=by, now=now)
    return row


def _own_turn(cohort: Cohort, person: Person) -> Application | None:
    """The draft, locked; before there is one, its writer is: of two windows one begins it, and the other sees that."""
    row = queries.application_of(cohort.id, person.id, lock=True)
    if row is None:
        db.session.scalars(locked(select(Person.id).where(Person.id == person.id))).one()
        row = queries.application_of(cohort.id, person.id)
    return row


def send_application(*, application: Application, by: Actor, now: datetime) -> None:
    """Give a draft to the administrators. Raises Refused; somebody without CoP 101 says why not yet."""
    db.session.scalars(queries.application_now(application.id)).one()
    person = application.person
    why = rules.why_not_send(
        state=application.state, why=application.why, idea=application.idea, not_yet=application.not_yet,
        ready=bool(curriculum_queries.completed_among([person.id], ENTRY_COURSE)),
        in_program=bool(queries.live_among([person.id])),
    )  # fmt: skip
    if why:
        raise Refused(Reason(why, {"least": LEAST_ANSWER}))
    _moved(application, ApplicationMove.SEND)
    application.sent_at, application.answered_at, application.answer = now, None, ""
    _note(application, "learning.apply", by=by, now=now)
    letters.applied(application, now=now)


def take_back_application(*, application: Application, by: Actor, now: datetime) -> None:
    """It becomes a draft again as soon as it is changed. Raises Refused when it was answered meanwhile."""
    db.session.scalars(queries.application_now(application.id)).one()
    if rules.application_after(application.state, ApplicationMove.TAKE_BACK) is None:
        raise Refused(Reason(EnrollmentReason.ANSWERED_ALREADY))
    _moved(application, ApplicationMove.TAKE_BACK)
    _note(application, "learning.take_back_application", by=by, now=now)


def answer_application(
    *, application: Application, move: ApplicationMove, answer: str, by: Actor, now: datetime
) -> None:
    """Accept (and enroll at once), put on hold, or decline. `answer` is meant for whoever applied. Raises Refused."""
    db.session.scalars(queries.application_now(application.id)).one()
    why = rules.why_not_answer_application(application.state, move, answer)
    if why:
        raise Refused(Reason(why))
    if move is ApplicationMove.ACCEPT:
        if queries.people_in(application.cohort_id) >= MOST_TRAINEES:
            raise Refused(Reason(CohortReason.TOO_MANY, {"most": MOST_TRAINEES, "count": MOST_TRAINEES + 1}))
        cohorts.enroll(cohort=application.cohort, person=application.person, by=by, now=now)
    _moved(application, move)
    application.answered_at, application.answer = now, answer.strip()
    _note(application, f"learning.{move.value}_application", by=by, now=now)
    letters.answered(application, now=now)


def _moved(application: Application, move: ApplicationMove) -> None:
    found = rules.application_after(application.state, move)
    if found is None:
        raise Refused(Reason(EnrollmentReason.ANSWERED_ALREADY))
    application.state = found
    application.lock += 1
    db.session.flush()


def _note(application: Application, action: str, *, by: Actor, now: datetime) -> None:
    """What was written is never among the facts."""
    audit.record(
        action=action, by=by, now=now, subject=("application", application.ref),
        facts={"cohort": application.cohort.ref, "person": application.person.ref},
    )  # fmt: skip
