"""Can a stranger become a registered person alone: schedule, offering, account, registration, withdrawal?"""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests import builders
from tests.conftest import on_one, taking_turns
from tests.journeys import chromium
from trainer.registration.models import Registration

PASSWORD = "kettle rides north slowly"


@pytest.fixture
def offering(session):
    """One open CoP 101."""
    made = builders.make_offering(capacity=20)
    session.commit()
    return made.id


@taking_turns(
    "device",
    [{"viewport": chromium.PHONE}, {"viewport": chromium.DESK}, {"java_script_enabled": False}],
    ids=["phone", "desk", "without-scripts"],
)
def test_from_the_schedule_to_a_place_and_back(site, offering, device):
    page = site.page(**device)
    page.goto("/")
    page.get_by_role("link", name="See the annual schedule").click()
    page.get_by_role("link", name="CoP 101").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CoP 101")
    page.get_by_role("link", name="Register", exact=True).click()

    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Name").fill("Ana Ruiz")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")

    invitation = site.mail("ana@example.org")[0]
    page.goto(site.link_in(invitation, "/invitations/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Register for CoP 101")
    page.get_by_label("What do you need to take part well?").fill("Captions")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_text("You are registered").first).to_be_visible()
    assert "CoP 101" in site.mail("ana@example.org")[0].subject

    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("status").first).to_contain_text("was withdrawn")
    assert [state.value for (state,) in site.rows(select(Registration.state))] == ["canceled"]


@on_one("sqlite")
def test_somebody_who_registers_in_two_windows_has_one_place(site, session, offering):
    person = builders.make_person("Ana Ruiz")
    session.commit()
    context = site.context(person)
    pages = [context.new_page() for _ in range(2)]
    for page in pages:
        page.goto("/schedule")
        page.get_by_role("link", name="CoP 101").first.click()
        page.get_by_role("link", name="Register", exact=True).click()
    site.watch.expect(409)
    for page in pages:
        page.get_by_role("button", name="Register").click()
    expect(pages[0].get_by_text("You are registered").first).to_be_visible()
    expect(pages[1].get_by_role("main")).to_contain_text("already")
    assert len(site.rows(select(Registration.id))) == 1


@on_one("postgresql")
def test_a_lost_connection_while_sending_loses_and_doubles_nothing(site, session, offering):
    person = builders.make_person("Ana Ruiz")
    session.commit()
    page = site.page(person)
    page.goto("/schedule")
    page.get_by_role("link", name="CoP 101").first.click()
    page.get_by_role("link", name="Register", exact=True).click()
    page.get_by_label("What do you need to take part well?").fill("Captions")

    site.watch.expect_a_cut_line()
    sent, lost = [], []

    def arrives_but_its_answer_does_not(route):
        sent.append(route.request.method)
        if lost:
            route.continue_()
            return
        lost.append(route.fetch(max_redirects=0).status)
        route.abort("connectionreset")

    page.route("**/registration", arrives_but_its_answer_does_not)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Register").click()
    assert lost == [303], "the first try arrived at the server"
    assert len(site.rows(select(Registration.id))) == 1

    page.wait_for_url("chrome-error://**")
    page.reload()  # "Try again" on the browser's own error page: it sends the form once more
    expect(page.get_by_text("You are registered").first).to_be_visible()
    assert len(site.rows(select(Registration.id))) == 1
    assert sent == ["POST", "POST"]
    assert site.rows(select(Registration.access_needs)) == [("Captions",)]
