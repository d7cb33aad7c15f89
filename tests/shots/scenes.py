"""Which states of pages does no link reach? A form with errors, a plan before it is confirmed: played in order."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.shots.camera import Camera, Shot
from trainer.sample import people

TEAM = """name,email,role
Carmen Delgado,carmen@littlerivers.example,Toddler teacher
Emily Nakamura,emily(at)littlerivers.example,Preschool teacher
Nora Field,nora@littlerivers.example,"Assistant, in training"
Nora Field,nora@littlerivers.example,
"""
SUBMIT = "main form button[type=submit]"
CHOICE = "a[href*='/team']"


def play(page: Page, camera: Camera, language: str) -> Iterator[Shot]:
    """Every scene, photographed."""

    def take(name: str) -> Shot:
        address = page.url.split("/", 3)[3]
        return camera.take(page, who="scenes", language=language, kind=name, address=f"/{address}")

    for name in ("sign-in", "join", "forgot"):
        page.goto(f"/{name}")
        page.locator(SUBMIT).first.click()
        page.locator("#error-summary").wait_for()
        yield take(f"{name} with errors")
    page.goto("/sign-in")
    page.locator("input[name=email]").fill(people.COORDINATOR.email)
    page.locator("input[name=password]").fill(people.PASSWORD)
    page.locator(SUBMIT).first.click()
    page.wait_for_url("**/home")
    page.locator("main a[href$='/offerings']").first.click()
    full = page.locator("main li").filter(has=page.locator(".tag.care")).locator(CHOICE)
    full.first.click()
    page.locator("textarea").first.fill(TEAM)
    page.locator("button[value=preview]").click()
    page.locator("table").wait_for()
    yield take("team with a plan")
    page.locator("textarea").first.fill('"name","email\n"')
    page.locator("button[value=preview]").click()
    page.locator("#error-summary").wait_for()
    yield take("team with a broken list")
