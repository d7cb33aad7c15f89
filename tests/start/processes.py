"""How does a test run a command as a person would: in a process of its own, on an empty folder?"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import servers

PRODUCTION = {
    "TRAINER_MODE": "production",
    "TRAINER_SECRET_KEY": "k" * 40,
    "TRAINER_BASE_URL": "https://cops.example.org",
    "TRAINER_SMTP_URL": "smtp://localhost:9",
    "TRAINER_MAIL_FROM": "program@example.org",
}


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a command: ours without its settings, plus these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRAINER_")}
    return {**kept, "PYTHONTZPATH": "", "TRAINER_DATA_DIR": str(folder), **more}


@contextmanager
def empty_database(kind: str) -> Iterator[dict[str, str]]:
    """The setting that points a command to an empty database of this kind."""
    if kind == "sqlite":
        yield {}
        return
    name = f"c_{uuid.uuid4().hex}"
    url = servers.create_database(name)
    yield {"TRAINER_DATABASE_URL": url}
    servers.drop_database(name)


def command(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `trainer …` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "trainer.cli", *arguments],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_answers(url: str, process: subprocess.Popen[str], seconds: float = 120) -> str:
    """The page at `url` as soon as the site answers; fails with its output when it ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            output = process.stdout.read() if process.stdout else ""
            raise AssertionError(f"the site ended:\n{output}")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the site did not answer in time")
