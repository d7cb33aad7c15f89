"""How does a test get a training that has taken place, marked and closed? Through the same actions as people."""

from datetime import date
from typing import Any

from tests import builders
from tests.conftest import NOW
from tests.learning import building as learning
from trainer.accounts.actor import SYSTEM, Actor
from trainer.attendance import actions, queries, rules
from trainer.attendance.rules import Marked, Presence
from trainer.registration.models import Registration
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import OfferingKind

EDITION = learning.EDITION
PAST = (date(2021, 5, 18), date(2021, 5, 19), date(2021, 5, 20))
FIRST_RUN = (date(2021, 1, 12), date(2021, 1, 13), date(2021, 1, 14))
EARLIER_RUN = (date(2021, 3, 2), date(2021, 3, 3), date(2021, 3, 4))


def make_training(days: tuple[date, ...] = PAST, **more: Any) -> Offering:
    """A CoP 101 of three days of six hours, over since last week."""
    return builders.make_offering(days=days, year=builders.make_year(2020), **more)


def make_courses() -> None:
    """The courses as they are written."""
    learning.load_courses(NOW)


def said(registration: Registration, what: str | int | None) -> list[Marked]:
    """What a trainer marks: minutes missed, or "absent", or "excused"; None leaves somebody out."""
    if what is None:
        return []
    if isinstance(what, int):
        return [Marked(registration.ref, Presence.PRESENT, what)]
    return [Marked(registration.ref, Presence(what))]


def mark(
    session: Session,
    offering: Offering,
    marks: list[Marked],
    *,
    by: Actor = SYSTEM,
    why: str = "",
    now: Any = NOW,
) -> None:
    """Mark a sheet as somebody who has just looked at it. Long after the session that takes a reason."""
    sheet = queries.sheet_of(session)
    closed = sheet is not None and sheet.closed_at is not None
    if not closed and rules.why_reason_needed(closed=False, ends_at=session.ends_at, now=now):
        why = why or "Written down late."
    actions.mark(
        session=session,
        offering=offering,
        marks=marks,
        lock=sheet.lock if sheet else 0,
        why=why,
        by=by,
        now=now,
    )


def hold(
    offering: Offering, book: dict[Registration, list[str | int]], *, close: bool = True, by: Actor = SYSTEM
) -> None:
    """Mark every session, and close its sheet: for each place what happened in each session, in order."""
    for index, session in enumerate(offering.sessions):
        marks = [marked for place, row in book.items() for marked in said(place, row[index])]
        mark(session, offering, marks, by=by)
        if close:
            actions.close(session=session, offering=offering, by=by, now=NOW)


def make_refresher(**more: Any) -> Offering:
    """A Refresher of one day."""
    return make_training((date(2021, 5, 12),), kind=OfferingKind.REFRESHER, title="CoP Refresher", **more)
