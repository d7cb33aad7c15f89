"""Are the minutes missed counted from the times somebody was there, and are codes and lines from paper read right?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from trainer.attendance.rules import (
    MISSED_AT_MOST,
    Missed,
    Piece,
    Presence,
    as_kept,
    door,
    from_kept,
    missed,
    paper,
)
from trainer.attendance.rules.door import DoorReason
from trainer.attendance.rules.paper import LineReason
from trainer.schedule.rules.kinds import OfferingState, SessionState
from trainer.schedule.rules.plan import instant

STARTS = datetime(2021, 5, 18, 16, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=6)


def at(text):
    """'9:05' or '9:05:30' in the morning of the session, in UTC; None stays None."""
    if text is None:
        return None
    hour, minute, *second = (int(part) for part in text.split(":"))
    return STARTS.replace(hour=hour + 7, minute=minute, second=second[0] if second else 0)


@pytest.mark.parametrize(
    ("pieces", "late", "early", "away"),
    [
        ([("9:00", "15:00")], 0, 0, 0),
        ([("8:40", "15:30")], 0, 0, 0),
        ([("8:40", None)], 0, 0, 0),
        ([("9:16", None)], 16, 0, 0),
        ([("9:00", "14:44")], 0, 16, 0),
        ([("9:05", "10:00"), ("10:06", "14:55")], 5, 5, 6),
        ([("10:06", "14:55"), ("9:05", "10:00")], 5, 5, 6),
        ([("9:00", "12:00"), ("11:00", "15:00")], 0, 0, 0),
        ([("9:00", "12:00"), ("9:30", "10:00"), ("12:00", "15:00")], 0, 0, 0),
        ([("9:00", "12:00"), ("9:30", None)], 0, 0, 0),
        ([("9:15:59", None)], 15, 0, 0),
        ([("9:05:30", "10:00"), ("10:05:30", "14:55")], 6, 5, 5),
        ([("9:05:30", "14:54:30")], 6, 5, 0),
        ([("8:00", "8:50")], 0, 0, 360),
        ([("15:00", "15:10")], 0, 0, 360),
        ([], 0, 0, 360),
    ],
)
def test_what_was_missed_is_late_early_and_away(pieces, late, early, away):
    found = missed([Piece(at(joined), at(left)) for joined, left in pieces], STARTS, ENDS)
    assert found == Missed(late, early, away, 360 - late - early - away)
    assert from_kept(as_kept([Piece(at("9:05"), None)])) == [Piece(at("9:05"), None)]
    assert MISSED_AT_MOST == 15


@pytest.mark.parametrize(("on", "minutes"), [(date(2021, 3, 14), 180), (date(2021, 11, 7), 300)])
def test_when_the_clocks_change_minutes_are_those_that_passed(on, minutes):
    starts, ends = (instant(on, time(hour), "America/Los_Angeles") for hour in (0, 4))
    assert missed([Piece(starts + timedelta(minutes=20))], starts, ends) == Missed(20, 0, 0, minutes - 20)


def test_the_code_of_a_minute_fits_in_it_and_in_the_next_and_no_other():
    moment = datetime(2021, 5, 18, 16, 0, 59, tzinfo=UTC)
    code = door.code_at("secret", moment)
    assert len(code) == 5
    assert set(code) <= set(door.LETTERS)
    fits = [
        door.fits("secret", code, moment + timedelta(seconds=after)) for after in (-60, 0, 1, 60, 61, 120)
    ]
    assert fits == [False, True, True, True, False, False]
    assert door.fits("secret", f" {code[:2].lower()}-{code[2:].lower()} ", moment)
    assert not any(
        door.fits(*pair, moment)
        for pair in [("other", code), ("", code), ("secret", ""), ("secret", "ÅÅÅÅÅ")]
    )
    assert (door.seconds_left(moment), door.seconds_left(moment + timedelta(seconds=1))) == (1, 60)
    codes = {door.code_at("secret", moment + timedelta(minutes=one)) for one in range(200)}
    assert len(codes) == 200


@pytest.mark.parametrize(
    ("change", "after", "reason"),
    [
        ({}, -16, DoorReason.NOT_YET),
        ({}, -15, None),
        ({}, 359, None),
        ({}, 360, DoorReason.OVER),
        ({"closed": True}, 10, DoorReason.SHEET_CLOSED),
        ({"offering": OfferingState.DRAFT}, 10, DoorReason.NO_SESSION),
        ({"offering": OfferingState.CANCELED}, 10, DoorReason.NO_SESSION),
        ({"session": SessionState.CANCELED}, 10, DoorReason.NO_SESSION),
        ({"starts_at": None}, 10, DoorReason.NO_SESSION),
    ],
)
def test_the_door_is_open_from_a_quarter_of_an_hour_before_to_the_end(change, after, reason):
    usual = {
        "offering": OfferingState.PUBLISHED, "session": SessionState.SCHEDULED, "starts_at": STARTS, "ends_at": ENDS,
        "closed": False, "now": STARTS + timedelta(minutes=after),
    }  # fmt: skip
    problem = door.why_not_sign_in(**{**usual, **change})
    assert (problem[0] if problem else None) is reason


def test_every_slip_in_a_row_code_is_found():
    codes = {paper.row_code(number, f"ref{number} 1") for number in range(1, 1200)}
    assert len(codes) == 1199
    assert {len(code) for code in codes} == {4, 5}
    assert not any(paper.is_mistyped(code) for code in codes)
    code = paper.row_code(47, "ref47 1")
    slips = {code[:place] + other + code[place + 1 :] for place in range(4) for other in door.LETTERS} - {
        code
    }
    swaps = {code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(3)} - {code}
    assert len(slips) == 88
    assert all(paper.is_mistyped(one) for one in slips | swaps | {"", "A", "0000", code + "A", code[:3]})
    assert len({paper.row_code(47, f"ref47 {session}") for session in range(1, 9)}) > 1


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("L15", [("9:15", "15:00")]),
        ("t5 e10", [("9:05", "14:50")]),
        ("9:20", [("9:20", "15:00")]),
        ("9:20-14:45", [("9:20", "14:45")]),
        ("9.20 am - 2.45 pm", [("9:20", "14:45")]),
        ("9:20-2:45", [("9:20", "14:45")]),
        ("-14:00", [("9:00", "14:00")]),
        ("9:00–10:30 10:45-", [("9:00", "10:30"), ("10:45", "15:00")]),
        ("8:30-15:30", [("8:30", "15:30")]),
    ],
)
def test_a_line_says_from_when_to_when(text, pieces):
    line = paper.read_line(1, f"abcd {text}")
    assert (line.code, line.problem) == ("ABCD", None)
    found, problem = paper.stays(line, STARTS, ENDS, "America/Los_Angeles")
    assert (list(found), problem) == ([Piece(at(joined), at(left)) for joined, left in pieces], None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("K", LineReason.NOT_UNDERSTOOD),
        ("L", LineReason.NOT_UNDERSTOOD),
        ("late", LineReason.NOT_UNDERSTOOD),
        ("L1234", LineReason.NOT_UNDERSTOOD),
        ("L٣", LineReason.NOT_UNDERSTOOD),
        ("L300 E61", LineReason.TOO_MUCH),
        ("25:00", LineReason.TIME_WRONG),
        ("13:00 pm", LineReason.TIME_WRONG),
        ("9:20 14:45", LineReason.TIME_WRONG),
        ("9:20-10:00 soon", LineReason.TIME_WRONG),
        ("14:45-14:20", LineReason.LEFT_BEFORE_IT_CAME),
    ],
)
def test_a_line_that_says_nothing_clear_is_not_guessed(text, reason):
    line = paper.read_line(3, f"ABCD {text}")
    problem = line.problem or paper.stays(line, STARTS, ENDS, "America/Los_Angeles")[1]
    assert problem[0] is reason
    assert problem[1]["line"] == 3


def test_every_line_is_judged_by_the_codes_of_the_sheet():
    one, two = paper.row_code(1, "one"), paper.row_code(2, "two")
    text = f"{one} A\n\xa0,;\n{two.lower()} x\n{one}\n{paper.row_code(3, 'three')}\nQQQQ L5\n"
    lines = paper.judge(paper.read_lines(text), {one, two}, STARTS, ENDS, "America/Los_Angeles")
    assert [(line.number, line.problem[0] if line.problem else line.presence) for line in lines] == [
        (1, Presence.ABSENT), (3, Presence.EXCUSED), (4, LineReason.CODE_TWICE), (5, LineReason.CODE_UNKNOWN),
        (6, LineReason.CODE_MISTYPED),
    ]  # fmt: skip
    many = paper.judge(paper.read_lines(f"{one}\n" * 501), {one}, STARTS, ENDS, "America/Los_Angeles")
    assert [line.problem[0] for line in many] == [LineReason.TOO_MANY_LINES]
