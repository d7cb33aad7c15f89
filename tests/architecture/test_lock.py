"""Does everybody get the same packages from wherever they get them, and the time zones that are pinned?"""

from __future__ import annotations

import importlib.metadata
import os
import pathlib
import re
import subprocess
import sys
import zoneinfo

import pytest

from tests.architecture import sources

LOCKS = ("requirements/uv.txt", "requirements/run.txt", "requirements/test.txt")
# Put together here, so that this file does not name them either.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("conda", "anaconda", "org"),
    ]
)
FOREIGN_LOCKS = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock", "package-lock.json", "yarn.lock"}
INDEX_OPTION = re.compile(rb"^\s*(-i|--index-url|--extra-index-url|--find-links|-f)\b", re.MULTILINE)


def unexplained(text: str) -> list[str]:
    """Dependencies in pyproject.toml without a comment that says why they are there."""
    requirement = re.compile(r'^\s+"([A-Za-z0-9_.-]+)[^"]*",?(.*)$')
    found, inside = [], False
    for line in text.splitlines():
        inside = (inside or line.endswith("= [")) and line != "]" and not line.startswith("[tool.")
        match = requirement.match(line)
        if inside and match and not match[2].partition("#")[2].strip():
            found.append(match[1])
    return found


def unhashed(text: str) -> list[str]:
    """Lines of a lock file that name a package without pinning it exactly and with a hash."""
    entries = re.split(r"\n(?=\S)", text.replace("\\\n", " ").strip())
    entries = [entry for entry in entries if entry and not entry.startswith("#")]
    return [
        entry[:60] for entry in entries if "--hash=sha256:" not in entry or "==" not in entry.split(";")[0]
    ]


def pins(text: str) -> set[tuple[str, str]]:
    """Name and version of everything in a lock file."""
    return {
        (name, version) for name, version in re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", text, re.MULTILINE)
    }


def traces_of_an_index(root: pathlib.Path) -> list[str]:
    """Tracked files that say where packages came from."""
    found = []
    for name in sources.tracked_files(root):
        data = (root / name).read_bytes()
        named = [host for host in REGISTRIES if host.encode() in data]
        if named or pathlib.PurePosixPath(name).name in FOREIGN_LOCKS:
            found.append(f"{name}: {', '.join(named) or 'lock file of another tool'}")
        elif name.startswith("requirements/") and INDEX_OPTION.search(data):
            found.append(f"{name}: names an index")
    return found


def _lock(name: str) -> str:
    return (sources.ROOT / name).read_text(encoding="utf-8")


def test_every_dependency_says_why_it_is_there():
    assert unexplained((sources.ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.")[0]) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(name):
    assert pins(_lock(name))
    assert unhashed(_lock(name)) == []


def test_the_tests_run_with_what_the_site_runs_with():
    assert pins(_lock("requirements/run.txt")) - pins(_lock("requirements/test.txt")) == set()


def test_no_tracked_file_says_where_packages_come_from():
    assert traces_of_an_index(sources.ROOT) == []


def test_time_zones_are_the_pinned_ones():
    assert ("tzdata", importlib.metadata.version("tzdata")) in pins(_lock("requirements/run.txt"))
    assert zoneinfo.TZPATH == ()


def _vancouver_in_december(setting: str, *modules: str) -> str:
    """What a fresh process with PYTHONTZPATH set so believes the offset to be, after importing the modules."""
    script = (
        f"{''.join(f'import {module};' for module in modules)}import datetime, zoneinfo;"
        "zone = zoneinfo.ZoneInfo('America/Vancouver');"
        "print(datetime.datetime(2026, 12, 1, tzinfo=zone).utcoffset())"
    )
    environment = {**os.environ, "PYTHONTZPATH": setting}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip()


def test_a_machine_with_other_zone_data_changes_nothing(tmp_path):
    package = pathlib.Path(str(importlib.metadata.distribution("tzdata").locate_file("tzdata/zoneinfo")))
    (tmp_path / "America").mkdir()
    (tmp_path / "America" / "Vancouver").write_bytes((package / "Asia" / "Tokyo").read_bytes())
    pinned = _vancouver_in_december("")
    assert _vancouver_in_december(str(tmp_path)) == "9:00:00" != pinned  # the fault, when nobody prevents it
    assert _vancouver_in_december(str(tmp_path), "trainer.core.clock") == pinned


def test_a_dependency_without_a_reason_is_found():
    text = 'dependencies = [\n    "flask>=3",  # the web framework\n    "six",\n    "attrs",  #\n]\n'
    assert unexplained(text) == ["six", "attrs"]


@pytest.mark.parametrize(
    "text",
    ["flask==3.1\n", "flask>=3 --hash=sha256:00\n", "a==1 \\\n    --hash=sha256:00\nflask==3.1\n"],
)
def test_a_pin_without_a_hash_is_found(text):
    assert unhashed(text) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", f"see https://{REGISTRIES[0]}/project"),
        ("uv.lock", ""),
        ("requirements/run.txt", "--index-url https://example.org/simple\n"),
    ],
)
def test_a_trace_of_an_index_is_found(tmp_path, name, text):
    assert len(traces_of_an_index(sources.plant(tmp_path, {name: text}))) == 1
