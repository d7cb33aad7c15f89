"""Do all the courses and the program parse, and do they hold what the program promises?"""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.curriculum import reading, rules

FOLDER = Path(__file__).parents[2] / "courses"
COURSES, PROBLEMS = reading.read_courses(FOLDER)
PROGRAM, PROGRAM_PROBLEMS = reading.read_program(FOLDER / "program.toml")
MODULES = {module.id: (course, module) for course in COURSES for module in course.modules}


def test_nothing_is_wrong_with_any_course() -> None:
    assert [str(problem) for problem in PROBLEMS] == []


def test_nothing_is_wrong_with_the_program() -> None:
    assert [str(problem) for problem in PROGRAM_PROBLEMS] == []


@pytest.mark.parametrize(
    ("course", "minutes", "modules", "needs"),
    [
        ("cop-101", 15 * 60, 5, []),
        ("refresher", 6 * 60, 5, [("cop-101", True)]),
        ("facilitator-cohort", 6 * 90, 6, [("cop-101", False)]),
        ("facilitator-practicum", 6 * 60, 6, [("cop-101", False)]),
        ("facilitator-cop", 10 * 120, 10, []),
        ("open-series", 3 * 60, 3, []),
    ],
)
def test_a_course_is_as_long_as_announced(
    course: str, minutes: int, modules: int, needs: list[tuple[str, bool]]
) -> None:
    found = next(one for one in COURSES if one.id == course)
    assert (found.minutes, len(found.modules)) == (minutes, modules)
    assert [(needed.course, needed.or_equivalency) for needed in found.prerequisites] == needs


def test_every_competency_is_learned_somewhere() -> None:
    for course in COURSES:
        learned = {number for module in course.modules for number in module.competencies}
        assert learned == set(course.competencies), course.id
    assert {number for course in COURSES for number in course.competencies} == set(rules.Competency)


def test_a_course_that_stands_alone_ends_with_a_required_exit_reflection() -> None:
    exits = [
        (course.id, prompt.required)
        for course in COURSES
        for prompt in course.modules[-1].prompts
        if prompt.moment is rules.PromptMoment.EXIT
    ]
    assert exits == [("cop-101", True), ("refresher", True)]


def test_every_session_of_the_cohort_asks_for_one_reflection_and_one_product() -> None:
    cohort = next(one for one in COURSES if one.id == "facilitator-cohort")
    for module in cohort.modules:
        required = [prompt.kind for prompt in module.prompts if prompt.required]
        assert required == [rules.PromptKind.REFLECTIVE], module.id
        assert module.product, module.id


def test_every_session_of_the_practicum_asks_the_mentor_s_trainee_for_a_reflection_and_a_trace() -> None:
    practicum = next(one for one in COURSES if one.id == "facilitator-practicum")
    for module in practicum.modules:
        asked = [(prompt.kind, prompt.audience) for prompt in module.prompts if prompt.required]
        mentor = rules.PromptAudience.MENTOR
        assert asked == [(rules.PromptKind.REFLECTIVE, mentor), (rules.PromptKind.TRACE, mentor)], module.id
        assert module.product, module.id


def test_a_year_asks_for_as_many_entries_as_the_program_counts() -> None:
    assert PROGRAM is not None
    year = [one for one in COURSES if one.id in {phase.course for phase in PROGRAM.phases}]
    kinds = [
        prompt.kind.value
        for one in year
        for module in one.modules
        for prompt in module.prompts
        if prompt.required
    ]
    numbers = next(one.numbers for one in PROGRAM.criteria if one.code == "R06")
    assert (kinds.count("reflective"), kinds.count("trace")) == (numbers["reflective"], numbers["traces"])


def test_the_program_says_what_certification_asks_for() -> None:
    assert PROGRAM is not None
    kinds = {criterion.code: criterion.kind.value for criterion in PROGRAM.criteria}
    assert list(kinds) == [*(f"R{number:02}" for number in range(1, 14)), "R21", "R22", "R23"]
    assert [code for code, kind in kinds.items() if kind == "waivable"] == ["R03", "R05", "R07", "R08"]
    assert [code for code, kind in kinds.items() if kind == "setting"] == ["R04", "R23"]
    numbers = {criterion.code: criterion.numbers for criterion in PROGRAM.criteria}
    assert numbers["R03"] == {"attended": 5, "sessions": 6, "makeup_days": 30}
    assert numbers["R06"] == {"reflective": 12, "traces": 6}
    assert numbers["R23"] == {"months": 15, "extension_days": 90, "months_at_most": 24}


def test_each_phase_of_the_program_has_its_course_with_a_module_for_each_session() -> None:
    assert PROGRAM is not None
    assert [phase.course for phase in PROGRAM.phases] == ["facilitator-cohort", "facilitator-practicum"]
    for phase in PROGRAM.phases:
        course = next(one for one in COURSES if one.id == phase.course)
        assert phase.sessions == len(course.modules)
        assert {module.minutes for module in course.modules} == {phase.session_minutes}
