"""Which browser do the journeys drive, and what does it notice? The system's Chromium; every complaint of a page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
)  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SECONDS = 15
FORM_WITH_ERRORS = 422
OWN_SCHEMES = {"data", "blob", "about"}
NO_SCRIPT = "An unknown error occurred when fetching the script."
"""What a browser says when it looks for a newer worker without a connection: the one it has goes on."""


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser that is closed at the end. TRAINER_TEST_BROWSER names it; `make test` finds one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TRAINER_TEST_BROWSER") or "/usr/bin/chromium", args=list(FLAGS)
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """What went wrong in a browser, unseen by whoever clicked: errors, broken requests, a request to elsewhere."""

    problems: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=lambda: {FORM_WITH_ERRORS})
    cut: bool = False

    def follow(self, context: BrowserContext) -> None:
        """Look at everything that happens in `context`."""
        context.set_default_timeout(SECONDS * 1000)
        expect.set_options(timeout=SECONDS * 1000)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._add(f"script error: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def expect(self, *codes: int) -> None:
        """This test means to meet an error page with one of these codes."""
        self.expected |= set(codes)

    def expect_a_cut_line(self) -> None:
        """From here on this test cuts the connection."""
        self.cut = True

    def _add(self, problem: str) -> None:
        self.problems.append(problem)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        text = message.text
        if text.startswith("Failed to load resource"):  # the answer itself is judged in _response
            return
        if self.cut and text == NO_SCRIPT:
            return
        self._add(f"console: {text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in OWN_SCHEMES and parts.hostname != "localhost":
            self._add(f"a request leaves the machine: {request.url}")

    def _failed(self, request: Request) -> None:
        why = request.failure or ""
        # A page that is left while it loads (a second click, a download) aborts; nothing is wrong with it.
        if self.cut or "ERR_ABORTED" in why:
            return
        self._add(f"request failed: {request.method} {request.url}: {why}")

    def _response(self, response: Response) -> None:
        if response.status < 400 or (response.status in self.expected and _is_page(response)):
            return
        self._add(f"{response.status}: {response.request.method} {response.url}")


def _is_page(response: Response) -> bool:
    return bool(response.request.is_navigation_request())


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """A browser of its own, as fresh as a new device: English, in California, without motion."""
    usual = {
        "viewport": PHONE, "locale": "en-US", "timezone_id": "America/Los_Angeles", "reduced_motion": "reduce",
        "color_scheme": "light",
    }  # fmt: skip
    return browser.new_context(**{**usual, **options})


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window: 0 when nobody has to scroll sideways."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))
