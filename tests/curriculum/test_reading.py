"""Is every kind of mistake in a course named with its file and line?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.courses.planting import copy_course, line_of, plant, write_example
from trainer.curriculum import reading, rules
from trainer.curriculum.reading import lines

COURSE, MODULE = "tea-and-talk/course.toml", "tea-and-talk/01-first-cup/module.toml"
EN, ES = "tea-and-talk/01-first-cup/en.md", "tea-and-talk/01-first-cup/es.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_example(tmp_path)


def test_the_example_in_the_readme_has_no_mistake(folder: Path) -> None:
    courses, problems = reading.read_courses(folder)
    assert problems == []
    (course,) = courses
    assert (course.id, course.edition, course.minutes) == ("tea-and-talk", "2020-21", 30)
    (module,) = course.modules
    assert module.title == {"en": "The first cup", "es": "La primera taza"}
    assert [(activity.minutes, activity.pause) for activity in module.activities] == [
        (10, False), (5, True), (15, False),
    ]  # fmt: skip
    assert module.activities[0].hybrid["es"].startswith("Empiece con quienes")
    assert module.guide is not None
    assert module.guide.after["en"].startswith("Write down every name")
    assert [(one.language, one.why["en"][:11]) for one in module.readings] == [("en", "Ten minutes")]
    assert [(check.kind.value, len(check.answers)) for check in module.checks] == [
        ("single", 2), ("several", 3), ("order", 3), ("free", 0),
    ]  # fmt: skip
    assert module.checks[3].explanation["es"].startswith("Basta con un nombre")
    assert module.prompts[0].moment is rules.PromptMoment.EXIT
    assert module.prompts[0].alternative["es"].startswith("Si prefiere no escribir")
    assert [answer.correct for answer in module.checks[0].answers] == [True, False]
    assert module.text["es"].startswith("El agua ya está al fuego")


VIRTUAL = """virtual.en = "Ask people to show their name in the picture the way they want to be called."
virtual.es = "Pida que cada quien muestre en su imagen el nombre con que quiere que le llamen."
"""

# file, what is there, what is put in its place, words at the start of the line to be named, part of the message
MISTAKES = {
    "no TOML": (COURSE, "minutes = 30", "minutes = = 30", "minutes =", "not TOML"),
    "unknown key": (
        COURSE,
        'edition = "',
        'edition_year = "2020"\nedition = "',
        "edition_year",
        "unknown here",
    ),
    "missing key": (COURSE, 'edition = "2020-21"\n', "", "id =", "“edition” is missing"),
    "wrong kind": (COURSE, "minutes = 30", 'minutes = "30"', "minutes", "must be a whole number"),
    "below one": (MODULE, "minutes = 10", "minutes = -10", "minutes = -10", "at least 1"),
    "course of other minutes": (COURSE, "minutes = 30", "minutes = 45", "minutes", "15 too few for 45"),
    "module of other minutes": (MODULE, "minutes = 15", "minutes = 20", "minutes = 30", "5 too many for 30"),
    "language left out": (COURSE, '["en", "es"]', '["en"]', "languages", "“es” is missing"),
    "no language": (COURSE, '["en", "es"]', '["en", "es", "???"]', "languages", "not the code of a language"),
    "title in one language": (MODULE, 'title.es = "La primera taza"\n', "", "title.en", "“es” is missing"),
    "summary is empty": (
        COURSE,
        '"Half an hour that shows how a group begins."',
        '" "',
        "summary.en",
        "empty",
    ),
    "objective in one language": (MODULE, 'es = "Abrir', '# es = "Abrir', "[[objective]]", "“es” is missing"),
    "activity in one language": (
        MODULE,
        'en = "In pairs',
        '# "In pairs',
        "@3[[activity]]",
        "“en” is missing",
    ),
    "language not listed": (
        MODULE,
        "title.es",
        'title.fr = "La tasse"\ntitle.es',
        "title.fr",
        "unknown here",
    ),
    "unknown module": (COURSE, '["tea.1"]', '["tea.1",\n  "tea.2"\n]', '  "tea.2"', "“tea.2” is unknown"),
    "unlisted module": (MODULE, 'id = "tea.1"', 'id = "tea.9"', "id =", "not in the list of modules"),
    "odd id": (MODULE, '"tea.1-q1"', '"Tea 1"', 'id = "Tea 1"', "cannot be an id"),
    "id of another folder": (COURSE, 'id = "tea-and-talk"', 'id = "coffee"', "id =", "name of its folder"),
    "unknown competency": (COURSE, "[2, 4]", "[2, 9]", "competencies", "Competency 9 is unknown"),
    "unknown competency of a module": (
        MODULE,
        "= [2]",
        "= [2, 0]",
        "competencies",
        "Competency 0 is unknown",
    ),
    "competency not of the course": (MODULE, "= [2]", "= [7]", "competencies", "not among"),
    "no alternative": (MODULE, "alternative.en = ", "# ", "alternative.es", "“en” is missing"),
    "no audience": (MODULE, 'audience = "trainers"', "#", "[[prompt]]", "“audience” is missing"),
    "unknown audience": (MODULE, '= "trainers"', '= "everybody"', "audience", "“everybody” is unknown"),
    "unknown kind": (MODULE, '= "reflective"', '= "essay"', "kind", "“essay” is unknown"),
    "no correct answer": (MODULE, "correct = true", "correct = false", "[[check]]", "here it is 0"),
    "unknown kind of question": (MODULE, '= "several"', '= "many"', 'kind = "many"', "“many” is unknown"),
    "several with one answer": (MODULE, 'kind = "order"', 'kind = "several"', "@3[[check]]", "0 of 3"),
    "order with a correct answer": (
        MODULE,
        'kind = "several"',
        'kind = "order"',
        "@2[[check]]",
        "right order",
    ),
    "order of two": (MODULE, 'id = "tea.1-q1"', 'id = "q"\nkind = "order"', "[[check]]", "right order"),
    "free with answers": (MODULE, 'kind = "order"', 'kind = "free"', "@3[[check]]", "not scored"),
    "free without a hint": (
        MODULE,
        'explanation.en = "A name',
        "# ",
        'explanation.es = "Basta',
        "“en” is missing",
    ),
    "guide in one language": (MODULE, "after.en", "# ", "after.es", "“en” is missing"),
    "no guide": (MODULE, "[guide]", "[guided]", "id =", "[guide] is missing"),
    "no lead": (MODULE, "lead.es", "leading.es", "lead.en", "“es” is missing"),
    "no activity online": (MODULE, VIRTUAL, "", "[[activity]]", "“virtual” is missing"),
    "no further reading": (MODULE, "[[reading]]", "[[read]]", "id =", "“reading” is missing"),
    "guide with an unknown key": (MODULE, "[guide]", "[guide]\nlater = 1", "later", "unknown here"),
    "format in one language": (MODULE, "virtual.en", "# ", "virtual.es", "“en” is missing"),
    "reading without a title": (MODULE, 'title = "Intro', "# ", "[[reading]]", "“title” is missing"),
    "reading without https": (MODULE, '"https://www', '"http://www', "url", "is no link"),
    "reading that hides another": (MODULE, '"https://www', '"https://a@www', "url", "is no link"),
    "reading in no language": (MODULE, 'language = "en"', 'language = "English"', "language", "not the code"),
    "open is no word": (COURSE, "minutes = 30", 'minutes = 30\nopen = "yes"', "open", "true or false"),
    "no explanation": (MODULE, "explanation.en = ", "# ", "explanation.es", "“en” is missing"),
    "two answers of one id": (MODULE, 'id = "b"', 'id = "a"', '@2id = "a"', "used twice"),
    "heading of the first level": (EN, "## Why", "# Why", "# Why", "Begin at ##"),
    "level skipped at the start": (EN, "## Why", "### Why", "### Why", "skips level 2"),
    "level skipped": (ES, "Una taza", "#### Una\n\nUna taza", "#### Una", "skips level 3: use ###"),
    "heading without words": (ES, "Una taza", "###\n\nUna taza", "###", "no words"),
    "underlined heading": (EN, "A warm", "Tea\n===\n\nA warm", "Tea", "Begin at ##"),
    "image without alt text": (EN, "A warm", "![ ](https://a.example/b.png)\nA warm", "![ ]", "no alt text"),
    "HTML": (EN, "A warm", '<img src="b.png" alt="">\nA warm', "<img", "“<img” is HTML"),
    "image that is a file": (EN, "A warm", "![A cup](cup.png)\nA warm", "![A", "courses/pictures"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_by_file_and_line(folder: Path, mistake: str) -> None:
    name, old, new, words, message = MISTAKES[mistake]
    plant(folder, name, old, new)
    _, problems = reading.read_courses(folder)
    path = folder / name
    named = [problem for problem in problems if message in problem.message]
    assert [(problem.path, problem.line) for problem in named] == [(path, line_of(path, words))], problems


def test_two_correct_answers_are_named_at_the_question(folder: Path) -> None:
    plant(folder, MODULE, 'id = "b"', 'id = "b"\ncorrect = true')
    _, problems = reading.read_courses(folder)
    assert [problem.line for problem in problems] == [line_of(folder / MODULE, "[[check]]")]
    assert "here it is 2" in problems[0].message


def test_a_prompt_without_any_alternative_is_named_at_the_prompt(folder: Path) -> None:
    plant(folder, MODULE, "alternative.en = ", "# ")
    plant(folder, MODULE, "alternative.es = ", "# ")
    _, problems = reading.read_courses(folder)
    assert [(p.line, p.message) for p in problems] == [
        (line_of(folder / MODULE, "[[prompt]]"), "“alternative” is missing here.")
    ]


def test_an_answer_without_any_explanation_is_named_at_the_answer(folder: Path) -> None:
    plant(folder, MODULE, "explanation.en = ", "# ")
    plant(folder, MODULE, "explanation.es = ", "# ")
    _, problems = reading.read_courses(folder)
    assert [(p.line, p.message) for p in problems] == [
        (line_of(folder / MODULE, "[[check.answer]]"), "“explanation” is missing here.")
    ]


def test_a_missing_text_an_empty_one_and_one_too_many_are_named(folder: Path) -> None:
    (folder / ES).unlink()
    (folder / EN).write_text("\n \n", "utf-8")
    (folder / "tea-and-talk/01-first-cup/fr.md").write_text("Du thé.", "utf-8")
    _, problems = reading.read_courses(folder)
    assert [(problem.path.name, problem.line) for problem in problems] == [
        ("en.md", 1),
        ("es.md", 1),
        ("fr.md", 1),
    ]
    assert ["missing" in problem.message for problem in problems] == [True, True, False]


def test_a_file_in_another_encoding_is_named_at_the_first_wrong_letter(folder: Path) -> None:
    (folder / ES).write_bytes("Uno\nDos\nSeñal".encode("latin-1"))
    _, problems = reading.read_courses(folder)
    assert [(problem.path, problem.line) for problem in problems] == [(folder / ES, 3)]
    assert "UTF-8" in problems[0].message


def test_a_folder_without_its_file_is_named(folder: Path) -> None:
    (folder / "tea-and-talk/02-second-cup").mkdir()
    (folder / "coffee").mkdir()
    _, problems = reading.read_courses(folder)
    assert [problem.path.relative_to(folder).as_posix() for problem in problems] == [
        "coffee/course.toml",
        "tea-and-talk/02-second-cup/module.toml",
    ]


def test_a_folder_without_a_number_is_named(folder: Path) -> None:
    (folder / "tea-and-talk/01-first-cup").rename(folder / "tea-and-talk/first-cup")
    _, problems = reading.read_courses(folder)
    assert [problem.path.parent.name for problem in problems] == ["first-cup"]


def test_an_unknown_prerequisite_is_named(folder: Path) -> None:
    copy_course(folder, "coffee", needs="cocoa")
    _, problems = reading.read_courses(folder)
    path = folder / "coffee/course.toml"
    assert [(p.path, p.line) for p in problems] == [(path, line_of(path, 'course = "cocoa"'))]
    assert "“cocoa” is unknown" in problems[0].message


def test_a_circle_of_prerequisites_is_named(folder: Path) -> None:
    copy_course(folder, "coffee", needs="milk")
    copy_course(folder, "milk", needs="coffee")
    _, problems = reading.read_courses(folder)
    path = folder / "coffee/course.toml"
    assert [(p.path, p.line) for p in problems] == [(path, line_of(path, 'course = "milk"'))]
    assert "coffee → milk → coffee" in problems[0].message


def test_an_id_used_in_two_courses_is_named(folder: Path) -> None:
    copy_course(folder, "coffee", needs="tea-and-talk")
    plant(folder, MODULE, '"tea.1-q1"', '"coffee.1-q1"')
    _, problems = reading.read_courses(folder)
    assert [(p.path, p.line) for p in problems] == [
        (folder / MODULE, line_of(folder / MODULE, 'id = "coffee.1-q1"'))
    ]


def test_code_in_a_text_is_not_taken_for_headings(folder: Path) -> None:
    plant(folder, EN, "A warm", "```\n# not a heading\n![](x)\n```\n\n- one\n---\n\nA warm")
    assert reading.read_courses(folder)[1] == []


def test_an_empty_or_missing_folder_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for folder in (tmp_path, tmp_path / "nowhere"):
        courses, problems = reading.read_courses(folder)
        assert courses == []
        assert [problem.path for problem in problems] == [folder]


WRONG = ["1", '"x"', "[]", "[[1]]", "{}", "{ en = 1 }", "true", "1.5", "2020-10-07"]


@pytest.mark.parametrize("name", [COURSE, MODULE, "cards/first-round/card.toml", "pictures/pot.toml"])
def test_no_value_of_any_key_makes_the_reader_fail(folder: Path, name: str) -> None:
    text = (folder / name).read_text("utf-8")
    for number, line in enumerate(re.findall(r"^[\w.]+ = .*$", text, re.MULTILINE)):
        wrong = WRONG[number % len(WRONG)]
        (folder / name).write_text(text.replace(line, f"{line.partition(' = ')[0]} = {wrong}", 1), "utf-8")
        for problem in reading.read_folder(folder).problems:
            assert 1 <= problem.line <= text.count("\n") + 1


def test_lines_are_found_behind_texts_over_several_lines() -> None:
    text = (
        'a = """\n[b]\nc = 1\n"""\n\n[[d]]\n"e".f = 1\n[d.g]\nh = 1\n[[d]]\n[[d.i]]\n[[d.i]]\nj = [\n 1,\n]\n'
    )
    assert lines.find_places(text) == {
        ("a",): 1,
        ("d", 0): 6,
        ("d", 0, "e"): 7,
        ("d", 0, "e", "f"): 7,
        ("d", 0, "g"): 8,
        ("d", 0, "g", "h"): 9,
        ("d", 1): 10,
        ("d", 1, "i", 0): 11,
        ("d", 1, "i", 1): 12,
        ("d", 1, "i", 1, "j"): 13,
    }
