"""Does a trainee write a trace of practice on a phone without a connection, and is it sent once when it is back?

On one database alone: what is tried here are the scripts of the page and the worker of the browser.
"""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.core import photos
from tests.journals import building
from tests.journeys import device
from trainer.journals.models import Attachment, Entry, Submission

pytestmark = pytest.mark.parametrize("store", ["postgresql"], indirect=True)
KEPT = """(await Promise.all((await indexedDB.databases()).map(({ name }) => name))).length
    + Object.keys(localStorage).filter((key) => key.startsWith('kept:journal:')).length
    + (await caches.keys()).filter((name) => name.startsWith('journal:')).length"""


@pytest.fixture
def writer(session):
    person = building.make_writer().trainee
    session.commit()
    return person


def ready(page):
    """The journal was opened with a connection once: now its page and that of a new trace are on the device."""
    page.goto("/journal")
    device.wait_until(page, f"({device.PAGES}).includes('/journal/new')")


def add_a_photo(page):
    page.get_by_role("button", name="Add a photo").click()
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photos.jpeg()}
    page.get_by_label("Photo from this device").set_input_files(photo)
    page.get_by_text("Nobody: no face").click()
    page.get_by_label("What is to be seen").fill("An open door")


def test_a_trace_written_without_a_connection_is_sent_once_when_it_is_back(site, writer):
    context = site.context(writer)
    page = context.new_page()
    ready(page)
    site.watch.expect_a_cut_line()
    context.set_offline(True)
    page.goto("/journal")
    expect(page.get_by_text("You are offline. What you write is kept on this device")).to_be_visible()
    page.get_by_role("link", name="New trace").click()
    page.get_by_label("Title").fill("At the door")
    page.get_by_role("textbox", name="Your entry").fill("A father stayed for the song.")
    page.get_by_text("Families", exact=True).click()
    add_a_photo(page)
    page.get_by_role("button", name="Hand it in").click()
    kept = page.get_by_role("listitem").filter(has_text="At the door")
    expect(kept).to_contain_text("Kept on this device · pictures: 1")
    assert site.rows(select(Entry.id)) == []
    context.set_offline(False)
    expect(page.get_by_text("Sent: At the door")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="At the door")).to_contain_text("Handed in")
    assert site.rows(select(Entry.title, Entry.text, Entry.shows)) == [
        ("At the door", "A father stayed for the song.", ["families"])
    ]
    assert len(site.rows(select(Submission.id))) == 1
    assert site.rows(select(Attachment.recognizable, Attachment.alt)) == [(False, "An open door")]
    page.goto("/privacy")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    device.wait_until(page, f"{KEPT} === 0")


def test_a_browser_that_is_killed_while_it_sends_loses_nothing_and_doubles_nothing(site, writer):
    """The photo has arrived, its answer has not: the page is gone. The next page goes on where it was."""
    context = site.context(writer)
    page = context.new_page()
    site.watch.expect_a_cut_line()
    arrived = []

    def arrive_and_say_nothing(route):
        arrived.append(route.fetch().status)
        route.abort()

    page.goto("/journal/new")
    page.get_by_label("Title").fill("At the door")
    page.get_by_role("textbox", name="Your entry").fill("A father stayed for the song.")
    add_a_photo(page)
    context.route("**/attachments", arrive_and_say_nothing, times=1)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("listitem").filter(has_text="At the door").first).to_contain_text("Kept on this")
    while not arrived:
        page.wait_for_timeout(50)
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto("/journal")
    expect(page.get_by_text("Sent: At the door")).to_be_visible()
    assert [len(site.rows(select(one.id))) for one in (Entry, Attachment)] == [1, 1]
