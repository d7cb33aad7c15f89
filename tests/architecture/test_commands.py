"""Do the commands of a fresh machine explain themselves, above all where they cannot work?"""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from setup import browser
from tests.architecture import sources


def unexplained_targets(makefile: str) -> list[str]:
    """Targets without a line of help; the two that prepare the environment are no commands."""
    targets = re.findall(r"^([a-z][a-z-]*):(.*)$", makefile, re.MULTILINE)
    return [name for name, rest in targets if "## " not in rest and not name.endswith("environment")]


@pytest.fixture
def clone(tmp_path):
    """A clean copy of what setting up needs, with an interpreter that can be told what to say."""
    shutil.copytree(sources.ROOT / "setup", tmp_path / "setup")
    shutil.copytree(sources.ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(sources.ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def set_up(clone, python_does):
    """Runs the set-up with a stand-in for Python; returns its exit code and what it said."""
    python = clone / "python3"
    python.write_text(f"#!/bin/sh\n{python_does}\n")
    python.chmod(0o755)
    environment = {"PATH": f"{clone}:/usr/bin:/bin", "PYTHON": str(python)}
    command = [clone / "setup" / "environment.sh", "run"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr


def test_an_old_python_is_named(clone):
    code, said = set_up(clone, 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac')
    assert code == 1
    assert "Python 3.11 or newer is needed, but found Python 3.9.2." in said
    assert len(said.splitlines()) == 1


def test_a_missing_venv_module_names_debians_package(clone):
    code, said = set_up(clone, 'case "$2" in *ensurepip*) exit 1;; *version_info\\[*) echo 3.11;; esac')
    assert code == 1
    assert (
        said
        == "setup: Python's venv module is missing. On Debian or Ubuntu: apt-get install python3.11-venv.\n"
    )


def test_without_any_browser_the_sentence_says_what_to_install(monkeypatch, capsys):
    monkeypatch.delenv("TRAINER_TEST_BROWSER", raising=False)
    monkeypatch.setattr(browser, "candidates", lambda: iter([None, None]))
    assert browser.main() == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "apt-get install chromium" in said.err


def test_a_browser_that_does_not_start_is_not_used(monkeypatch, capsys, tmp_path):
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho install the snap >&2; exit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "PLACES", ())
    assert browser.on_this_machine() is None
    monkeypatch.setenv("TRAINER_TEST_BROWSER", str(stub))
    assert browser.main() == 1
    assert "does not start" in capsys.readouterr().err


def test_every_command_has_a_line_of_help():
    assert unexplained_targets((sources.ROOT / "Makefile").read_text(encoding="utf-8")) == []


def test_a_command_without_help_is_found():
    assert unexplained_targets("run: environment  ## Start\nsecret:\n\ttrue\nenvironment:\n") == ["secret"]
