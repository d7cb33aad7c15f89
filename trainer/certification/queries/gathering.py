"""Which facts do the other rooms hold of one trainee? Gathered in a constant number of statements, never any text.

Each statement is built once: to put it together takes longer than to ask it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Date,
    Integer,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from trainer.accounts.models import Promise
from trainer.accounts.rules import PromiseKind
from trainer.attendance.models import Mark
from trainer.certification.rules import facts
from trainer.core.db import UtcDateTime, db
from trainer.curriculum.models import Completion
from trainer.curriculum.rules import CompletionKind, scored
from trainer.journals.models import Entry, Submission
from trainer.journals.rules import EntryKind, EntryState
from trainer.learning.models import CheckTry, Enrollment, ModuleProgress
from trainer.mentoring.models import Meeting
from trainer.mentoring.rules import MeetingState
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import OfferingKind, SessionState
from trainer.showcase.models import Presented, Proposal

NO_DAY, NO_MOMENT, NO_NUMBER = cast(null(), Date), cast(null(), UtcDateTime), cast(null(), Integer)


def word(text: str) -> Any:
    """A word as a column of a union."""
    return literal(text, String(64))


def recorded(enrollment: Enrollment) -> list[Any]:
    """Courses completed, modules finished, checks passed, the promise signed, entries begun, meetings held, what was
    presented.

    Rows (kind, key, on, at, number, first, word, id) of one statement.
    """
    asked = {
        "person": enrollment.person_id, "enrollment": enrollment.id, "course": enrollment.cohort.course,
        "edition": enrollment.course_edition,
    }  # fmt: skip
    return list(db.session.execute(_recorded(), asked))


@cache
def _recorded() -> Any:
    person: BindParameter[Any] = bindparam("person")
    course: BindParameter[Any] = bindparam("course")
    edition: BindParameter[Any] = bindparam("edition")
    nothing_more = (NO_MOMENT, word(""), NO_NUMBER)
    completed = select(
        cast(Completion.kind, String(64)),
        Completion.course,
        Completion.on,
        NO_MOMENT,
        NO_NUMBER,
        *nothing_more,
    ).where(Completion.person_id == person)
    read = select(
        word("read"), ModuleProgress.module, NO_DAY, ModuleProgress.done_at, NO_NUMBER, *nothing_more
    ).where(
        ModuleProgress.person_id == person,
        ModuleProgress.course == course,
        ModuleProgress.edition == edition,
        ModuleProgress.done_at.is_not(None),
    )
    best = func.max(CheckTry.right * 100 // CheckTry.questions)  # rounded down, as the check itself is judged
    checked = (
        select(word("check"), CheckTry.module, NO_DAY, NO_MOMENT, best, *nothing_more)
        .where(CheckTry.person_id == person, CheckTry.course == course, CheckTry.edition == edition)
        .where(CheckTry.questions > 0)  # what was only written for oneself is no check to pass
        .group_by(CheckTry.module)
    )
    promised = select(word("promise"), word(""), NO_DAY, Promise.signed_at, NO_NUMBER, *nothing_more).where(
        Promise.person_id == person, Promise.kind == PromiseKind.PRIVACY
    )
    return union_all(completed, read, checked, promised, *_with_the_mentor(person), _presented(person))


def _presented(person: Any) -> Any:
    """What this person has presented to peers, as rows of the same shape."""
    return (
        select(
            word("presented"),
            Offering.ref,
            Presented.on,
            NO_MOMENT,
            Presented.proposal_id,
            NO_MOMENT,
            func.coalesce(Proposal.title, Presented.title),
            Presented.id,
        )
        .outerjoin(Proposal, Proposal.id == Presented.proposal_id)
        .join(Offering, Offering.id == Presented.offering_id)
        .where(Presented.person_id == person)
    )


def _with_the_mentor(person: Any) -> tuple[Any, Any]:
    """The entries that were begun and the meetings that were held, as rows of the same shape."""
    handed_in = (
        select(func.min(Submission.submitted_at))
        .where(Submission.entry_id == Entry.id, Submission.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    written = select(
        word("entry"), Entry.ref, NO_DAY, case((Entry.state == EntryState.ACCEPTED, Entry.accepted_at)),
        Entry.session, handed_in, cast(Entry.kind, String(64)), Entry.id,
    ).where(Entry.enrollment_id == bindparam("enrollment"), Entry.required)  # fmt: skip
    met = select(
        word("met"), Meeting.ref, Meeting.on, NO_MOMENT, Meeting.minutes, NO_MOMENT, word(""), Meeting.id
    ).where(Meeting.trainee_id == person, Meeting.state == MeetingState.HELD)
    return written, met


def modules_of(content: dict[str, Any] | None, rows: Iterable[Any], zone: Any) -> tuple[facts.Module, ...]:
    """The modules of the cohort's course in their order, with what this person did in each."""
    rows = list(rows)
    read = {row[1]: row[3].astimezone(zone).date() for row in rows if row[0] == "read"}
    best = {row[1]: row[4] for row in rows if row[0] == "check"}
    return tuple(
        facts.Module(one["id"], read.get(one["id"]), bool(scored(one["checks"])), best.get(one["id"]))
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
    rows = db.session.execute(
        _sessions(), {"person": enrollment.person_id, "offering": enrollment.cohort.offering_id}
    )
    cohort: list[facts.Attended] = []
    others: list[facts.Attended] = []
    for offering_id, number, on, credited, missed in rows:
        counts = None if credited is None else bool(credited and missed <= limit)
        one = facts.Attended(number, on, counts, missed or 0)
        (cohort if offering_id == enrollment.cohort.offering_id else others).append(one)
    return cohort, others


@cache
def _sessions() -> Any:
    # Two statements in one: with OR instead, the database read every session of the program.
    columns = (Session.offering_id, Session.number, Session.on, Mark.credited, Mark.missed_minutes)
    mine, held = Mark.person_id == bindparam("person"), Session.state != SessionState.CANCELED
    of_the_cohort = Session.offering_id == bindparam("offering")
    cohort = (
        select(*columns)
        .outerjoin(Mark, (Mark.session_id == Session.id) & mine)
        .where(of_the_cohort, held)
    )  # fmt: skip
    others = (
        select(*columns)
        .join(Mark, Mark.session_id == Session.id)
        .join(Offering, Offering.id == Session.offering_id)
        .where(mine, held, Offering.kind == OfferingKind.FACILITATOR_COP, ~of_the_cohort)
    )
    both = union_all(cohort, others)
    return both.order_by(both.selected_columns.offering_id, both.selected_columns.number)


def entries(rows: Iterable[Any], zone: Any) -> tuple[facts.Written, ...]:
    """The required journal entries that were begun, with their dates. Their texts stay where they are."""
    written = sorted((row for row in rows if row[0] == "entry"), key=lambda row: row[7])
    return tuple(
        facts.Written(
            ref=ref, session=session, trace=kind == EntryKind.TRACE, handed_in_on=_day(handed_in, zone),
            accepted_on=_day(accepted_at, zone),
        )
        for _entry, ref, _on, accepted_at, session, handed_in, kind, _id in written
    )  # fmt: skip


def _day(moment: datetime | None, zone: Any) -> date | None:
    return moment.astimezone(zone).date() if moment else None


def meetings(rows: Iterable[Any]) -> tuple[facts.Met, ...]:
    """The mentor meetings that were held, whoever was the mentor then."""
    held = sorted((row for row in rows if row[0] == "met"), key=lambda row: (row[2], row[7]))
    return tuple(facts.Met(row[1], row[2], row[4] or 0) for row in held)


def presented(rows: Iterable[Any]) -> tuple[facts.Presented, ...]:
    """What this person has presented to peers, in the order of its days; what stood on a program leads there."""
    held = sorted((row for row in rows if row[0] == "presented"), key=lambda row: (row[2], row[7]))
    return tuple(
        facts.Presented(row[6], row[2], f"/offerings/{row[1]}{'/program' if row[4] else ''}") for row in held
    )
