"""Are reserved seats counted right: what is free, who may use them, when they return, and what is carried on?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.registration import rules
from trainer.registration.rules import seats, team, together
from trainer.registration.rules.seats import Holding, SeatReason
from trainer.schedule.rules.kinds import OfferingState

TODAY, FIRST = date(2021, 8, 1), date(2021, 9, 15)
COUNT = st.integers(0, 12)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"asked": 7}, None),
        ({"asked": 8}, SeatReason.NOT_FREE),
        ({"asked": 0}, SeatReason.TOO_FEW),
        ({"asked": 501, "capacity": 9_000}, SeatReason.TOO_MANY),
        ({"capacity": None}, SeatReason.NO_LIMIT),
        ({"waiting": 1}, SeatReason.WAITED_FOR),
        ({"release_on": TODAY}, SeatReason.RELEASE_PASSED),
        ({"release_on": FIRST}, None),
        ({"release_on": FIRST + timedelta(days=1)}, SeatReason.RELEASE_TOO_LATE),
        ({"first_on": None, "release_on": FIRST + timedelta(days=90)}, None),
        ({"begun": True}, SeatReason.HAS_BEGUN),
        ({"state": OfferingState.DRAFT}, SeatReason.NOT_PUBLISHED),
        ({"state": OfferingState.CANCELED}, SeatReason.NOT_PUBLISHED),
    ],
)
def test_what_can_be_reserved(changes, reason):
    facts = {
        "state": OfferingState.PUBLISHED, "begun": False, "asked": 5, "capacity": 20, "taken": 10, "reserved": 3,
        "waiting": 0, "release_on": date(2021, 9, 1), "first_on": FIRST, "today": TODAY,
    }  # fmt: skip
    problem = seats.why_not_reserve(**{**facts, **changes})
    assert (problem[0] if problem else None) is reason


@pytest.mark.parametrize(
    ("taken", "reserved", "waiting", "own", "seat"),
    [
        (3, 1, 0, 0, True),
        (3, 2, 0, 0, False),
        (3, 2, 0, 1, True),
        (3, 2, 4, 1, True),
        (3, 1, 1, 0, False),
        (5, 0, 0, 0, False),
    ],
)
def test_others_never_get_reserved_seats(taken, reserved, waiting, own, seat):
    assert rules.has_seat(capacity=5, taken=taken, waiting=waiting, reserved=reserved, own=own) is seat


@pytest.mark.parametrize(
    ("taken", "reserved", "waiting", "reason"),
    [
        (3, 1, 0, None),
        (5, 0, 0, rules.RegisterReason.ALL_TAKEN),
        (3, 2, 0, rules.RegisterReason.ALL_TAKEN),
        (3, 2, 4, rules.RegisterReason.ALL_TAKEN),
        (3, 1, 2, rules.RegisterReason.OTHERS_WAIT),
    ],
)
def test_who_was_chosen_takes_nobody_s_seat(taken, reserved, waiting, reason):
    problem = rules.why_not_give(capacity=5, taken=taken, reserved=reserved, waiting=waiting)
    assert (problem[0] if problem else None) is reason
    assert rules.why_not_give(capacity=None, taken=taken, reserved=0, waiting=0) is None


@pytest.mark.parametrize(
    ("holdings", "first"),
    [
        ([], None),
        ([Holding(1, 2, 2, FIRST)], None),
        ([Holding(1, 2, 0, FIRST, released=True)], None),
        ([Holding(1, 2, 1, TODAY, own=False), Holding(2, 2, 1, FIRST)], 2),
        ([Holding(1, 2, 1, FIRST), Holding(2, 2, 1, TODAY)], 2),
        ([Holding(2, 2, 1, FIRST), Holding(1, 2, 1, FIRST)], 1),
    ],
)
def test_which_reservation_is_used_first(holdings, first):
    found = seats.first_used(holdings)
    assert (found.id if found else None) == first


@pytest.mark.parametrize(
    ("unused", "room", "waiting", "carried"),
    [(2, 5, 0, 2), (4, 3, 0, 3), (2, 0, 0, 0), (2, None, 0, 0), (2, 5, 1, 0), (0, 5, 0, 0)],
)
def test_how_many_are_carried_on(unused, room, waiting, carried):
    assert seats.carried(unused=unused, room=room, waiting=waiting) == carried


@pytest.mark.parametrize(
    ("first_on", "next_first_on", "until"),
    [
        (FIRST, date(2022, 1, 15), date(2022, 1, 1)),
        (None, date(2022, 1, 31), date(2022, 1, 1)),
        (FIRST, date(2021, 9, 3), date(2021, 9, 2)),
        (FIRST, None, date(2021, 10, 1)),
    ],
)
def test_until_when_carried_seats_are_held(first_on, next_first_on, until):
    on = date(2021, 9, 1)
    assert (
        seats.carried_until(release_on=on, first_on=first_on, next_first_on=next_first_on, today=on) == until
    )


@given(
    extra=st.none() | st.integers(0, 4), taken=COUNT, mine=st.integers(0, 4), others=st.integers(0, 4),
    waiting=st.sampled_from([0, 0, 3]), team_size=COUNT,
)  # fmt: skip
def test_a_team_takes_its_own_seats_then_open_ones_and_never_those_of_others(
    extra, taken, mine, others, waiting, team_size
):
    capacity = None if extra is None else taken + mine + others + extra
    rows = [team.TeamRow(line, f"P {line}", f"p{line}@example.org") for line in range(1, team_size + 1)]
    place = team.PlaceFacts(capacity, taken, waiting, mine + others, mine)
    plan = team.plan_team(rows, known={}, place=place, prerequisite=False)
    seated = sum(row.outcome is team.RowOutcome.SEAT for row in plan)
    room = team_size if extra is None else extra
    assert seated == min(team_size, mine + (0 if waiting else room))
    assert [row.position for row in plan if row.position] == [
        waiting + n for n in range(1, team_size - seated + 1)
    ]


def test_a_team_that_waits_for_approval_does_not_come_all_together():
    rows = [team.TeamRow(line, f"P {line}", f"p{line}@example.org") for line in (1, 2)]
    plan = team.plan_team(rows, known={}, place=team.PlaceFacts(9, 0, 0), prerequisite=False, approval=True)
    assert {row.outcome for row in plan} == {team.RowOutcome.APPROVAL}
    problem = together.why_not_together(plan, 9)
    assert problem == (together.TogetherReason.NOT_READY, {"people": 2})
