"""What does the product look like at a glance? The picture in the README: the public schedule of the sample year."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys import chromium

SIZE = {"width": 1280, "height": 860}


def take(browser: Browser, address: str, file: Path) -> Path:
    """Write the picture."""
    context = chromium.new_context(browser, base_url=address, viewport=SIZE)
    page = context.new_page()
    page.goto("/schedule")
    page.evaluate("document.fonts.ready")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, animations="disabled")
    context.close()
    return file
