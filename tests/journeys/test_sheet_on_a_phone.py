"""Can a trainer take attendance on a phone: by thumb, without a connection, nothing lost and nothing saved twice?"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from tests.journeys import chromium, device
from tests.journeys.conftest import cookie
from trainer.accounts.models import Person
from trainer.attendance.models import Mark, Sheet
from trainer.permissions import Role

NAMES = (
    "Ana Soto",
    "Ben Okafor",
    "Cy Díaz",
    "Dot Lee",
    "Emi Tanaka",
    "Farah Haddad",
    "Gus Lindqvist",
    "Hana Kim",
)
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('kept:sheet:')).length"


class Room:
    """A training whose session began an hour ago, with two trainers."""

    def __init__(self, session):
        training = building.make_training((NOW.date(),))
        first = training.sessions[0]
        first.starts_at, first.ends_at = NOW - timedelta(hours=1), NOW + timedelta(hours=5)
        self.tess, self.olaf = (
            builders.make_person(name, roles=(Role.TRAINER, training)) for name in ("Tess", "Olaf")
        )
        for name in NAMES:
            builders.make_registration(training, builders.make_person(name))
        self.url = f"/offerings/{training.ref}/attendance/1"
        session.commit()


@pytest.fixture
def room(session):
    return Room(session)


def tap(page: Page, name: str, presence: str) -> None:
    page.get_by_role("radiogroup", name=name).get_by_text(presence, exact=True).click()


def marks(site):
    found = site.rows(
        select(Person.name, Mark.presence, Mark.missed_minutes).join(Mark, Mark.person_id == Person.id)
    )
    return {name.split()[0]: (presence.value, missed) for name, presence, missed in found}


def test_what_is_marked_without_a_connection_is_sent_once_when_it_is_back(site, room):
    context = site.context(room.tess)
    page = context.new_page()
    page.goto(room.url)
    assert chromium.overflow(page) == 0
    choice = page.get_by_role("radiogroup", name="Ana Soto").locator(".choice").first.bounding_box()
    assert choice is not None
    assert choice["height"] >= 44
    page.get_by_role("searchbox", name="Find a name").fill("diaz")
    expect(page.get_by_text("Shown: 1 of 8")).to_be_visible()
    tap(page, "Cy Díaz", "Absent")
    expect(page.get_by_role("radiogroup", name="Ana Soto")).to_be_hidden()
    page.get_by_role("searchbox", name="Find a name").fill("")

    site.watch.expect_a_cut_line()
    context.set_offline(True)
    tap(page, "Ben Okafor", "Excused")
    page.get_by_role("textbox", name="Minutes missed, Ana Soto").fill("16")
    tap(page, "Ana Soto", "Present")
    page.get_by_role("button", name="Set everybody else to present").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Kept on this phone. It is sent as soon as you are back online")).to_be_visible()
    assert (marks(site), page.evaluate(KEPT)) == ({}, 1)
    context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(page.get_by_text("8 of 8 marked")).to_be_visible()
    rest = {name.split()[0]: ("present", 0) for name in NAMES[3:]}
    assert marks(site) == {"Ana": ("present", 16), "Ben": ("excused", 360), "Cy": ("absent", 360), **rest}
    assert site.rows(select(Sheet.lock)) == [(1,)]
    assert page.evaluate(KEPT) == 0


def test_what_was_kept_on_a_closed_phone_meets_what_another_trainer_saved_and_both_are_seen(site, room):
    context = site.context(room.tess)
    page = context.new_page()
    page.goto(room.url)
    site.watch.expect_a_cut_line()
    context.set_offline(True)
    tap(page, "Ana Soto", "Present")
    tap(page, "Ben Okafor", "Absent")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Kept on this phone.")).to_be_visible()
    page.close(run_before_unload=False)

    desk = site.page(room.olaf, viewport=chromium.DESK)
    desk.goto(room.url)
    tap(desk, "Ben Okafor", "Present")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("1 of 8 marked")).to_be_visible()

    site.watch.expect(409)
    context.set_offline(False)
    page = context.new_page()
    page.goto(room.url)
    expect(page.get_by_role("alert")).to_contain_text("Somebody else saved this sheet while you had it open.")
    expect(page.get_by_text("Saved meanwhile by somebody else")).to_have_count(1)
    ben = page.get_by_role("radiogroup", name="Ben Okafor")
    expect(ben.get_by_role("radio", name="Absent")).to_be_checked()
    assert marks(site) == {"Ben": ("present", 0)}
    tap(page, "Ben Okafor", "Present")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("2 of 8 marked")).to_be_visible()
    assert marks(site) == {"Ana": ("present", 0), "Ben": ("present", 0)}
    assert page.evaluate(KEPT) == 0


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_sheet_that_was_closed_opens_without_a_connection_and_sends_when_it_is_back(site, room):
    context = site.context(room.tess)
    page = context.new_page()
    page.goto("/home")
    page.goto(room.url)
    expect(page.get_by_text("Opens without a connection too: the list of Mon, May 24, 2021")).to_be_visible()
    tap(page, "Cy Díaz", "Absent")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 of 8 marked")).to_be_visible()
    expect(page.get_by_text("Opens without a connection too")).to_be_visible()
    page.close()

    site.watch.expect_a_cut_line()
    context.set_offline(True)
    page = context.new_page()
    page.goto(room.url)
    expect(page.get_by_text("No connection: this is the list of Mon, May 24, 2021")).to_be_visible()
    expect(page.get_by_text("1 of 8 marked")).to_be_visible()
    assert device.pages(page) == [room.url]
    assert 'csrf_token" value=""' in page.content()
    assert page.evaluate("document.styleSheets.length") == 4
    tap(page, "Ana Soto", "Present")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Kept on this phone. It is sent as soon as you are back online")).to_be_visible()
    page.close(run_before_unload=False)

    # Signed in again meanwhile: the key that the form was drawn with is worth nothing any more.
    context.add_cookies([{"name": "trainer", "value": cookie(site.app, room.tess), "url": site.url}])
    page = context.new_page()
    page.goto(room.url)
    tap(page, "Ben Okafor", "Excused")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Kept on this phone. It is sent as soon as you are back online")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text("3 of 8 marked")).to_be_visible()
    assert marks(site) == {"Ana": ("present", 0), "Ben": ("excused", 360), "Cy": ("absent", 360)}
    assert page.evaluate(KEPT) == 0


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_a_phone_kept_goes_with_who_kept_it(site, room):
    context = site.context(room.tess, viewport=chromium.DESK)
    page = context.new_page()
    page.goto(room.url)
    expect(page.get_by_text("Opens without a connection too")).to_be_visible()
    tap(page, "Ana Soto", "Present")
    context.add_cookies([{"name": "trainer", "value": cookie(site.app, room.olaf), "url": site.url}])
    page.goto("/home")
    device.wait_until(page, f"!{device.PAGES}.length && !{KEPT}")
    page.goto(room.url)
    expect(page.get_by_text("Opens without a connection too")).to_be_visible()
    assert device.pages(page) == [room.url]
    tap(page, "Ana Soto", "Present")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    device.wait_until(page, f"!{device.PAGES}.length && !{KEPT}")
    assert "has not been sent" in asked[0]
    assert marks(site) == {}


def test_without_scripts_the_list_is_saved_by_its_button(site, room):
    page = site.page(room.tess, java_script_enabled=False)
    page.goto(room.url)
    tap(page, "Ana Soto", "Absent")
    page.get_by_role("button", name="Set everybody else to present").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("8 of 8 marked")).to_be_visible()
    assert marks(site)["Ana"] == ("absent", 360)
    assert len(marks(site)) == 8
