"""How does the site run while it is measured? As it is deployed: a production server with two workers on loopback."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from trainer import config

ROOT = Path(__file__).parent.parent
HOST = "bench.example.org"
SECRET = "bench-" * 8
WORKERS = 2
THREADS = 4
DECIDED = "gunicorn sync"
"""The server of production, decided by the comparison in bench/RESULT.md."""
START_SECONDS = 180

GUNICORN = ("gunicorn", "bench.wsgi:app", "--workers", str(WORKERS), "--log-level", "warning")
SERVERS: dict[str, tuple[str, ...]] = {
    "gunicorn sync": (*GUNICORN, "--worker-class", "sync"),
    "gunicorn gthread": (*GUNICORN, "--worker-class", "gthread", "--threads", str(THREADS)),
    "granian": (
        "granian", "bench.wsgi:app", "--interface", "wsgi", "--workers", str(WORKERS),
        "--blocking-threads", str(THREADS), "--log-level", "warning", "--no-ws",
    ),
}  # fmt: skip


def settings(folder: Path, database_url: str) -> dict[str, str]:
    """The environment of a production site behind one proxy."""
    return {
        "TRAINER_MODE": "production",
        "TRAINER_DATA_DIR": str(folder),
        "TRAINER_DATABASE_URL": database_url,
        "TRAINER_SECRET_KEY": SECRET,
        "TRAINER_BASE_URL": f"https://{HOST}",
        "TRAINER_SMTP_URL": "smtp://localhost:9",
        "TRAINER_MAIL_FROM": "program@example.org",
        "TRAINER_PROXIES": "1",
    }


def app_settings(folder: Path, database_url: str) -> config.Settings:
    """The same settings for an app in this process."""
    return config.from_environment(settings(folder, database_url))


@dataclass(frozen=True)
class Memory:
    """What one worker holds, in MB: resident, and its fair share of what is shared."""

    resident: float
    share: float


class Site:
    """One server on one database, from its first answer to its end."""

    def __init__(self, server: str, folder: Path, database_url: str) -> None:
        self.server = server
        self.port = _free_port()
        self.log = folder / f"{server.replace(' ', '-')}-{self.port}.log"
        command = [sys.executable, "-m", *SERVERS[server], *self._address()]
        environment = {**os.environ, **settings(folder, database_url), "PYTHONTZPATH": ""}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def _address(self) -> list[str]:
        if self.server == "granian":
            return ["--host", "127.0.0.1", "--port", str(self.port)]
        return ["--bind", f"127.0.0.1:{self.port}"]

    def wait(self) -> "Site":
        """Until it answers. RuntimeError with its log when it does not."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as probe:
                probe.settimeout(20)
                probe.sendall(
                    f"GET /bench/bare HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
                )
                if probe.recv(20).startswith(b"HTTP/1.1 200"):
                    return self
            time.sleep(0.1)
        raise RuntimeError(f"{self.server} did not start:\n{self.log.read_text()}")

    def memory(self) -> Memory:
        """Of the largest workers, the mean."""
        found: list[Any] = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                found.append(child.memory_full_info())
        workers = sorted(found, key=lambda info: info.rss)[-WORKERS:]
        count = len(workers) or 1
        return Memory(
            sum(info.rss for info in workers) / count / 1e6,
            sum(getattr(info, "pss", info.rss) for info in workers) / count / 1e6,
        )

    def worked(self) -> float:
        """How many seconds its processes have kept a processor busy so far, also those that have ended since."""
        spent = 0.0
        with contextlib.suppress(psutil.Error):
            ended = psutil.Process(self.process.pid).cpu_times()
            spent = ended.children_user + ended.children_system
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                times = child.cpu_times()
                spent += times.user + times.system
        return spent

    def complaints(self) -> str:
        """The end of what it wrote to its log."""
        return self.log.read_text(errors="replace")[-3_000:]

    def end(self) -> None:
        """End it with its workers, also those that it had only begun to start."""
        family: list[Any] = []
        with contextlib.suppress(psutil.Error):
            family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        for orphan in psutil.wait_procs(family, timeout=1)[1]:
            with contextlib.suppress(psutil.Error):
                orphan.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def seconds() -> float:
    """A clock for how long something takes."""
    return time.monotonic()
