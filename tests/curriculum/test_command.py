"""Does the command for authors name mistakes in order, not endlessly, and end with a code that a script can read?"""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.courses.planting import COURSES, plant, write_example
from trainer.cli import content

EN = "tea-and-talk/01-first-cup/en.md"


def check(folder: Path) -> tuple[int, list[str]]:
    answer = CliRunner().invoke(content.courses, ["check", str(folder)])
    return answer.exit_code, answer.output.splitlines()


def test_the_check_names_a_hundred_mistakes_in_order_and_how_many_are_left(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    for course in ("facilitator-cohort", "facilitator-practicum"):
        (folder / course).mkdir()
    (folder / "program.toml").write_bytes((COURSES / "program.toml").read_bytes())
    plant(folder, EN, "## Why tea", "# Tea\n\n" * 150 + "## Why tea")
    code, lines = check(folder)
    assert code == 1
    assert len(lines) == 101
    assert lines[0] == f"{folder}/facilitator-cohort/course.toml:1: This file is missing or cannot be opened."
    text = [line for line in lines if line.startswith(f"{folder}/{EN}:")]
    assert [int(line.split(":")[1]) for line in text] == list(range(3, 3 + 2 * len(text), 2))
    many = int(lines[-1].split()[0])
    assert many > 150
    assert lines[-1] == f"{many} mistakes. {many - 100} of them are not shown."


def test_a_load_of_a_broken_folder_names_every_mistake_on_a_line_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_example(tmp_path)
    monkeypatch.setattr(content, "COURSES", folder)
    plant(folder, EN, "## Why", "# Why")
    answer = CliRunner().invoke(content.courses, ["load"])
    assert answer.exit_code == 1
    assert answer.output.splitlines() == [
        f"{folder}/program.toml:1: This file is missing or cannot be opened.",
        f"{folder}/{EN}:3: Begin at ## : the page shows the title above this text.",
        "2 mistakes.", "Nothing was loaded.",
    ]  # fmt: skip


def test_the_check_of_the_project_s_own_courses_is_one_line() -> None:
    code, lines = check(COURSES)
    assert (code, len(lines)) == (0, 1), lines
    assert lines[0].endswith("2 editions of the program, no mistakes.")
