"""Is nothing lost of a debrief that is written where no connection is, or while the other one saves?"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests import builders
from tests.conftest import taking_turns
from tests.journeys import chromium
from tests.practice import building
from trainer.practice.models import Debrief

KEPT = "Object.entries(localStorage).map(([key, value]) => `${key} ${value}`).join('\\n')"


@pytest.fixture
def trainee(session, now):
    """A trainee whose first session was held, so that a debrief is due; and its address."""
    person = building.make_trainee("Tess Trainee", mentor=builders.make_person("Mia Mentor"))
    cop = building.make_cop(person, name="Calm mornings", now=now - timedelta(days=30))
    debrief = building.hold(building.make_session(cop, now - timedelta(days=1)), [])[0]
    session.commit()
    found = person, f"/debriefs/{debrief.ref}"
    session.rollback()
    return found


def content(site):
    return [row[0] for row in site.rows(select(Debrief.content))]


@taking_turns("size", [chromium.PHONE, chromium.DESK], ids=["phone", "desk"])
def test_a_debrief_outlives_a_page_that_was_closed_without_a_connection(site, trainee, size):
    person, address = trainee
    context = site.context(person, viewport=size)
    page = context.new_page()
    page.goto(address)
    site.watch.expect_a_cut_line()
    context.set_offline(True)
    page.get_by_label("How was it for you?").fill("Warm, a little long.")
    assert "Warm, a little long." in page.evaluate(KEPT)
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_label("How was it for you?")).to_have_value("Warm, a little long.")
    expect(page.get_by_text("We put back what you had written")).to_be_visible()
    page.get_by_label("When did you talk?").fill("2021-05-24")
    page.get_by_label("For how many minutes?").fill("40")
    page.get_by_role("button", name="Save the debrief").click()
    expect(page.get_by_text("The debrief is recorded.")).to_be_visible()
    assert content(site) == [{"how": "Warm, a little long."}]
    assert "Warm" not in page.evaluate(KEPT)
