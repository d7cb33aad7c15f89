"""What follows from closed sheets? Outcomes of places, training records, and the part "attendance" of a course."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from trainer.accounts import queries as account_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.attendance import queries, rules
from trainer.attendance.actions import letters
from trainer.attendance.models import Export, Mark, TrainingRecord
from trainer.attendance.queries import Book, described
from trainer.attendance.queries import runs as run_queries
from trainer.attendance.rules import Source
from trainer.attendance.rules import records as record_rules
from trainer.attendance.rules.records import Verification
from trainer.core import audit, clock
from trainer.core.db import db, locked, new_ref
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import Part
from trainer.curriculum.rules import ATTENDANCE, ATTENDED_COURSES
from trainer.permissions import Role
from trainer.registration import actions as registration_actions
from trainer.registration.models import Registration
from trainer.registration.rules import OUTCOMES
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import COURSE_OF


def settle(*, offering: Offering, only: Collection[int] | None, by: Actor, now: datetime) -> None:
    """Bring outcomes, records and parts to what the closed sheets say; `only`: for these people (None: for all).

    Records are made once every sheet is closed; from then on each correction is carried on. The caller holds the
    offering's lock.
    """
    book = queries.book(offering)
    concerned = [row for row in book.registrations if only is None or row.person_id in only]
    known = queries.records_in(offering)
    final = [row for row in concerned if book.all_closed or row.person_id in known]
    registration_actions.record_outcomes(
        offering=offering, states=_outcomes(offering, book, final), by=by, now=now
    )
    course = COURSE_OF.get(offering.kind, "")
    loaded = curriculum_queries.edition(course) if course else None
    trainers = [
        grant.person.name
        for grant in account_queries.grants_in("offering", offering.id, Role.TRAINER, now=now)
    ]
    shared = described.of_offering(offering, loaded, trainers)
    shares, employers = described.shares_of(offering, loaded), described.employers(final)
    for person_id, registration in _one_each(final).items():
        values = _values(offering, book, registration, shares)
        if values is not None:
            employer = employers.get((person_id, registration.organization_id or 0))
            values = {**shared, **values, **described.of_employer(registration, employer, values["last_on"])}
        why = book.why(registration, now)
        _keep(offering, registration, known.get(person_id), values, why=why, by=by, now=now)
    people = [row.person for row in _one_each(concerned).values()]
    _settle_parts(offering, people, loaded.edition if loaded else "", by=by, now=now)


def _one_each(registrations: list[Registration]) -> dict[int, Registration]:
    """One place per person: the one that stands, else the last one."""
    found: dict[int, Registration] = {}
    for row in registrations:
        if row.person_id not in found or row.state in OUTCOMES:
            found[row.person_id] = row
    return found


def _outcomes(offering: Offering, book: Book, concerned: list[Registration]) -> dict[int, Any]:
    found = {}
    for registration in concerned:
        days = [queries.day_of(session, mark) for session, mark in book.of(registration.person_id)]
        if registration.state in OUTCOMES and days:  # the sessions that somebody chose may all be gone
            found[registration.id] = rules.outcome(offering.kind, days)
    return found


def _values(
    offering: Offering, book: Book, registration: Registration, shares: Mapping[str, int]
) -> dict[str, Any] | None:
    """What the record of a person says; None when they were never there."""
    pairs = book.of(registration.person_id)
    days = [queries.day_of(session, mark) for session, mark in pairs]
    state = rules.record_state(days)
    if state is None:
        return None
    on = [session.on for session, _mark in pairs if session.on]
    credited = sum(day.minutes for day in days if day.credited)
    return {
        "course": COURSE_OF.get(offering.kind, ""), "format": registration.format,
        "first_on": min(on), "last_on": max(on), "scheduled_minutes": sum(day.minutes for day in days),
        "attended_minutes": sum(day.attended for day in days), "credited_minutes": credited,
        "competencies": record_rules.shared_out(shares, credited),
        "days": [queries.kept(session, mark) for session, mark in pairs], "state": state,
        **_captured([mark for _session, mark in pairs if mark is not None]),
    }  # fmt: skip


def _captured(marks: Sequence[Mark]) -> dict[str, Any]:
    """How all that a record says was captured, and the last mark of it. There is one: nobody else has a record.

    Of several ways, it is a trainer who put them together.
    """
    ways, latest = {mark.source for mark in marks}, max(marks, key=lambda mark: (mark.marked_at, mark.id))
    return {
        "source": ways.pop() if len(ways) == 1 else Source.TYPED,
        "captured_at": latest.marked_at,
        "captured_by": latest.marked_by,
    }


def _keep(
    offering: Offering,
    registration: Registration,
    record: TrainingRecord | None,
    values: dict[str, Any] | None,
    *,
    why: str,
    by: Actor,
    now: datetime,
) -> None:
    """Make, correct or remove one record; whoever it is about is told when it is made, and when it counts otherwise."""
    if values is None:
        if record is not None:
            letters.take_back(record)
            db.session.execute(delete(Export).where(Export.record_id == record.id))
            db.session.delete(record)
            _note("record.remove", record, registration, by=by, now=now)
        return
    if record is None:
        record = TrainingRecord(
            ref=new_ref(), person_id=registration.person_id, offering_id=offering.id, **values,
            verified_at=now, verified_by=by.person_id,
        )  # fmt: skip
        db.session.add(record)
        db.session.flush()
        _note("record.make", record, registration, by=by, now=now)
        letters.made(record, now=now)
        return
    if {name: getattr(record, name) for name in ("days", "state", "organization_id")} == {
        name: values[name] for name in ("days", "state", "organization_id")
    }:
        return
    _correct(record, values, why=why, by=by, now=now)
    _note("record.correct", record, registration, by=by, now=now)


def _correct(record: TrainingRecord, values: dict[str, Any], *, why: str, by: Actor, now: datetime) -> None:
    """Let a record say what the sheets say now. What it said stays readable, and the office has to look again."""
    counted = (record.state, record.credited_minutes, record.attended_minutes)
    was = {
        "state": record.state.value,
        "credited": record.credited_minutes,
        "attended": record.attended_minutes,
    }
    for name, value in values.items():
        if name != "accredited":  # the status of the day on which it was made; it may have ended since
            setattr(record, name, value)
    record.verification, record.verified_at, record.verified_by = Verification.ATTENDED, now, by.person_id
    record.corrected_at = now
    record.corrections = [
        *record.corrections,
        {"at": now.isoformat(), "by": by.name, "why": why, "was": was, "credited": record.credited_minutes},
    ]
    db.session.flush()
    if counted != (record.state, record.credited_minutes, record.attended_minutes):
        letters.corrected(record, now=now)


def _note(
    action: str, record: TrainingRecord, registration: Registration, *, by: Actor, now: datetime
) -> None:
    audit.record(
        action=action, by=by, now=now, subject=("record", record.ref),
        facts={
            "person": registration.person.ref, "registration": registration.ref, "state": record.state.value,
            "credited_minutes": record.credited_minutes,
        },
    )  # fmt: skip


def _settle_parts(offering: Offering, people: list[Person], latest: str, *, by: Actor, now: datetime) -> None:
    """The part "attendance" of the course that this training delivers, for each of these people.

    They are locked first: of two runs that close at the same moment, the second sees what the first one says.
    """
    course = COURSE_OF.get(offering.kind)
    if course not in ATTENDED_COURSES or not people:
        return
    ids = [person.id for person in people]
    db.session.execute(locked(select(Person.id).where(Person.id.in_(ids)).order_by(Person.id)))
    runs = run_queries.runs_among(ids, offering.kind)
    known = curriculum_queries.parts_named(ids, course, ATTENDANCE)
    begun = curriculum_queries.editions_begun(ids, course)
    for person in people:
        mine = runs.get(person.id, [])
        found = run_queries.presences_of(mine, offering.kind)
        part = known.get(person.id)
        if found.complete and part is None and latest:
            on = max((run.last_on for run in mine if run.last_on), default=clock.day(now))
            curriculum_actions.record_part(
                person=person, course=course, edition=begun.get(person.id, latest), part=ATTENDANCE, on=on,
                cause=f"offering:{offering.ref}", by=by, now=now,
            )  # fmt: skip
        elif part is not None and not found.complete and _is_ours(part):
            curriculum_actions.take_back_part(
                person=person, course=course, edition=part.edition, part=ATTENDANCE, by=by, now=now
            )


def _is_ours(part: Part) -> bool:
    """Whether sheets said so; what is known from elsewhere is not theirs to take back."""
    return part.cause.startswith("offering:")
