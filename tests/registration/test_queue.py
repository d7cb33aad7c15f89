"""Is the order of the waitlist kept for everybody, with teams that come only all together?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.registration.rules.queue import KEPT_FOR_A_TEAM, NOTHING_KEPT, Party, keeping_ends, next_turn

NOW = datetime(2021, 5, 24, 16, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(days=1), NOW - timedelta(hours=1)
START = NOW + timedelta(days=60)


def turn(parties, free, *, capacity=20, starts_at=START):
    found = next_turn(
        [Party(number, *more) for number, *more in parties], free=free, capacity=capacity, now=NOW,
        starts_at=starts_at,
    )  # fmt: skip
    return list(found.offered), found.kept_for


@pytest.mark.parametrize(
    ("parties", "free", "offered", "kept_for"),
    [
        ([], 3, [], None),
        ([(1,), (2,)], 0, [], None),
        ([(1,), (2,), (5,)], 2, [1, 2], None),
        ([(1, 3), (2,)], 3, [1], None),
        ([(1, 3), (2,)], 4, [1, 2], None),
        ([(1, 3), (2,)], 2, [], 1),  # kept for the team, the one behind waits
        ([(1,), (2, 3), (3,)], 2, [1], 2),
        ([(1, 3, LATER), (2,)], 2, [], 1),
        ([(1, 3, BEFORE), (2,), (3,)], 2, [2, 3], None),  # kept long enough, the team keeps its number
        ([(1, 3, BEFORE), (2, 2), (3,)], 1, [3], None),
        ([(1, 3, BEFORE), (2,)], 2, [2], 1),  # one seat is left over, and it has been kept
        ([(1, 3, BEFORE), (2, 2)], 2, [2], None),
        ([(1, 30), (2,), (3,)], 2, [2, 3], None),  # a team larger than all places holds up nobody
        ([(1, 3), (2,)], None, [1, 2], None),
    ],
)
def test_whose_turn_it_is(parties, free, offered, kept_for):
    assert turn(parties, free) == (offered, kept_for)


@pytest.mark.parametrize(
    ("days_to_start", "days_kept"), [(None, 3), (60, 3), (10, 3), (9, 2), (7, 0), (1, 0)]
)
def test_how_long_seats_are_kept(days_to_start, days_kept):
    starts = None if days_to_start is None else NOW + timedelta(days=days_to_start)
    assert keeping_ends(now=NOW, starts_at=starts) == NOW + timedelta(days=days_kept)
    assert timedelta(days=3) == KEPT_FOR_A_TEAM
    assert timedelta(days=7) == NOTHING_KEPT


def test_nothing_is_kept_in_the_last_week():
    assert turn([(1, 3), (2,)], 2, starts_at=NOW + timedelta(days=6)) == ([2], 1)


@st.composite
def lines(draw):
    sizes = draw(st.lists(st.integers(1, 6), max_size=8))
    kept = draw(st.lists(st.sampled_from([None, BEFORE, LATER]), min_size=len(sizes), max_size=len(sizes)))
    return [Party(n, size, until) for n, (size, until) in enumerate(zip(sizes, kept, strict=True), start=1)]


@given(lines(), st.integers(0, 9), st.integers(1, 9), st.sampled_from([None, 3, 60]))
def test_never_more_than_is_free_and_nobody_is_passed_by_but_by_the_rule(parties, free, more, days):
    starts = None if days is None else NOW + timedelta(days=days)
    capacity = free + more - 1
    found = next_turn(parties, free=free, capacity=capacity, now=NOW, starts_at=starts)
    size = {party.number: party.size for party in parties}
    assert sum(size[number] for number in found.offered) <= free
    assert list(found.offered) == sorted(found.offered)
    head = next((p for p in parties if p.number not in found.offered and p.size <= capacity), None)
    late = head and (head.kept_until or keeping_ends(now=NOW, starts_at=starts)) <= NOW
    left = free
    for party in parties:
        behind = [number for number in found.offered if number > party.number]
        if party.number in found.offered:
            left -= party.size
        elif behind:  # passed by: it is a team, it did not fit, and its time was over or it can never fit
            assert party.size > max(left, 1)
            assert late or party.size > capacity
        elif party.size <= left:  # it fits and nobody behind got a seat: seats are kept for a team before it
            assert found.kept_for is not None
            assert found.kept_for < party.number
            assert found.kept_until is not None
            assert found.kept_until > NOW
    assert found.kept_for is None or size[found.kept_for] > 1


@pytest.mark.parametrize(
    ("parties", "free", "held", "offered", "kept_for"),
    [
        (
            [Party(1), Party(2, holdings=(7,))],
            0,
            {7: 1},
            [2],
            None,
        ),  # a held seat goes to whom it is held for
        ([Party(1), Party(2, holdings=(7,)), Party(3, holdings=(7,))], 1, {7: 1}, [1, 2], None),
        ([Party(1, holdings=(7, 8)), Party(2, holdings=(7,))], 0, {7: 1, 8: 1}, [1], None),
        (
            [Party(1, 3, holdings=(7,)), Party(2)],
            1,
            {7: 2},
            [1],
            None,
        ),  # a team uses held and open seats together
        (
            [Party(1, 3), Party(2), Party(3, holdings=(7,))],
            2,
            {7: 1},
            [3],
            1,
        ),  # what is kept does not hold up these
        # A team that waits for the seats held for its organization is not passed by a colleague who came later.
        ([Party(1, 3, holdings=(7,)), Party(2, holdings=(7,))], 0, {7: 2}, [], 1),
        ([Party(1, 3, LATER, (7,)), Party(2, holdings=(7, 8)), Party(3)], 0, {7: 2, 8: 1}, [2], 1),
        ([Party(1, 3), Party(2, 3, holdings=(7,)), Party(3, holdings=(7,))], 1, {7: 1}, [], 1),
        ([Party(1, 3, BEFORE, (7,)), Party(2, holdings=(7,))], 0, {7: 2}, [2], 1),  # kept long enough
        ([Party(1, 30, holdings=(7,)), Party(2, holdings=(7,))], 0, {7: 2}, [2], None),  # can never come
    ],
)
def test_held_seats_go_to_those_they_are_held_for_in_the_same_order(parties, free, held, offered, kept_for):
    found = next_turn(parties, free=free, capacity=20, now=NOW, starts_at=START, held=held)
    assert (list(found.offered), found.kept_for) == (offered, kept_for)
