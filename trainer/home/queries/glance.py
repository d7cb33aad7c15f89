"""Where is everybody of a cohort, who has been silent, and what is due? Gathered across rooms, counts and days only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, literal, select, union_all

from trainer.attendance.models import Mark
from trainer.attendance.rules import Presence
from trainer.certification.models import CertificationFile
from trainer.certification.rules import FileState
from trainer.core import clock
from trainer.core.db import UtcDateTime, db
from trainer.curriculum.models import Part
from trainer.curriculum.rules import scored
from trainer.home import rules
from trainer.home.rules import Due, Show, Sign
from trainer.journals.models import Entry, Review, Submission
from trainer.journals.rules import EntryState
from trainer.learning.models import CheckTry, Cohort, Copy, Enrollment, Material, ModuleProgress
from trainer.learning.queries import looking_after, together
from trainer.learning.rules import LIVE, CopyState
from trainer.mentoring.models import Meeting
from trainer.mentoring.rules import MeetingState
from trainer.messages.models import Post
from trainer.practice.models import Cop, CopSession, Debrief, Facilitator
from trainer.practice.rules import CopSessionState, CopState, DebriefState
from trainer.schedule.models import Session
from trainer.schedule.rules.kinds import SessionState


@dataclass(frozen=True)
class Line:
    """One person of a cohort: how far, the last sign of life, what is open. `due` holds only what is more than none."""

    enrollment: Enrollment
    modules: int
    checks: int
    entries: int
    sessions: int
    cop: CopState | None
    cop_sessions: int
    file: FileState | None
    last: tuple[Sign, date]
    days: int
    silent: bool
    due: Mapping[Due, int]


@dataclass(frozen=True)
class Glance:
    """A whole cohort. `over`: how many of its sessions are over; `modules`, `checks`: how many there are by now."""

    lines: Sequence[Line]
    over: int
    modules: int
    checks: int

    def shown(self, show: Show) -> list[Line]:
        """Those who stand on a list."""
        return [one for one in self.lines if rules.counts_as(show, silent=one.silent, due=one.due)]


@dataclass(frozen=True)
class _Needed:
    """What should be done by now: the parts of the courses whose sessions are over."""

    modules: frozenset[tuple[str, str]]
    checks: frozenset[tuple[str, str]]


def of_cohort(cohort: Cohort, *, now: datetime, days: int) -> Glance:
    """Everybody who is followed, by name. As many statements for one person as for forty."""
    people = looking_after.followed(cohort)
    ids = [one.person_id for one in people]
    over = [one for one in cohort.offering.sessions if _is_over(one, now)]
    needed = _needed(cohort, over)
    parts, signs, counts = _parts(people), _signs(cohort, ids), _counts(people)
    sessions, cops, files = _sessions(cohort), _cops(ids), _files(people)
    today = now.astimezone(clock.zone(cohort.offering.zone)).date()
    due = _due(ids, today=today)
    lines = []
    for one in people:
        done = parts.get(one.person_id, set())
        last = rules.last_sign(signs.get(one.person_id, {}), one.since)
        silent = one.state in LIVE and rules.is_silent(last[1], today, days)
        lines.append(
            Line(
                enrollment=one, modules=len(needed.modules & done), checks=len(needed.checks & done),
                entries=counts.get(one.id, 0), sessions=sessions.get(one.person_id, 0),
                cop=cops.get(one.person_id, (None, 0))[0], cop_sessions=cops.get(one.person_id, (None, 0))[1],
                file=files.get(one.id), last=last, days=(today - last[1]).days, silent=silent,
                due=_open(one, needed, done, due.get(one.person_id, {})),
            )
        )  # fmt: skip
    return Glance(lines, len(over), len(needed.modules), len(needed.checks))


def _is_over(session: Session, now: datetime) -> bool:
    return (
        session.state is not SessionState.CANCELED and session.ends_at is not None and session.ends_at <= now
    )


def _needed(cohort: Cohort, over: Collection[Session]) -> _Needed:
    work = together.work_of(cohort, None)
    found = [module for one in over for module in work.get(one.key, [])]
    return _Needed(
        frozenset((one.course, f"module:{one.module['id']}") for one in found),
        frozenset((one.course, f"check:{one.module['id']}") for one in found if scored(one.module["checks"])),
    )


def _open(
    enrollment: Enrollment, needed: _Needed, done: Collection[tuple[str, str]], due: Mapping[Due, int]
) -> dict[Due, int]:
    """What somebody has open; who has completed the program has nothing of it open any more."""
    if enrollment.state not in LIVE:
        return dict(due)
    learning = {
        Due.MODULES: rules.open_of(needed.modules, done),
        Due.CHECKS: rules.open_of(needed.checks, done),
    }
    return {**{what: count for what, count in learning.items() if count}, **due}


def _parts(people: Sequence[Enrollment]) -> dict[int, set[tuple[str, str]]]:
    """The parts of courses that each has done, in whatever edition: they keep their ids from one to the next."""
    rows = db.session.execute(
        select(Part.person_id, Part.course, Part.part).where(
            Part.person_id.in_([one.person_id for one in people])
        )
    )
    found: dict[int, set[tuple[str, str]]] = {}
    for person_id, course, part in rows:
        found.setdefault(person_id, set()).add((course, part))
    return found


def _signs(cohort: Cohort, ids: Sequence[int]) -> dict[int, dict[Sign, date]]:
    """The last day of each kind of sign, by person: one statement."""

    def last(sign: Sign, person: Any, moment: Any, *where: Any) -> Any:
        return (
            select(literal(sign.value), person, func.max(moment, type_=UtcDateTime()))
            .where(person.in_(ids), moment.is_not(None), *where)
            .group_by(person)
        )

    led = (CopSession.cop_id == Facilitator.cop_id, CopSession.state == CopSessionState.HELD)
    rows = db.session.execute(
        union_all(
            last(Sign.MODULE, ModuleProgress.person_id, ModuleProgress.seen_at),
            last(Sign.CHECK, CheckTry.person_id, CheckTry.made_at),
            last(Sign.ENTRY, Entry.person_id, Entry.saved_at),
            last(
                Sign.SESSION, Mark.person_id, Session.starts_at,
                Session.id == Mark.session_id, Session.offering_id == cohort.offering_id,
                Mark.presence == Presence.PRESENT,
            ),
            last(Sign.MEETING, Meeting.trainee_id, Meeting.starts_at, Meeting.state == MeetingState.HELD),
            last(Sign.OWN_COP, Facilitator.person_id, CopSession.starts_at, *led),
            last(Sign.POST, Post.person_id, Post.made_at, Post.circle == cohort.circle),
        )
    )  # fmt: skip
    zone = clock.zone(cohort.offering.zone)
    found: dict[int, dict[Sign, date]] = {}
    for word, person_id, moment in rows:
        found.setdefault(person_id, {})[Sign(word)] = moment.astimezone(zone).date()
    return found


def _counts(people: Sequence[Enrollment]) -> dict[int, int]:
    """How many required entries of each enrollment were accepted."""
    rows = db.session.execute(
        select(Entry.enrollment_id, func.count())
        .where(
            Entry.enrollment_id.in_([one.id for one in people]),
            Entry.state == EntryState.ACCEPTED,
            Entry.required.is_(True),
        )
        .group_by(Entry.enrollment_id)
    )
    return {row[0]: row[1] for row in rows}


def _sessions(cohort: Cohort) -> dict[int, int]:
    """For how many sessions of the cohort each has credit."""
    rows = db.session.execute(
        select(Mark.person_id, func.count())
        .join(Session, Session.id == Mark.session_id)
        .where(Session.offering_id == cohort.offering_id, Mark.credited.is_(True))
        .group_by(Mark.person_id)
    )
    return {person_id: count for person_id, count in rows if person_id is not None}


def _cops(ids: Sequence[int]) -> dict[int, tuple[CopState, int]]:
    """The own CoP of each, the last they began, and how many of its sessions were held."""
    held = (
        select(func.count())
        .where(CopSession.cop_id == Cop.id, CopSession.state == CopSessionState.HELD)
        .correlate(Cop)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Facilitator.person_id, Cop.state, held)
        .join(Cop, Cop.id == Facilitator.cop_id)
        .where(Facilitator.person_id.in_(ids), Facilitator.until.is_(None))
        .order_by(Cop.id)
    )
    return {person_id: (state, sessions) for person_id, state, sessions in rows}


def _files(people: Sequence[Enrollment]) -> dict[int, FileState]:
    """Where each one's certification stands, as it is on file."""
    rows = db.session.execute(
        select(CertificationFile.enrollment_id, CertificationFile.state).where(
            CertificationFile.enrollment_id.in_([one.id for one in people])
        )
    )
    return {row[0]: row[1] for row in rows}


def _due(ids: Sequence[int], *, today: date) -> dict[int, dict[Due, int]]:
    """What is late for each: entries to write anew, debriefs, lent copies. Three statements."""
    again = (
        select(Entry.id, Entry.person_id, func.max(Review.again_by).label("by"))
        .join(Submission, Submission.entry_id == Entry.id)
        .join(Review, Review.submission_id == Submission.id)
        .where(Entry.person_id.in_(ids), Entry.state == EntryState.REVISE)
        .group_by(Entry.id, Entry.person_id)
        .subquery()
    )
    asked = {
        Due.REVISIONS: select(again.c.person_id, func.count())
        .where(again.c.by < today)
        .group_by(again.c.person_id),
        Due.DEBRIEFS: select(Debrief.trainee_id, func.count())
        .where(Debrief.trainee_id.in_(ids), Debrief.state == DebriefState.DUE, Debrief.due_on < today)
        .group_by(Debrief.trainee_id),
        Due.COPIES: select(Copy.person_id, func.count())
        .join(Material, Material.id == Copy.material_id)
        .where(Copy.person_id.in_(ids), Copy.state == CopyState.LENT, Copy.lent_until < today)
        .group_by(Copy.person_id),
    }
    found: dict[int, dict[Due, int]] = {}
    for what, statement in asked.items():
        for person_id, count in db.session.execute(statement):
            found.setdefault(person_id, {})[what] = count
    return found
