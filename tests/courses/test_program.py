"""Is every kind of mistake in the program named by its line?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.courses.planting import COURSES, line_of, plant
from trainer.curriculum import reading

PROGRAM_MISTAKES = {
    "months": ("months = 12", "months = 13", "months = 13", "add up to 12 months"),
    "phase": ('id = "training"', 'id = "tuning"', 'id = "tuning"', "“tuning” is unknown"),
    "course": ('= "facilitator-cohort"', '= "cohort"', "course =", "“cohort” is unknown"),
    "competency": ("number = 8", "number = 9", "number = 9", "Competency 9 is unknown"),
    "kind": ('kind = "setting"', 'kind = "wish"', 'kind = "wish"', "“wish” is unknown"),
    "code": ('code = "R02"', 'code = "R01"', '@2code = "R01"', "used twice"),
    "odd code": ('code = "R02"', 'code = "2"', 'code = "2"', "cannot be a code"),
    "source": ('sources = ["S0"', 'sources = ["S9"', 'sources = ["S9"', "“S9” is unknown"),
    "number": ("attended = 5", 'attended = "5"', "numbers.attended", "must be a whole number"),
    "language": ('es = "Módulos', '# "Módulos', "@2[[criterion]]", "“es” is missing"),
}


@pytest.mark.parametrize("mistake", PROGRAM_MISTAKES)
def test_a_mistake_in_the_program_is_named_by_line(tmp_path: Path, mistake: str) -> None:
    old, new, words, message = PROGRAM_MISTAKES[mistake]
    (tmp_path / "facilitator-cohort").mkdir()
    (tmp_path / "facilitator-cohort/course.toml").touch()
    path = tmp_path / "program.toml"
    path.write_bytes((COURSES / "program.toml").read_bytes())
    plant(tmp_path, "program.toml", old, new)
    _, problems = reading.read_program(path)
    named = [problem for problem in problems if message in problem.message]
    assert [(problem.path, problem.line) for problem in named] == [(path, line_of(path, words))], problems


def test_a_program_that_is_not_there_is_a_problem_too(tmp_path: Path) -> None:
    program, problems = reading.read_program(tmp_path / "program.toml")
    assert program is None
    assert [problem.path.name for problem in problems] == ["program.toml"]
