"""When may somebody mentor whom, when is a meeting planned, held, missed, canceled, and what does the rhythm count?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from trainer.mentoring import rules
from trainer.mentoring.rules import MeetingReason, MeetingState, MonthState, PairReason

NOW = datetime(2021, 5, 24, 16, 0, tzinfo=UTC)
SOON, JUST_NOW, PAST = NOW + timedelta(minutes=1), NOW, NOW - timedelta(minutes=1)
PLANNED, HELD, MISSED, CANCELED = MeetingState


@pytest.mark.parametrize(
    ("mentor", "employers", "now", "enrolled", "reason"),
    [
        (1, [], None, True, None),
        (1, [], 3, True, None),
        (2, [], None, True, PairReason.ONESELF),
        (1, ["Bay Agency"], None, True, PairReason.SAME_EMPLOYER),
        (1, [], 1, True, PairReason.ALREADY),
        (1, ["Bay Agency"], 1, True, PairReason.SAME_EMPLOYER),
        (1, [], None, False, PairReason.NOT_ENROLLED),
    ],
)
def test_who_may_mentor(mentor, employers, now, enrolled, reason):
    found = rules.why_not_pair(
        mentor_id=mentor, trainee_id=2, employers=employers, now_mentor_id=now, enrolled=enrolled
    )
    assert (found[0] if found else None) is reason


def test_the_employer_is_named():
    found = rules.why_not_pair(
        mentor_id=1, trainee_id=2, employers=["A", "B"], now_mentor_id=None, enrolled=True
    )
    assert found == (PairReason.SAME_EMPLOYER, {"organization": "A, B"})


@pytest.mark.parametrize(
    ("ended", "starts", "reason"),
    [
        (False, SOON, None),
        (False, JUST_NOW, MeetingReason.IN_THE_PAST),
        (False, PAST, MeetingReason.IN_THE_PAST),
        (True, SOON, MeetingReason.PAIR_ENDED),
    ],
)
def test_planning(ended, starts, reason):
    assert rules.why_not_plan(ended=ended, starts_at=starts, now=NOW) is reason


@pytest.mark.parametrize(
    ("state", "starts", "change", "cancel", "miss"),
    [
        (PLANNED, SOON, None, None, MeetingReason.STILL_AHEAD),
        (PLANNED, PAST, MeetingReason.IN_THE_PAST, MeetingReason.IN_THE_PAST, None),
        (PLANNED, JUST_NOW, MeetingReason.IN_THE_PAST, MeetingReason.IN_THE_PAST, None),
        (HELD, SOON, *[MeetingReason.NOT_PLANNED] * 3),
        (MISSED, PAST, *[MeetingReason.NOT_PLANNED] * 3),
        (CANCELED, SOON, *[MeetingReason.NOT_PLANNED] * 3),
    ],
)
def test_changing_canceling_missing(state, starts, change, cancel, miss):
    values = {"state": state, "starts_at": starts, "now": NOW}
    assert rules.why_not_change(**values) is change
    assert rules.why_not_cancel(**values) is cancel
    assert rules.why_not_miss(**values) is miss


@pytest.mark.parametrize(
    ("state", "starts", "minutes", "reason"),
    [
        (PLANNED, PAST, 30, None),
        (MISSED, PAST, 30, None),
        (HELD, PAST, 30, None),
        (PLANNED, JUST_NOW, 1, None),
        (PLANNED, SOON, 30, MeetingReason.STILL_AHEAD),
        (CANCELED, PAST, 30, MeetingReason.CANCELED),
        (PLANNED, PAST, 0, MeetingReason.MINUTES),
        (PLANNED, PAST, -5, MeetingReason.MINUTES),
        (PLANNED, PAST, rules.LONGEST, None),
        (PLANNED, PAST, rules.LONGEST + 1, MeetingReason.MINUTES),
    ],
)
def test_holding(state, starts, minutes, reason):
    assert rules.why_not_hold(state=state, starts_at=starts, minutes=minutes, now=NOW) is reason


@pytest.mark.parametrize(
    ("ahead", "reminded"),
    [(timedelta(days=3), timedelta(days=2)), (timedelta(days=1), None), (timedelta(hours=2), None)],
)
def test_the_reminder_comes_the_day_before_or_not_at_all(ahead, reminded):
    found = rules.remind_at(starts_at=NOW + ahead, now=NOW)
    assert found == (NOW + reminded if reminded else None)


@dataclass
class Met:
    """A meeting as the rhythm sees it."""

    on: date
    state: MeetingState = HELD
    minutes: int | None = 45


def rhythm(*meetings, today=date(2021, 5, 24), first=date(2021, 2, 9), last=date(2021, 7, 13)):
    return rules.rhythm(first=first, last=last, meetings=meetings, today=today)


def test_months_are_held_planned_empty_and_ahead():
    found = rhythm(
        Met(date(2021, 2, 20)), Met(date(2021, 4, 3), minutes=20), Met(date(2021, 4, 28)),
        Met(date(2021, 6, 1), PLANNED, None),
    )  # fmt: skip
    assert [(month.first.month, month.state.value) for month in found.months] == [
        (2, "held"), (3, "empty"), (4, "held"), (5, "ahead"), (6, "planned"), (7, "ahead"),
    ]  # fmt: skip
    assert (found.held, found.due) == (2, 3)
    assert found.months[2].minutes == 65
    assert found.months[2].days == [date(2021, 4, 3), date(2021, 4, 28)]


def test_the_longest_gap_runs_to_today_and_not_past_the_end():
    assert rhythm().longest_gap is None
    assert rhythm(Met(date(2021, 5, 24))).longest_gap == 0
    assert rhythm(Met(date(2021, 3, 1)), Met(date(2021, 5, 10))).longest_gap == 70
    assert rhythm(Met(date(2021, 5, 10)), Met(date(2021, 5, 12))).longest_gap == 12
    assert rhythm(Met(date(2021, 7, 1)), today=date(2022, 1, 1)).longest_gap == 12


@pytest.mark.parametrize("state", [MISSED, CANCELED])
def test_what_did_not_take_place_is_no_meeting(state):
    assert rhythm(Met(date(2021, 3, 4), state)).months[1].state is MonthState.EMPTY


def test_a_planned_day_that_has_passed_holds_no_month():
    assert rhythm(Met(date(2021, 4, 4), PLANNED, None)).months[2].state is MonthState.EMPTY


def test_months_cross_the_year():
    assert rules.months_between(date(2020, 11, 30), date(2021, 1, 1)) == [
        date(2020, 11, 1), date(2020, 12, 1), date(2021, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("person", "reads"), [(1, True), (2, True), (3, False), (None, False)])
def test_only_the_two_who_met_read_the_shared_note(person, reads):
    assert rules.reads_notes(person_id=person, trainee_id=1, mentor_id=2) is reads
