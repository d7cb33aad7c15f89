"""Which Chromium do the browser tests use, and how is one installed where there is none?

Prints the path of a browser that starts. Order: TRAINER_TEST_BROWSER, the system's own, Debian's package (as
root, where apt is), Playwright's download (60 seconds). With none of these it says what to install.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
APT_SECONDS = 300
DOWNLOAD_SECONDS = 60
ADVICE = (
    "The browser tests need Chromium or Chrome, and none was found or could be installed. "
    "Install one (Debian: apt-get install chromium; elsewhere: Google Chrome), "
    "or set TRAINER_TEST_BROWSER to the path of one."
)


def say(text: str) -> None:
    """Writes to the terminal; standard output is kept for the answer."""
    print(f"setup: {text}", file=sys.stderr, flush=True)


def starts(path: str) -> bool:
    """Whether it really runs: a package's stub or a browser with missing libraries does not."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and b"chrom" in answer.stdout.lower()


def on_this_machine() -> str | None:
    """The first browser that is installed and starts."""
    for path in [shutil.which(name) for name in NAMES] + list(PLACES):
        if path and starts(path):
            return path
    return None


def run(command: list[str], seconds: int) -> bool:
    """Runs an installer with a time limit; what it prints goes to the terminal's error stream."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, timeout=seconds, stdout=sys.stderr, env=environment, check=False)
    except subprocess.TimeoutExpired:
        say(f"gave up after {seconds} seconds: {' '.join(command)}")
        return False
    return done.returncode == 0


def from_apt() -> str | None:
    """Debian's package, where we may install one."""
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return None
    say("no browser found; installing the package chromium")
    run([apt, "update", "-qq"], APT_SECONDS)
    run([apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"], APT_SECONDS)
    return on_this_machine()


def downloaded_by_playwright() -> str | None:
    """The browser in Playwright's own folder, if there is one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and starts(path) else None


def from_playwright() -> str | None:
    """Playwright's own build: already there, or downloaded now."""
    path = downloaded_by_playwright()
    if path:
        return path
    say(f"no browser found; downloading one with Playwright (at most {DOWNLOAD_SECONDS} seconds)")
    command = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
    return downloaded_by_playwright() if run(command, DOWNLOAD_SECONDS) else None


def candidates() -> Iterator[str | None]:
    """The ways to a browser, cheapest first."""
    yield on_this_machine()
    yield from_apt()
    yield from_playwright()


def main() -> int:
    """Prints the path, or says what to install."""
    named = os.environ.get("TRAINER_TEST_BROWSER")
    if named and not starts(named):
        say(f"TRAINER_TEST_BROWSER is {named}, which does not start as a browser.")
        return 1
    path = named or next((found for found in candidates() if found), None)
    if not path:
        say(ADVICE)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
