"""How does every page look as every role? `make shots`: photographs, a contact sheet, axe and an overflow check."""

import argparse
import multiprocessing
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from tests.journeys import chromium
from tests.shots import picture, sheet, site
from tests.shots.camera import Shot
from tests.shots.photographer import FOLDER, ROOT, Task, do, routes
from trainer.core.i18n import LANGUAGES
from trainer.sample import people

WORKERS = 2


def tasks(address: str, languages: list[str], who: str, quick: bool) -> list[Task]:
    """Everybody in every language; the stranger first."""
    known = {"stranger": ""} | {p.email.partition("@")[0]: p.email for p in people.CAN_SIGN_IN}
    return [
        Task(address, name, email, language, quick)
        for language in languages
        for name, email in known.items()
        if not who or who == name
    ]


def photograph(address: str, options: argparse.Namespace) -> int:
    """The whole round; returns the exit code."""
    began = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    languages = ["en"] if options.quick else list(LANGUAGES)
    everybody = tasks(address, languages, options.who, options.quick)
    last = [Task(address, "scenes", "", language, options.quick) for language in languages]
    shots: list[Shot] = []
    seen: set[str] = set()
    with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        for task, (found, kinds) in zip(everybody, pool.map(do, everybody), strict=True):
            wrong = sum(bool(shot.problems) for shot in found)
            print(f"{task.who} ({task.language}): {len(found)} pages, {wrong} with problems")
            shots += found
            seen |= kinds
        if not options.who or options.who == "scenes":  # they change the sample year, so they come last
            for found, _kinds in pool.map(do, last):
                shots += found
    file = sheet.write(FOLDER, shots)
    unseen = {
        rule.endpoint for rule in routes().url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in seen | {"static"}
    }  # fmt: skip
    broken = sheet.table(shots)
    print(f"\n{broken}\n" if broken else "\nNo violation and no overflow.\n")
    print(f"Reached by no link: {', '.join(sorted(unseen)) or 'none'}")
    print(f"{len(shots)} pages in {time.monotonic() - began:.0f} s: {file}")
    return 1 if broken else 0


def main() -> int:
    """Read the options, start the sample year, do the work."""
    parser = argparse.ArgumentParser(prog="python -m tests.shots", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="English, phone, light only; one example of each page"
    )
    parser.add_argument("--who", default="", help="one person only: stranger, scenes, or a name before the @")
    parser.add_argument("--picture", action="store_true", help="only write docs/picture.png for the README")
    parser.add_argument("--site", default="", help="use a sample year that runs at this address already")
    options = parser.parse_args()
    if options.site:
        return run(options.site, options)
    with site.running() as address:
        return run(address, options)


def run(address: str, options: argparse.Namespace) -> int:
    """The part that was asked for."""
    if options.picture:
        with chromium.launched() as browser:
            print(picture.take(browser, address, ROOT / "docs" / "picture.png"))
        return 0
    return photograph(address, options)


if __name__ == "__main__":
    sys.exit(main())
