"""Do dates, phases, checks and reflections follow their rules, to the day and the answer?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.learning import rules
from trainer.learning.rules import CohortReason, Judged, LearnReason, ModuleState, PhaseNow


def test_the_second_wednesday_stays_the_second_wednesday():
    dates = rules.monthly_dates(date(2020, 10, 14))
    assert dates[:4] == [date(2020, 10, 14), date(2020, 11, 11), date(2020, 12, 9), date(2021, 1, 13)]
    assert dates[-1] == date(2021, 9, 8)


def test_a_fifth_one_becomes_the_last_of_a_shorter_month():
    dates = rules.monthly_dates(date(2021, 3, 31))
    assert dates[:4] == [date(2021, 3, 31), date(2021, 4, 28), date(2021, 5, 26), date(2021, 6, 30)]


@given(st.dates(date(2020, 1, 1), date(2090, 12, 31)))
def test_proposed_dates_can_always_be_kept(first):
    dates = rules.monthly_dates(first)
    assert dates[0] == first
    assert {day.weekday() for day in dates} == {first.weekday()}
    assert rules.USUAL.why_not_dates(dates) == []


def test_dates_are_twelve_in_order_one_a_month():
    dates = rules.monthly_dates(date(2020, 10, 14))
    assert rules.USUAL.why_not_dates(dates[:11]) == [(CohortReason.DATES_COUNT, {"count": 11, "needed": 12})]
    assert rules.USUAL.why_not_dates([*dates[:2], dates[1], *dates[3:]]) == [
        (CohortReason.DATES_ORDER, {"number": 3})
    ]
    twice = [*dates[:2], dates[1].replace(day=25), *dates[3:]]
    assert rules.USUAL.why_not_dates(twice) == [(CohortReason.ONE_A_MONTH, {"number": 3})]


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2020, 10, 13), PhaseNow.BEFORE),
        (date(2020, 10, 14), PhaseNow.TRAINING),
        (date(2021, 3, 10), PhaseNow.TRAINING),
        (date(2021, 3, 11), PhaseNow.IMPLEMENTATION),
        (date(2021, 9, 8), PhaseNow.IMPLEMENTATION),
        (date(2021, 9, 9), PhaseNow.OVER),
    ],
)
def test_the_phase_changes_the_day_after_the_sixth_session(day, phase):
    dates = rules.monthly_dates(date(2020, 10, 14))
    assert (
        rules.phase_on(
            starts_on=dates[0], implementation_on=rules.USUAL.begins_on(dates), ends_on=dates[-1], day=day
        )
        is phase
    )


@pytest.mark.parametrize(
    ("editions", "year", "in_force"),
    [
        (["2020-21", "2026"], 2021, "2020-21"),
        (["2020-21", "2026"], 2026, "2026"),
        (["2020-21"], 2019, "2020-21"),
        (["pilot"], 2021, "pilot"),
    ],
)
def test_a_cohort_begins_under_the_edition_in_force(editions, year, in_force):
    assert rules.edition_in_force(editions, year) == in_force


CHECKS = [
    {"id": f"q{n}", "answers": [{"id": "a", "correct": False}, {"id": "b", "correct": True}]}
    for n in range(1, 6)
]


@pytest.mark.parametrize(("right", "percent", "passed"), [(5, 100, True), (4, 80, True), (3, 60, False)])
def test_80_percent_pass(right, percent, passed):
    answers = {check["id"]: "b" if n < right else "a" for n, check in enumerate(CHECKS)}
    judged = rules.judge(CHECKS, answers)
    assert isinstance(judged, Judged)
    assert (judged.right, judged.percent, judged.passed) == (right, percent, passed)


def test_percent_is_rounded_down():
    assert rules.percent(799, 1000) == 79
    assert rules.percent(0, 0) == 0


def test_a_check_is_judged_only_when_every_question_has_one_of_its_answers():
    assert rules.judge([], {}) == (LearnReason.NO_CHECK, {})
    some = {"q1": "a", "q3": "b", "q5": ""}
    assert rules.judge(CHECKS, some) == (LearnReason.UNANSWERED, {"count": "2, 4, 5"})
    all_of_them = {check["id"]: "a" for check in CHECKS}
    assert rules.judge(CHECKS, {**all_of_them, "q2": "z"}) == (LearnReason.UNKNOWN_ANSWER, {})


@pytest.mark.parametrize(
    ("opened", "read", "has_check", "passed", "state"),
    [
        (False, False, True, False, ModuleState.NOT_STARTED),
        (True, False, True, False, ModuleState.STARTED),
        (False, False, True, True, ModuleState.STARTED),
        (True, True, True, False, ModuleState.READ),
        (True, True, True, True, ModuleState.DONE),
        (True, True, False, False, ModuleState.DONE),
    ],
)
def test_a_module_is_done_when_it_is_read_and_its_check_passed(opened, read, has_check, passed, state):
    assert rules.module_state(opened=opened, read=read, has_check=has_check, passed=passed) is state


def test_the_sessions_of_a_cohort_have_their_modules():
    assert [rules.USUAL.session_of(rules.COHORT_COURSE, n) for n in range(6)] == [1, 2, 3, 4, 5, 6]
    assert [rules.USUAL.session_of(rules.PRACTICUM_COURSE, n) for n in range(6)] == [7, 8, 9, 10, 11, 12]
    assert rules.USUAL.session_of("cop-101", 0) is None


@pytest.mark.parametrize(
    ("handed_in", "lock", "stored", "length", "why"),
    [
        (False, 0, 0, 10, None),
        (False, 3, 3, rules.MOST_TEXT, None),
        (False, 2, 3, 10, LearnReason.SAVED_MEANWHILE),
        (False, 3, 3, rules.MOST_TEXT + 1, LearnReason.TOO_LONG),
        (True, 3, 3, 10, LearnReason.HANDED_IN),
    ],
)
def test_when_a_draft_is_kept(handed_in, lock, stored, length, why):
    assert rules.why_not_save(handed_in=handed_in, lock=lock, stored=stored, text="x" * length) is why


def test_a_few_words_are_not_enough_to_hand_in():
    assert rules.why_not_hand_in(handed_in=False, text=" " * 90 + "short") is LearnReason.TOO_SHORT
    assert rules.why_not_hand_in(handed_in=False, text="x" * rules.LEAST_HANDED_IN) is None
    assert rules.why_not_hand_in(handed_in=True, text="x" * 99) is LearnReason.HANDED_IN
