"""By which day should mentor and trainee meet next, so that the monthly rhythm holds (R07)?"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.mentoring.rules import MeetingState, Met, next_month

WANTED = 6
LONGEST_GAP = 45
SHORTEST = 30
NOTICE = timedelta(days=10)


@dataclass(frozen=True)
class Pace:
    """How far the meetings of the implementation phase are, as R07 counts them."""

    held: int
    months: int
    longest_gap: int
    meet_by: date | None
    """The day by which to meet next; None before the phase, after it, or while a meeting is planned in time."""
    planned: bool


def pace(*, first: date, last: date, meetings: Iterable[Met], today: date) -> Pace:
    """The counts of R07 between the phase's first and last day, and the next day that keeps them."""
    inside = [one for one in meetings if first <= one.on <= last]
    held = sorted(
        one.on for one in inside if one.state is MeetingState.HELD and (one.minutes or 0) >= SHORTEST
    )
    points = [*held, max(held[-1], min(today, last))] if held else []
    gaps = [(after - before).days for before, after in itertools.pairwise(points)]
    by = _meet_by(first, last, held, today)
    planned = any(
        one.state is MeetingState.PLANNED and today <= one.on and by is not None and one.on <= by
        for one in inside
    )
    return Pace(
        held=len(held),
        months=len({one.replace(day=1) for one in held}),
        longest_gap=max(gaps, default=0),
        meet_by=by,
        planned=planned,
    )


def _meet_by(first: date, last: date, held: list[date], today: date) -> date | None:
    """45 days after the last meeting, and in any case once in every calendar month."""
    if not first <= today <= last:
        return None
    month_has_one = any(one.replace(day=1) == today.replace(day=1) for one in held)
    month_ends = next_month(next_month(today) if month_has_one else today) - timedelta(days=1)
    gap_ends = (held[-1] if held else first) + timedelta(days=LONGEST_GAP)
    return min(month_ends, gap_ends, last)


def is_time_to_tell(found: Pace, *, today: date) -> bool:
    """Whether both are told now: some days before the rhythm would break, and no meeting is planned in time."""
    return found.meet_by is not None and not found.planned and today >= found.meet_by - NOTICE
