"""Which steps do the journeys share? Each person's own browser, the way by the menu, and hearing that it is done."""

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
