"""What does one photographer do? Signs in as one person, walks through every page, and takes each one."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import flask
from playwright.sync_api import Browser, Page

from tests.journeys import chromium
from tests.shots import scenes
from tests.shots.camera import Camera, Shot
from tests.shots.walk import EXAMPLES, Walk
from trainer import config
from trainer.app import create_app
from trainer.sample import people

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "shots"


@dataclass(frozen=True)
class Task:
    """One person's walk in one language. `email` empty: a stranger."""

    address: str
    who: str
    email: str
    language: str
    quick: bool


def routes() -> flask.Flask:
    """An app that only knows which addresses there are."""
    folder = Path(tempfile.gettempdir())
    return create_app(
        config.Settings(mode=config.Mode.TEST, data_dir=folder, secret_key="s" * 32, argon2_weak=True)
    )


def do(task: Task) -> tuple[list[Shot], set[str]]:
    """Walk and photograph; returns the shots and the kinds of pages seen."""
    with chromium.launched() as browser:
        page, watch = open_page(browser, task)
        walk = Walk(routes(), task.address, 1 if task.quick else EXAMPLES)
        camera = Camera(FOLDER, task.quick)
        if task.who == "scenes":
            return list(scenes.play(page, camera, task.language)), set()
        if task.email:
            sign_in(page, task.email)
        walk.begin(task.who)
        shots = []
        while walk.waiting:
            address = walk.waiting.popleft()
            shot = visit(page, walk, camera, task, address, watch)
            if shot:
                shots.append(shot)
        return shots, {shot.kind for shot in shots}


def open_page(browser: Browser, task: Task) -> tuple[Page, chromium.Watch]:
    """A browser in the task's language, and who looks at what goes wrong in it."""
    context = chromium.new_context(browser, base_url=task.address, locale=task.language)
    context.add_cookies([{"name": "lang", "value": task.language, "url": task.address}])
    watch = chromium.Watch()
    watch.follow(context)
    watch.expect(403, 404)
    return context.new_page(), watch


def sign_in(page: Page, email: str) -> None:
    """Through the door, as people do."""
    page.goto("/sign-in")
    page.locator("input[type=email], input[name=email]").first.fill(email)
    page.locator("input[type=password]").first.fill(people.PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/home")


def visit(
    page: Page, walk: Walk, camera: Camera, task: Task, address: str, watch: chromium.Watch
) -> Shot | None:
    """One page; None when the address leads to a file."""
    answer = page.request.get(address, max_redirects=0)
    if answer.status < 300 and "text/html" not in answer.headers.get("content-type", ""):
        return None
    watch.problems.clear()
    page.goto(address)
    walk.look(page)
    kind = walk.kind(page.url.removeprefix(task.address))
    shot = camera.take(page, who=task.who, language=task.language, kind=kind, address=address)
    shot.problems += watch.problems
    return shot
