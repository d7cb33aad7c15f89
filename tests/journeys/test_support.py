"""Does an administrator see on a phone that somebody asks for support, without a word of what was written?"""

from datetime import date

from playwright.sync_api import expect

from tests import builders
from tests.journeys import chromium
from tests.mentoring import building
from trainer.permissions import Role

STORY = "Two members no longer speak to each other."


def test_an_administrator_sees_a_support_flag_without_the_narrative(site, session):
    held = building.make_held(building.make_pair(), date(2021, 5, 20), shared_note=STORY)
    office = builders.make_person("Renata Office", roles=Role.ADMINISTRATOR)
    session.commit()
    trainee, meeting = held.trainee, f"/meetings/{held.ref}"
    session.rollback()
    phone = site.context(trainee, viewport=chromium.PHONE).new_page()
    phone.goto(meeting)
    expect(phone.get_by_text(STORY)).to_be_visible()
    phone.get_by_role("link", name="Ask the administrators for support").click()
    phone.get_by_text("Something in the group").click()
    phone.get_by_role("button", name="Ask for support").click()
    expect(phone.get_by_text("No administrator has seen it yet.")).to_be_visible()
    desk = site.context(office, viewport=chromium.PHONE).new_page()
    desk.goto("/home")
    desk.get_by_role("link", name="Tia Tran asks for support: Something in the group").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Tia Tran asks for support")
    expect(desk.get_by_text("Mia Mendez")).to_be_visible()
    assert STORY not in desk.content()
    desk.get_by_text("I have seen it").click()
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Seen · Renata Office")).to_be_visible()
    desk.goto("/support")
    expect(desk.get_by_role("link", name="Tia Tran")).to_be_visible()
    assert STORY not in desk.content()
    phone.reload()
    expect(phone.get_by_text("Seen · Renata Office")).to_be_visible()
