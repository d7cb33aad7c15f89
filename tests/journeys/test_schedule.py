"""Can a stranger read the schedule, find what suits, and have its dates in the calendar they already use?"""

from datetime import date

import icalendar
import pytest
from playwright.sync_api import expect

from tests import builders
from tests.journeys import chromium
from trainer.schedule.rules.kinds import Format, OfferingKind


@pytest.fixture
def year(session):
    """Two trainings and a circle, in two regions."""
    builders.make_offering(
        title="Bay training", region="Bay Area", days=(date(2021, 9, 15), date(2021, 11, 10))
    )
    builders.make_offering(
        title="Valley training",
        region="Valley",
        format=Format.IN_PERSON,
        place="Fresno",
        days=(date(2021, 10, 6),),
    )
    builders.make_offering(title="Circle", kind=OfferingKind.FACILITATOR_COP, days=(date(2021, 9, 22),))
    session.commit()


@pytest.mark.parametrize(
    "device",
    [{"viewport": chromium.PHONE}, {"viewport": chromium.DESK, "java_script_enabled": False}],
    ids=["phone", "desk-without-scripts"],
)
def test_a_stranger_finds_what_suits_and_subscribes(site, year, device):
    page = site.page(**device)
    page.goto("/schedule")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Circle")
    page.get_by_role("link", name="Trainings").click()
    expect(main).not_to_contain_text("Circle")
    page.get_by_text("More ways to look").click()
    page.get_by_label("Region").select_option("Bay Area")
    page.get_by_role("button", name="Show").click()
    expect(main).to_contain_text("1 offering: Trainings · Bay Area")
    expect(page.get_by_role("link", name="Valley training")).to_have_count(0)

    subscribe = page.get_by_role("region", name="These dates in your calendar")
    webcal = subscribe.get_by_role("link", name="Subscribe").get_attribute("href")
    path = webcal.partition("/schedule/")[2]
    assert webcal.startswith("webcal://")
    found = icalendar.Calendar.from_ical(page.request.get(f"/schedule/{path}").body())
    starts = [str(event["dtstart"].dt) for event in found.walk("VEVENT")]
    assert starts == ["2021-09-15 09:00:00-07:00", "2021-11-10 09:00:00-08:00"]

    page.get_by_role("link", name="Bay training").first.click()
    flyer = page.get_by_role("link", name="Flyer to print").get_attribute("href")
    assert page.request.get(flyer).body()[:5] == b"%PDF-"
