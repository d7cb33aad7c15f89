"""Do the tests that are generated from the routes, roles and tables hold in full (trust.md 13, 14, 22, 23)?"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.conftest import WHOLE
from tests.trial import faults
from tests.trial.outcome import Row, some

ROOT = Path(__file__).resolve().parents[2]
MATRIX = "tests/permissions"
DOOR = "tests/accounts/test_sign_in.py"


@dataclass(frozen=True)
class Part:
    """One property: the tests that show it, and the faults that some of them must find."""

    number: str
    what: str
    wanted: str
    tests: tuple[str, ...]
    chosen: str
    wrong: str
    control: tuple[str, ...]
    control_chosen: str


PARTS = (
    Part(
        "13", "route × role", "every endpoint × every role and stranger; a rule missing or dead fails",
        (MATRIX, "tests/core/test_guard.py"), "", "open_door", (MATRIX,),
        "changes_nothing and (bystander or trainee_a1)",
    ),
    Part(
        "14", "object matrix", "0 canaries in anybody else’s page, list, file or header",
        (MATRIX,), "reads_only or finds_a_door", "open_door", (MATRIX,), "reads_only and (bystander or mentor)",
    ),
    Part(
        "22", "sessions", "new id at sign-in; listed, closable; ended by sign-out, password, suspension; cookie flags",
        ("tests/accounts/test_sessions.py",), "", "endless", ("tests/accounts/test_sessions.py",), "old_cookie",
    ),
    Part(
        "23", "CSRF, redirects", "no form without its own token; no GET changes a row; 0 redirects off the site",
        (MATRIX, "tests/core/test_guard.py", "tests/accounts"),
        "token or onward or never_leads or nor_does_it or changes_nothing or reads_only or leaves_nothing or stays_on",
        "no_token,anywhere", (MATRIX, DOOR), "no_form_is_taken or never_leads",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How many processes share the tests. Everything is generated, so there is no small version of it."""

    processes: int = 2


SMALL = Size()


def trial(_kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per property; each test runs on both databases by itself."""
    for part in PARTS:
        broken, _ = ran(part.control, part.control_chosen, size, part.wrong)
        counts, problems = ran(part.tests, part.chosen, size)
        yield Row(
            part.number, f"{part.what}, both", part.wanted,
            f"{counts['passed']} of {sum(counts.values())} tests pass on SQLite and PostgreSQL: {some(problems)}",
            f"{part.wrong.replace(',', ' and ')}: {broken['failed']} of {sum(broken.values())} fail",
            counts["passed"] > 0 and not problems, broken["failed"] > 0,
        )  # fmt: skip


def ran(tests: tuple[str, ...], chosen: str, size: Size, wrong: str = "") -> tuple[Counter[str], list[str]]:
    """Run tests in a process of their own; how many ended how, and the names of those that did not pass."""
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable, "-m", "pytest", *tests, "-q", "-n", str(size.processes), "--dist", "worksteal", "-p",
            "no:cacheprovider", "-p", "tests.trial.faults", "-k", chosen, f"--junitxml={report}",
        ]  # fmt: skip
        subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, faults.VARIABLE: wrong, WHOLE: "1"},
            stdout=subprocess.DEVNULL,
            check=False,
        )
        cases = ElementTree.parse(report).getroot().iter("testcase") if report.exists() else ()
        ended = {f"{case.get('classname')}::{case.get('name')}": _end_of(case) for case in cases}
    counts = Counter(ended.values())
    return counts, [name for name, end in ended.items() if end != "passed"]


def _end_of(case: ElementTree.Element) -> str:
    ends = {child.tag for child in case} & {"failure", "error", "skipped"}
    return "failed" if ends & {"failure", "error"} else "skipped" if ends else "passed"
