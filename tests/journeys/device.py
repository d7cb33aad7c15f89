"""What does a browser keep on its device? The pages in its boxes, and waiting until something holds there."""

from playwright.sync_api import Page

PAGES = """(await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys())
    .map((one) => new URL(one.url).pathname)))).flat().filter((path) => !path.includes("static/"))"""
"""In a script: the addresses of the pages that are kept, without what they are drawn by."""
EVERY, TIMES = 50, 300
"""Milliseconds between two looks, and how many looks there are."""


def pages(page: Page) -> list[str]:
    """The pages that are kept on this device."""
    found: list[str] = page.evaluate(f"async () => {PAGES}")
    return found


def wait_until(page: Page, condition: str) -> None:
    """Until a condition of a script holds, which may await: `Page.wait_for_function` takes any promise for true."""
    look = f"""async () => {{
        for (let times = 0; times < {TIMES}; times += 1) {{
            if ({condition}) return true;
            await new Promise((go) => {{ setTimeout(go, {EVERY}); }});
        }}
        return false;
    }}"""
    assert page.evaluate(look), f"it never came to this: {condition}"
