"""Does each first page say what waits, what comes next and how far one has come, in few statements?"""

import re
from datetime import UTC, date, datetime

from tests import builders
from tests.statements import counted
from trainer.core import clock
from trainer.curriculum.models import Claim
from trainer.permissions import Role
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import OfferingState


def test_the_public_home_shows_dates_as_exactly_as_they_are_known(session, client):
    builders.make_offering(title="Fixed one")
    session.commit()
    html = client.get("/").get_data(as_text=True)
    assert "Fixed one" in html
    assert "Sep 15" in html


def test_an_offered_place_waits_for_its_person(session, browser_of):
    person = builders.make_person("Ana")
    ends = datetime(2021, 5, 26, 16, 0, tzinfo=UTC)
    offering = builders.make_offering(title="CoP of offers")
    builders.make_registration(offering, person, state=RegistrationState.OFFERED, offer_ends=ends)
    session.commit()
    html = browser_of(person).get("/home").get_data(as_text=True)
    assert "1 thing waits for you" in html
    assert "Take your place in CoP of offers" in html


def test_what_needs_the_office_waits_for_an_administrator_only(session, browser_of):
    office = builders.make_person("Renata", roles=Role.ADMINISTRATOR)
    person = builders.make_person("Ana")
    session.add(
        Claim(
            person_id=person.id, course="cop-101", training="Intro", provider="County", year=2019, evidence="x",
            made_at=datetime(2021, 5, 1, tzinfo=UTC),
        )
    )  # fmt: skip
    session.commit()
    assert "1 thing waits for you" in browser_of(office).get("/home").get_data(as_text=True)
    html = browser_of(person).get("/home").get_data(as_text=True)
    assert "What needs you" not in html


def test_statements_do_not_grow_with_places(session, app, browser_of):
    person = builders.make_person("Ana")
    builders.make_registration(builders.make_offering(), person)
    session.commit()
    browser = browser_of(person)
    with counted(app) as one:
        browser.get("/home")
    session.rollback()  # a reader that goes on to write on SQLite begins anew
    for month in range(1, 30):
        builders.make_registration(
            builders.make_offering(title=f"Run {month}", days=(date(2021, 9, 1 + month),)), person
        )
    session.commit()
    with counted(app) as many:
        browser.get("/home")
    assert len(one) == len(many) <= 12


def test_the_promises_are_public(session, client):
    for path in ("/accessibility", "/privacy"):
        assert client.get(path).status_code == 200
    assert client.get("/health").get_data(as_text=True) == "ok\n"


def test_the_address_of_a_request_is_not_taken_into_a_page(session, client):
    html = client.get("/", headers={"Host": "evil.example"}).get_data(as_text=True)
    assert "evil.example" not in html


def home(browser):
    return re.sub(r"\s+", " ", browser.get("/home").get_data(as_text=True))


def test_your_places_are_those_still_to_come(session, browser_of):
    person = builders.make_person("Ana")
    for title, state, more in (
        ("Taken", RegistrationState.REGISTERED, {}),
        ("Waited for", RegistrationState.WAITLISTED, {}),
        ("Asked for", RegistrationState.REQUESTED, {}),
        ("Given back", RegistrationState.CANCELED, {}),
        ("Called off", RegistrationState.REGISTERED, {"state": OfferingState.CANCELED}),
        ("Over", RegistrationState.REGISTERED, {"days": (date(2021, 5, 23),)}),
        ("This evening", RegistrationState.REGISTERED, {"days": (date(2021, 5, 24),)}),
    ):
        builders.make_registration(builders.make_offering(title=title, **more), person, state=state)
    session.commit()
    browser = browser_of(person)
    evening = datetime(2021, 5, 25, 2, 0, tzinfo=UTC)
    clock.set_shift(evening - clock.real_now())
    places = home(browser).split("Your places")[1].split("</section>")[0]
    assert re.findall(r'/registrations/[^"]*">([^<]*)', places) == [
        "This evening", "Taken", "Waited for", "Asked for",
    ]  # fmt: skip
