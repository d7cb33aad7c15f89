"""Does a page that is read keep the place by itself, mark the end kindly, and explain a word where it stands?"""

import re

from playwright.sync_api import Page, expect

from tests.journeys import chromium
from tests.learning import building, shelf
from tests.learning.shelf import EN, PATH, first_module, rewritten


def seconds_pass(page: Page, seconds: int) -> None:
    """What the page counts while it is looked at."""
    page.clock.run_for(seconds * 1000)


def scroll_to(page: Page, place: str, part: str) -> None:
    """Read until there: the list of parts says in which one is."""
    page.locator(place).evaluate("el => el.scrollIntoView()")
    expect(page.locator(".contents [aria-current]")).to_have_text(part)


def marked(page: Page, sent: list[str]) -> int:
    """How often the page has said that the module was read."""
    page.evaluate("1")  # what it did before this has been heard of
    return sum(one.endswith("/done") for one in sent)


def a_word_is_explained(page: Page) -> None:
    """By the keyboard, where it stands, and back again."""
    word = page.get_by_role("button", name="domain", exact=True)
    word.focus()
    page.keyboard.press("Enter")
    note = page.locator(".word-note:popover-open")
    expect(note).to_contain_text("What domain means.")
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(word).to_be_focused()


def test_reading_is_kept_without_a_button(site, session):
    building.load_courses()
    shelf.fill()
    lena = building.make_learner("Lena Learner")[0]
    text = EN.replace("That was it.", "\n\n".join(["One more sentence."] * 60))
    rewritten("cop-101", first_module(text={"en": text}))
    page = site.page(lena, viewport=chromium.PHONE)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.clock.install()
    page.goto(PATH)
    expect(page.get_by_role("button", name="Keep my place here").first).to_be_hidden()
    scroll_to(page, "#s2", "The end")
    with page.expect_response(lambda answer: answer.url.endswith("/place")) as kept:
        seconds_pass(page, 6)
    assert kept.value.status == 204
    expect(page.locator("[data-how-far]")).to_have_text("Part 3 of 3")
    page.goto("/courses")
    page.get_by_role("link", name="Continue").click()
    expect(page).to_have_url(re.compile(rf"{PATH}#s2$"))

    scroll_to(page, "#s1", "Words")
    a_word_is_explained(page)
    scroll_to(page, "[data-end]", "The end")
    said = page.locator("[data-said]")
    seconds_pass(page, 10)
    assert marked(page, sent) == 0, "a glance is no reading"
    with page.expect_response(lambda answer: answer.url.endswith("/done")):
        seconds_pass(page, 90)
    expect(said).to_have_text("You came to the end, so this module is marked as read.")
    page.get_by_role("button", name="Not yet: take it back").click()
    expect(page.locator(".flash")).to_contain_text("is not marked as read any more")
    scroll_to(page, "[data-end]", "The end")
    seconds_pass(page, 120)
    assert marked(page, sent) == 1, "whoever took it back is not overruled"
