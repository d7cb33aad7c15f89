"""Do a person's dates reach their own calendar, and does a closed or guessed address answer nobody?"""

import re
from datetime import date, datetime, timedelta

import icalendar
import pytest

from tests import builders
from tests.conftest import on_one
from tests.mentoring import building
from trainer.accounts import actions as accounts_actions
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Feed
from trainer.core import clock
from trainer.core.audit import AuditRow
from trainer.home.queries import agenda
from trainer.mentoring import actions as mentoring_actions
from trainer.permissions import Role
from trainer.registration.actions import letters
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import Format, OfferingState, SessionState

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions


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


def events(answer):
    return icalendar.Calendar.from_ical(answer.data).walk("VEVENT")


def titles(answer):
    return [str(event["summary"]) for event in events(answer)]


def fed(person, browser_of):
    """The events of a person's own address."""
    browser = browser_of(person)
    browser.send("/me/calendar", {})
    return events(browser_of().get(address(browser)))


def test_the_address_gives_the_persons_own_dates(person, browser_of, client):
    browser = browser_of(person)
    assert address(browser) is None
    assert browser.send("/me/calendar", {}).status_code == 303
    answer = client.get(address(browser))
    assert answer.mimetype == "text/calendar"
    assert set(titles(answer)) == {"CoP 101, fall"}
    assert answer.headers["Cache-Control"] == "private, max-age=900"
    assert "X-WR-CALNAME:" in answer.get_data(as_text=True)


@pytest.mark.parametrize("format", [Format.VIRTUAL, Format.IN_PERSON])
def test_a_place_is_the_same_event_as_in_the_mails(session, browser_of, format):
    offering = builders.make_offering(
        format=format, place="Hall 3", platform="Zoom", join_url="https://meet.example.org/x", sequence=4
    )
    person = builders.make_person()
    mine = builders.make_registration(offering, person)
    mailed, path = letters.events_of(mine), f"http://localhost/registrations/{mine.ref}"
    way_in = f"{path}/join" if format is Format.VIRTUAL else path  # never the link itself
    session.commit()
    found = fed(person, browser_of)
    assert len(found) == len(mailed) == 3
    for event, told in zip(found, mailed, strict=True):
        assert (event["uid"], event["sequence"]) == (told["uid"], 4)
        assert event["dtstart"].dt == datetime.fromisoformat(told["starts"])
        assert event["dtend"].dt == datetime.fromisoformat(told["ends"])
        assert event["dtstart"].params["tzid"] == "America/Los_Angeles"
        assert (event["location"], event["url"]) == (told["place"], way_in)
        assert told["url"] == ("" if format is Format.IN_PERSON else f"/registrations/{mine.ref}/join")


def test_only_what_takes_place_reaches_a_calendar(session, browser_of):
    person, mine = builders.make_person(), builders.make_offering(title="Taken")
    builders.make_registration(mine, person)
    mine.sessions[1].state = SessionState.CANCELED
    builders.make_registration(builders.make_offering(title="Off", state=OfferingState.CANCELED), person)
    for state in (RegistrationState.OFFERED, RegistrationState.REQUESTED, RegistrationState.CANCELED):
        ends = clock.now() + timedelta(days=1) if state is RegistrationState.OFFERED else None
        builders.make_registration(builders.make_offering(title=state), person, state=state, offer_ends=ends)
    ref = mine.ref
    session.commit()
    assert [str(event["uid"]) for event in fed(person, browser_of)] == [f"{ref}.s1", f"{ref}.s3"]


def test_what_somebody_trains_reaches_their_calendar(session, browser_of):
    trained = builders.make_offering(title="Trained", days=(date(2021, 6, 2),))
    tess = builders.make_person("Tess", roles=(Role.TRAINER, trained), account=True)
    builders.make_person("Bo", roles=(Role.TRAINER, builders.make_offering(title="Somebody else’s")))
    uid = f"{trained.ref}.s1"
    session.commit()
    assert [str(event["uid"]) for event in fed(tess, browser_of)] == [uid]
    assert "Trained" in browser_of(tess).get("/me/calendar").get_data(as_text=True)


def test_whoever_trains_much_misses_no_date(session, browser_of, now):
    tess = builders.make_person("Tess", account=True)
    today = now.date()
    for ahead in range(1, 25):  # the soonest among the first that was published
        offering = builders.make_offering(title=f"In {ahead} weeks", days=(today + timedelta(weeks=ahead),))
        builders.make_grant(tess, Role.TRAINER, offering)
    session.commit()
    assert [str(event["summary"]) for event in fed(tess, browser_of)] == [
        f"In {ahead} weeks" for ahead in range(1, 25)
    ]
    page = browser_of(tess).get("/home").get_data(as_text=True)
    assert "In 1 weeks" in page.split('id="next"')[1].split("</section>")[0]


def test_a_calendar_keeps_what_is_over_for_two_months(session, browser_of, now):
    person, today = builders.make_person(), now.date()
    days = tuple(today - timedelta(days=ago) for ago in (62, 58, 1))
    builders.make_registration(builders.make_offering(days=days), person)
    session.commit()
    assert [event["dtstart"].dt.date() for event in fed(person, browser_of)] == list(days[1:])
    assert agenda.coming(person.id, now=now, trains=[]) == []


def test_a_meeting_that_was_called_off_is_taken_out_under_its_own_name(session, browser_of, now):
    pair = building.make_pair()
    meeting = building.plan(pair, now + timedelta(days=3), now=now)
    mentoring_actions.cancel_meeting(meeting=meeting, by=builders.actor(pair.mentor), now=now)
    uid = f"meeting.{meeting.ref}"
    session.commit()
    [event] = [one for one in fed(pair.trainee, browser_of) if one["uid"] == uid]
    assert (event["status"], event["sequence"], event["transp"]) == ("CANCELLED", 1, "TRANSPARENT")
    assert event["url"] == f"http://localhost/meetings/{meeting.ref}"


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


def test_nobody_elses_address_is_closed(session, person, browser_of, client):
    other = builders.make_person()
    session.commit()
    browser, theirs = browser_of(person), browser_of(other)
    theirs.send("/me/calendar", {})
    kept = address(theirs)
    browser.send("/me/calendar", {})
    browser.send("/me/calendar", {"close": "yes"})
    assert client.get(kept).status_code == 200
    assert address(theirs) == kept
    session.rollback()
    made = [(row.action, row.subject_ref) for row in session.query(AuditRow).order_by(AuditRow.id)]
    assert made == [
        ("feed.make", other.ref), ("feed.make", person.ref), ("feed.revoke", person.ref),
    ]  # fmt: skip


def test_an_address_needs_the_secret_of_the_site(app, person, browser_of, client, monkeypatch):
    browser = browser_of(person)
    browser.send("/me/calendar", {})
    found = address(browser)
    monkeypatch.setitem(app.config, "SECRET_KEY", "another-" * 8)
    assert client.get(found).status_code == 404


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
