"""Do a person's dates reach their own calendar, and does a closed or guessed address answer nobody?"""

import re
from datetime import timedelta

import icalendar
import pytest

from tests import builders
from tests.mentoring import building
from trainer.accounts import actions as accounts_actions
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Feed
from trainer.core import clock
from trainer.registration.rules import RegistrationState


@pytest.fixture
def person(session):
    made = builders.make_person("Ana Ruiz", account=True)
    builders.make_registration(builders.make_offering(title="CoP 101, fall"), made)
    builders.make_registration(
        builders.make_offering(title="Only waited for"), made, state=RegistrationState.WAITLISTED
    )
    builders.make_registration(
        builders.make_offering(title="Somebody else’s"), builders.make_person("Ben Ito")
    )
    session.commit()
    return made


def address(browser):
    page = browser.get("/me/calendar").get_data(as_text=True)
    found = re.search(r"<code>http://localhost(/calendar/[^<]+\.ics)</code>", page)
    return found[1] if found else None


def titles(answer):
    return [str(event["summary"]) for event in icalendar.Calendar.from_ical(answer.data).walk("VEVENT")]


def test_the_address_gives_the_persons_own_dates(person, browser_of, client):
    browser = browser_of(person)
    assert address(browser) is None
    assert browser.send("/me/calendar", {}).status_code == 303
    answer = client.get(address(browser))
    assert answer.mimetype == "text/calendar"
    assert set(titles(answer)) == {"CoP 101, fall"}


def test_a_calendar_speaks_its_persons_language_whoever_fetches_it(session, browser_of, now):
    pair = building.make_pair()
    building.plan(pair, now + timedelta(days=3), now=now)
    pair.trainee.language = "es"
    session.commit()
    browser = browser_of(pair.trainee)
    browser.send("/me/calendar", {})
    answer = browser_of().get(address(browser), headers={"Accept-Language": "en"})
    assert "Reunión de mentoría con Mia Mendez" in titles(answer)


def test_a_new_address_closes_the_old_one_and_a_closed_one_answers_nobody(person, browser_of, client):
    browser = browser_of(person)
    browser.send("/me/calendar", {})
    first = address(browser)
    browser.send("/me/calendar", {})
    second = address(browser)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    browser.send("/me/calendar", {"close": "yes"})
    assert client.get(second).status_code == 404
    assert address(browser) is None


def test_the_row_alone_opens_nothing(session, person, browser_of, client):
    browser_of(person).send("/me/calendar", {})
    session.rollback()
    ref = session.query(Feed).one().ref
    session.rollback()
    for guess in (ref, f"{ref}.", f"{ref}.{'0' * 40}", f"{ref}.é", "nothing.nothing"):
        assert client.get(f"/calendar/{guess}.ics").status_code == 404, guess


def test_whoever_is_suspended_has_no_calendar_any_more(session, person, browser_of, client):
    browser = browser_of(person)
    browser.send("/me/calendar", {})
    found = address(browser)
    session.rollback()
    accounts_actions.suspend(person=person, by=SYSTEM, now=clock.now())
    session.commit()
    assert client.get(found).status_code == 404


def test_coming_up_shows_the_next_dates(person, browser_of):
    page = browser_of(person).get("/home").get_data(as_text=True)
    coming = page.split('id="next"')[1].split("</section>")[0]
    assert "CoP 101, fall" in coming
    assert "Only waited for" not in coming
