"""Can a member of a CoP sign in at the door with their own phone: no account, no scripts, one tap?"""

import base64
from datetime import timedelta

import pytest
import zxingcpp
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from tests import builders
from tests.conftest import taking_turns
from tests.journeys import chromium
from tests.journeys.moments import move_to
from tests.practice import building
from trainer.core.db import db
from trainer.practice.models import CopSession, Feedback, Member, SignIn

DEVICES = taking_turns(
    "device",
    [{"viewport": chromium.PHONE, "java_script_enabled": False}, {"viewport": chromium.DESK}],
    ids=["phone-without-scripts", "desk"],
)
MINUTES = 90
SIDE = 400
SEE = f"""
(picture) => {{
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = {SIDE};
  const brush = canvas.getContext('2d');
  brush.drawImage(picture, 0, 0, {SIDE}, {SIDE});
  const dots = brush.getImageData(0, 0, {SIDE}, {SIDE}).data;
  let gray = '';
  for (let at = 0; at < dots.length; at += 4) gray += String.fromCharCode(dots[at]);
  return btoa(gray);
}}
"""
"""The red of each dot of a picture, row by row: enough of a camera for a code in black and white."""


@pytest.fixture
def rosa(session, now):
    """A trainee with a CoP of five members whose session begins in ten minutes."""
    mona = builders.make_person("Mona Mentor")
    trainee = building.make_trainee("Rosa Medina", mentor=mona)
    cop = building.make_cop(trainee, name="Calm mornings", now=now - timedelta(days=30))
    building.approve(cop, by=mona, now=now - timedelta(days=20))
    building.make_members(cop, 5, now=now - timedelta(days=20))
    building.make_session(cop, now + timedelta(minutes=10), minutes=MINUTES)
    session.commit()
    return trainee


def the_session() -> CopSession:
    """The one session there is; the reading ends here."""
    found = db.session.scalars(select(CopSession)).one()
    db.session.expunge_all()
    db.session.rollback()
    return found


def the_code(site, page: Page) -> str:
    """What a camera reads from the code on the page: the address of the door, here on this test's port."""
    seen = page.get_by_role("img", name="QR code").evaluate(SEE)
    gray = memoryview(base64.b64decode(seen)).cast("B", shape=[SIDE, SIDE])
    [code] = zxingcpp.read_barcodes(gray)
    base = site.app.extensions["trainer_settings"].address
    assert code.text.startswith(f"{base}/s/")
    return str(site.url + code.text.removeprefix(base))


def signed_in(site) -> list[str]:
    """Who is signed in, by name."""
    rows = site.rows(select(Member.name).join(SignIn, SignIn.member_id == Member.id).order_by(Member.name))
    return [name for (name,) in rows]


def says_how_it_was(site, phone: Page) -> None:
    """At the end of the session, from the page that thanked them at the door."""
    move_to(the_session().starts_at + timedelta(minutes=MINUTES - 2))
    phone.reload()
    phone.get_by_role("link", name="one minute of feedback").click()
    worth = phone.get_by_role("group", name="It was worth my time")
    worth.get_by_role("radio").first.focus()
    phone.keyboard.press("ArrowLeft")
    expect(worth.get_by_role("radio", name="5 – very much")).to_be_checked()
    phone.get_by_role("group", name="I was able to take part").get_by_role("radio", name="4").check()
    phone.get_by_role("textbox", name="One thing I will use or try").fill("Wait <i>ten</i> seconds")
    phone.get_by_text("Another time").click()
    phone.get_by_role("button", name="Send without my name").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you")
    kept = site.rows(select(Feedback.worth, Feedback.able, Feedback.take, Feedback.barriers, Feedback.quote))
    assert kept == [(5, 4, "Wait <i>ten</i> seconds", ["time"], False)]


@DEVICES
def test_a_member_points_at_the_code_and_taps_a_name(site, rosa, device):
    hers = site.page(rosa)
    hers.goto(f"/cop-sessions/{the_session().ref}/today")
    expect(hers.get_by_text("0 of 5 members have signed in.")).to_be_visible()
    address = the_code(site, hers)

    phone = site.page(**device)
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Welcome to Calm mornings")
    phone.get_by_role("button", name="Member 03").click()
    expect(phone.get_by_role("status").first).to_have_text("Thank you, Member 03. You are signed in.")
    assert signed_in(site) == ["Member 03"]

    phone.get_by_role("link", name="Sign in somebody else on this phone").click()
    phone.get_by_role("button", name="Member 03").click()
    expect(phone.get_by_role("status").first).to_contain_text("you are already signed in")
    assert signed_in(site) == ["Member 03"]

    phone.goto(address)
    phone.get_by_role("textbox", name="Your name").fill("<b>Nia</b> Newcomer")
    phone.get_by_role("button", name="Sign me in").click()
    expect(phone.get_by_role("status").first).to_contain_text("Thank you, <b>Nia</b> Newcomer.")
    assert signed_in(site) == ["<b>Nia</b> Newcomer", "Member 03"]
    hers.get_by_role("link", name="Count again").click()
    expect(hers.get_by_text("2 of 6 members have signed in.")).to_be_visible()
    if device["viewport"] == chromium.PHONE:
        says_how_it_was(site, phone)


def test_a_name_that_is_tapped_twice_at_once_is_there_once(site, rosa):
    address = f"/s/{the_session().token}"
    phone = site.page(java_script_enabled=False)
    phone.goto(address)
    phone.get_by_role("button", name="Member 01").dblclick()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you for being here")
    assert signed_in(site) == ["Member 01"]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-60, "Sign-in opens on Mon, May 24, 2021, 8:40 AM"),
        (MINUTES + 3 * 60, "Sign-in closed on Mon, May 24, 2021, 12:40 PM"),
    ],
    ids=["not-open-yet", "over"],
)
def test_before_and_after_nobody_signs_in_and_is_told_kindly(site, rosa, minutes, words):
    session = the_session()
    phone = site.page(java_script_enabled=False)
    phone.goto(f"/s/{session.token}")
    tapped = phone.get_by_role("button", name="Member 02")
    expect(tapped).to_be_visible()

    move_to(session.starts_at + timedelta(minutes=minutes))
    site.watch.expect(409)
    tapped.click()
    expect(phone.get_by_role("main")).to_contain_text("Sign-in is closed")
    expect(phone.get_by_role("main")).to_contain_text(words)
    expect(phone.get_by_role("main")).not_to_contain_text("Member 02")
    assert site.rows(select(func.count()).select_from(SignIn)) == [(0,)]
