"""`make trial`: break it, see it fail, then measure in full. ARGS="--small last-seat" for some, each in seconds."""

import argparse
import dataclasses
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import measuring
from tests import servers
from tests.trial import (
    autosave,
    cells,
    extra_fields,
    folding,
    generated,
    ground,
    killed,
    last_seat,
    markup,
    one_door,
    pictures,
    publishing,
    queue,
    repeats,
    strangers,
    uploads,
    zones,
)
from tests.trial.outcome import Row, merged, table
from trainer.core import clock

RESULT = Path(__file__).parent / "RESULT.md"
TEXT = """# What the trials measured

On two cores. Each row broke something first (control) and saw its own check fail. The last column says whether the run
was in full or small, when, and how many processes shared the two cores meanwhile (load): with a load of ten, times
are those of a machine five times too small. `make trial` runs all in full, `make trial ARGS=--small` in small.

"""
TRIALS = {
    "autosave": autosave,
    "last-seat": last_seat,
    "cells": cells,
    "uploads": uploads,
    "zones": zones,
    "publishing": publishing,
    "queue": queue,
    "repeats": repeats,
    "killed": killed,
    "generated": generated,
    "strangers": strangers,
    "folding": folding,
    "markup": markup,
    "pictures": pictures,
    "extra-fields": extra_fields,
    "one-door": one_door,
}


@contextmanager
def databases(*, durable: bool) -> Iterator[None]:
    """PostgreSQL as long as the trials run; in full as careful about the disk as in production."""
    if durable:
        servers.FAST_AND_FORGETFUL.update(measuring.DURABLE)
    servers.postgresql_server()
    try:
        yield
    finally:
        servers.stop_postgresql_server()


def main() -> None:
    """Run what was asked for; ends with 1 when a figure is missed."""
    parser = argparse.ArgumentParser(prog="make trial", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="trial", help=f"which: {', '.join(TRIALS)} (default: all)"
    )
    parser.add_argument("--small", action="store_true", help="small figures, each in seconds")
    parser.add_argument("--database", choices=ground.KINDS, action="append", help="only this one")
    parser.add_argument(
        "--minutes", type=float, help="the long ones stop after so long, and say how far they came"
    )
    parser.add_argument(
        "--keep", action="store_true", help=f"write these rows into tests/trial/{RESULT.name}"
    )
    given = parser.parse_args()
    unknown = set(given.names) - set(TRIALS)
    if unknown:
        parser.error(f"no trial is called {', '.join(sorted(unknown))}; there are {', '.join(TRIALS)}")
    rows = []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is ended and removed also then
    with databases(durable=not given.small):
        for name in given.names or TRIALS:
            size = TRIALS[name].SMALL if given.small else TRIALS[name].Size()
            if given.minutes and hasattr(size, "seconds"):
                size = dataclasses.replace(size, seconds=given.minutes * 60)
            rows += list(
                _run(name, tuple(given.database or ground.KINDS), size, "small" if given.small else "full")
            )
    print("\n" + table(rows))
    if given.keep:
        before = RESULT.read_text(encoding="utf-8") if RESULT.exists() else ""
        RESULT.write_text(TEXT + merged(before, rows) + "\n", encoding="utf-8")
    sys.exit(0 if all(row.good for row in rows) else 1)


def _run(name: str, kinds: tuple[str, ...], size: Any, word: str) -> Iterator[Row]:
    module = TRIALS[name]
    began = time.monotonic()
    for row in module.trial(kinds, size):
        took, began = time.monotonic() - began, time.monotonic()
        print(f"{name}: {row.what}: {row.verdict} ({took:.0f} s): {row.measured}", flush=True)
        yield dataclasses.replace(
            row, run=f"{word}, {clock.real_now().date()}, {took:.0f} s, load {os.getloadavg()[0]:.0f}"
        )


if __name__ == "__main__":
    main()
