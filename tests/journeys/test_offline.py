"""Does a course that was saved on a phone open without a connection, and is what was read there kept when it is back?

On one database alone: what is tried here are the scripts of the page. What the server makes of it is tried on both,
without a browser, in tests/learning/test_later.py.
"""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import delete, func, select

from tests import builders
from tests.journeys import device
from tests.journeys.conftest import cookie
from tests.learning import building
from trainer.core.audit import AuditRow
from trainer.core.db import db
from trainer.learning.models import ModuleProgress
from trainer.registration.models import Registration

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
COURSE, MODULE = "/courses/cop-101", "/courses/cop-101/101.1"
KEPT = "Object.keys(localStorage).filter((key) => /^(kept|read):course:/.test(key)).length"


@pytest.fixture
def learner(session):
    building.load_courses()
    person = building.make_learner("Lena Learner")[0]
    session.commit()
    return person


def progress(site):
    columns = ModuleProgress.module, ModuleProgress.place, ModuleProgress.done_at.is_not(None)
    return [tuple(row) for row in site.rows(select(*columns))]


def save_the_course(page: Page) -> None:
    page.goto(COURSE)
    page.get_by_role("button", name="Save this course on this device").click()
    expect(page.get_by_text("Saved on this device: 5 modules, today, ")).to_be_visible()
    expect(page.get_by_text("The course opens without a connection now.")).to_be_visible()


def read_until(page: Page, place: str) -> None:
    """Scroll there and look at it for a while; the browser says so to the page once it has drawn it."""
    page.locator(place).evaluate("el => el.scrollIntoView()")
    page.evaluate("() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
    page.clock.run_for(6000)


def without_connection(page: Page) -> None:
    expect(page.get_by_text("You are offline. What you read is kept here and sent when")).to_be_visible()


def read_a_part_and_close(context: BrowserContext) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(MODULE)
    without_connection(page)
    read_until(page, "#s2")
    page.close(run_before_unload=False)


def resume_and_come_to_the_end(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/courses")
    without_connection(page)
    page.locator(f"main h2 a[href='{COURSE}']").click()
    page.locator(f"main .tasks a[href='{MODULE}#s2']").click()
    page.wait_for_url(f"**{MODULE}#s2")
    expect(page.get_by_role("link", name="Go to where you left off")).to_have_attribute("href", "#s2")
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("Marked as read on this device.")).to_be_visible()
    page.get_by_role("link", name="Take the knowledge check").click()
    expect(page.get_by_text("That is not on this device.")).to_be_visible()
    page.close(run_before_unload=False)


def refused_once(site, context: BrowserContext) -> None:
    """Their place in the course is gone meanwhile: what they read is told to them, and not sent again."""
    page = context.new_page()
    context.set_offline(True)
    page.goto(f"{COURSE}/101.4")
    page.get_by_role("button", name="I have read this").click()
    with site.app.app_context():
        db.session.execute(delete(Registration))
        db.session.commit()
    context.set_offline(False)
    said = "”: You have no place in this course"
    expect(page.get_by_role("listitem").filter(has_text=said)).to_be_visible()
    expect(page.get_by_text("You are offline")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("listitem").filter(has_text=said)).to_be_visible()
    page.get_by_role("button", name="I have seen this").click()
    expect(page.get_by_text("could not be kept")).to_be_hidden()
    refused = [one.rpartition("/")[2] for one in site.watch.problems]
    assert sorted(refused) == sorted(
        {*refused, "done"}
    )  # each at most once, whatever a slow machine had read
    site.watch.problems.clear()


def test_a_module_is_resumed_without_a_connection_and_the_progress_is_kept(site, learner):
    context = site.context(learner)
    page = context.new_page()
    save_the_course(page)
    page.close()
    site.watch.expect_a_cut_line()
    context.set_offline(True)
    read_a_part_and_close(context)
    resume_and_come_to_the_end(context)
    assert progress(site) == []
    page = context.new_page()
    page.goto(COURSE)
    expect(page.get_by_text("Read on this device")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text("What you read without a connection has been sent.")).to_be_visible()
    [(module, place, done)] = progress(site)
    assert (module, place >= "s2", done) == ("101.1", True, True)  # further, where the machine was slow
    context.set_offline(True)
    page.goto(f"{COURSE}/101.2")
    page.get_by_role("button", name="I have read this").click()
    page.get_by_role("button", name="Not yet: take it back").click()
    page.get_by_role("button", name="I have read this").click()
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = context.new_page()
    with page.expect_response(lambda answer: answer.url.endswith("/101.2/done")) as sent:
        page.goto("/home")
    assert sent.value.status == 204
    assert [(module, done) for module, _place, done in progress(site)] == [("101.1", True), ("101.2", True)]
    refused_once(site, context)
    read = select(func.count()).where(AuditRow.action == "learning.finish_module")
    assert site.rows(read) == [(2,)]


def test_what_a_device_keeps_of_courses_goes_with_who_kept_it(site, session, learner):
    other = builders.make_person("Olaf Other")
    session.commit()
    context = site.context(learner)
    page, reader = context.new_page(), context.new_page()
    reader.clock.install()
    reader.goto(f"{COURSE}/101.3")
    page.goto("/courses")
    read_until(reader, "#s1")
    device.wait_until(page, f"{device.PAGES}.join() === '{COURSE}/101.3'")  # what is read stays, unasked
    reader.close()
    save_the_course(page)
    page.goto(MODULE)
    site.watch.expect_a_cut_line()
    context.set_offline(True)
    without_connection(page)
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_role("button", name="Not yet: take it back")).to_be_visible()
    assert page.evaluate(KEPT) == 2
    context.add_cookies([{"name": "trainer", "value": cookie(site.app, other), "url": site.url}])
    context.set_offline(False)
    expect(page.get_by_text("kept here but not sent yet: you are signed out")).to_be_visible()
    page.goto("/home")
    device.wait_until(page, f"!{device.PAGES}.length && !{KEPT}")

    save_the_course(page)
    page.goto("/home")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    device.wait_until(page, f"!{device.PAGES}.length")
    assert not any(done for _module, _place, done in progress(site))
