"""May an application and an enrollment take only the steps that are listed, and does each refusal say why?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.learning import rules
from trainer.learning.rules import ApplicationMove, ApplicationState, EnrollmentReason, EnrollmentState, Move

DAY = date(2021, 5, 24)

STEPS = {
    "applied": {"accept": "enrolled", "decline": "withdrawn", "take_back": "withdrawn"},
    "enrolled": {"begin": "active", "defer": "deferred", "leave": "withdrawn", "complete": "completed"},
    "active": {"defer": "deferred", "leave": "withdrawn", "complete": "completed"},
    "deferred": {"come_back": "enrolled", "leave": "withdrawn", "complete": "completed"},
    "withdrawn": {"start_again": "enrolled"},
    "completed": {},
}
ANSWERS = {
    "draft": {"save": "draft", "send": "sent"},
    "sent": {"hold": "on_hold", "accept": "accepted", "decline": "declined", "take_back": "taken_back"},
    "on_hold": {"accept": "accepted", "decline": "declined", "take_back": "taken_back"},
    "accepted": {},
    "declined": {},
    "taken_back": {"save": "draft"},
}


@pytest.mark.parametrize("state", EnrollmentState)
def test_an_enrollment_takes_the_listed_steps_and_no_other(state):
    found = {move.value: rules.after(state, move) for move in Move}
    assert {move: to.value for move, to in found.items() if to} == STEPS[state.value]


@pytest.mark.parametrize("state", ApplicationState)
def test_an_application_takes_the_listed_steps_and_no_other(state):
    found = {move.value: rules.application_after(state, move) for move in ApplicationMove}
    assert {move: to.value for move, to in found.items() if to} == ANSWERS[state.value]


@given(st.lists(st.sampled_from(list(Move)), max_size=12))
def test_whatever_is_tried_nobody_comes_back_from_the_end_or_in_without_an_answer(moves):
    state, accepted = EnrollmentState.APPLIED, False
    for move in moves:
        before, state = state, rules.after(state, move) or state
        accepted = accepted or move in (Move.ACCEPT, Move.START_AGAIN)
        assert before is not EnrollmentState.COMPLETED or state is EnrollmentState.COMPLETED
        assert accepted or state not in rules.IN_PROGRAM
        assert state is not EnrollmentState.APPLIED or before is EnrollmentState.APPLIED


@pytest.mark.parametrize(
    ("state", "day", "shown"),
    [
        ("enrolled", DAY - timedelta(days=1), "enrolled"), ("enrolled", DAY, "active"), ("active", DAY, "active"),
        ("deferred", DAY, "deferred"), ("withdrawn", DAY, "withdrawn"), ("applied", DAY, "applied"),
    ],
)  # fmt: skip
def test_the_first_day_makes_active_by_itself(state, day, shown):
    assert rules.state_on(EnrollmentState(state), starts_on=DAY, day=day).value == shown


@pytest.mark.parametrize(
    ("until", "said", "state", "reason"),
    [
        (DAY + timedelta(days=1), "Yes", "active", None), (None, "Yes", "enrolled", None),
        (DAY, "Yes", "active", EnrollmentReason.BACK_IN_THE_PAST),
        (DAY + timedelta(days=366), "Yes", "active", None),
        (DAY + timedelta(days=367), "Yes", "active", EnrollmentReason.AWAY_TOO_LONG),
        (None, " ", "active", EnrollmentReason.ANSWER_MISSING), (None, "Yes", "deferred", EnrollmentReason.NOT_LIVE),
    ],
)  # fmt: skip
def test_who_can_be_deferred(until, said, state, reason):
    assert rules.why_not_defer(EnrollmentState(state), until=until, today=DAY, said=said) is reason


@pytest.mark.parametrize(
    ("back_on", "own", "reason"),
    [
        (DAY, True, None), (DAY + timedelta(days=1), True, EnrollmentReason.NOT_BACK_YET),
        (None, True, EnrollmentReason.NOT_BACK_YET), (None, False, None), (DAY + timedelta(days=9), False, None),
    ],
)  # fmt: skip
def test_who_comes_back_when(back_on, own, reason):
    assert rules.why_not_come_back(EnrollmentState.DEFERRED, back_on=back_on, today=DAY, own=own) is reason
    ended = rules.why_not_come_back(EnrollmentState.WITHDRAWN, back_on=back_on, today=DAY, own=own)
    assert ended is EnrollmentReason.NOT_DEFERRED


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None), ({"why": "short"}, EnrollmentReason.TOO_SHORT), ({"idea": " " * 50}, EnrollmentReason.TOO_SHORT),
        ({"ready": False}, EnrollmentReason.NOT_YET_MISSING), ({"ready": False, "not_yet": "In fall"}, None),
        ({"in_program": True}, EnrollmentReason.IN_PROGRAM),
        ({"state": ApplicationState.SENT}, EnrollmentReason.CANNOT_CHANGE),
    ],
)  # fmt: skip
def test_what_an_application_needs(changed, reason):
    whole = {
        "state": ApplicationState.DRAFT, "why": "w" * 30, "idea": "i" * 30, "not_yet": "", "ready": True,
        "in_program": False,
    }  # fmt: skip
    assert rules.why_not_send(**{**whole, **changed}) is reason


@pytest.mark.parametrize(
    ("until", "lock", "state", "reason"),
    [
        (DAY, 3, "draft", None), (DAY - timedelta(days=1), 3, "draft", EnrollmentReason.NOT_OPEN),
        (None, 3, "draft", EnrollmentReason.NOT_OPEN), (DAY, 2, "draft", EnrollmentReason.SAVED_ELSEWHERE),
        (DAY, 3, "sent", EnrollmentReason.CANNOT_CHANGE), (DAY, 3, "taken_back", None),
    ],
)  # fmt: skip
def test_a_draft_is_saved_while_the_cohort_takes_applications(until, lock, state, reason):
    saved = rules.why_not_save_application(
        state=ApplicationState(state), lock=lock, stored=3, until=until, day=DAY
    )
    assert saved is reason
