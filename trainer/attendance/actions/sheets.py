"""How is a sheet marked, closed, and corrected once it is closed? One sheet of an offering after the other."""

from collections.abc import Collection, Sequence
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.attendance import queries, rules
from trainer.attendance.actions import records
from trainer.attendance.models import Mark, Sheet
from trainer.attendance.rules import Marked, MarkReason, Source
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.permissions import Role
from trainer.registration import actions as registration_actions
from trainer.registration.models import Registration
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import SessionState

MOST_NAMED = 10
Change = list[str | None]


def mark(
    *,
    session: Session,
    offering: Offering,
    marks: Sequence[Marked],
    lock: int,
    why: str = "",
    source: Source = Source.TYPED,
    by: Actor,
    now: datetime,
) -> Sheet | None:
    """Mark people of a sheet. `lock`: what the sheet counted when it was looked at (0: nobody had marked it yet).

    What stands already is left alone, with how it was captured. People sign in at the door meanwhile, which counts no
    sheet: whoever was seen otherwise than they stand now is refused as well. A closed sheet, and one whose session is
    long over, takes a mark with a reason only, and the records follow. Raises Refused.
    """
    registration_actions.lock_places(offering)
    sheet = queries.sheet_of(session)
    _refuse_unless_open(session, offering, now=now)
    if lock != (sheet.lock if sheet else 0):
        raise Refused(Reason(MarkReason.SAVED_MEANWHILE))
    people = {registration.ref: registration for registration in queries.people_on(session)}
    _refuse_wrong(marks, session, offering, people, by)
    before = queries.marks_in(session)
    differing = [one for one in marks if _differs(before.get(people[one.registration_ref].id), one)]
    if any(_changed_since(before.get(people[one.registration_ref].id), one) for one in differing):
        raise Refused(Reason(MarkReason.SAVED_MEANWHILE))
    if not differing:
        return sheet
    if not why.strip():
        _refuse_without_reason(sheet, session, now=now)
    sheet = sheet or begin(session)
    sheet.lock += 1
    changes = _write(session, people, before, differing, why=why, source=source, by=by, now=now)
    action = "attendance.correct" if sheet.closed_at else "attendance.mark"
    _note(action, session, offering, changes, why, source, by, now)
    if sheet.closed_at is not None:
        concerned = {people[one.registration_ref].person_id for one in differing}
        records.settle(offering=offering, only=concerned, by=by, now=now)
    return sheet


def close(*, session: Session, offering: Offering, by: Actor, now: datetime) -> Sheet:
    """Close the sheet of a session that is over, once everybody on it is marked; from now on it counts.

    With the last sheet of an offering its records are made. Raises Refused.
    """
    registration_actions.lock_places(offering)
    _refuse_unless_open(session, offering, now=now)
    sheet = queries.sheet_of(session)
    people = queries.people_on(session)
    marked = queries.marks_in(session)
    problem = rules.why_not_close(
        closed=sheet is not None and sheet.closed_at is not None, ends_at=session.ends_at, now=now,
        on_sheet=[one.ref for one in people], marked={one.ref for one in people if one.id in marked},
    )  # fmt: skip
    if problem:
        raise _refused([problem], session, offering, by)
    sheet = sheet or begin(session)
    sheet.closed_at, sheet.closed_by, sheet.lock = now, by.person_id, sheet.lock + 1
    db.session.flush()
    credited = sum(one.credited for one in marked.values())
    audit.record(
        action="attendance.close", by=by, now=now, subject=("offering", offering.ref),
        facts={"session": session.number, "people": len(people), "credited": credited},
    )  # fmt: skip
    records.settle(offering=offering, only=None, by=by, now=now)
    return sheet


def _refuse_unless_open(session: Session, offering: Offering, *, now: datetime) -> None:
    problem = rules.why_not_mark(
        offering=offering.state, session=session.state, starts_at=session.starts_at, ends_at=session.ends_at,
        now=now,
    )  # fmt: skip
    if problem:
        raise Refused(Reason(*problem))


def _refuse_without_reason(sheet: Sheet | None, session: Session, *, now: datetime) -> None:
    closed = sheet is not None and sheet.closed_at is not None
    problem = rules.why_reason_needed(closed=closed, ends_at=session.ends_at, now=now)
    if problem:
        raise Refused(Reason(*problem))


def _refuse_wrong(
    marks: Sequence[Marked], session: Session, offering: Offering, on_sheet: Collection[str], by: Actor
) -> None:
    problems = rules.wrong_marks(marks, session_minutes=queries.minutes_of(session), on_sheet=on_sheet)
    if problems:
        raise _refused(problems, session, offering, by)


def _refused(problems: Sequence[rules.Problem], session: Session, offering: Offering, by: Actor) -> Refused:
    """The reasons, with people called as whoever marks them may know them."""
    lines = queries.lines_on(offering, queries.marks_in(session), typed_only=not by.holds(Role.ADMINISTRATOR))
    names = {line.registration.ref: line.name for line in lines}
    reasons = []
    for code, facts in problems:
        known: dict[str, object] = {"name": names.get(str(facts.get("registration")), "")}
        unmarked = facts.get("registrations")
        if isinstance(unmarked, list):
            known["names"] = ", ".join(names.get(ref, "") for ref in unmarked[:MOST_NAMED])
        reasons.append(Reason(code, {**facts, **known}))
    return Refused(reasons)


def begin(session: Session) -> Sheet:
    """The sheet of a session that has none yet, which the schedule keeps from now on. The caller holds the lock."""
    sheet = Sheet(session_id=session.id, lock=0)
    session.state = SessionState.HELD
    db.session.add(sheet)
    return sheet


def _write(
    session: Session,
    people: dict[str, Registration],
    before: dict[int, Mark],
    marks: Sequence[Marked],
    *,
    why: str,
    source: Source,
    by: Actor,
    now: datetime,
) -> list[Change]:
    """Write what differs from what stands; what was and what is now, for the audit."""
    minutes = queries.minutes_of(session)
    changes: list[Change] = []
    for marked in marks:
        registration = people[marked.registration_ref]
        made = rules.credit(minutes, marked.missed_minutes, marked.presence)
        row = before.get(registration.id)
        changes.append([registration.ref, _said_of(row), _said_as(marked)])
        if row is None:
            row = Mark(
                session_id=session.id, registration_id=registration.id, person_id=registration.person_id
            )
            db.session.add(row)
        row.presence, row.missed_minutes, row.session_minutes = marked.presence, made.missed, minutes
        row.credited, row.source, row.why = made.earned, source, why.strip()
        row.missed_at_most = made.limit
        row.pieces = rules.as_kept(marked.pieces) or row.pieces or []
        row.marked_at, row.marked_by = now, by.person_id
    db.session.flush()
    return changes


def _said_of(row: Mark | None) -> str | None:
    return rules.said(row.presence, row.missed_minutes) if row else None


def _said_as(marked: Marked) -> str:
    return rules.said(marked.presence, marked.missed_minutes)


def _differs(row: Mark | None, marked: Marked) -> bool:
    """Whether it says something else than what stands, or knows from when to when and that does not yet."""
    if _said_of(row) != _said_as(marked):
        return True
    return bool(marked.pieces) and row is not None and row.pieces != rules.as_kept(marked.pieces)


def _changed_since(row: Mark | None, marked: Marked) -> bool:
    """Whether somebody signed in, or was marked, after whoever marks them now had looked."""
    return marked.seen is not None and (_said_of(row) or "") != marked.seen


def _note(
    action: str,
    session: Session,
    offering: Offering,
    changes: list[Change],
    why: str,
    source: Source,
    by: Actor,
    now: datetime,
) -> None:
    facts: dict[str, object] = {"session": session.number, "changes": changes}
    if source is not Source.TYPED:
        facts["source"] = source.value
    if why.strip():
        facts["why"] = why.strip()
    audit.record(action=action, by=by, now=now, subject=("offering", offering.ref), facts=facts)
