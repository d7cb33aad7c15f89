"""Does everybody see the schedule as it is published, fast, and strangers nothing of what is drafted?"""

import re
from datetime import date, time
from pathlib import Path

import pytest

from tests import builders
from tests.conftest import on_one
from tests.statements import counted
from trainer.accounts.actor import SYSTEM
from trainer.core.db import writing
from trainer.permissions import Role
from trainer.registration import actions as registration_actions
from trainer.schedule import actions, queries
from trainer.schedule.models import Offering, Place, ProgramYear, Session
from trainer.schedule.rules.kinds import Format, OfferingKind, OfferingState, Season, When
from trainer.schedule.rules.plan import instant

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions

SAMPLE = Path(__file__).parent.parent.parent / "trainer" / "sample"


def text_of(html):
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return text_of(answer.get_data(as_text=True))


@pytest.fixture
def last_year(session, now):
    data = (SAMPLE / "schedule_2020_2021.csv").read_bytes()
    actions.import_file(data=data, year_slug="2020-21", by=SYSTEM, now=now, history=True)
    year = queries.year_by_slug("2020-21")
    registration_actions.publish(year=year, version=0, why="", by=SYSTEM, now=now)
    session.commit()
    return year


def test_the_real_year_as_everybody_sees_it(last_year, client):
    text = page(client, "/schedule")
    for words in (
        "Learning together, 2020–21",
        "August 2020",
        "12 Wednesday CoP Refresher Training",
        "14 Friday CoP Annual Showcase",
        "16–18 Wed to Fri CoP 101 Training",
        "7–9 Wed to Fri CoP 101 Training",
        "Monthly August to May CoP for CoP Facilitators",
        "Monthly August to May QCC Leadership CoP",
        "November 2020 Date TBD CoP 101 Training",
        "June 2021 Date TBD CoP Annual Showcase",
        "In-Agency/Organization CoP",
        "Place TBD",
        "Format TBD",
        "15 hours",
        "Virtual 15 hours Completed",
        "Format TBD Place TBD 15 hours No date was fixed",
        "Version 1, published Mon, May 24, 2021.",
    ):
        assert words in text, words
    assert text.index("In-Agency") > text.index("June 2021"), "on request comes last"
    assert text == page(client, "/schedule/2020-21")


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("kind=trainings", "CoP 101 Training", "Showcase Share"),
        ("kind=monthly", "QCC Leadership CoP", "CoP 101 Training"),
        ("kind=showcases&format=tbd", "June 2021", "14 Friday"),
        ("format=virtual", "16–18", "Date TBD CoP 101"),
        ("kind=nonsense&format=%00", "CoP 101 Training", "\x00"),
        ("format=in_person", "Nothing of this kind this year", "CoP 101 Training"),
    ],
)
def test_filters(last_year, client, query, shown, hidden):
    text = page(client, f"/schedule/2020-21?{query}")
    assert shown in text
    assert hidden not in text


def test_before_anything_is_published(session, client):
    builders.make_year(2021, version=0)
    builders.make_offering(state=OfferingState.DRAFT)
    session.commit()
    assert "being prepared" in page(client, "/schedule")
    assert client.get("/schedule/2021-22").status_code == 404
    assert client.get("/schedule/2021-22/versions").status_code == 404
    assert client.get("/schedule/nonsense").status_code == 404


def test_a_draft_is_there_for_its_own_people_only(session, client, browser_of):
    builders.make_offering(title="Public one")
    draft = builders.make_offering(title="Canary draft", state=OfferingState.DRAFT)
    people = {
        "trainer": builders.make_person(roles=(Role.TRAINER, draft)),
        "admin": builders.make_person(roles=Role.ADMINISTRATOR),
        "somebody": builders.make_person(),
    }
    path = f"/offerings/{draft.ref}"
    session.commit()
    browsers = {name: browser_of(person) for name, person in people.items()}
    session.commit()
    for visitor in (client, browsers["somebody"]):
        assert visitor.get(path).status_code == 404
        assert "Canary" not in visitor.get("/schedule/2021-22").get_data(as_text=True)
        assert "Canary" not in visitor.get("/schedule/2021-22/versions").get_data(as_text=True)
    for name in ("trainer", "admin"):
        assert "This is a draft" in page(browsers[name], path)


def test_the_link_to_join_is_on_no_public_page(session, client):
    offering = builders.make_offering(join_url="https://meet.example/secret")
    session.commit()
    for path in ("/schedule/2021-22", f"/offerings/{offering.ref}", "/schedule/2021-22/versions"):
        assert "secret" not in client.get(path).get_data(as_text=True)


def test_places_left_waitlist_and_windows(session, client):
    offering = builders.make_offering(capacity=2)
    builders.make_offering(title="Opens later", opens_on=date(2021, 7, 1))
    builders.make_offering(title="No limit", capacity=None)
    canceled = builders.make_offering(
        title="Gone", state=OfferingState.CANCELED, canceled_why="Too few people."
    )
    builders.make_registration(offering, builders.make_person())
    session.commit()
    text = page(client, "/schedule/2021-22")
    assert "1 place left" in text
    assert "Registration opens Thu, Jul 1" in text
    assert "Canceled" in text
    assert "Too few people." in page(client, f"/offerings/{canceled.ref}")
    session.query(Place).filter_by(offering_id=offering.id).update({"taken": 2, "waiting": 6})
    session.commit()
    assert "Full · 6 on the waitlist" in page(client, "/schedule/2021-22")
    assert "6 people are on the waitlist" in page(client, f"/offerings/{offering.ref}")


def test_what_is_known_of_a_date_is_said(session, client):
    season = builders.make_offering(title="Some season", days=(), when=When.SEASON, season=Season.FALL)
    weekly = builders.make_offering(
        title="Weekly", days=(date(2021, 9, 1), date(2021, 9, 8), date(2021, 9, 15))
    )
    named = builders.make_offering(title="Named", days=(date(2021, 9, 2),))
    named.sessions[0].label = "Opening circle"
    named.sessions.append(Session(key="s2", number=2, when=When.TBD, label="Closing circle"))
    session.commit()
    text = page(client, "/schedule/2021-22")
    assert "Date to be decided Date TBD Fall Some season" in text
    assert "Fall, date TBD" in page(client, f"/offerings/{season.ref}")
    assert "From Sep 1 3 days" in text
    assert "Sep 1–15, 2021, 3 days" in page(client, f"/offerings/{weekly.ref}")
    assert "Date TBD Closing circle" in page(client, f"/offerings/{named.ref}")


@pytest.mark.parametrize("path", ["/schedule/%00", "/schedule/2021%00/versions", "/schedule/%ff/versions"])
def test_a_year_with_a_name_that_no_database_knows_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_an_offering_in_another_zone_and_language(session, client, browser_of):
    offering = builders.make_offering(zone="America/New_York", days=(date(2021, 9, 15),))
    for meeting in offering.sessions:
        meeting.starts_at = instant(meeting.on, meeting.starts, offering.zone)
        meeting.ends_at = instant(meeting.on, meeting.ends, offering.zone)
    session.commit()
    text = page(client, f"/offerings/{offering.ref}")
    assert "Wed, Sep 15, 2021, 9:00 AM–3:00 PM EDT" in text
    assert "In your time zone: Wed, Sep 15, 2021, 6:00 AM PDT" in text
    assert "miércoles" in client.get("/schedule/2021-22?lang=es").get_data(as_text=True).lower()


def test_the_prerequisite_is_said(session, client):
    offering = builders.make_offering(kind=OfferingKind.REFRESHER, title="Refresher", prerequisite="cop-101")
    session.commit()
    assert "CoP 101, or another introduction to CoPs" in page(client, f"/offerings/{offering.ref}")


def test_the_page_of_strangers_may_be_kept_and_is_not_sent_twice(session, client, browser_of):
    builders.make_offering()
    person = builders.make_person()
    session.commit()
    first = client.get("/schedule/2021-22")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in first.headers["Vary"].split(",")}
    assert "Set-Cookie" not in first.headers
    again = client.get("/schedule/2021-22", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    spanish = client.get("/schedule/2021-22", headers={"Accept-Language": "es"})
    assert spanish.headers["ETag"] != first.headers["ETag"]
    mine = browser_of(person)
    session.commit()
    assert "no-store" in mine.get("/schedule/2021-22").headers["Cache-Control"]


@pytest.fixture
def keeping(app, monkeypatch):
    monkeypatch.setitem(app.config, "KEEP_PUBLIC_PAGES", True)
    app.extensions.pop("schedule_kept_pages", None)
    yield
    app.extensions.pop("schedule_kept_pages", None)


def test_a_kept_page_costs_one_statement_and_shows_what_is_true(app, session, client, keeping, now):
    offering = builders.make_offering(capacity=20)
    year_id, offering_id = offering.year.id, offering.id
    session.commit()
    client.get("/schedule/2021-22")
    with counted(app) as seen:
        text = page(client, "/schedule/2021-22")
    assert len(seen) == 1
    assert "20 places left" in text
    with app.app_context(), writing():
        session.query(Place).filter_by(offering_id=offering_id).update({"taken": 3})
    assert "17 places left" in page(client, "/schedule/2021-22"), "at once, not after a minute"
    with app.app_context(), writing():
        session.get(Offering, offering_id).draft = {
            **plan_json(session.get(Offering, offering_id)), "title": "A new title",
        }  # fmt: skip
    assert "A new title" not in page(client, "/schedule/2021-22")
    with app.app_context(), writing():
        year = session.get(ProgramYear, year_id)
        registration_actions.publish(year=year, version=1, why="Why not", by=SYSTEM, now=now)
    text = page(client, "/schedule/2021-22")
    assert "A new title" in text
    assert "Why not" in text


def plan_json(offering):
    from trainer.schedule.rules import plan as plans

    return plans.to_json(queries.plan_of(offering))


def test_signed_in_people_do_not_get_the_page_of_strangers(session, client, browser_of, keeping):
    builders.make_offering()
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    session.commit()
    strangers = client.get("/schedule/2021-22").get_data(as_text=True)
    mine = browser_of(admin)
    session.commit()
    assert "Plan this year" in mine.get("/schedule/2021-22").get_data(as_text=True)
    assert "Plan this year" not in strangers
    assert client.get("/schedule/2021-22").get_data(as_text=True) == strangers


@pytest.mark.parametrize(
    "query", ["?word=planted", "?kind=planted", "?kind=trainings&word=planted", "?kind=&format="]
)
def test_a_query_stays_on_the_page_of_whoever_sent_it(session, client, keeping, query):
    builders.make_offering()
    session.commit()
    asked = client.get(f"/schedule/2021-22{query}").get_data(as_text=True)
    assert query.split("&")[-1].lstrip("?") in asked
    for path in ("/schedule/2021-22", "/schedule/2021-22?kind=trainings"):
        text = client.get(path).get_data(as_text=True)
        assert "planted" not in text
        assert "format=&amp;" not in text


@pytest.mark.parametrize(
    ("path", "most"), [("/schedule/2021-22", 4), ("/schedule", 4), ("/schedule/2021-22/versions", 4)]
)
def test_statements_do_not_grow(app, session, client, path, most):
    def count(number):
        for _ in range(number):
            builders.make_offering()
        session.commit()
        client.get(path)
        with counted(app) as seen:
            client.get(path)
        return len(seen)

    first = count(1)
    assert count(29) == first <= most


def test_words_for_a_hybrid(session, client):
    offering = builders.make_offering(format=Format.HYBRID, capacity=10, place="Oakland")
    session.commit()
    text = page(client, f"/offerings/{offering.ref}")
    assert "Hybrid" in text
    assert "20 places left In person: 10 places left Virtual: 10 places left" in text
    offering.places[0].waiting = 2
    session.commit()
    assert "In person: Full · 2 on the waitlist Virtual: 10 places left" in page(
        client, f"/offerings/{offering.ref}"
    )
    assert time(9) == offering.sessions[0].starts
