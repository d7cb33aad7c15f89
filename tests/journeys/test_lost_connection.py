"""Is nothing lost of what somebody writes: without a connection, signed out, in two windows, without scripts?

On one database alone: what is tried here are the scripts of the page. Locks and conflicts are tried on both, without a
browser, beside the journals' other tests.
"""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.journals import building
from tests.journeys import chromium
from tests.journeys.conftest import cookie
from trainer.journals.models import Entry

pytestmark = pytest.mark.parametrize("store", ["postgresql"], indirect=True)
PAGE = "/journal/cohort.1-r"
KEPT = "Object.entries(localStorage).map(([key, value]) => `${key} ${value}`).join('\\n')"


@pytest.fixture
def writer(session):
    person = building.make_writer().trainee
    session.commit()
    return person


def field(page):
    return page.get_by_role("textbox", name="Your entry")


def texts(site):
    return [row[0] for row in site.rows(select(Entry.text))]


def without_answers_to_drafts(site):
    """What the browser says about an address that refuses a draft is what these tests mean to see."""
    site.watch.problems = [one for one in site.watch.problems if "/draft" not in one]


def test_the_page_saves_by_itself_and_leaves_no_copy(site, writer):
    page = site.page(writer)
    page.goto(PAGE)
    field(page).fill("The door was open.")
    expect(page.get_by_text("Saved. Only you read it.")).to_be_visible()
    assert texts(site) == ["The door was open."]
    assert "door" not in page.evaluate(KEPT)
    field(page).fill("The door was open. Nobody came.")
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_role("heading", name="Round 1")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("The door was open. Nobody came.")
    assert "door" not in page.evaluate(KEPT)


def test_a_text_written_without_a_connection_is_saved_when_it_is_back(site, writer):
    context = site.context(writer)
    page = context.new_page()
    page.goto(PAGE)
    site.watch.expect_a_cut_line()
    context.set_offline(True)
    field(page).fill("Written in a tunnel.")
    expect(page.get_by_text("Not saved yet: no connection.")).to_be_visible()
    assert "Written in a tunnel." in page.evaluate(KEPT)
    assert texts(site) == []
    context.set_offline(False)
    expect(page.get_by_text("Saved. Only you read it.")).to_be_visible()
    assert texts(site) == ["Written in a tunnel."]
    assert "tunnel" not in page.evaluate(KEPT)


def test_an_answer_that_was_lost_on_the_way_is_no_other_window(site, writer):
    page = site.page(writer)
    saved = []

    def lose_the_answer(route):
        if saved:
            route.continue_()
        else:
            saved.append(route.fetch().status)
            route.abort()

    page.goto(PAGE)
    site.watch.expect_a_cut_line()
    page.route("**/draft", lose_the_answer)
    field(page).fill("Saved, and nobody said so.")
    expect(page.get_by_text("Not saved yet: no connection.")).to_be_visible()
    assert texts(site) == ["Saved, and nobody said so."]
    field(page).fill("Saved, and nobody said so. Gone on.")
    expect(page.get_by_text("Saved. Only you read it.")).to_be_visible()
    assert texts(site) == ["Saved, and nobody said so. Gone on."]
    without_answers_to_drafts(site)


def test_a_text_outlives_a_page_that_was_closed_without_a_connection(site, writer):
    context = site.context(writer)
    page = context.new_page()
    page.goto(PAGE)
    site.watch.expect_a_cut_line()
    context.set_offline(True)
    field(page).fill("Written in a tunnel.")
    expect(page.get_by_text("Not saved yet: no connection.")).to_be_visible()
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = context.new_page()
    page.goto(PAGE)
    expect(field(page)).to_have_value("Written in a tunnel.")
    # A busy machine may close the first page only after it is back online: then that has saved it.
    if texts(site) != ["Written in a tunnel."]:
        expect(page.get_by_text("Saved. Only you read it.")).to_be_visible()
    assert texts(site) == ["Written in a tunnel."]


def test_who_is_signed_out_while_writing_has_the_text_back_after_signing_in(site, writer):
    context = site.context(writer)
    page = context.new_page()
    page.goto(PAGE)
    context.clear_cookies()
    field(page).fill("Written after the session ended.")
    expect(page.get_by_text("Not saved yet: you are signed out.")).to_be_visible()
    assert texts(site) == []
    context.add_cookies([{"name": "trainer", "value": cookie(site.app, writer), "url": site.url}])
    page.goto(PAGE)
    expect(field(page)).to_have_value("Written after the session ended.")
    expect(page.get_by_text("Saved. Only you read it.")).to_be_visible()
    assert texts(site) == ["Written after the session ended."]
    without_answers_to_drafts(site)


def test_two_windows_end_with_both_texts_in_sight(site, writer):
    context = site.context(writer, viewport=chromium.DESK)
    one, other = context.new_page(), context.new_page()
    one.goto(PAGE)
    other.goto(PAGE)
    field(one).fill("From the one window.")
    expect(one.get_by_text("Saved. Only you read it.")).to_be_visible()
    field(other).fill("From the other window.")
    expect(other.get_by_text("Not saved: this entry was saved in another window.")).to_be_visible()
    assert texts(site) == ["From the one window."]
    other.get_by_role("button", name="Save the draft").click()
    expect(other.get_by_role("heading", name="What is saved now")).to_be_visible()
    expect(other.locator("mark.del")).to_contain_text("one")
    expect(other.locator("mark.ins")).to_contain_text("other")
    expect(field(other)).to_have_value("From the other window.")
    other.get_by_role("button", name="Put both together").click()
    expect(field(other)).to_have_value("From the one window.\nFrom the other window.")
    assert texts(site) == ["From the one window."]
    field(other).fill("From both windows.")
    other.get_by_role("button", name="Save the draft").click()
    expect(other.get_by_role("status").first).to_contain_text("Your draft is saved")
    assert texts(site) == ["From both windows."]
    without_answers_to_drafts(site)


def test_a_copy_that_is_older_than_what_was_saved_is_shown_beside_it(site, writer):
    context = site.context(writer)
    page = context.new_page()
    page.goto(PAGE)
    site.watch.expect_a_cut_line()
    context.set_offline(True)
    field(page).fill("From the phone in a tunnel.")
    expect(page.get_by_text("Not saved yet: no connection.")).to_be_visible()
    page.close(run_before_unload=False)
    elsewhere = site.page(writer, viewport=chromium.DESK)
    elsewhere.goto(PAGE)
    field(elsewhere).fill("From the desk.")
    expect(elsewhere.get_by_text("Saved. Only you read it.")).to_be_visible()
    context.set_offline(False)
    for _visit in range(2):
        page = context.new_page()
        page.goto(PAGE)
        expect(field(page)).to_have_value("From the desk.")
        expect(page.get_by_role("main")).to_contain_text("From the phone in a tunnel.")
    page.get_by_role("button", name="See both side by side").click()
    expect(page.locator("mark.ins")).to_contain_text("phone in a tunnel.")
    expect(field(page)).to_have_value("From the phone in a tunnel.")
    page.get_by_role("button", name="Take what is saved").click()
    expect(field(page)).to_have_value("From the desk.")
    expect(page.get_by_role("main")).not_to_contain_text("From the phone")
    assert texts(site) == ["From the desk."]
    without_answers_to_drafts(site)


def test_handing_in_while_the_page_saves_waits_for_it(site, writer):
    page = site.page(writer)
    saved = []

    def slowly(route):
        answer = route.fetch()
        saved.append(answer.status)
        page.wait_for_timeout(2000)
        route.fulfill(response=answer)

    page.goto(PAGE)
    page.route("**/draft", slowly)
    field(page).fill("Saved in this moment.")
    while not saved:
        page.wait_for_timeout(50)
    field(page).fill("Saved in this moment, and gone on.")
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_role("heading", name="Round 1")).to_be_visible()
    assert texts(site) == ["Saved in this moment, and gone on."]


def test_without_scripts_a_button_saves(site, writer):
    page = site.page(writer, java_script_enabled=False)
    page.goto(PAGE)
    field(page).fill("By hand.")
    page.get_by_role("button", name="Save the draft").click()
    expect(field(page)).to_have_value("By hand.")
    assert texts(site) == ["By hand."]
