"""Can a trainee run a session of their CoP from a phone: plan, agenda, timer, sign-in, notes, follow-up?"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests import builders
from tests.conftest import on_one
from tests.journeys import chromium
from tests.practice import building
from trainer.core.db import db
from trainer.practice.models import CopSession, PlanRow, SessionNote, SignIn, VoiceTally

WORDS = "What do you want to remember?"
ON_DEVICE = """async () => (await caches.keys()).some((name) => name.startsWith('today:'))
  && (await navigator.serviceWorker.getRegistrations()).some((one) => one.active)"""


@pytest.fixture
def rosa(session, now):
    """A trainee with a CoP of three members with addresses; a session of 30 minutes begins in ten minutes."""
    trainee = building.make_trainee("Rosa Medina", mentor=builders.make_person("Mona Mentor"))
    cop = building.make_cop(trainee, name="Calm mornings", now=now - timedelta(days=30))
    for member in building.make_members(cop, 3, now=now - timedelta(days=20)):
        member.email = f"{member.name.replace(' ', '')}@example.org".lower()
    building.make_session(cop, now + timedelta(minutes=10), minutes=30)
    session.commit()
    return trainee


def the_session():
    found = db.session.scalars(select(CopSession)).one()
    db.session.expunge_all()
    db.session.rollback()
    return found


def plan(page):
    """Two rows are typed and put in order, one button calls the plan ready."""
    rows = page.locator(".plan-row")
    rows.nth(0).get_by_label("Minutes").fill("20")
    rows.nth(0).get_by_label("What we do").fill("A trace")
    page.get_by_role("button", name="Add a row").click()
    rows.nth(1).get_by_label("Minutes").fill("5")
    rows.nth(1).get_by_label("What we do").fill("Arrive")
    expect(page.locator("[data-sum]")).to_have_text("25 of 30 minutes; 5 are free.")
    page.get_by_role("button", name="Move row 2 up").click()
    rows.nth(0).get_by_label("Minutes").fill("10")
    expect(page.locator("[data-sum]")).to_have_text("30 of 30 minutes: it adds up.")
    page.get_by_text("We bring them").click()
    page.get_by_role("button", name="Save it and call it ready").click()
    expect(page.get_by_text("The plan is ready.")).to_be_visible()


def during(site, context, page, here):
    """The timer goes on without a connection and after the page was loaded anew; notes and voices are kept."""
    page.goto(f"{here}/today")
    page.get_by_role("button", name="Start the agenda").click()
    page.get_by_role("button", name="Next part").click()
    now = page.locator("[data-now]")
    expect(now).to_contain_text("A trace")
    expect(now).to_contain_text(re.compile(r"(20:00|19:5\d) left"))
    page.wait_for_function(ON_DEVICE)
    site.watch.expect_a_cut_line()
    context.set_offline(True)
    page.reload()
    expect(now).to_contain_text("A trace")
    expect(now).to_contain_text("This is the last part.")
    expect(page.get_by_text("No connection. This is the page as it was opened last")).to_be_visible()
    page.get_by_label(WORDS).fill("The door was calm.")
    context.set_offline(False)
    expect(page.get_by_text("Saved. Only you facilitators read it.")).to_be_visible()
    page.locator("summary", has_text="Count who takes the floor").click()
    for _twice in range(2):
        page.get_by_role("button", name="Seat B").click()
    page.get_by_role("button", name="Keep the numbers").click()
    expect(page.get_by_text("The numbers are kept.")).to_be_visible()


@on_one("sqlite")
def test_a_session_from_its_plan_to_the_follow_up_on_a_phone(site, rosa):
    context = site.context(rosa, viewport=chromium.PHONE)
    page, session = context.new_page(), the_session()
    here = f"/cop-sessions/{session.ref}"
    page.goto(f"{here}/plan")
    plan(page)
    page.get_by_role("link", name="Send the agenda").click()
    page.get_by_role("button", name="Send it to 3 members").click()
    expect(page.get_by_text("Sent to 3 members.")).to_be_visible()
    assert "10 min  Arrive" in site.mail("member01@example.org")[0].body

    during(site, context, page, here)

    phone = site.page(java_script_enabled=False)
    phone.goto(f"/s/{session.token}")
    phone.get_by_role("button", name="Member 02").click()

    page.goto(f"{here}/follow-up")
    expect(page.get_by_text("1 member came.")).to_be_visible()
    page.get_by_role("button", name="Send it to 3 members").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Afterwards")
    assert "thank you for coming to session 1." in site.mail("member02@example.org")[0].body
    assert "we missed you in session 1." in site.mail("member03@example.org")[0].body
    rows = site.rows(select(PlanRow.minutes, PlanRow.activity).order_by(PlanRow.position))
    assert [tuple(row) for row in rows] == [(10, "Arrive"), (20, "A trace")]
    assert site.rows(select(SessionNote.text)) == [("The door was calm.",)]
    assert site.rows(select(VoiceTally.turns)) == [([0, 2],)]
    assert len(site.rows(select(SignIn.id))) == 1
