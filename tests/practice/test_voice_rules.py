"""Is nothing shown of fewer than four, is an order no trace, and does the month end when it ends? No database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from trainer.practice.rules import CopSessionState, CopState, health, voices
from trainer.practice.rules.guidance import Model
from trainer.practice.rules.health import Continuation, Dimension, Item, Rhythm, Suggestion
from trainer.practice.rules.keeping import Turn
from trainer.practice.rules.voices import Spread, VoiceReason

THEN = datetime(2021, 5, 24, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([5, 5, 5], Spread(3, None)),
        ([5, 5, 5, None, None], Spread(3, None)),
        ([1, 2, 4, 4], Spread(4, 2.8)),
        ([1, 2, 4, 4, None], Spread(4, 2.8)),
        ([], Spread(0, None)),
    ],
)
def test_a_mean_needs_four_numbers_and_cant_say_is_none(values, found):
    assert voices.spread(values) == found


def test_a_round_of_three_says_nothing_but_that_there_are_three():
    three = health.measured([{"1": 5}] * 3)
    assert (three.answers, three.shown, dict(three.dimensions), dict(three.items)) == (3, False, {}, {})
    four = health.measured([{"1": 5, "2": 3, "4": 1}, {"1": 4}, {"1": 4}, {"3": 1}])
    assert four.items[Item.H01] == Spread(3, None)
    assert four.dimensions[Dimension.DOMAIN] == Spread(4, 3.4)
    assert four.dimensions[Dimension.COMMUNITY] == Spread(1, None)


def test_every_item_has_one_dimension_and_the_check_has_nineteen():
    inside = [item for items in health.ITEMS.values() for item in items]
    assert [item.value for item in inside] == [str(number) for number in range(1, 20)]
    assert [*inside, *sorted(health.MORE)] == [*inside, *sorted(set(Item) - set(inside))]


def test_the_order_of_texts_is_that_of_no_other_question_and_of_no_time():
    said = [(f"key{number}", f"line {number}") for number in range(12)]
    first, second = voices.shuffled(said, "take"), voices.shuffled(said, "question")
    assert sorted(first) == sorted(second) == sorted(text for _key, text in said)
    assert first != second
    assert first != [text for _key, text in said]
    assert voices.shuffled(reversed(said), "take") == first


@pytest.mark.parametrize("waiting", [0, 1, 2, 3])
def test_answers_become_readable_several_at_a_time(waiting):
    assert not voices.may_show(waiting)
    assert voices.may_show(4)


def test_two_of_one_name_are_told_apart_whatever_the_accents():
    assert voices.told_apart("Zoë Ruiz", {"zoe ruiz"}) == "Zoë Ruiz (2)"
    assert voices.told_apart("Zoë Ruiz", {"zoe ruiz", "zoe ruiz (2)"}) == "Zoë Ruiz (3)"


@pytest.mark.parametrize(
    ("state", "after", "code"),
    [
        (CopSessionState.PLANNED, timedelta(seconds=-1), VoiceReason.FEEDBACK_NOT_OPEN),
        (CopSessionState.PLANNED, timedelta(0), None),
        (CopSessionState.HELD, timedelta(days=7, minutes=89), None),
        (CopSessionState.HELD, timedelta(days=7, minutes=90), VoiceReason.FEEDBACK_OVER),
        (CopSessionState.CANCELED, timedelta(0), VoiceReason.FEEDBACK_CANCELED),
    ],
)
def test_feedback_is_open_from_the_start_until_a_week_after_the_end(state, after, code):
    found = voices.why_no_feedback(state=state, starts_at=THEN, planned_minutes=90, now=THEN + after)
    assert (found[0] if found else None) == code


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2021, 1, 31), date(2021, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2021, 12, 15), date(2022, 1, 15)),
        (date(2021, 3, 31), date(2021, 4, 30)),
        (date(2021, 5, 24), date(2021, 6, 24)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day, later):
    assert health.month_later(day) == later


@pytest.mark.parametrize(
    ("planned", "today", "state"),
    [
        ([date(2021, 6, 24)], date(2021, 5, 25), Rhythm.KEPT),
        ([date(2021, 6, 25)], date(2021, 5, 25), Rhythm.SOON),
        ([date(2021, 6, 20), date(2021, 7, 20)], date(2021, 6, 21), Rhythm.SOON),
        ([], date(2021, 6, 24), Rhythm.SOON),
        ([], date(2021, 6, 25), Rhythm.BROKEN),
        ([date(2021, 7, 1)], date(2021, 6, 25), Rhythm.BROKEN),
    ],
)
def test_the_rhythm_holds_while_the_next_session_is_within_a_month_of_the_last(planned, today, state):
    found = health.rhythm(last=date(2021, 5, 24), planned=planned, today=today)
    assert found is not None
    assert found[0] is state
    assert found[1]["by"] == date(2021, 6, 24)


def test_before_the_first_session_there_is_no_rhythm_and_the_notice_comes_ten_days_before():
    assert health.rhythm(last=None, planned=[], today=date(2021, 5, 24)) is None
    assert health.notice_on(date(2021, 5, 24)) == date(2021, 6, 14)


@pytest.mark.parametrize(
    ("rounds", "held", "said"),
    [
        ([], 0, Suggestion.FIRST_ROUND),
        ([], 2, Suggestion.FIRST_ROUND),
        ([], 3, Suggestion.FIRST_LATE),
        ([1], 4, None),
        ([1], 5, Suggestion.SECOND_ROUND),
        ([1, 5], 6, None),
        ([1, 4], 5, Suggestion.SECOND_ROUND),
    ],
)
def test_a_round_is_advised_by_the_second_session_and_after_the_fifth(rounds, held, said):
    assert health.suggestion(rounds, held) is said


@pytest.mark.parametrize(
    ("answers", "members", "enough"),
    [(4, 30, True), (3, 6, True), (3, 7, False), (0, 0, False), (2, 4, True), (1, 3, False)],
)
def test_a_round_counts_with_four_answers_or_half_of_the_members(answers, members, enough):
    one = health.Round(
        ref="x", number=1, opened_on=date(2021, 5, 1), held=1, answers=answers, members=members
    )
    assert one.enough() is enough


def test_the_year_is_over_after_a_year_and_again_after_the_decision():
    assert not health.decision_due(None, [], date(2021, 5, 24))
    assert not health.decision_due(date(2020, 5, 25), [], date(2021, 5, 24))
    assert health.decision_due(date(2020, 5, 24), [], date(2021, 5, 24))
    assert not health.decision_due(date(2020, 5, 24), [date(2021, 5, 1)], date(2021, 5, 24))


@pytest.mark.parametrize(
    ("kind", "state", "turn"),
    [
        (Continuation.PAUSE, CopState.ACTIVE, Turn.PAUSED),
        (Continuation.PAUSE, CopState.PAUSED, None),
        (Continuation.PAUSE, CopState.CLOSED, None),
        (Continuation.CHANGE, CopState.PAUSED, Turn.RESUMED),
        (Continuation.CONTINUE, CopState.ACTIVE, None),
        (Continuation.CONTINUE, CopState.CLOSED, None),
    ],
)
def test_a_decision_pauses_a_group_that_meets_and_wakes_one_that_pauses(kind, state, turn):
    assert health.turn_of(kind, state) is turn


def test_the_month_is_not_watched_where_a_group_meets_on_half_days_of_a_school_year():
    assert health.watched(CopState.ACTIVE, None)
    assert health.watched(CopState.ACTIVE, Model.CORE)
    assert not health.watched(CopState.ACTIVE, Model.SCHOOL_YEAR)
    assert not health.watched(CopState.PAUSED, None)
