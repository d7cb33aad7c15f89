"""Can a whole offering be planned on screen, is everything typed kept, and is whoever saves second asked?"""

import re
from datetime import date, time

import pytest

from tests import builders
from tests.conftest import on_one
from tests.schedule.typing_in import fields, path_of, post, typed
from trainer.permissions import Role
from trainer.schedule import queries
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format, When

pytestmark = on_one("postgresql")  # what pages say; what databases keep is tested with the actions


def test_what_the_page_shows_can_be_saved_unchanged(session, browser, offering):
    before = queries.plan_of(offering)
    assert post(browser, offering).status_code == 303
    session.rollback()
    assert queries.planned(offering) == before
    assert offering.draft is None


def test_a_change_of_a_published_offering_waits_to_be_published(session, browser, offering):
    assert (
        post(
            browser, offering, title="CoP 101 for everybody", place="Oakland", format="in_person"
        ).status_code
        == 303
    )
    session.rollback()
    assert (offering.title, offering.format) == ("CoP 101", Format.VIRTUAL)
    plan = queries.planned(offering)
    assert (plan.title, plan.place, plan.format) == ("CoP 101 for everybody", "Oakland", Format.IN_PERSON)
    assert "CoP 101 for everybody" not in browser.get("/schedule/2021-22").get_data(as_text=True)
    assert "Changed, not published" in browser.get(f"/manage/offerings/{offering.ref}").get_data(as_text=True)


def test_every_kind_of_date_can_be_planned(session, browser, draft):
    rows = {
        "when": "dates",
        "sessions-0-on": "2021-10-05", "sessions-0-starts": "09:00", "sessions-0-ends": "12:00",
        "sessions-1-on": "2021-10-06",
        "sessions-2-month": "2021-11",
        "sessions-3-label": "Closing circle",
        "sessions-4-label": "",
    }  # fmt: skip
    assert post(browser, draft, **rows).status_code == 303
    session.rollback()
    assert [(s.when, s.on) for s in draft.sessions] == [
        (When.FIXED, date(2021, 10, 5)), (When.DATE_ONLY, date(2021, 10, 6)), (When.MONTH, date(2021, 11, 1)),
        (When.TBD, None),
    ]  # fmt: skip
    assert draft.sessions[0].starts == time(9)
    assert draft.sessions[0].starts_at.hour == 16
    keys = [session.key for session in draft.sessions]
    assert post(browser, draft, **{"sessions-1-remove": "y"}).status_code == 303
    session.rollback()
    assert [s.key for s in draft.sessions] == [keys[0], keys[2], keys[3]]


@pytest.mark.parametrize(
    ("values", "when"),
    [
        ({"when": "on_request"}, When.ON_REQUEST),
        ({"when": "tbd"}, When.TBD),
        ({"when": "season", "season": "fall"}, When.SEASON),
    ],
)
def test_what_has_no_date_has_none(session, browser, draft, values, when):
    assert post(browser, draft, **values).status_code == 303
    session.rollback()
    assert (draft.when, draft.sessions, draft.first_on) == (when, [], None)


def test_a_session_is_added_and_a_series_made_without_losing_what_was_typed(session, browser, draft):
    path = path_of(draft)
    answer = browser.send(path, {**fields(browser, draft), "title": "Typed <b>& kept", "do": "add"})
    assert answer.status_code == 200
    now_typed = typed(answer.get_data(as_text=True))
    assert now_typed["title"] == "Typed &lt;b&gt;&amp; kept"
    more = {
        "title": "Ten", "do": "series", "series_rhythm": "months", "series_first": "2021-08-01", "series_count": "10",
    }  # fmt: skip
    answer = browser.send(path, {**now_typed, **more})
    now_typed = typed(answer.get_data(as_text=True))
    months = [value for name, value in sorted(now_typed.items()) if re.fullmatch(r"sessions-\d+-month", name)]
    assert sorted(months)[:1] == ["2021-08"]
    assert len([m for m in months if m]) == 10
    assert session.query(Offering).one().sessions == [], "nothing is saved by it"
    assert browser.send(path, {**now_typed, "do": "save"}).status_code == 303
    session.rollback()
    assert len(draft.sessions) == 10
    assert {s.when for s in draft.sessions} == {When.MONTH}


WRONG = [
    ({"sessions-0-on": "2021-05-20"}, "has passed"),
    ({"sessions-0-on": "2023-01-10"}, "not in this program year"),
    ({"sessions-0-on": "2021-10-05", "sessions-0-starts": "09:00"}, "fill in both times"),
    (
        {"sessions-0-on": "2021-10-05", "sessions-0-starts": "12:00", "sessions-0-ends": "09:00"},
        "must be later than the start",
    ),
    (
        {"sessions-0-on": "2022-03-13", "sessions-0-starts": "02:30", "sessions-0-ends": "05:00"},
        "2:30\u00a0AM does not exist. Choose another time, for example 3:30\u00a0AM",
    ),
    (
        {"sessions-0-on": "2021-11-07", "sessions-0-starts": "01:30", "sessions-0-ends": "05:00"},
        "comes twice",
    ),
    (
        {
            "sessions-0-on": "2021-10-05",
            "sessions-0-starts": "09:00",
            "sessions-0-ends": "12:00",
            "sessions-1-on": "2021-10-05",
            "sessions-1-starts": "11:30",
            "sessions-1-ends": "13:00",
        },
        "Session 2 begins while session 1 is still going on",
    ),
    ({"join_url": "http://meet.example/1"}, "It begins with https:// and names a site"),
    ({"title": ""}, "Fill this in"),
    ({"title": "x" * 201}, "200 characters"),
    ({"title": "a\x00b"}, "cannot be stored"),
    ({"sessions-0-label": "a\x00b"}, "cannot be stored"),
    ({"about": "x" * 2_001}, "2000 characters"),
    ({"capacity": "many"}, "Not a valid integer"),
    ({"capacity": "-1"}, "from 0 to 5000"),
    ({"join_url": "javascript:alert(1)"}, "It begins with https"),
    ({"opens_on": "2021-09-02", "closes_on": "2021-09-01"}, "close after it opens"),
    ({"when": "season"}, "Choose the season"),
    ({"format": "hologram"}, "Not a valid choice"),
]


def test_what_cannot_be_kept_is_said_and_everything_typed_stays(session, browser, draft):
    path, start = path_of(draft), fields(browser, draft)
    for values, says in WRONG:
        data = {**start, "do": "save", "when": "dates", "place": "A place I typed", **values}
        answer = browser.send(path, data)
        html = answer.get_data(as_text=True)
        assert (answer.status_code, says in html) == (422, True), values
        assert "A place I typed" in html
        assert "error-summary" in html
    session.rollback()
    assert (draft.place, draft.lock) == ("", 0)


def test_a_time_that_comes_twice_is_asked(session, browser, draft):
    values = {
        "when": "dates", "sessions-0-on": "2021-11-07", "sessions-0-starts": "01:30", "sessions-0-ends": "05:00",
    }  # fmt: skip
    html = post(browser, draft, **values).get_data(as_text=True)
    assert "The second one, after clocks go back" in html
    assert post(browser, draft, **values, **{"sessions-0-fold": "1"}).status_code == 303
    session.rollback()
    assert draft.sessions[0].starts_at.hour == 9


def test_a_day_at_the_end_of_time_is_refused_in_words(browser, draft):
    values = {
        "when": "dates", "sessions-0-on": "9999-12-31", "sessions-0-starts": "23:00", "sessions-0-ends": "23:30",
    }  # fmt: skip
    for lock, status in (("0", 422), ("7", 409)):  # the second is shown beside what somebody else saved
        answer = post(browser, draft, **values, lock=lock)
        assert answer.status_code == status
        assert "error-summary" in answer.get_data(as_text=True)


@pytest.mark.parametrize("number", ["\N{SUPERSCRIPT TWO}", "9" * 5_000, "9" * 30, "x", ""])
def test_a_session_with_no_number_counts_for_nothing(session, browser, draft, number):
    answer = post(browser, draft, **{"when": "dates", f"sessions-{number}-on": "2021-11-08"})
    assert answer.status_code == 303
    session.rollback()
    assert draft.sessions == []


@pytest.mark.parametrize("path", ["", "/cancel", "/discard"])
def test_a_form_without_its_lock_changes_nothing(session, browser, draft, path):
    where, data = (
        path_of(draft) + path,
        {**fields(browser, draft), "do": "save", "title": "Theirs", "why": "So"},
    )
    del data["lock"]
    assert browser.open(where, method="POST", data=data).status_code == 409
    session.rollback()
    assert draft.title == "New one"


def test_a_capacity_below_the_places_taken_cannot_be_drafted(session, browser, offering):
    for _ in range(3):
        builders.make_registration(offering, builders.make_person())
    session.commit()
    answer = post(browser, offering, capacity="2")
    assert answer.status_code == 422
    assert "3 places are taken" in answer.get_data(as_text=True)


def test_html_is_shown_as_text(session, browser, client, offering):
    offering.title = "<script>alert(1)</script>"
    offering.about = offering.audience = offering.place = "<img src=x onerror=alert(1)>"
    session.commit()
    for path in ("/schedule/2021-22", f"/offerings/{offering.ref}"):
        html = client.get(path).get_data(as_text=True)
        assert "&lt;script&gt;" in html
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    assert "<script>alert" not in browser.get(f"/manage/offerings/{offering.ref}").get_data(as_text=True)


def test_whoever_saves_second_sees_both_versions(session, browser_of, offering):
    people = [builders.make_person(roles=Role.ADMINISTRATOR) for _ in range(2)]
    session.commit()
    first, second = (browser_of(person) for person in people)
    mine = fields(second, offering)
    assert post(first, offering, place="Their place", format="in_person").status_code == 303
    path = path_of(offering)
    answer = second.send(path, {**mine, "place": "My place", "format": "hybrid", "do": "save"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Their place" in html
    assert "My place" in html
    session.rollback()
    assert queries.planned(offering).place == "Their place"
    again = typed(html)
    assert again["place"] == "My place"
    assert second.send(path, {**again, "do": "save"}).status_code == 303
    session.rollback()
    assert queries.planned(offering).place == "My place"
