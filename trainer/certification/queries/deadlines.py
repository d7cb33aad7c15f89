"""Until when can certification be asked for, how did that day come about, and whose day comes near (R23)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from trainer.certification.models import CertificationFile, Extension, ProgramEdition
from trainer.certification.rules import FileState, engine
from trainer.certification.rules.agreed import Numbers, add_months, deadline_of
from trainer.certification.rules.states import BEFORE
from trainer.core.db import db
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import LIVE

MOST = 200


@dataclass(frozen=True)
class Found:
    """The deadline of one enrollment: now, and the last of all; each time it was moved, the latest first."""

    until: date
    last: date
    moved: list[tuple[date, datetime, str]]


def deadline(enrollment: Enrollment, day: date) -> Found | None:
    """The deadline as R23 counts it on a day; None where the edition sets none. Two statements."""
    edition = db.session.scalars(
        select(ProgramEdition).where(ProgramEdition.edition == enrollment.program_edition)
    ).first()
    numbers = _r23(edition)
    if numbers is None:
        return None
    rows = db.session.execute(
        select(Extension.until, Extension.at, Extension.said)
        .join(CertificationFile, CertificationFile.id == Extension.file_id)
        .where(CertificationFile.enrollment_id == enrollment.id)
        .order_by(Extension.id.desc())
    ).all()
    extended = max((row[0] for row in rows), default=None)
    asked = (enrollment.cohort.starts_on, extended, numbers, enrollment.away_on(day))
    last = add_months(enrollment.cohort.starts_on, numbers["months_at_most"])
    moved = [(row[0], row[1], row[2]) for row in rows]
    return Found(deadline_of(*asked), last, moved)


def _r23(edition: ProgramEdition | None) -> Numbers | None:
    criteria = engine.criteria_of(edition.content) if edition else []
    return next((one.numbers for one in criteria if one.code == engine.DEADLINE), None)


def approaching(day: date, *, days: int) -> list[tuple[Enrollment, date]]:
    """Trainees who have not asked yet, and whose deadline is at most so many days away, with the deadline.

    Read by the days on which cohorts began, an edition at a time: the worker asks again and again.
    """
    found = []
    editions = db.session.execute(
        select(ProgramEdition.id, ProgramEdition.edition, ProgramEdition.digest)
    ).all()
    for id_, edition, digest in editions:
        numbers = _numbers(id_, digest)
        if numbers is None:
            continue
        for enrollment, extended in _begun_long_ago(edition, numbers, day, days):
            until = deadline_of(enrollment.cohort.starts_on, extended, numbers, enrollment.away_on(day))
            if day <= until <= day + timedelta(days=days):
                found.append((enrollment, until))
    return found


@lru_cache(maxsize=32)
def _numbers(edition_id: int, digest: str) -> Numbers | None:
    """The numbers of R23 in an edition. What was loaded under one digest never changes."""
    return _r23(db.session.get(ProgramEdition, edition_id))


def _begun_long_ago(
    edition: str, numbers: Numbers, day: date, days: int
) -> Sequence[tuple[Enrollment, date | None]]:
    extended = (
        select(func.max(Extension.until)).where(Extension.file_id == CertificationFile.id).scalar_subquery()
    )
    # Months differ in length: a few days more, and the deadline itself is looked at afterwards.
    soonest = add_months(day + timedelta(days=days), -numbers["months"]) + timedelta(days=3)
    longest = add_months(day, -numbers["months_at_most"]) - timedelta(days=3)
    rows = db.session.execute(
        select(Enrollment, extended)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .outerjoin(CertificationFile, CertificationFile.enrollment_id == Enrollment.id)
        .where(
            Enrollment.program_edition == edition,
            Enrollment.state.in_(LIVE),
            Cohort.starts_on.between(longest, soonest),
            CertificationFile.id.is_(None) | CertificationFile.state.in_((*BEFORE, FileState.RETURNED)),
        )
        .options(joinedload(Enrollment.cohort))
        .order_by(Enrollment.id)
        .limit(MOST)
    )
    return [(row[0], row[1]) for row in rows]
