"""Does a place that becomes free reach the next person, and does a claim of earlier training open the Refresher?"""

from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests import builders
from tests.conftest import on_one
from trainer.permissions import Role
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import OfferingKind

pytestmark = on_one("postgresql")  # the race itself runs on both with the actions


def test_a_place_given_back_is_offered_to_who_waits_and_accepted(site, session):
    offering = builders.make_offering(capacity=1)
    ana = builders.make_person("Ana Ruiz", email="ana@example.org")
    ben = builders.make_person("Ben Osei", email="ben@example.org")
    builders.make_registration(offering, ana)
    session.commit()

    his = site.page(ben)
    his.goto("/schedule")
    his.get_by_role("link", name="Join the waitlist").click()
    expect(his.get_by_role("main")).to_contain_text("You join the waitlist")
    his.get_by_role("main").get_by_role("button").click()
    expect(his.get_by_role("main")).to_contain_text("Number 1 on the waitlist")

    hers = site.page(ana)
    hers.goto("/home")
    hers.get_by_role("link", name="CoP 101").first.click()
    hers.get_by_role("link", name="Withdraw").click()
    expect(hers.get_by_role("main")).to_contain_text("goes to the next person on the waitlist")
    hers.get_by_role("button", name="Withdraw").click()
    expect(hers.get_by_role("status").first).to_contain_text("withdrawn")

    offer = site.mail("ben@example.org")[0]
    his.goto(site.link_in(offer, "/registrations/"))
    expect(his.get_by_role("main")).to_contain_text("A place is free for you")
    his.get_by_role("button", name="Accept the place").click()
    expect(his.get_by_role("main")).to_contain_text("You are registered")
    his.goto("/home")
    expect(his.get_by_role("main")).to_contain_text("CoP 101")


@pytest.mark.parametrize("accepted", [True, False], ids=["accepted", "declined"])
def test_a_claim_is_made_decided_and_the_place_follows(site, session, accepted):
    builders.make_offering(
        kind=OfferingKind.REFRESHER, title="CoP Refresher", days=(date(2021, 10, 6),), prerequisite="cop-101"
    )
    gloria = builders.make_person("Gloria Estrada", email="gloria@example.org")
    renata = builders.make_person("Renata Morales", roles=Role.ADMINISTRATOR)
    session.commit()

    hers = site.page(gloria)
    hers.goto("/schedule")
    hers.get_by_role("link", name="CoP Refresher", exact=True).click()
    hers.get_by_role("link", name="Register", exact=True).click()
    hers.get_by_role("main").get_by_role("button").click()
    expect(hers.get_by_role("alert")).to_be_focused()
    hers.get_by_label("Name of the training").fill("Foundations of CoPs")
    hers.get_by_label("Who offered it").fill("Harbor College")
    hers.get_by_label("Year").fill("2018")
    hers.get_by_label("What shows it").fill("A certificate of 16 hours.")
    hers.get_by_role("main").get_by_role("button").click()
    expect(hers.get_by_role("main")).to_contain_text("Requested: no seat is held yet")

    office = site.page(renata)
    office.goto("/claims")
    office.get_by_role("link", name="Gloria Estrada").click()
    expect(office.get_by_role("main")).to_contain_text("A certificate of 16 hours.")
    if accepted:
        office.get_by_text("Accept: this counts as the course").click()
    else:
        office.get_by_text("Decline", exact=True).click()
        office.get_by_label("Reason").fill("It was about something else.")
    office.get_by_role("button", name="Save the decision").click()
    expect(office.get_by_role("status").first).to_be_visible()

    answer = site.mail("gloria@example.org")[0]
    hers.reload()
    if accepted:
        expect(hers.get_by_role("main")).to_contain_text("You are registered")
    else:
        assert "It was about something else." in answer.body
        expect(hers.get_by_role("main")).to_contain_text("It was about something else.")


def test_two_people_want_the_last_seat_at_once(site, session):
    offering = builders.make_offering(capacity=1)
    people = [builders.make_person(name) for name in ("Ana Ruiz", "Ben Osei")]
    session.commit()
    ref = offering.ref
    session.rollback()
    pages = [site.page(person) for person in people]
    for page in pages:
        page.goto(f"/offerings/{ref}/registration")
        expect(page.get_by_role("main")).to_contain_text("You get a seat")
    said = []
    for page in pages:
        page.get_by_role("main").get_by_role("button").click()
        expect(page.get_by_role("status").first).to_be_visible()
        said.append(page.get_by_role("main").inner_text())
    assert "You are registered" in said[0]
    assert "Number 1 on the waitlist" in said[1]
    assert RegistrationState.WAITLISTED in {state for (state,) in site.rows(select(Registration.state))}
