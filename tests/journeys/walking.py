"""Which steps do the journeys share? Each person's own browser, the way by the menu, and hearing that it is done."""

import re
from typing import Any

from playwright.sync_api import Page, expect


class Road:
    """The site, the people, and each one's own browser."""

    def __init__(self, site: Any, people: dict[str, Any], size: dict[str, int]) -> None:
        self.site, self.people, self.size = site, people, size
        self.pages: dict[str, Page] = {}

    def of(self, name: str) -> Page:
        """Somebody's page; tia's is signed in by her invitation."""
        if name not in self.pages:
            person = None if name in ("tia", "stranger") else self.people[name]
            self.pages[name] = self.site.page(person, viewport=self.size)
        return self.pages[name]


def to(page: Page, label: str) -> None:
    """By the main menu, which a phone opens first."""
    page.goto("/home")
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():
        menu.click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name=label).click()


def done(page: Page, words: str) -> None:
    """What was asked for has been done, and the page says so."""
    expect(page.get_by_role("status").first).to_contain_text(words)


def answer_question(page: Page, answer: Any) -> None:
    """One question of a knowledge check: choose, move the steps or write; check it, hear why, and go on."""
    check = page.get_by_role("button", name=re.compile("Check this answer|Keep it and go on"))
    expect(check).to_be_visible()  # what follows looks at once: the question before may still stand there
    steps = page.locator(".order-step")
    for place, step in enumerate(answer if steps.count() else []):
        select = page.locator(f'[name="place-{step}"]')
        while select.input_value() != str(place + 1):
            steps.filter(has=select).locator('[data-move="-1"]').click()
    if not steps.count() and page.locator("textarea").count() == 0:
        for one in [answer] if isinstance(answer, str) else answer:
            number = page.locator(f'input[name="answer"][value="{one}"]').get_attribute("id")
            page.locator(f'label[for="{number}"]').click()
    check.click()
    expect(page.locator("#answer")).to_be_focused()
    page.get_by_role("link", name=re.compile("Next question|See how you did")).click()
