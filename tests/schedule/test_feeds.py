"""Do public dates reach a calendar as they are: 9:00 stays 9:00 in winter, what is off says so, nothing private?"""

from datetime import date

import icalendar

from tests import builders
from trainer.schedule.models import Session
from trainer.schedule.rules.kinds import Format, OfferingKind, OfferingState, SessionState, When


def calendar(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return answer, icalendar.Calendar.from_ical(answer.data)


def events(found):
    return {str(one["summary"]): one for one in found.walk("VEVENT")}


def test_a_calendar_shows_what_is_public_and_stays_right_when_clocks_change(session, client):
    summer_and_winter = builders.make_offering(
        title="Both clocks", days=(date(2021, 11, 3), date(2021, 11, 10)), join_url="https://meet.example/secret",
        note="Canary note", platform="Zoom",
    )  # fmt: skip
    for one in summer_and_winter.sessions:
        one.label = f"{one.on:%B %-d}"
    rough = builders.make_offering(title="Some time", days=())
    rough.sessions.append(Session(key="m", number=1, when=When.MONTH, on=date(2021, 11, 1)))
    rough.sessions.append(
        Session(key="d", number=2, when=When.DATE_ONLY, on=date(2021, 12, 1), label="whole day")
    )
    builders.make_offering(title="Off", state=OfferingState.CANCELED, days=(date(2021, 10, 1),)).sequence = 2
    builders.make_offering(title="Canary draft", state=OfferingState.DRAFT)
    session.commit()
    answer, found = calendar(client, "/schedule/2021-22/calendar.ics")
    assert str(found["method"]) == "PUBLISH"
    by_title = events(found)
    both = {"Both clocks: November 3", "Both clocks: November 10"}
    assert set(by_title) == {*both, "Some time: whole day", "Off"}
    pair = [by_title[f"Both clocks: November {day}"] for day in (3, 10)]
    assert [str(one["dtstart"].dt) for one in pair] == [
        "2021-11-03 09:00:00-07:00",
        "2021-11-10 09:00:00-08:00",
    ]
    zone = next(iter(found.walk("VTIMEZONE"))).to_tz()
    assert [one["dtstart"].dt.replace(tzinfo=zone).utcoffset().total_seconds() / 3600 for one in pair] == [
        -7,
        -8,
    ]
    assert by_title["Some time: whole day"]["dtstart"].dt == date(2021, 12, 1)
    assert (str(by_title["Off"]["status"]), by_title["Off"]["sequence"]) == ("CANCELLED", 2)
    assert str(pair[0]["location"]) == "Zoom"
    assert str(pair[0]["url"]) == f"http://localhost/offerings/{summer_and_winter.ref}"
    text = answer.get_data(as_text=True)
    assert "secret" not in text
    assert "Canary" not in text
    again = client.get("/schedule/2021-22/calendar.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_calendar_of_one_kind_format_region_or_month(session, client):
    builders.make_offering(title="Bay 101", region="Bay Area", days=(date(2021, 9, 1),))
    builders.make_offering(
        title="Valley circle", kind=OfferingKind.FACILITATOR_COP, region="Valley", days=(date(2021, 10, 1),),
        format=Format.IN_PERSON,
    )  # fmt: skip
    builders.make_offering(title="Next year", days=(date(2022, 9, 1),), year=builders.make_year(2022))
    builders.make_offering(
        title="Not public", days=(date(2023, 9, 1),), year=builders.make_year(2023, version=0)
    )
    held_off = builders.make_offering(
        title="One off", days=(date(2021, 9, 2), date(2021, 9, 3)), region="Bay Area"
    )
    held_off.sessions[1].state = SessionState.CANCELED
    held_off.sessions[1].label = "second"
    session.commit()
    for path, shown in (
        ("/schedule/calendar.ics", {"Bay 101", "Valley circle", "Next year", "One off", "One off: second"}),
        ("/schedule/calendar.ics?kind=monthly", {"Valley circle"}),
        ("/schedule/calendar.ics?region=Bay+Area", {"Bay 101", "One off", "One off: second"}),
        ("/schedule/2021-22/calendar.ics?format=in_person&region=Valley", {"Valley circle"}),
        ("/schedule/2021-22/calendar.ics?month=2021-10", {"Valley circle"}),
        ("/schedule/2021-22/calendar.ics?kind=showcases", set()),
        ("/schedule/2022-23/calendar.ics?region=Nowhere", {"Next year"}),
        (f"/offerings/{held_off.ref}/calendar.ics", {"One off", "One off: second"}),
    ):
        _answer, found = calendar(client, path)
        assert set(events(found)) == shown, path
        assert str(found["method"]) == "PUBLISH"
    assert str(events(found)["One off: second"]["status"]) == "CANCELLED"
    assert client.get("/schedule/2023-24/calendar.ics").status_code == 404
    page = client.get("/schedule/2021-22?region=Valley").get_data(as_text=True)
    assert "Valley circle" in page
    assert "Bay 101" not in page
    assert "webcal://localhost/schedule/calendar.ics?region=Valley" in page
    assert "Bay 101" in client.get("/schedule/2021-22?region=planted").get_data(as_text=True)
