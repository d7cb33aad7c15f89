"""Is all that is known of an offering edited on its page and shown to people, and is a series made in one step?"""

import re
from dataclasses import replace
from datetime import date, time

import icalendar
from flask_babel import force_locale

from tests import builders
from tests.schedule.typing_in import at_rest, fields, path_of, post, typed
from trainer.core import calendar
from trainer.core.i18n import LANGUAGES
from trainer.registration.actions import letters
from trainer.schedule import queries
from trainer.schedule.rules import tags
from trainer.schedule.rules.kinds import Eligibility, Format, Half, OfferingState
from trainer.schedule.wording import advice, dates

WHOLE = {
    "format": "hybrid", "place": "Harbor House", "platform": "Zoom", "capacity": "12", "capacity_virtual": "30",
    "region": "Bay Area", "parking": "Lot B, entrance on Oak", "bring": "A mug", "equipment": ["camera"],
    "audience": "Early educators", "roles": ["teachers", "leaders"], "languages": ["en", "es", "ase"],
    "interpretation": "Into Spanish", "led_by": "Tess Trainer, M.A.\r\nAnn Lee", "eligibility": "certified",
    "approval": "y", "per_session": "y", "price": "$120 each", "initiatives": "QCC, IMPACT", "funders": "CDE, qcc, CDE",
    "focus_areas": ["equity"], "ages": ["0-1", "2-3"], "trainer_ids": "Tess Trainer, NV-9", "hours": "15",
    "areas-0": "300", "areas-7": "120", "course_code": "COP-101", "approval_code": "NV-77",
    "sessions-0-half": "morning", "sessions-1-optional": "y",
}  # fmt: skip


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def test_all_that_is_known_is_edited_kept_and_shown(session, browser, client, offering):
    offering.competencies = {"X9": 30}
    session.commit()
    assert post(browser, offering, **WHOLE).status_code == 303
    session.rollback()
    plan = queries.planned(offering)
    assert (plan.capacity, plan.capacity_virtual, plan.platform) == (12, 30, "Zoom")
    assert (plan.languages, plan.interpretation) == (("en", "es", "ase"), "Into Spanish")
    assert plan.led_by == ("Tess Trainer, M.A.", "Ann Lee")
    assert (plan.eligibility, plan.approval, plan.per_session) == (Eligibility.CERTIFIED, True, True)
    assert (plan.initiatives, plan.funders) == (("QCC", "IMPACT"), ("CDE", "qcc"))
    assert (plan.focus_areas, plan.roles, plan.equipment) == (
        ("equity",),
        ("teachers", "leaders"),
        ("camera",),
    )
    assert (plan.ages, plan.trainer_ids) == (("0-1", "2-3"), ("Tess Trainer, NV-9",))
    assert plan.competencies == {"X9": 30, "1": 300, "8": 120}, "the area of another registry stays"
    assert [(s.half, s.mandatory) for s in plan.sessions] == [
        (Half.MORNING, True),
        (None, False),
        (None, True),
    ]
    assert post(browser, offering).status_code == 303
    session.rollback()
    assert queries.planned(offering) == plan, "what the page shows can be saved unchanged"
    page = browser.get(path_of(offering))
    assert "no microphone that hears the whole room is checked" in text_of(page), (
        "advice, and it stopped nobody"
    )
    assert "add up to 450 minutes, but the offering takes 900" in text_of(page)


def test_advice_stands_in_the_preview_and_names_what_lies_ahead(app, session, browser, offering):
    post(browser, offering, format="hybrid", place="Harbor House")
    session.rollback()
    page = text_of(browser.get(at_rest(session, f"/manage/schedule/{offering.year.slug}/publish")))
    assert "no camera and no microphone that serve the whole room" in page
    page = text_of(browser.get(at_rest(session, f"/manage/schedule/{offering.year.slug}")))
    assert "Worth a second look CoP 101, Sep 15–17, 2021 Hybrid room: no camera and no microphone" in page
    with app.test_request_context():
        item = queries.revision_item(offering)
        assert [(one, len(said)) for one, said in advice.advised([item])] == [(item, 1)]
        over = replace(item, plan=replace(item.plan, canceled=True))
        long_ago = replace(item.plan.sessions[0], on=date(2021, 5, 20))
        assert advice.advised([over, replace(item, plan=replace(item.plan, sessions=(long_ago,)))]) == []


def test_several_mistakes_are_named_at_once(browser, draft):
    wrong = {
        "languages": "klingon", "initiatives": "x" * 61, "led_by": "\n".join(f"Person {n}" for n in range(11)),
        "price": "x" * 201, "areas-3": "much",
    }  # fmt: skip
    page = text_of(post(browser, draft, **wrong))
    for said in (
        "not a valid choice",
        "up to 60 characters",
        "At most 10 lines",
        "200 characters",
        "valid integer",
    ):
        assert said in page, said


def test_strangers_read_what_they_need_and_not_what_the_office_notes(session, client):
    offering = builders.make_offering(
        languages=["en", "es", "ase"], interpretation="Into Spanish", led_by=["Tess Trainer, M.A."],
        eligibility=Eligibility.CERTIFIED, approval=True, per_session=True, initiatives=["QCC"],
        funders=["Secret fund"], ages=["2-3"], trainer_ids=["Tess, NV-9"], focus_areas=["equity"], roles=["leaders"],
        price="$120 each", region="Bay Area", bring="A mug", parking="Lot <b>", equipment=["camera"],
        course_code="COP-101", note="Not for you",
    )  # fmt: skip
    offering.sessions[1].mandatory = False
    session.commit()
    answer = client.get(at_rest(session, f"/offerings/{offering.ref}"))
    page = text_of(answer)
    for said in (
        "English, Spanish, American Sign Language", "Into Spanish", "Tess Trainer M.A.", "Certified CoP Facilitators",
        "An administrator looks at each registration", "You can join one session", "QCC", "Equity and inquiry",
        "Leaders and administrators", "$120 each", "Bay Area", "A mug", "COP-101", "Optional", "Mandatory",
        "Age groups 2 years",
    ):  # fmt: skip
        assert said in page, said
    assert "Lot &lt;b&gt;" in answer.get_data(as_text=True)
    for kept in ("Secret fund", "NV-9", "Not for you", "whole room"):
        assert kept not in page, kept


def test_every_language_that_a_planner_ticks_has_a_name_for_every_reader(app):
    for reader in LANGUAGES:
        with app.test_request_context(), force_locale(reader):
            named = [dates.language_words([code]) for code in tags.SPOKEN]
        assert {name.casefold() for name in named}.isdisjoint(code.casefold() for code in tags.SPOKEN), named


SERIES = {
    "do": "series", "series_rhythm": "weekday", "series_first": "2021-09-09", "series_count": "8",
    "series_starts": "09:00", "series_ends": "12:00", "series_duty": "every_other", "series_half": "morning",
}  # fmt: skip


def test_a_series_made_in_one_step_stays_at_nine_when_clocks_change(session, browser, browser_of, draft, now):
    """The second Thursday at 9:00 in Los Angeles: in New York always noon, and the calendar file agrees."""
    path = path_of(draft)
    answer = browser.send(path, {**fields(browser, draft), **SERIES})
    assert "8 sessions were added below" in text_of(answer)
    assert "Session 8: Thu, Apr 14, 2022, 9:00 AM–12:00 PM PDT · Optional" in text_of(answer).replace(
        "\u202f", " "
    )
    assert browser.send(path, {**typed(answer.get_data(as_text=True)), "do": "save"}).status_code == 303
    session.rollback()
    days = ["09-09", "10-14", "11-11", "12-09", "01-13", "02-10", "03-10", "04-14"]
    assert [f"{s.on:%m-%d}" for s in draft.sessions] == days
    assert {(s.starts, s.ends, s.half) for s in draft.sessions} == {(time(9), time(12), Half.MORNING)}
    assert [s.mandatory for s in draft.sessions] == [True, False] * 4
    assert [s.starts_at.hour for s in draft.sessions] == [16, 16, 17, 17, 17, 17, 17, 16]
    file = icalendar.Calendar.from_ical(
        calendar.file(letters.sessions_of(draft, Format.VIRTUAL, draft.sessions), now=now)
    )
    starts = [event["dtstart"].dt for event in file.walk("VEVENT")]
    assert {(moment.time(), str(moment.tzinfo)) for moment in starts} == {(time(9), "America/Los_Angeles")}
    assert [moment.utctimetuple().tm_hour for moment in starts] == [s.starts_at.hour for s in draft.sessions]
    draft.state = OfferingState.PUBLISHED
    ny = builders.make_person(zone="America/New_York")
    session.commit()
    page = text_of(browser_of(ny).get(at_rest(session, f"/offerings/{draft.ref}"))).replace("\u202f", " ")
    here = re.findall(r"In your time zone: .*?, \d{4}, (.*?) [A-Z]{3} –", page)
    assert here == ["12:00 PM"] * 8


NO_SERIES = [
    ({"series_first": ""}, "Choose the first day"),
    ({"series_count": ""}, "Say how many sessions, or the last day"),
    ({"series_until": "2021-09-01"}, "must not be before the first"),
    (
        {"series_rhythm": "weekly", "series_count": "", "series_until": "2022-12-31"},
        "room for 58 more sessions",
    ),
    ({"series_count": "0"}, "between 1 and 60"),
]


def test_a_series_that_cannot_be_is_said_and_nothing_typed_is_lost(session, browser, draft):
    path, start = path_of(draft), fields(browser, draft)
    so_far = {"title": "Kept", "when": "dates", "sessions-0-on": "2021-10-05", "sessions-1-label": "Kept too"}
    for values, says in NO_SERIES:
        answer = browser.send(path, {**start, **so_far, **SERIES, **values})
        assert says in text_of(answer), says
        now_typed = typed(answer.get_data(as_text=True))
        assert {**now_typed, **so_far} == now_typed
        assert now_typed["series_starts"] == "09:00"
        assert "sessions-2-on" not in now_typed
