"""What does a page look like, and is it accessible? One photograph per size and theme, with axe and a ruler."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from tests.journeys import axe, chromium

SIZES = {"phone": chromium.PHONE, "desk": chromium.DESK}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NARROW = {"width": 320, "height": 700}


@dataclass
class Shot:
    """One page as one person: its photographs by variant, and what is wrong with it."""

    who: str
    language: str
    kind: str
    address: str
    title: str
    files: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Camera:
    """Where photographs go, and how many of each page."""

    folder: Path
    quick: bool = False

    def take(self, page: Page, *, who: str, language: str, kind: str, address: str) -> Shot:
        """Photograph the page as it stands, in every size and theme."""
        shot = Shot(who, language, kind, address, page.title())
        sizes = {"phone": SIZES["phone"]} if self.quick else SIZES
        for size, pixels in sizes.items():
            page.set_viewport_size(pixels)  # type: ignore[arg-type]
            self._measure(page, shot, size)
            for theme in THEMES[:1] if self.quick else THEMES:
                page.emulate_media(color_scheme=theme)
                only = () if theme == "light" else ("color-contrast",)
                shot.problems += [f"{size}, {theme}: {one}" for one in axe.violations(page, only=only)]
                self._photograph(page, shot, f"{size}-{theme}")
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        self._measure(page, shot, "320 pixels")
        page.set_viewport_size(SIZES["phone"])  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
        return shot

    def _measure(self, page: Page, shot: Shot, size: str) -> None:
        wide = chromium.overflow(page)
        if wide > 0:
            shot.problems.append(f"{size}: {wide} pixels wider than the window")

    def _photograph(self, page: Page, shot: Shot, variant: str) -> None:
        name = re.sub(r"[^a-z0-9]+", "-", f"{shot.kind} {shot.address}".lower()).strip("-")[:90]
        file = self.folder / shot.language / shot.who / f"{name}-{variant}.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=file, full_page=True, type="jpeg", quality=80, animations="disabled")
        shot.files[variant] = file.relative_to(self.folder).as_posix()
