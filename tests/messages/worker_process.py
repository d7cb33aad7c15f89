"""What does a worker do in a process of its own, so that a test can kill it? Started with its settings as JSON."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.messages import letters
from trainer import config, worker
from trainer.app import create_app
from trainer.core import clock, running
from trainer.messages import delivery

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def started(url: str, smtp_url: str, *, dead_after: float = 1.0) -> Iterator[subprocess.Popen[bytes]]:
    """A worker on this database; ended by force when the test leaves."""
    settings = {
        "url": url, "smtp_url": smtp_url, "shift": clock.shift().total_seconds(), "dead_after": dead_after,
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.messages.worker_process", json.dumps(settings)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def main(given: dict[str, Any]) -> None:
    """Work until told to end."""
    with tempfile.TemporaryDirectory() as folder:
        settings = config.Settings(
            mode=config.Mode.TEST, data_dir=Path(folder), secret_key="test-" * 8, base_url="http://localhost",
            mail_from="program@example.org", database_url=given["url"], smtp_url=given["smtp_url"],
        )  # fmt: skip
        app = create_app(settings)
        clock.set_shift(timedelta(seconds=given["shift"]))
        letters.give_templates(app)
        running.DEAD_AFTER = delivery.DEAD_AFTER = given["dead_after"]
        worker.run_forever(app, quick=0.02)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
