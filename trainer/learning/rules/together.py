"""Who belongs to a cohort's own page, how does its year look on one line, and when is a copy late?"""

import enum
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trainer.learning.rules.cohorts import PhaseNow
from trainer.learning.rules.enrollment import EnrollmentState

BELONGS = (EnrollmentState.ENROLLED, EnrollmentState.ACTIVE, EnrollmentState.COMPLETED)
"""Who sees the page of a cohort and is seen there; who withdrew does so no longer."""

FOLLOWED = (*BELONGS, EnrollmentState.DEFERRED)
"""Who stands on the lists of whoever looks after a cohort: also those who pause."""

MAIL_AT = time(17)
"""When the one mail of a day about new posts goes out, in its reader's zone."""

MOST_SUBJECT = 150
MOST_LETTER = 8_000
MOST_MATERIALS = 10


class CopyState(enum.StrEnum):
    """Where somebody's copy of a material is (row C08)."""

    TO_SEND = "to_send"
    SENT = "sent"
    RECEIVED = "received"
    LENT = "lent"
    RETURNED = "returned"


class TogetherReason(enum.StrEnum):
    """Why something cannot be done on the pages of a cohort. Facts: names, most."""

    NAME_MISSING = "introduction_name_missing"
    LENT_UNTIL = "lent_until_missing"
    NO_COPY = "no_copy"
    TOO_MANY_MATERIALS = "too_many_materials"
    NOBODY_TICKED = "nobody_ticked"
    SUBJECT_MISSING = "subject_missing"
    TEXT_MISSING = "text_missing"


CAN_CONFIRM = (CopyState.TO_SEND, CopyState.SENT, CopyState.LENT)
"""States in which somebody can say "I have it"; a lent copy stays lent."""


def mail_at(now: datetime, zone: ZoneInfo) -> datetime:
    """When somebody is told of a post that was written now: the next time that it is five in the afternoon there."""
    here = now.astimezone(zone)
    day = here.date() if here.time() < MAIL_AT else here.date() + timedelta(days=1)
    return datetime.combine(day, MAIL_AT, zone).astimezone(UTC)


def copy_after(state: CopyState) -> CopyState:
    """The state of a copy once its reader has said that they have it."""
    return CopyState.LENT if state is CopyState.LENT else CopyState.RECEIVED


def is_late(state: CopyState, lent_until: date | None, today: date) -> bool:
    """Whether a lent copy should be back already."""
    return state is CopyState.LENT and lent_until is not None and lent_until < today


@dataclass(frozen=True)
class Dated:
    """A session as far as the line of the year goes: its day (None: not fixed yet), and the phase it belongs to."""

    on: date | None
    phase: PhaseNow


@dataclass(frozen=True)
class Stretch:
    """A phase on the line: from where to where, in percent of its length."""

    phase: PhaseNow
    starts: float
    ends: float


@dataclass(frozen=True)
class Line:
    """The year on one line: a place in percent for each session, today's place, and the phases below them."""

    places: tuple[float, ...]
    today: float
    stretches: tuple[Stretch, ...]


def line_of(dated: Sequence[Dated], today: date) -> Line:
    """The year on one line. Sessions stand at equal distances, so that none covers another on a phone; today stands
    between the two that it lies between, as far along as days have passed. There may be any number of sessions."""
    count = len(dated)
    places = tuple(round((number + 0.5) * 100 / count, 2) for number in range(count))
    stretches: list[Stretch] = []
    for number, one in enumerate(dated):
        starts, ends = round(number * 100 / count, 2), round((number + 1) * 100 / count, 2)
        if stretches and stretches[-1].phase is one.phase:
            stretches[-1] = Stretch(one.phase, stretches[-1].starts, ends)
        else:
            stretches.append(Stretch(one.phase, starts, ends))
    return Line(places, _place_of(today, dated, places), tuple(stretches))


def _place_of(today: date, dated: Sequence[Dated], places: Sequence[float]) -> float:
    fixed = sorted((one.on, place) for one, place in zip(dated, places, strict=True) if one.on is not None)
    days = [on for on, _place in fixed]
    number = bisect_right(days, today)
    if number == 0:
        return 0.0
    if number == len(fixed):
        return fixed[-1][1] if days[-1] == today else 100.0
    (before, left), (after, right) = fixed[number - 1], fixed[number]
    return round(left + (right - left) * (today - before).days / (after - before).days, 2)
