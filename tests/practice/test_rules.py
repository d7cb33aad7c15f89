"""When is a charter complete, a door open, a session countable? Every rule met, just missed and absent."""

from datetime import UTC, date, datetime, timedelta

import pytest

from trainer.practice import rules
from trainer.practice.rules import (
    CharterState,
    CopSessionState,
    LeadRole,
    PracticeReason,
    SignInSource,
    charter,
    counting,
    debriefs,
    sessions,
)
from trainer.practice.rules.counting import CountReason, Needed, SessionFacts

START = datetime(2021, 4, 8, 23, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
FACTS = SessionFacts(
    state=CopSessionState.HELD, starts_at=START, minutes=60, present=4, leads=1, approved_at=START
)


def changed(**more):
    return SessionFacts(**{**FACTS.__dict__, **more})


@pytest.mark.parametrize(
    ("facts", "needed", "reasons"),
    [
        (FACTS, Needed(), []),
        (changed(state=CopSessionState.PLANNED, minutes=None), Needed(), [CountReason.NOT_HELD]),
        (changed(state=CopSessionState.CANCELED), Needed(), [CountReason.NOT_HELD]),
        (changed(approved_at=None), Needed(), [CountReason.NO_CHARTER]),
        (changed(approved_at=START + SECOND), Needed(), [CountReason.CHARTER_LATER]),
        (changed(approved_at=START - 40 * HOUR), Needed(), []),
        (changed(minutes=59), Needed(), [CountReason.TOO_SHORT]),
        (changed(minutes=None), Needed(), [CountReason.TOO_SHORT]),
        (changed(minutes=45), Needed(minutes=45), []),
        (changed(present=3), Needed(), [CountReason.TOO_FEW_MEMBERS]),
        (changed(present=3), Needed(present=3), []),
        (changed(leads=0), Needed(), [CountReason.NOBODY_LED]),
        (changed(leads=2), Needed(), []),
        (changed(leads=3), Needed(), [CountReason.TOO_MANY_LED]),
        (
            changed(approved_at=START + HOUR, minutes=10, present=0, leads=0),
            Needed(),
            [CountReason.CHARTER_LATER, CountReason.TOO_SHORT, CountReason.TOO_FEW_MEMBERS, CountReason.NOBODY_LED],
        ),
    ],
)  # fmt: skip
def test_a_session_counts_or_says_why_not(facts, needed, reasons):
    assert [reason.code for reason in counting.counts(facts, needed)] == reasons


def test_a_reason_tells_what_was_counted():
    found = {reason.code: reason.facts for reason in counting.counts(changed(minutes=59, present=3))}
    assert found == {
        CountReason.TOO_SHORT: {"minutes": 59, "needed": 60},
        CountReason.TOO_FEW_MEMBERS: {"present": 3, "needed": 4},
    }


def door(now, *, state=CopSessionState.PLANNED, locked=None):
    found = sessions.why_not_sign_in(
        state=state, starts_at=START, planned_minutes=90, locked_at=locked, now=now
    )
    return found and found[0]


@pytest.mark.parametrize(
    ("now", "more", "problem"),
    [
        (START - timedelta(minutes=30) - SECOND, {}, PracticeReason.SIGN_IN_NOT_OPEN),
        (START - timedelta(minutes=30), {}, None),
        (START, {}, None),
        (START + timedelta(minutes=90) + 2 * HOUR - SECOND, {}, None),
        (START + timedelta(minutes=90) + 2 * HOUR, {}, PracticeReason.SIGN_IN_OVER),
        (START, {"locked": START}, PracticeReason.SIGN_IN_LOCKED),
        (START, {"state": CopSessionState.HELD}, None),
        (START, {"state": CopSessionState.CANCELED}, PracticeReason.SESSION_CANCELED),
    ],
)
def test_the_door_is_open_from_half_an_hour_before_until_two_hours_after_or_until_it_is_locked(
    now, more, problem
):
    assert door(now, **more) == problem


@pytest.mark.parametrize(
    ("problem", "why", "written"),
    [
        (None, "", SignInSource.TYPED),
        (None, "for a reason", SignInSource.TYPED),
        (PracticeReason.SIGN_IN_OVER, "paper sheet", SignInSource.CORRECTED),
        (PracticeReason.SIGN_IN_LOCKED, "paper sheet", SignInSource.CORRECTED),
        (PracticeReason.SIGN_IN_OVER, "  ", (PracticeReason.WHY_MISSING, {})),
        (PracticeReason.SIGN_IN_NOT_OPEN, "why", (PracticeReason.SIGN_IN_NOT_OPEN, {})),
        (PracticeReason.SESSION_CANCELED, "why", (PracticeReason.SESSION_CANCELED, {})),
    ],
)
def test_a_facilitator_writes_down_freely_while_it_is_open_and_with_a_reason_afterwards(
    problem, why, written
):
    assert sessions.source_written_by_hand((problem, {}) if problem else None, why) == written


@pytest.mark.parametrize(
    ("more", "reasons"),
    [
        ({}, []),
        ({"leads": {1: LeadRole.LEAD, 2: LeadRole.CO_LEAD}}, []),
        ({"leads": {1: LeadRole.CO_LEAD}}, [PracticeReason.NOBODY_LED]),
        ({"leads": {}}, [PracticeReason.NOBODY_LED]),
        (
            {"leads": {1: LeadRole.LEAD, 2: LeadRole.CO_LEAD, 3: LeadRole.CO_LEAD}},
            [PracticeReason.TOO_MANY_LED],
        ),
        ({"leads": {1: LeadRole.LEAD, 9: LeadRole.CO_LEAD}}, [PracticeReason.NOT_A_FACILITATOR]),
        ({"minutes": 0}, [PracticeReason.MINUTES_WRONG]),
        ({"minutes": 601}, [PracticeReason.MINUTES_WRONG]),
        ({"now": START - SECOND}, [PracticeReason.NOT_BEGUN]),
        ({"state": CopSessionState.CANCELED}, [PracticeReason.SESSION_CANCELED]),
        ({"state": CopSessionState.HELD}, [PracticeReason.WHY_MISSING]),
        ({"state": CopSessionState.HELD, "again_why": "typed wrong"}, []),
    ],
)
def test_a_session_is_held_by_its_facilitators_once_it_has_begun(more, reasons):
    usual = {
        "state": CopSessionState.PLANNED, "starts_at": START, "minutes": 90, "leads": {1: LeadRole.LEAD},
        "facilitators": [1, 2, 3], "again_why": "", "now": START + HOUR,
    }  # fmt: skip
    assert [reason for reason, _facts in sessions.why_not_hold(**{**usual, **more})] == reasons


WHOLE = dict.fromkeys(charter.FIELDS, "x")


@pytest.mark.parametrize("part", charter.FIELDS)
def test_a_charter_needs_each_required_part(part):
    gone = {**WHOLE, part: "  "}
    needed = part in (*charter.REQUIRED, "place")
    assert charter.missing(gone) == ([part] if needed else [])


def test_a_virtual_cop_needs_no_place():
    assert charter.missing({**WHOLE, "format": "virtual", "place": ""}) == []


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({}, None),
        ({"approved": False, "reason": "More about who is missing"}, None),
        ({"approved": False}, PracticeReason.REASON_MISSING),
        ({"decider": 1}, PracticeReason.OWN_CHARTER),
        ({"decider": 2}, PracticeReason.OWN_CHARTER),
        ({"state": CharterState.DRAFT}, PracticeReason.CHARTER_NOT_SUBMITTED),
        ({"state": CharterState.APPROVED}, PracticeReason.CHARTER_NOT_SUBMITTED),
    ],
)
def test_a_charter_is_decided_by_others_than_its_facilitators(more, problem):
    usual = {
        "state": CharterState.SUBMITTED, "approved": True, "reason": "", "decider": 7, "facilitators": {1, 2}
    }  # fmt: skip
    found = charter.why_not_decide(**{**usual, **more})
    assert (found and found[0]) == problem


@pytest.mark.parametrize(
    ("more", "reasons"),
    [
        ({}, []),
        ({"on": date(2021, 4, 7)}, [PracticeReason.DEBRIEF_DAY_WRONG]),
        ({"on": date(2021, 4, 30)}, []),
        ({"on": date(2021, 5, 1)}, [PracticeReason.DEBRIEF_DAY_WRONG]),
        ({"minutes": 0}, [PracticeReason.MINUTES_WRONG]),
        ({"content": {"how": " "}}, [PracticeReason.DEBRIEF_EMPTY]),
        ({"seen": 3}, []),
        ({"seen": 2}, [PracticeReason.CHANGED_MEANWHILE]),
    ],
)
def test_a_debrief_is_about_a_day_between_the_session_and_today(more, reasons):
    usual = {
        "session_on": date(2021, 4, 8), "on": date(2021, 4, 8), "today": date(2021, 4, 30), "minutes": 30,
        "content": {"how": "Well"}, "lock": 3, "seen": None,
    }  # fmt: skip
    assert [reason for reason, _facts in debriefs.why_not_record(**{**usual, **more})] == reasons


@pytest.mark.parametrize(
    ("on", "late"), [(date(2021, 4, 22), False), (date(2021, 4, 23), True), (None, True)]
)
def test_a_debrief_is_late_after_fourteen_days(on, late):
    due = debriefs.due_on(date(2021, 4, 8))
    assert due == date(2021, 4, 22)
    assert debriefs.is_late(due=due, on=on, today=date(2021, 4, 30)) is late


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("10 Arrive\n25 min: Pairs", [(10, "Arrive"), (25, "Pairs")]),
        ("Closing\n\n 5 – Thanks ", [(None, "Closing"), (5, "Thanks")]),
        ("3rd round of stories", [(None, "3rd round of stories")]),
        ("", []),
    ],
)
def test_an_agenda_is_read_line_by_line(text, rows):
    assert [(row.minutes, row.what) for row in sessions.agenda_rows(text)] == rows


def test_the_agenda_is_added_up():
    assert sessions.agenda_minutes("10 Arrive\n25 Pairs\nClosing") == 35


def test_numbers_of_the_door_are_those_of_the_house():
    assert (timedelta(minutes=30), timedelta(hours=2)) == (rules.SIGN_IN_BEFORE, rules.SIGN_IN_AFTER)
    assert (2, timedelta(days=14)) == (rules.MOST_FACILITATORS, rules.DEBRIEF_TIME)
