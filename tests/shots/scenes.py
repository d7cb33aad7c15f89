"""Which states of pages does no link reach? A form with errors, a plan before it is confirmed: played in order."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.shots.camera import Camera, Shot


def play(page: Page, camera: Camera, language: str) -> Iterator[Shot]:
    """Every scene, photographed."""
    for name, path in (("sign-in", "/sign-in"), ("join", "/join"), ("forgot", "/forgot")):
        page.goto(path)
        page.locator("main form button[type=submit]").first.click()
        page.locator("#error-summary").wait_for()
        yield camera.take(page, who="scenes", language=language, kind=f"{name} with errors", address=path)
