"""Are both told once, kindly and in time, before the monthly rhythm would break (R07)?"""

from datetime import date, timedelta

import pytest

from tests.mentoring import building
from tests.mentoring.test_rules import Met
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.mentoring import actions, duties
from trainer.mentoring.rules import MeetingState, pace

FIRST, LAST = date(2021, 4, 1), date(2021, 9, 30)
PLANNED = MeetingState.PLANNED


def judge(*meetings, today):
    return pace.pace(first=FIRST, last=LAST, meetings=meetings, today=today)


@pytest.mark.parametrize(
    ("days", "today", "by"),
    [
        ([], date(2021, 3, 31), None),
        ([], date(2021, 4, 1), date(2021, 4, 30)),
        ([date(2021, 4, 2)], date(2021, 4, 20), date(2021, 5, 17)),
        ([date(2021, 4, 28)], date(2021, 4, 29), date(2021, 5, 31)),
        ([date(2021, 4, 28)], date(2021, 6, 20), date(2021, 6, 12)),
        ([date(2021, 8, 30)], date(2021, 9, 2), date(2021, 9, 30)),
        ([date(2021, 9, 3)], date(2021, 9, 4), date(2021, 9, 30)),
        ([date(2021, 9, 3)], date(2021, 10, 1), None),
    ],
)
def test_by_when_to_meet(days, today, by):
    assert judge(*[Met(day) for day in days], today=today).meet_by == by


def test_what_r07_counts():
    short = Met(date(2021, 5, 5), minutes=20)
    found = judge(
        Met(date(2021, 3, 1)), Met(date(2021, 4, 2)), Met(date(2021, 4, 20)), short, Met(date(2021, 6, 1)),
        today=date(2021, 6, 3),
    )  # fmt: skip
    assert (found.held, found.months, found.longest_gap) == (3, 2, 42)


@pytest.mark.parametrize(
    ("meetings", "today", "told"),
    [
        ([], date(2021, 4, 19), False),
        ([], date(2021, 4, 20), True),
        ([Met(date(2021, 4, 25), PLANNED, None)], date(2021, 4, 20), False),
        ([Met(date(2021, 5, 3), PLANNED, None)], date(2021, 4, 20), True),
        ([Met(date(2021, 4, 15), PLANNED, None)], date(2021, 4, 20), True),
    ],
)
def test_when_it_is_time_to_tell(meetings, today, told):
    assert pace.is_time_to_tell(judge(*meetings, today=today), today=today) is told


def test_both_are_told_once_and_nobody_after_the_pair_ended(session, now):
    pair = building.make_pair()
    pair.enrollment.cohort.implementation_on = date(2021, 4, 1)
    building.make_held(pair, date(2021, 4, 20))
    session.query(OutboxRow).delete()
    assert duties.due(now - timedelta(days=10)) == 0
    assert duties.due(now) == 1
    assert duties.due(now + timedelta(hours=1)) == 0
    session.flush()
    sent = [row for row in session.query(OutboxRow) if row.kind == "mentoring.rhythm"]
    assert {row.to_person for row in sent} == {pair.mentor_id, pair.trainee_id}
    assert "by May 31" in building.mail(sent[0]).body.replace("Mon, ", "")
    building.plan(pair, now + timedelta(days=3), now=now)
    assert duties.due(now + timedelta(days=1)) == 0
    actions.end_pair(pair=pair, by=building.SYSTEM, now=now)
    session.expire_all()
    kept = {row.state for row in session.query(OutboxRow) if row.kind == "mentoring.rhythm"}
    assert kept == {OutboxState.CANCELED}
