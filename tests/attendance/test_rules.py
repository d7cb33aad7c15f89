"""Does being present count as R04 says, and what follows for a place, a record and a course?"""

from datetime import UTC, datetime, timedelta

import pytest

from trainer.attendance.rules import (
    CreditReason,
    Day,
    Marked,
    MarkReason,
    Presence,
    RecordState,
    arithmetic,
    credit,
    minutes_between,
    outcome,
    presences,
    record_state,
    why_not_close,
    why_not_mark,
    wrong_marks,
)
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import OfferingKind, OfferingState, SessionState

PRESENT, ABSENT, EXCUSED = Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED
BEGINS = datetime(2021, 5, 20, 16, tzinfo=UTC)
ENDS = BEGINS + timedelta(hours=3)


@pytest.mark.parametrize(
    ("minutes", "missed", "presence", "earned", "counted", "said"),
    [
        (180, 0, PRESENT, True, 180, CreditReason.EARNED),
        (180, 15, PRESENT, True, 180, CreditReason.EARNED),
        (180, 16, PRESENT, False, 0, CreditReason.MISSED_TOO_MUCH),
        (180, 180, PRESENT, False, 0, CreditReason.MISSED_TOO_MUCH),
        (10, 10, PRESENT, True, 10, CreditReason.EARNED),
        (180, 0, ABSENT, False, 0, CreditReason.ABSENT),
        (180, 0, EXCUSED, False, 0, CreditReason.EXCUSED),
        (10, 0, ABSENT, False, 0, CreditReason.ABSENT),
    ],
)
def test_r04_credit(minutes, missed, presence, earned, counted, said):
    made = credit(minutes, missed, presence)
    assert (made.earned, made.minutes, made.limit) == (earned, counted, 15)
    assert made.missed == (missed if presence is PRESENT else minutes)
    code, facts = arithmetic(minutes, missed, presence)
    assert code is said
    assert facts["attended"] + facts["missed"] == facts["minutes"] == minutes


def test_r04_takes_its_number_from_who_asks():
    assert credit(180, 20, PRESENT, limit=20).earned
    assert not credit(180, 21, PRESENT, limit=20).earned


@pytest.mark.parametrize(
    ("offering", "session", "starts", "now", "reason"),
    [
        (OfferingState.PUBLISHED, SessionState.SCHEDULED, BEGINS, BEGINS, None),
        (OfferingState.PUBLISHED, SessionState.SCHEDULED, BEGINS, ENDS + timedelta(days=400), None),
        (OfferingState.COMPLETED, SessionState.HELD, BEGINS, ENDS, None),
        (OfferingState.PUBLISHED, SessionState.SCHEDULED, BEGINS, BEGINS - timedelta(minutes=1), MarkReason.NOT_BEGUN),
        (OfferingState.PUBLISHED, SessionState.SCHEDULED, None, ENDS, MarkReason.NO_TIMES),
        (OfferingState.PUBLISHED, SessionState.CANCELED, BEGINS, ENDS, MarkReason.SESSION_CANCELED),
        (OfferingState.CANCELED, SessionState.SCHEDULED, BEGINS, ENDS, MarkReason.OFFERING_CANCELED),
        (OfferingState.DRAFT, SessionState.SCHEDULED, BEGINS, ENDS, MarkReason.NOT_PUBLISHED),
    ],
)  # fmt: skip
def test_when_a_sheet_can_be_marked(offering, session, starts, now, reason):
    ends = starts + timedelta(hours=3) if starts else None
    found = why_not_mark(offering=offering, session=session, starts_at=starts, ends_at=ends, now=now)
    assert (found[0] if found else None) is reason
    if reason is MarkReason.NOT_BEGUN:
        assert found[1] == {"starts": BEGINS}


def test_a_session_without_an_end_has_no_minutes():
    assert minutes_between(BEGINS, ENDS) == 180
    assert minutes_between(BEGINS, None) is None
    assert minutes_between(ENDS, BEGINS) is None


@pytest.mark.parametrize(
    ("marks", "reasons"),
    [
        ([Marked("a", PRESENT, 0), Marked("b", ABSENT)], []),
        ([Marked("a", PRESENT, 180)], []),
        ([Marked("a", PRESENT, 181)], [MarkReason.LONGER_THAN_SESSION]),
        ([Marked("a", ABSENT, 181)], []),
        ([Marked("a", PRESENT, -1)], [MarkReason.NEGATIVE]),
        ([Marked("x", PRESENT, 0)], [MarkReason.NOT_ON_SHEET]),
        ([Marked("a", PRESENT, 0), Marked("a", ABSENT)], [MarkReason.MARKED_TWICE]),
        ([Marked("a", PRESENT, 999), Marked("b", PRESENT, -5)],
         [MarkReason.LONGER_THAN_SESSION, MarkReason.NEGATIVE]),
    ],
)  # fmt: skip
def test_what_cannot_be_marked(marks, reasons):
    assert [code for code, _facts in wrong_marks(marks, session_minutes=180, on_sheet={"a", "b"})] == reasons


@pytest.mark.parametrize(
    ("closed", "now", "on_sheet", "marked", "reason"),
    [
        (False, ENDS, ["a", "b"], {"a", "b"}, None),
        (False, ENDS - timedelta(minutes=1), ["a"], {"a"}, MarkReason.NOT_OVER),
        (True, ENDS, ["a"], {"a"}, MarkReason.ALREADY_CLOSED),
        (False, ENDS, ["a", "b"], {"a"}, MarkReason.UNMARKED),
        (False, ENDS, [], set(), MarkReason.NOBODY),
    ],
)
def test_when_a_sheet_can_be_closed(closed, now, on_sheet, marked, reason):
    found = why_not_close(closed=closed, ends_at=ENDS, now=now, on_sheet=on_sheet, marked=marked)
    assert (found[0] if found else None) is reason


def days(*marks):
    """Days of 180 minutes: minutes missed, a presence, or None for no mark."""
    made = []
    for number, what in enumerate(marks, start=1):
        presence = PRESENT if isinstance(what, int) else what
        missed = what if isinstance(what, int) else 180 if presence else 0
        made.append(Day(number, presence, missed, 180, presence is PRESENT and missed <= 15))
    return made


@pytest.mark.parametrize(
    ("kind", "marks", "state", "record"),
    [
        (OfferingKind.COP_101, (0, 0, 15), RegistrationState.ATTENDED, RecordState.COMPLETE),
        (OfferingKind.COP_101, (0, 16, 0), RegistrationState.PARTLY_ATTENDED, RecordState.PARTIAL),
        (OfferingKind.COP_101, (0, ABSENT, 0), RegistrationState.PARTLY_ATTENDED, RecordState.PARTIAL),
        (OfferingKind.COP_101, (0, 0, None), RegistrationState.PARTLY_ATTENDED, RecordState.PARTIAL),
        (OfferingKind.COP_101, (100, ABSENT, EXCUSED), RegistrationState.PARTLY_ATTENDED, RecordState.PARTIAL),
        (OfferingKind.COP_101, (ABSENT, ABSENT, EXCUSED), RegistrationState.NO_SHOW, None),
        (OfferingKind.COP_101, (ABSENT, None, None), RegistrationState.NO_SHOW, None),
        (OfferingKind.COP_101, (EXCUSED, EXCUSED, EXCUSED), RegistrationState.EXCUSED, None),
        (OfferingKind.FACILITATOR_COP, (0, ABSENT, 16), RegistrationState.ATTENDED, RecordState.PARTIAL),
        (OfferingKind.FACILITATOR_COP, (16, ABSENT, ABSENT), RegistrationState.PARTLY_ATTENDED,
         RecordState.PARTIAL),
        (OfferingKind.REFRESHER, (0,), RegistrationState.ATTENDED, RecordState.COMPLETE),
    ],
)  # fmt: skip
def test_what_becomes_of_a_place_and_what_is_recorded(kind, marks, state, record):
    assert outcome(kind, days(*marks)) is state
    assert record_state(days(*marks)) is record


def run(*credited):
    return dict(enumerate(credited, start=1))


@pytest.mark.parametrize(
    ("runs", "most", "complete", "missing", "made_up"),
    [
        ([], 1, False, (), ()),
        ([run(True, True, True)], 1, True, (), ()),
        ([run(True, False, True)], 1, False, (2,), ()),
        ([run(True, False, True), run(False, True, False)], 1, True, (2,), (2,)),
        ([run(False, True, False), run(True, False, True)], 1, True, (2,), (2,)),
        ([run(True, False, True), run(True, False, True)], 1, False, (2,), ()),
        ([run(True, False, False), run(False, True, True)], 1, True, (1,), (1,)),
        ([run(True, False, False), run(False, True, False), run(False, False, True)], 1, False, (2, 3), (2, 3)),
        ([run(True, False, True), run(False, True, False)], 0, False, (2,), (2,)),
        ([run(False, False, False)], 1, False, (), ()),
        ([run(False), run(True, False, False)], 1, False, (2, 3), ()),
    ],
)  # fmt: skip
def test_r04_one_session_may_be_made_up_in_another_run(runs, most, complete, missing, made_up):
    found = presences(runs, made_up_at_most=most)
    assert found.complete is complete
    assert (found.missing, found.made_up) == (missing, made_up)
