"""Is the README true? Its commands, settings, rooms and pictures are those of the project."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields

import click
import pytest

from tests.architecture import sources
from trainer import cli, config, features

README = (sources.ROOT / "README.md").read_text(encoding="utf-8")
GROUND_FLOOR = ("core", "permissions.py")


def rooms(text: str) -> list[str]:
    """The rooms of the map, in its order."""
    return [
        name.rstrip("/") for name in re.findall(r"^\| `([a-z]+/|permissions\.py)` \|", text, re.MULTILINE)
    ]


def said_wrong(text: str) -> list[str]:
    """Commands that cannot be run as they are written, settings that are none, and files that are not there."""
    makefile = (sources.ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    wrong = [f"make {name}" for name in re.findall(r"(?m)(?:^|`)make (\w+)", text) if name not in targets]
    asked = re.findall(r"\.venv/bin/trainer ([^`\n]+)", text)
    wrong += [f"trainer {words}" for words in asked if not _is_command(shlex.split(words))]
    known = {item.metadata.get("variable") for item in fields(config.Settings)}
    wrong += sorted(set(re.findall(r"TRAINER_[A-Z_]+", text)) - known)
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    return wrong + [name for name in links if not (sources.ROOT / name).exists()]


def _is_command(words: list[str]) -> bool:
    found: click.Command = cli.main
    while isinstance(found, click.Group) and words:
        name, *words = words
        if name not in found.commands:
            return False
        found = found.commands[name]
    options = {option for one in found.params for option in one.opts}
    return not isinstance(found, click.Group) and {word for word in words if word.startswith("--")} <= options


def test_it_says_nothing_wrong():
    assert said_wrong(README) == []


@pytest.mark.parametrize(
    "wrong",
    ["make demo", "`.venv/bin/trainer serve`", "`.venv/bin/trainer courses`", "`.venv/bin/trainer init --nme x`",
     "TRAINER_SECRET", "![what it looks like](docs/none.png)"],
)  # fmt: skip
def test_what_is_wrong_is_found(wrong):
    assert len(said_wrong(wrong)) == 1


def test_its_map_has_every_room_in_the_order_of_imports():
    assert rooms(README) == [*GROUND_FLOOR, *features.ROOMS]


def test_production_starts_with_what_it_says_to_set_and_not_with_less(tmp_path):
    block = README.split("## Run it in production")[1].split("```")[1]
    values = dict(line.split("#")[0].strip().split("=", 1) for line in block.strip().splitlines())
    given = {
        name: value.replace("…", "a" * 32 if "KEY" in name else "cops.example.org")
        for name, value in values.items()
    }
    safe = {**given, "TRAINER_DATA_DIR": str(tmp_path)}
    assert config.from_environment(safe).production
    optional = {"TRAINER_MODE", "TRAINER_DATABASE_URL"}
    for name in given.keys() - optional:
        with pytest.raises(config.Misconfigured, match=name):
            config.from_environment({**safe, name: ""})


def test_it_begins_with_what_it_is_for_in_five_lines_and_a_picture():
    first = README.split("\n\n")[1]
    assert len(first.splitlines()) <= 5
    assert README.split("\n\n")[2].startswith("![")
