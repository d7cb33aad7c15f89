"""Who is on a sheet, what was marked, which sheets wait to be closed, and which records came of them?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.actor import Actor
from trainer.attendance import rules
from trainer.attendance.models import Mark, Sheet, TrainingRecord
from trainer.attendance.queries import stays
from trainer.attendance.rules import Day, TaskKind
from trainer.core.agenda import Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.permissions import Role
from trainer.registration.models import Registration, SessionJoined
from trainer.registration.queries import joining, lists
from trainer.registration.queries.lists import Line
from trainer.registration.rules import OUTCOMES
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import OfferingState, SessionState

MOST_TASKS = 20


def sessions_of(offering: Offering) -> list[Session]:
    """The sessions that have a sheet, or will have one, in order."""
    return [session for session in offering.sessions if session.state is not SessionState.CANCELED]


def session_numbered(offering: Offering, number: int) -> Session | None:
    """The session that a URL names by its number."""
    return next((session for session in offering.sessions if session.number == number), None)


def minutes_of(session: Session) -> int:
    """How long a session is; 0 while its times are not known."""
    return rules.minutes_between(session.starts_at, session.ends_at) or 0


def sheet_of(session: Session) -> Sheet | None:
    """The sheet of a session as it is in the database now, once somebody has marked it."""
    return db.session.scalars(
        select(Sheet).where(Sheet.session_id == session.id).execution_options(populate_existing=True)
    ).first()


def sheets_of(offering: Offering) -> dict[int, Sheet]:
    """The sheets of an offering, by session id."""
    found = db.session.scalars(select(Sheet).join(Session).where(Session.offering_id == offering.id))
    return {sheet.session_id: sheet for sheet in found}


def marks_in(session: Session) -> dict[int, Mark]:
    """What was marked in a session, by registration id."""
    found = db.session.scalars(
        select(Mark).where(Mark.session_id == session.id).execution_options(populate_existing=True)
    )
    return {mark.registration_id: mark for mark in found}


def marks_by_place(offering: Offering) -> dict[int, dict[int, Mark]]:
    """Every mark of an offering, by registration id and then by session id: one statement."""
    found: dict[int, dict[int, Mark]] = {}
    for mark in db.session.scalars(
        select(Mark).join(Session).where(Session.offering_id == offering.id).order_by(Mark.id)
    ):
        found.setdefault(mark.registration_id, {})[mark.session_id] = mark
    return found


def people_on(session: Session) -> Sequence[Registration]:
    """Who is on the sheet of a session: everybody with a place in it, and whoever was marked and gave it back later.

    Of a series, also who gave their seat back once the session had begun.
    """
    marked = select(Mark.registration_id).where(Mark.session_id == session.id)
    joined = select(SessionJoined.registration_id).where(SessionJoined.session_id == session.id)
    comes = and_(
        Registration.state.in_(OUTCOMES), or_(Registration.single.is_(False), Registration.id.in_(joined))
    )
    came = and_(
        Registration.ended.in_(joining.SEAT_WENT_ON), Registration.changed_at >= session.starts_at,
        Registration.single.is_(True), Registration.id.in_(joined),
    )  # fmt: skip
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.offering_id == session.offering_id,
            Registration.told_as.is_(None),
            or_(comes, came, Registration.id.in_(marked)),
        )
        .options(joinedload(Registration.person))
        .order_by(Registration.id)
    ).all()


def lines_on(
    offering: Offering, marked: Collection[int], *, typed_only: bool, session: Session | None = None
) -> list[Line]:
    """The same people by name, with what this reader may see of them. `marked`: registrations with a mark.

    `session`: only who comes to it; None: everybody of the offering.
    """
    roster = lists.whole_roster(offering, typed_only=typed_only)
    chosen = joining.chosen_among([line.registration.id for line in roster if line.registration.single])
    sessions = offering.sessions if session is None else [session]
    lines = [
        line
        for line in roster
        if line.registration.id in marked
        or (
            line.registration.state in OUTCOMES
            and (session is None or session.id in chosen.get(line.registration.id, {session.id}))
        )
        or any(joining.came(line.registration, one, chosen) for one in sessions)
    ]
    return sorted(lines, key=lambda line: (line.name.casefold(), line.registration.id))


@dataclass(frozen=True)
class Book:
    """All sheets of an offering together: what its records are made of."""

    sessions: list[Session]
    closed: set[int]
    registrations: list[Registration]
    marks: dict[tuple[int, int], Mark]
    chosen: dict[int, set[int]]

    @property
    def all_closed(self) -> bool:
        """Whether every session has its sheet, closed."""
        return bool(self.sessions) and all(session.id in self.closed for session in self.sessions)

    def why(self, registration: Registration, now: datetime) -> str:
        """The reason given with a correction that was typed at this moment."""
        ids = {row.id for row in self.registrations if row.person_id == registration.person_id}
        said = (mark.why for (place, _), mark in self.marks.items() if place in ids and mark.marked_at == now)
        return next((why for why in said if why), "")

    def of(self, person_id: int) -> list[tuple[Session, Mark | None]]:
        """Each session with the mark of a person. Of two places that they had one after the other, the better one.

        Of somebody who joined single sessions, those, and any other that they were marked in: as the place that stands
        says, whatever one given back was for.
        """
        rows = [row for row in self.registrations if row.person_id == person_id]
        ids = [row.id for row in rows]
        stand = [row.id for row in rows if row.state in OUTCOMES] or ids
        joined = None if any(one not in self.chosen for one in stand) else [self.chosen[one] for one in stand]
        found = []
        for session in self.sessions:
            comes = joined is None or any(session.id in one for one in joined)
            if not comes and not any((one, session.id) in self.marks for one in ids):
                continue
            marks = [
                mark
                for one in ids
                if session.id in self.closed and (mark := self.marks.get((one, session.id)))
            ]
            best = max(marks, key=lambda mark: (mark.credited, mark.id), default=None)
            found.append((session, best))
        return found


def book(offering: Offering) -> Book:
    """All sheets of an offering, as they are in the database now: three statements."""
    sessions = sessions_of(offering)
    marks = db.session.scalars(
        select(Mark).join(Session).where(Session.offering_id == offering.id).order_by(Mark.id)
    ).all()
    marked = {mark.registration_id for mark in marks}
    registrations = db.session.scalars(
        select(Registration)
        .where(
            Registration.offering_id == offering.id,
            Registration.told_as.is_(None),
            or_(Registration.state.in_(OUTCOMES), Registration.id.in_(marked)),
        )
        .options(joinedload(Registration.person))
        .order_by(Registration.id)
    ).all()
    return Book(
        sessions=sessions,
        closed={id for id, sheet in sheets_of(offering).items() if sheet.closed_at is not None},
        registrations=list(registrations),
        marks={(mark.registration_id, mark.session_id): mark for mark in marks},
        chosen=joining.chosen_among([row.id for row in registrations if row.single]),
    )


def day_of(session: Session, mark: Mark | None) -> Day:
    """One session of one person, for the rules."""
    if mark is None:
        return Day(session.number, None, 0, minutes_of(session), False)
    return Day(session.number, mark.presence, mark.missed_minutes, mark.session_minutes, mark.credited)


def kept(session: Session, mark: Mark | None) -> dict[str, Any]:
    """One day of a person as a record keeps it; with the parts of what was missed, when they are known."""
    day, counted = day_of(session, mark), stays.counted_from(session, mark) if mark else None
    parts = {"late": counted.late, "early": counted.early, "away": counted.away} if counted else {}
    if mark and mark.missed_at_most != rules.MISSED_AT_MOST:
        parts["missed_at_most"] = mark.missed_at_most
    return {
        "number": day.number, "on": session.on.isoformat() if session.on else "", "label": session.label,
        "presence": day.presence.value if day.presence else "absent", "minutes": day.minutes,
        "missed": day.missed if day.presence else day.minutes, "credited": day.credited, **parts,
    }  # fmt: skip


def records_of(person_id: int) -> list[TrainingRecord]:
    """Everything that somebody has on record, latest first."""
    return list(
        db.session.scalars(
            select(TrainingRecord)
            .where(TrainingRecord.person_id == person_id)
            .options(
                joinedload(TrainingRecord.organization),
                joinedload(TrainingRecord.offering),
                joinedload(TrainingRecord.person),
            )
            .order_by(TrainingRecord.last_on.desc(), TrainingRecord.id.desc())
        )
    )


def records_in(offering: Offering) -> dict[int, TrainingRecord]:
    """The records that came of an offering, by person id."""
    found = db.session.scalars(select(TrainingRecord).where(TrainingRecord.offering_id == offering.id))
    return {record.person_id: record for record in found}


def waiting(actor: Actor, *, now: datetime) -> list[Task]:
    """For a trainer: the sheets of past sessions that are not closed, oldest first. One statement."""
    offering_ids = actor.scope_ids(Role.TRAINER, "offering")
    if not offering_ids:
        return []
    rows = db.session.execute(
        select(Offering.ref, Offering.title, Session.number, Session.on)
        .join(Session, Session.offering_id == Offering.id)
        .outerjoin(Sheet, Sheet.session_id == Session.id)
        .where(
            Offering.id.in_(offering_ids),
            Offering.state.in_((OfferingState.PUBLISHED, OfferingState.COMPLETED)),
            Session.state != SessionState.CANCELED,
            Session.ends_at <= now,
            Sheet.closed_at.is_(None),
        )
        .order_by(Session.ends_at, Session.id)
        .limit(MOST_TASKS)
    )
    return [
        Task(
            Reason(TaskKind.CLOSE_SHEET, {"title": title, "on": on}),
            "attendance.sheet",
            {"offering_ref": ref, "number": number},
            due=on,
        )
        for ref, title, number, on in rows
    ]
