"""Where is the sample year that is photographed? `trainer run` in a folder of its own, while the camera works."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

START_SECONDS = 120


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The address of a site with a new sample year."""
    with tempfile.TemporaryDirectory(prefix="trainer-shots-") as folder:
        port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRAINER_")}
        environment = {
            **kept,
            "TRAINER_DATA_DIR": folder,
            "TRAINER_PORT": str(port),
            "TRAINER_HOST": "localhost",
        }
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "trainer.cli", "run"], env=environment, stdout=output, stderr=output
            )
            try:
                yield _when_ready(f"http://localhost:{port}", process, log)
            finally:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                complaints = re.findall(r"^.*(?:ERROR|Traceback).*$", log.read_text("utf-8", "replace"), re.M)
                if complaints:
                    print("The site complained while it was photographed:", *complaints[:20], sep="\n  ")


def _when_ready(address: str, process: "subprocess.Popen[bytes]", log: Path) -> str:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=5):
            return address
        time.sleep(0.2)
    raise SystemExit(f"The site did not start:\n{log.read_text('utf-8', 'replace')}")
