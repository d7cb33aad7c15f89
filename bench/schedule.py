"""Which offerings does the generated program have? Sixty a year, in five years around today, through the models."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from trainer.core.db import db
from trainer.schedule.models import Offering, Place, ProgramYear, ScheduleVersion, Session
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import PLACE_FORMATS, Format, OfferingKind, OfferingState, When

YEARS_BEHIND, YEARS_AHEAD = 3, 1
OFFERINGS = 60
OPEN = 15
"""Offerings of next year that nobody is registered for yet: the measured POSTs go there."""
REGISTRATIONS = 20
"""How many of the offerings before those each person is registered for."""
ROOM = 1_000_000
SMALL_PEOPLE = 30
ZONE = "America/Los_Angeles"
KINDS = (
    (OfferingKind.COP_101, "CoP 101", Format.VIRTUAL, 3),
    (OfferingKind.COP_101, "CoP 101 in person", Format.IN_PERSON, 3),
    (OfferingKind.REFRESHER, "CoP Refresher", Format.HYBRID, 1),
    (OfferingKind.FACILITATOR_COP, "Facilitators’ CoP", Format.VIRTUAL, 2),
    (OfferingKind.LEADERSHIP_COP, "Leadership CoP", Format.VIRTUAL, 1),
)


def ref(kind: str, number: int) -> str:
    """A name for URLs as long as a real one; rising, so that its index is written in order."""
    return f"{kind}{number:021d}"


SMALL = ref("o", 1)
"""The offering whose sheets are open."""


def _first_year(today: date) -> int:
    return today.year - (today.month < 7) - YEARS_BEHIND


def write(today: date) -> None:
    """All years with their offerings, sessions and places, and room for everybody in the open ones."""
    first = _first_year(today)
    for starts in range(first, first + YEARS_BEHIND + YEARS_AHEAD + 1):
        year = ProgramYear(
            slug=f"{starts}-{(starts + 1) % 100:02d}", starts_on=date(starts, 7, 1), version=1,
            published_at=before(today),
        )  # fmt: skip
        db.session.add(year)
        db.session.flush()
        db.session.add(
            ScheduleVersion(year_id=year.id, number=1, published_at=before(today), why="", items=[])
        )
        last = starts == first + YEARS_BEHIND + YEARS_AHEAD
        for number in range(OFFERINGS):
            db.session.add(_offering(year, starts, number, is_open=last and number >= OFFERINGS - OPEN))
    db.session.flush()
    _small(today)


def _small(today: date) -> None:
    """An offering that ended yesterday, with as many people as a room holds, whose sheets are still open."""
    years = select(ProgramYear).where(ProgramYear.starts_on <= today).order_by(ProgramYear.starts_on.desc())
    year = db.session.scalars(years.limit(1)).one()
    offering = _offering(year, year.starts_on.year, 0, is_open=False)
    offering.ref, offering.title = SMALL, "CoP 101 that was just held"
    offering.first_on, offering.last_on = today - timedelta(days=3), today - timedelta(days=1)
    for number, session in enumerate(offering.sessions):
        session.on = today - timedelta(days=3 - number)
        session.starts_at = plans.instant(session.on, time(9), ZONE)
        session.ends_at = plans.instant(session.on, time(15), ZONE)
    offering.places[0].capacity, offering.places[0].taken = SMALL_PEOPLE + 10, SMALL_PEOPLE
    db.session.add(offering)
    db.session.flush()


def _offering(year: ProgramYear, starts: int, number: int, *, is_open: bool) -> Offering:
    kind, title, format, days = KINDS[0 if is_open else number % len(KINDS)]
    month = 7 + number // 5
    first = date(starts + (month > 12), (month - 1) % 12 + 1, 5 + 4 * (number % 5))
    offering = Offering(
        ref=ref("o", starts * 100 + number), year=year, kind=kind, title=title, format=format, when=When.FIXED,
        first_on=first, last_on=first + timedelta(days=days - 1), zone=ZONE, state=OfferingState.PUBLISHED,
        about="Three days about purpose, hosting and inquiry.", platform="Video call",
        place="" if format is Format.VIRTUAL else "County office", audience="Early educators", length="6 hours a day",
    )  # fmt: skip
    for day in range(days):
        on, begins, ends = first + timedelta(days=day), time(9), time(15)
        offering.sessions.append(
            Session(
                key=f"s{day + 1}", number=day + 1, when=When.FIXED, on=on, starts=begins, ends=ends,
                starts_at=plans.instant(on, begins, ZONE), ends_at=plans.instant(on, ends, ZONE),
            )
        )  # fmt: skip
    for place in PLACE_FORMATS[format]:
        offering.places.append(Place(format=place, capacity=ROOM if is_open else None))
    return offering


def offerings_of(person: int, pool: list[int]) -> list[int]:
    """The 20 offerings of a person, spread over all years."""
    step = len(pool) // REGISTRATIONS
    return [pool[(person * 7 + turn * step) % len(pool)] for turn in range(REGISTRATIONS)]


def before(today: date) -> datetime:
    """A moment before everything that is measured."""
    return datetime.combine(today - timedelta(days=400), time(16), UTC)
