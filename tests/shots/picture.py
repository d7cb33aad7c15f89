"""What does the product look like at a glance? The picture in the README: the schedule, on a desk and on a phone."""

import base64
from pathlib import Path
from string import Template

from playwright.sync_api import Browser

from tests.journeys import chromium

DESK = {"width": 1180, "height": 900}
PHONE = {"width": 390, "height": 800}
SIZE = {"width": 1280, "height": 880}
YEAR = "/schedule/2021-22"
PAGE = Template("""<!doctype html><style>
body { margin: 0; inline-size: 1280px; block-size: 880px; overflow: hidden; position: relative;
  background: linear-gradient(160deg, #dfeee9, #f6ead2) }
img { position: absolute; display: block; border-radius: 14px; box-shadow: 0 24px 60px -20px rgb(40 50 50 / .45) }
#desk { inset: 48px auto auto 48px; inline-size: 1000px }
#phone { inset: auto 52px 40px auto; inline-size: 316px; border: 8px solid #20292e; border-radius: 34px }
</style><img id="desk" src="data:image/png;base64,$desk"><img id="phone" src="data:image/png;base64,$phone">""")


def take(browser: Browser, address: str, file: Path) -> Path:
    """Write the picture."""
    parts = {}
    for name, size, path in (("desk", DESK, YEAR), ("phone", PHONE, "")):
        context = chromium.new_context(browser, base_url=address, viewport=size, device_scale_factor=2)
        page = context.new_page()
        page.goto(YEAR)
        if not path:
            page.locator(".offering h3 a", has_text="101").first.click()
        page.evaluate("document.fonts.ready")
        parts[name] = base64.b64encode(page.screenshot(animations="disabled")).decode()
        context.close()
    page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
    page.set_content(PAGE.substitute(parts))
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file)
    return file
