"""How much memory do the processes take that draw photos anew, how many are there at once, and does the site grow?"""

import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import psutil

from bench import sites
from trainer.core import pictures

MOST_MB = 300

MEASURED = (
    "import os, subprocess, sys; given = open(sys.argv[1], 'rb');"
    "started = subprocess.Popen(sys.argv[2:], stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
    "used = os.wait4(started.pid, 0)[2]; print(used.ru_maxrss // 1024, used.ru_utime + used.ru_stime)"
)
"""A small process starts the decoder: the memory of whoever starts one counts as its own until then."""


def cost_of(data: bytes) -> tuple[int, float]:
    """The most memory, in MB, that the decoder of a file held, and for how many seconds it kept a processor busy: how
    long somebody waits depends on who else uses the machine."""
    with tempfile.NamedTemporaryFile() as given:
        given.write(data)
        given.flush()
        command = [sys.executable, "-S", "-c", MEASURED, given.name, *pictures.command()]
        said = subprocess.run(command, env=pictures.ENVIRONMENT, capture_output=True, check=True).stdout
    memory, seconds = said.split()
    return int(memory), float(seconds)


class Watch(threading.Thread):
    """Looks at the processes of a site again and again: how many decoders there are at once, and how much the servers
    grow."""

    def __init__(self, site: sites.Site) -> None:
        super().__init__(daemon=True)
        self.process, self.ended = psutil.Process(site.process.pid), threading.Event()
        self.together = self.grown = 0
        self.first: dict[int, int] = {}

    def __enter__(self) -> "Watch":
        self.start()
        return self

    def __exit__(self, *_given: object) -> None:
        self.ended.set()
        self.join()

    def run(self) -> None:
        """Until it is over."""
        while not self.ended.wait(0.004):
            decoders = 0
            for child in self.process.children(recursive=True):
                try:
                    words = Path(f"/proc/{child.pid}/cmdline").read_bytes()
                    said = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")
                except OSError:  # it has ended
                    continue
                if b"picture_process" in words:
                    decoders += 1
                elif resident := re.search(r"VmRSS:\s+(\d+)", said):
                    now = int(resident[1]) // 1024
                    self.grown = max(self.grown, now - self.first.setdefault(child.pid, now))
            self.together = max(self.together, decoders)

    def problems(self) -> list[str]:
        """What is more than trust.md allows."""
        found = [f"{self.together} decoders at once"] if self.together > pictures.AT_ONCE else []
        found += ["no decoder was seen"] if not self.together else []
        return found + ([f"a server process grew by {self.grown} MB"] if self.grown > MOST_MB else [])
