"""Which facts do the other rooms hold of one trainee? Gathered in a constant number of statements, never any text."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Integer, String, cast, func, literal, null, or_, select, union_all

from trainer.accounts.models import Person, Promise
from trainer.accounts.rules import PromiseKind
from trainer.attendance.models import Mark
from trainer.certification.rules import facts
from trainer.core.db import UtcDateTime, db
from trainer.curriculum.models import Completion
from trainer.curriculum.rules import CompletionKind
from trainer.journals.models import Entry, Submission
from trainer.journals.rules import EntryKind, EntryState
from trainer.learning.models import CheckTry, Enrollment, ModuleProgress
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingState
from trainer.practice.models import (
    Agreement,
    Charter,
    Cop,
    CopSession,
    Debrief,
    Facilitator,
    Lead,
    Member,
    SharedValue,
    SignIn,
    ValueRevisit,
)
from trainer.practice.rules import CharterState, CopSessionState, DebriefState, LeadRole
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import OfferingKind, SessionState

NO_DAY, NO_MOMENT, NO_NUMBER = cast(null(), Date), cast(null(), UtcDateTime), cast(null(), Integer)


def _word(text: str) -> Any:
    return literal(text, String(64))


def learned(enrollment: Enrollment) -> list[Any]:
    """Courses completed, modules finished, checks passed, the promise signed: rows (kind, key, on, at, number)."""
    person, course, edition = enrollment.person_id, enrollment.cohort.course, enrollment.course_edition
    completed = select(
        cast(Completion.kind, String(64)), Completion.course, Completion.on, NO_MOMENT, NO_NUMBER
    ).where(Completion.person_id == person)
    read = select(_word("read"), ModuleProgress.module, NO_DAY, ModuleProgress.done_at, NO_NUMBER).where(
        ModuleProgress.person_id == person,
        ModuleProgress.course == course,
        ModuleProgress.edition == edition,
        ModuleProgress.done_at.is_not(None),
    )
    best = func.max(CheckTry.right * 100 / CheckTry.questions)
    checked = (
        select(_word("check"), CheckTry.module, NO_DAY, NO_MOMENT, cast(best, Integer))
        .where(CheckTry.person_id == person, CheckTry.course == course, CheckTry.edition == edition)
        .group_by(CheckTry.module)
    )
    promised = select(_word("promise"), _word(""), NO_DAY, Promise.signed_at, NO_NUMBER).where(
        Promise.person_id == person, Promise.kind == PromiseKind.PRIVACY
    )
    return list(db.session.execute(union_all(completed, read, checked, promised)))


def modules_of(content: dict[str, Any] | None, rows: Iterable[Any], zone: Any) -> tuple[facts.Module, ...]:
    """The modules of the cohort's course in their order, with what this person did in each."""
    rows = list(rows)
    read = {row[1]: row[3].astimezone(zone).date() for row in rows if row[0] == "read"}
    best = {row[1]: row[4] for row in rows if row[0] == "check"}
    return tuple(
        facts.Module(one["id"], read.get(one["id"]), bool(one["checks"]), best.get(one["id"]))
        for one in (content or {"modules": []})["modules"]
    )


def completions(rows: Iterable[Any]) -> tuple[facts.Completed, ...]:
    """The courses on record."""
    kinds = {kind.value: kind is CompletionKind.EQUIVALENCY for kind in CompletionKind}
    found = [facts.Completed(row[1], row[2], kinds[row[0]]) for row in rows if row[0] in kinds]
    return tuple(sorted(found, key=lambda one: (one.on, one.course)))


def promised(rows: Iterable[Any], zone: Any) -> date | None:
    """When the privacy promise was first signed."""
    return min((row[3].astimezone(zone).date() for row in rows if row[0] == "promise"), default=None)


def sessions(enrollment: Enrollment, *, limit: int) -> tuple[list[facts.Attended], list[facts.Attended]]:
    """The sessions of the cohort, and the marked meetings of the Facilitator CoP, with how each counts (R04)."""
    mine = Mark.person_id == enrollment.person_id
    rows = db.session.execute(
        select(Session.offering_id, Session.number, Session.on, Session.state, Mark.credited, Mark.missed_minutes)
        .join(Offering, Offering.id == Session.offering_id)
        .outerjoin(Mark, (Mark.session_id == Session.id) & mine)
        .where(
            or_(
                Session.offering_id == enrollment.cohort.offering_id,
                (Offering.kind == OfferingKind.FACILITATOR_COP) & Mark.id.is_not(None),
            ),
            Session.state != SessionState.CANCELED,
        )
        .order_by(Session.offering_id, Session.number)
    )  # fmt: skip
    cohort: list[facts.Attended] = []
    others: list[facts.Attended] = []
    for offering_id, number, on, _state, credited, missed in rows:
        counts = None if credited is None else bool(credited and missed <= limit)
        one = facts.Attended(number, on, counts, missed or 0)
        (cohort if offering_id == enrollment.cohort.offering_id else others).append(one)
    return cohort, others


def entries(enrollment: Enrollment, zone: Any) -> tuple[facts.Written, ...]:
    """The required journal entries that were begun, with their dates. Their texts stay where they are."""
    first = (
        select(func.min(Submission.submitted_at))
        .where(Submission.entry_id == Entry.id, Submission.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Entry.ref, Entry.session, Entry.kind, Entry.state, Entry.accepted_at, first)
        .where(Entry.enrollment_id == enrollment.id, Entry.required)
        .order_by(Entry.made_at, Entry.id)
    )
    return tuple(
        facts.Written(
            ref=ref, session=session, trace=kind is EntryKind.TRACE, handed_in_on=_day(handed_in, zone),
            accepted_on=_day(accepted_at, zone) if state is EntryState.ACCEPTED else None,
        )
        for ref, session, kind, state, accepted_at, handed_in in rows
    )  # fmt: skip


def _day(moment: datetime | None, zone: Any) -> date | None:
    return moment.astimezone(zone).date() if moment else None


def meetings(enrollment: Enrollment) -> tuple[facts.Met, ...]:
    """The mentor meetings that were held, whoever was the mentor then."""
    rows = db.session.execute(
        select(Meeting.ref, Meeting.on, Meeting.minutes)
        .where(Meeting.trainee_id == enrollment.person_id, Meeting.state == MeetingState.HELD)
        .order_by(Meeting.on, Meeting.id)
    )
    return tuple(facts.Met(ref, on, minutes or 0) for ref, on, minutes in rows)


def own_cop(person_id: int, *, day: date) -> facts.OwnCop | None:
    """The CoP that this person runs. Of several, the one in which they led or shared most sessions."""
    mine = select(Facilitator.cop_id).where(Facilitator.person_id == person_id)
    papers = _papers(mine)
    if not papers:
        return None
    members, present = _members(mine, day)
    held = _held(mine, person_id, present)
    found = [
        _cop(cop_id, [row for row in papers if row.cop_id == cop_id], held.get(cop_id, []), members.get(cop_id, set()))
        for cop_id in sorted({row.cop_id for row in papers})
    ]  # fmt: skip
    return max(
        found, key=lambda cop: (sum(one.led or one.co_led for one in cop.sessions), bool(cop.approved_at))
    )


def _papers(mine: Any) -> list[Any]:
    """What is written down of these CoPs: the CoP itself, charters, values, revisits, agreements."""
    number = CopSession.number
    itself = select(
        _word("cop").label("kind"), Cop.id.label("cop_id"), Cop.ref.label("ref"), NO_NUMBER.label("number"),
        Cop.made_at.label("at"),
    ).where(Cop.id.in_(mine))  # fmt: skip
    charters = select(
        cast(Charter.state, String(64)), Charter.cop_id, Charter.ref, NO_NUMBER, Charter.decided_at
    )
    values = select(
        _word("value"), SharedValue.cop_id, _word(""), number, SharedValue.recorded_at
    ).join(CopSession, CopSession.id == SharedValue.session_id)  # fmt: skip
    revisits = select(_word("revisit"), CopSession.cop_id, _word(""), number, ValueRevisit.recorded_at).join(
        CopSession, CopSession.id == ValueRevisit.session_id
    )
    agreements = select(_word("agreement"), Agreement.cop_id, _word(""), number, Agreement.recorded_at).join(
        CopSession, CopSession.id == Agreement.session_id
    )
    return list(
        db.session.execute(
            union_all(
                itself,
                charters.where(Charter.cop_id.in_(mine)),
                values.where(SharedValue.cop_id.in_(mine)),
                revisits.where(CopSession.cop_id.in_(mine)),
                agreements.where(Agreement.cop_id.in_(mine)),
            )
        )
    )


def _members(mine: Any, day: date) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """The members of these CoPs now, and who signed in to each session; facilitators and mentors are left out.

    A guide who signs in at the door without being linked to an account is known by the name.
    """
    facilitates = (
        select(Facilitator.id)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Facilitator.cop_id == Member.cop_id)
        .where(or_(Person.id == Member.person_id, Person.sort_name == Member.sort_name))
    )
    mentors = (
        select(Pair.id)
        .join(Facilitator, Facilitator.person_id == Pair.trainee_id)
        .join(Person, Person.id == Pair.mentor_id)
        .where(Facilitator.cop_id == Member.cop_id)
        .where(or_(Person.id == Member.person_id, Person.sort_name == Member.sort_name))
    )
    rows = db.session.execute(
        select(Member.id, Member.cop_id, Member.until, SignIn.session_id)
        .outerjoin(SignIn, SignIn.member_id == Member.id)
        .where(Member.cop_id.in_(mine), ~facilitates.exists(), ~mentors.exists())
    )
    members: dict[int, set[int]] = {}
    present: dict[int, set[int]] = {}
    for member_id, cop_id, until, session_id in rows:
        if until is None or until > day:
            members.setdefault(cop_id, set()).add(member_id)
        if session_id is not None:
            present.setdefault(session_id, set()).add(member_id)
    return members, present


def _held(mine: Any, person_id: int, present: dict[int, set[int]]) -> dict[int, list[facts.OwnSession]]:
    """The held sessions of these CoPs, with this person's part in each and the debrief of it."""
    rows = db.session.execute(
        select(CopSession, Lead.person_id, Lead.role, Debrief.state, Debrief.on, Debrief.ref)
        .outerjoin(Lead, Lead.session_id == CopSession.id)
        .outerjoin(Debrief, (Debrief.session_id == CopSession.id) & (Debrief.trainee_id == person_id))
        .where(CopSession.cop_id.in_(mine), CopSession.state == CopSessionState.HELD)
        .order_by(CopSession.starts_at, CopSession.id)
    )
    grouped: dict[int, tuple[CopSession, dict[int, LeadRole], Any]] = {}
    for row in rows:
        grouped.setdefault(row[0].id, (row[0], {}, row))[1].update({row[1]: row[2]} if row[1] else {})
    found: dict[int, list[facts.OwnSession]] = {}
    for session, leads, row in grouped.values():
        found.setdefault(session.cop_id, []).append(
            facts.OwnSession(
                ref=session.ref, number=session.number, on=session.on, starts_at=session.starts_at,
                minutes=session.minutes or 0, led=leads.get(person_id) is LeadRole.LEAD,
                co_led=leads.get(person_id) is LeadRole.CO_LEAD, leads=len(leads),
                present=frozenset(present.get(session.id, ())),
                debriefed_on=row[4] if row[3] is DebriefState.HELD else None, debrief_ref=row[5] or "",
            )
        )  # fmt: skip
    return found


def _cop(cop_id: int, papers: list[Any], held: list[facts.OwnSession], members: set[int]) -> facts.OwnCop:
    def recorded(kind: str) -> tuple[facts.Recorded, ...]:
        return tuple(facts.Recorded(row.number, row.at) for row in papers if row.kind == kind)

    approved = [row.at for row in papers if row.kind == CharterState.APPROVED.value and row.at]
    return facts.OwnCop(
        ref=next(row.ref for row in papers if row.kind == "cop"),
        submitted=any(row.kind == CharterState.SUBMITTED.value for row in papers),
        approved_at=min(approved, default=None),
        sessions=tuple(held),
        members=frozenset(members),
        values=recorded("value"),
        revisited=recorded("revisit"),
        agreements=recorded("agreement"),
    )
