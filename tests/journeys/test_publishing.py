"""Can an administrator plan, import, publish and revise a year, see who will be told, and have them told?"""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests import builders
from tests.conftest import taking_turns
from tests.journeys import chromium
from trainer import sample
from trainer.permissions import Role
from trainer.schedule import actions as schedule
from trainer.schedule.models import Offering

SAMPLE = Path(sample.__file__).parent / "schedule_2021_2022.csv"


@pytest.fixture
def renata(session):
    """An administrator; Ana is registered for CoP 101 in September."""
    administrator = builders.make_person("Renata Morales", roles=Role.ADMINISTRATOR)
    ana = builders.make_person("Ana Ruiz", email="ana@example.org")
    builders.make_registration(builders.make_offering(), ana)
    session.commit()
    return administrator


@taking_turns("size", [chromium.PHONE, chromium.DESK], ids=["phone", "desk"])
def test_a_published_date_moves_and_whoever_is_registered_is_told(site, renata, size):
    page = site.page(renata, viewport=size)
    page.goto("/home")
    if size is chromium.PHONE:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Plan the year").click()
    page.get_by_role("link", name="2021–22").first.click()
    page.get_by_role("link", name="CoP 101").first.click()
    first = page.get_by_role("group", name="Session 1")
    first.get_by_label("Date").fill("2021-09-14")
    page.get_by_label("Place", exact=True).fill("Oakland")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("status").first).to_be_visible()
    expect(page.get_by_text("Changed, not published").first).to_be_visible()

    stranger = site.page()
    stranger.goto("/schedule")
    expect(stranger.get_by_role("main")).to_contain_text("15–17")

    page.get_by_role("link", name="Plan 2021–22").click()
    page.get_by_role("link", name="Review and publish").click()
    expect(page.get_by_role("main")).to_contain_text("1 person is told")
    page.get_by_label("Why").fill("The room is free a day earlier.")
    page.get_by_role("button", name="Publish and tell 1 person").click()
    expect(page.get_by_role("status").first).to_be_visible()

    stranger.reload()
    expect(stranger.get_by_role("main")).to_contain_text("14")
    stranger.get_by_role("link", name="versions").click()
    expect(stranger.get_by_role("main")).to_contain_text("The room is free a day earlier.")

    told = site.mail("ana@example.org")[0]
    assert "Sep 14" in told.body
    assert "The room is free a day earlier." in told.body
    page.goto("/messages/log")
    expect(page.get_by_role("main")).to_contain_text("Ana Ruiz")
    expect(page.get_by_role("main")).to_contain_text("ana@example.org")


def test_an_imported_year_is_a_draft_until_it_is_published(site, session, now, renata):
    actor = builders.actor(renata)
    report = schedule.import_file(data=SAMPLE.read_bytes(), year_slug="2021-22", by=actor, now=now)
    assert report.ok
    count = len(report.made)
    session.commit()
    stranger = site.page()
    stranger.goto("/schedule")
    expect(stranger.get_by_role("main")).not_to_contain_text("November")

    page = site.page(renata)
    page.goto("/manage/schedule/2021-22")
    expect(page.get_by_text("New, not published")).to_have_count(count)
    page.get_by_role("link", name="Review and publish").click()
    page.get_by_label("Why").fill("The whole year has been added.")
    page.get_by_role("button", name="Publish").dblclick()
    expect(page.get_by_role("status").first).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_role("main")).to_contain_text("November")
    assert len(site.rows(select(Offering.id))) == count + 1


def add_a_series(page):
    """Ten mornings of a Facilitator CoP, in one step."""
    page.get_by_role("link", name="Add an offering").first.click()
    page.get_by_label("Kind").select_option("facilitator_cop")
    page.get_by_label("Title").fill("Facilitator CoP")
    page.get_by_role("button", name="Add the draft").click()
    page.get_by_text("Add a series in one step").click()
    page.get_by_label("First day").fill("2022-08-11")
    page.get_by_label("How many", exact=False).last.fill("10")
    series = page.locator("details", has_text="Add a series in one step")
    series.get_by_label("Starts").fill("09:00")
    series.get_by_label("Ends").fill("11:00")
    page.get_by_role("button", name="Add these sessions").click()
    expect(page.get_by_role("group", name="Session 10")).to_be_visible()
    page.get_by_role("button", name="Save the draft").click()


@taking_turns("size", [chromium.DESK], ids=["desk"])
def test_a_year_is_copied_filled_published_and_revised(site, renata, size):
    page = site.page(renata, viewport=size)
    page.goto("/manage/schedule")
    page.get_by_label("Program year", exact=True).select_option("2022")
    page.get_by_role("button", name="Begin this year").click()
    page.get_by_role("link", name="Copy 2021–22").click()
    expect(page.get_by_role("main")).to_contain_text("Wed, Sep 14, 2022")  # the same weekday
    page.get_by_role("button", name="Make these drafts").click()

    add_a_series(page)
    page.get_by_role("link", name="Plan 2022–23").click()
    page.get_by_role("link", name="Review and publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").first).to_be_visible()

    page.goto("/manage/schedule/2022-23")
    page.get_by_role("link", name="Facilitator CoP").first.click()
    page.locator("summary", has_text="Session 1:").click()
    page.get_by_role("group", name="Session 1", exact=True).get_by_label("Date").fill("2022-08-18")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("link", name="Plan 2022–23").click()
    page.get_by_role("link", name="Review and publish").click()
    page.get_by_label("Why").fill("The first week is for moving in.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").first).to_be_visible()

    stranger = site.page()
    stranger.goto("/schedule/2022-23/versions")
    expect(stranger.get_by_role("main")).to_contain_text("The first week is for moving in.")
    expect(stranger.get_by_role("main")).to_contain_text("Thu, Aug 18, 9:00")
    stranger.goto("/schedule/2022-23")
    expect(stranger.get_by_role("main")).to_contain_text("Version 2")
