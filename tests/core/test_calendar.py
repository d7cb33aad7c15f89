"""Does a calendar file parse back to the fields it was made of, whatever people write (trust.md 20)?"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.core import calendar

NOW = datetime(2021, 5, 24, 16, tzinfo=UTC)
EVENT = {
    "uid": "offering.s1", "sequence": 2, "title": "CoP 101", "starts": "2021-09-15T16:00:00+00:00",
    "ends": "2021-09-15T22:00:00+00:00", "zone": "America/Los_Angeles", "place": "Room 4, Oakland",
    "url": "https://meet.example/a?b=c&d=e;f", "status": "CONFIRMED",
}  # fmt: skip

TEXTS = [
    "Plain",
    "Commas, semicolons; backslashes \\ and \\n, \\, as text",
    "Two\nlines",
    "Two\r\nlines",
    "BEGIN:VEVENT\r\nSUMMARY:Evil\r\nEND:VEVENT",
    "x\r\nATTENDEE:mailto:victim@example.org",
    "END:VCALENDAR",
    'Quotes " and colons: here',
    "día de formación – 学習共同体 – ਸਿੱਖਣਾ – 👩‍👩‍👧 " * 6,
    "é" * 74,
    "x" * 74 + "é" + "y" * 80,
    "x" * 400,
    "  spaces inside  and out ",
    "tab\tinside",
    "C:\\Notes, and what \x00\\\x00N is",
]


def parsed(*events):
    return icalendar.Calendar.from_ical(calendar.file(list(events), now=NOW))


def event_of(**changes):
    [event] = parsed({**EVENT, **changes}).walk("VEVENT")
    return event


def test_every_field_comes_back():
    event = event_of()
    assert (str(event["uid"]), int(event["sequence"]), str(event["summary"])) == ("offering.s1", 2, "CoP 101")
    assert event["dtstart"].dt == datetime(2021, 9, 15, 9, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert event["dtend"].dt == datetime(2021, 9, 15, 15, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert str(event["location"]) == "Room 4, Oakland"
    assert str(event["url"]) == EVENT["url"]
    assert str(event["status"]) == "CONFIRMED"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("field", ["title", "place", "about"])
def test_whatever_people_write_comes_back_and_adds_nothing(field, text):
    name = {"title": "summary", "place": "location", "about": "description"}[field]
    whole = parsed({**EVENT, field: text})
    [event] = whole.walk("VEVENT")
    assert str(event[name]) == calendar.plain(text)
    assert "attendee" not in event
    assert len(whole.walk("VTIMEZONE")) == 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_comes_back(text):
    [event] = parsed({**EVENT, "title": text or "x"}).walk("VEVENT")
    assert str(event["summary"]) == calendar.plain(text or "x")


def test_lines_are_folded_between_letters():
    file = calendar.file([{**EVENT, "title": "é" * 200}], now=NOW)
    for line in file.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_the_zone_travels_along_also_across_a_change_of_clocks():
    file = calendar.file(
        [
            EVENT,
            {**EVENT, "uid": "b", "starts": "2021-12-15T17:00:00+00:00", "ends": "2021-12-15T23:00:00+00:00"},
        ],
        now=NOW,
    )
    assert b"TZID=America/Los_Angeles:20210915T090000" in file
    assert b"TZID=America/Los_Angeles:20211215T090000" in file
    assert file.count(b"BEGIN:VTIMEZONE") == 1
    assert b"TZNAME:PDT" in file
    assert b"TZNAME:PST" in file
    assert len(file) < 6000


def test_of_a_time_that_comes_twice_the_second_is_said_in_another_way_than_the_first():
    first, second = (event_of(starts=f"2021-11-07T0{hour}:30:00+00:00", ends="") for hour in (8, 9))
    assert first["dtstart"].to_ical() == b"20211107T013000"
    assert second["dtstart"].to_ical() == b"20211107T093000Z", "half past one would be read as the first"


def test_a_whole_day_is_a_day():
    event = event_of(starts="2021-09-15", ends="2021-09-16")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2021, 9, 15), date(2021, 9, 16))


def test_a_moment_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        event_of(starts="2021-09-15T16:00:00")


def test_called_off_events_cancel():
    whole = parsed({**EVENT, "status": "CANCELLED", "sequence": 3})
    assert str(whole["method"]) == "CANCEL"
    [event] = whole.walk("VEVENT")
    assert (str(event["status"]), int(event["sequence"]), str(event["transp"])) == (
        "CANCELLED",
        3,
        "TRANSPARENT",
    )
    assert str(parsed(EVENT, {**EVENT, "uid": "b", "status": "CANCELLED"})["method"]) == "PUBLISH"


def test_the_organizer_s_name_adds_nothing():
    file = calendar.file(
        [EVENT], now=NOW, organizer=('A "B"\r\nATTENDEE:mailto:v@example.org', "p@example.org")
    )
    [event] = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert str(event["organizer"]) == "mailto:p@example.org"
    assert "attendee" not in event


def test_the_same_events_make_the_same_file():
    assert calendar.file([EVENT], now=NOW) == calendar.file([EVENT], now=NOW)


def test_a_mark_of_byte_order_is_no_letter():
    """Readers of files drop it at the start of a text; so it is not written."""
    assert str(event_of(place="\ufeffRoom 4")["location"]) == "Room 4"
