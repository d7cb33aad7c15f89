"""Is the report of an online meeting read as it is, in each of the forms it comes in, and nothing guessed?"""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from trainer.attendance import meeting_logs
from trainer.attendance.meeting_logs import LogReason
from trainer.attendance.rules.stays import Piece
from trainer.core.errors import Refused
from trainer.core.tables import TableReason

ON = date(2020, 10, 7)
LA = "America/Los_Angeles"
HEAD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent\n"
ABOVE = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    "123 4567 8901,CoP 101,10/07/2020 08:50:03 AM,10/07/2020 03:05:00 PM,host@example.org,375,3\n\n"
)
ROWS = (
    "Ana Soto,ana@example.org,10/07/2020 08:58:12 AM,10/07/2020 12:00:00 PM,182,No,Yes\n"
    "Ana Soto (Ana),ANA@example.org,10/07/2020 12:20:00 PM,10/07/2020 03:00:05 PM,161,No,Yes\n"
    "iPhone,,10/07/2020 09:10:00 AM,10/07/2020 03:00:00 PM,350,Yes,Yes\n"
)


def read(data, **more):
    return meeting_logs.read(data, **{"zone": LA, "on": ON, **more})


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def refused(data, **more):
    with pytest.raises(Refused) as found:
        read(data, **more)
    return [(reason.code, reason.facts) for reason in found.value.reasons]


@pytest.mark.parametrize(
    "data",
    [
        HEAD + ROWS,
        ABOVE + HEAD + ROWS,
        "\ufeff" + ABOVE + HEAD + ROWS,
        (HEAD + ROWS).encode("utf-8-sig"),
        (ABOVE + HEAD + ROWS).replace(",", "\t").encode("utf-16"),
        (ABOVE + HEAD + ROWS).replace("\n", "\r\n"),
        HEAD.replace("Name (Original Name)", "Name (original name)").replace("User Email", "Email") + ROWS,
    ],
)
def test_re_joins_of_one_address_are_one_person_and_a_guest_stays_a_guest(data):
    ana, phone = meeting_logs.participants(read(data))
    assert (ana.names, ana.email) == (("Ana Soto", "Ana Soto (Ana)"), "ana@example.org")
    assert [(one.joined, one.left) for one in ana.pieces] == [
        (utc("2020-10-07T15:58:12"), utc("2020-10-07T19:00:00")),
        (utc("2020-10-07T19:20:00"), utc("2020-10-07T22:00:05")),
    ]
    assert (phone.names, phone.email) == (("iPhone",), "")


@pytest.mark.parametrize(
    "text",
    [
        "10/07/2020 08:58:12 AM", "10/7/2020 8:58:12", "10/07/20, 8:58:12 AM", "2020-10-07 08:58:12",
        "2020/10/07 08:58:12", "07.10.2020 08:58:12", "07/10/2020 8:58:12 a. m.", "2020-10-07T15:58:12Z",
        "2020-10-07T11:58:12-04:00", "Oct 7, 2020 8:58:12 AM", "7 oct 2020, 8:58:12 a. m.",
        "October 7, 2020 at 8:58:12\u202fAM",
    ],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(text):
    log = read(f'Name;Join Time;Leave Time\nAna;"{text}";\n')
    assert [(one.piece.joined, one.piece.left) for one in log.entries] == [(utc("2020-10-07T15:58:12"), None)]


def test_all_rows_are_read_with_the_day_in_one_place():
    """10/7 may be July 10; the thirteenth further down says that the day comes first."""
    log = read("Name,Join Time,Leave Time\nA,10/07/2020 9:00,\nB,13/07/2020 9:00,\n", on=date(2020, 7, 13))
    assert [one.piece.joined.date() for one in log.entries] == [date(2020, 7, 10), date(2020, 7, 13)]


def test_what_was_kept_between_two_steps_is_the_same_in_any_zone():
    log = read(HEAD + ROWS)
    assert read(meeting_logs.as_text(log), zone="Asia/Tokyo", on=date(2001, 1, 1)) == log


def test_of_the_hour_that_comes_twice_the_one_that_fits_the_minutes_is_taken():
    rows = (
        "Ana,11/01/2020 01:30:00 AM,11/01/2020 01:15:00 AM,45\n"
        "Ben,11/01/2020 01:30:00 AM,11/01/2020 02:30:00 AM,120\n"
    )
    log = read("Name,Join Time,Leave Time,Duration\n" + rows, on=date(2020, 11, 1))
    assert [one.piece.left - one.piece.joined for one in log.entries] == [
        timedelta(minutes=45),
        timedelta(hours=2),
    ]


def test_two_phones_at_a_time_under_one_name_are_not_taken_for_one():
    rows = (
        "iPhone,10/07/2020 9:00,10/07/2020 10:00\niPhone,10/07/2020 9:30,10/07/2020 11:00\n"
        "iPhone,10/07/2020 10:05,10/07/2020 10:20\n"
    )
    found = meeting_logs.participants(read("Name,Join Time,Leave Time\n" + rows))
    assert [len(one.pieces) for one in found] == [2, 1]


def test_one_name_in_every_row_of_the_longest_log_does_not_take_long():
    log = meeting_logs.Log(
        (meeting_logs.Entry("iPhone", "", Piece(utc("2020-10-07T16:00"))),) * meeting_logs.MOST_ROWS
    )
    began = time.process_time()
    assert len(meeting_logs.participants(log)) == meeting_logs.MOST_ROWS, "nobody saw one of them leave"
    assert time.process_time() - began < 2


def test_the_waiting_room_is_not_the_room():
    rows = "Ana,10/07/2020 8:50,10/07/2020 9:00,Yes\nAna,10/07/2020 9:00,10/07/2020 15:00,No\n"
    log = read("Name,Join Time,Leave Time,In Waiting Room\n" + rows)
    assert (len(log.entries), log.waiting) == (1, 1)


def test_only_the_one_place_with_this_very_address_is_proposed():
    ana, phone = meeting_logs.participants(read(HEAD + ROWS))
    places = [("a", "Ana@Example.org"), ("b", "ben@example.org"), ("c", "")]
    assert [meeting_logs.proposal(one, places) for one in (ana, phone)] == ["a", ""]
    assert meeting_logs.proposal(ana, [*places, ("d", "ana@example.org")]) == ""


def test_unknown_columns_are_named_with_those_that_are_needed():
    found = refused("Quién,Correo,Cuándo\nAna,a@example.org,10/07/2020 9:00\n")
    needed = "Name (Original Name), Join Time, Leave Time"
    assert found == [(LogReason.UNKNOWN_COLUMNS, {"found": "Quién, Correo, Cuándo", "needed": needed})]
    assert refused("Name,Join Time\nAna,10/07/2020 9:00\n")[0][1]["found"] == "Name, Join Time"
    totals = "Name (Original Name),User Email,Total Duration (Minutes),Guest\nAna,a@example.org,300,No\n"
    assert refused(totals) == [(LogReason.TOTALS_ONLY, {})]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,10/07/2020 9:00,10/07/2020 10:00", LogReason.NAMELESS),
        ("Ana,,yesterday,10/07/2020 10:00", LogReason.UNREADABLE_TIME),
        ("Ana,,,10/07/2020 10:00", LogReason.UNREADABLE_TIME),
        ("Ana,,31/31/2020 9:00,", LogReason.UNREADABLE_TIME),
        ("Ana,,10/07/2020 13:00 PM,", LogReason.UNREADABLE_TIME),
        ("Ana,,10/07/2020 25:00,", LogReason.UNREADABLE_TIME),
        ("Ana,,12/31/9999 11:00 PM,", LogReason.UNREADABLE_TIME),
        ("Ana,,0001-01-01T00:00:00Z,", LogReason.UNREADABLE_TIME),
        ("Ana,,10/07/2020 9:00,later", LogReason.UNREADABLE_TIME),
        ("Ana,,10/07/2020 9:00,10/07/2020 8:00", LogReason.LEFT_BEFORE_JOINED),
        ("Ana,,10/07/2020 9:00,10/07/2020 10:00,1,No,Yes,more", TableReason.TOO_MANY_CELLS),
        ('Ana "A,,10/07/2020 9:00,"', TableReason.STRAY_QUOTE),
    ],
)
def test_a_line_that_cannot_be_read_is_named_by_its_number(row, reason):
    (code, facts), *_more = refused(ABOVE + HEAD + ROWS + row + "\n")
    assert (code, facts["line"]) == (reason, 8)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", LogReason.NOTHING),
        (b"", LogReason.NOTHING),
        (HEAD, TableReason.EMPTY),
        (b"\x00\x01PK", TableReason.NOT_TEXT),
        (b"x" * 5_000_001, TableReason.TOO_LARGE),
        (b"x" * 200_000, LogReason.UNKNOWN_COLUMNS),
        (HEAD + "A,,10/07/2020 9:00,,,,\n" * 2_001, TableReason.TOO_MANY_ROWS),
        ("Name,Join Time,Leave Time,In Waiting Room\nA,10/07/2020 9:00,,Yes\n", LogReason.NOTHING),
    ],
)
def test_too_much_and_nothing_are_said(data, reason):
    assert [code for code, _facts in refused(data)] == [reason]
