"""What courses are in the folder, and do they fit together?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trainer.curriculum import rules
from trainer.curriculum.reading import files, lines, modules, toml_file
from trainer.curriculum.reading.pieces import Course, Module, Prerequisite
from trainer.curriculum.reading.problems import Problems
from trainer.curriculum.reading.toml_file import Table


def read_courses(folder: Path, beside: Sequence[str], problems: Problems) -> list[Course]:
    """Every course in this folder: a folder with a course.toml, except those that lie beside the courses.

    Prerequisites are looked for among the courses of the same folder.
    """
    paths = [path for path in files.folders(folder, problems) if path.name not in beside]
    found = [_read_course(path, problems) for path in paths]
    if not found:
        problems.add(folder, 1, "There is no course in this folder.")
    read = [(course, table) for course, table in found if course is not None and table is not None]
    _look_for_prerequisites(read)
    _look_for_loop(read)
    _no_id_in_two_places([course for course, _ in read], problems)
    return [course for course, _ in read]


def _read_course(folder: Path, problems: Problems) -> tuple[Course | None, Table | None]:
    table = toml_file.open_table(folder / "course.toml", problems)
    if table is None:
        return None, None
    languages = read_languages(table)
    competencies = modules.read_competencies(table)
    course = Course(
        id=_course_id(table, folder),
        edition=read_edition(table),
        minutes=table.number("minutes"),
        languages=languages,
        competencies=competencies,
        title=table.words("title", languages),
        summary=table.words("summary", languages),
        audience=table.words("audience", languages),
        prerequisites=[_prerequisite(item) for item in table.tables("prerequisite", required=False)],
        modules=_modules(table, folder, languages, competencies, problems),
        path=folder / "course.toml",
        open=table.flag("open"),
    )
    table.close()
    _compare_minutes(table, course)
    return course, table


def read_edition(table: Table) -> str:
    """What an edition is called: it stands in addresses and beside everything that people have done."""
    edition = table.text("edition")
    if edition and not rules.is_edition(edition):
        table.problem(f"“{edition}” cannot name an edition: write it like 2026 or 2026-27.", "edition")
    return edition


def read_languages(table: Table) -> list[str]:
    languages: list[str] = table.items("languages", str)
    for language in languages:
        if not rules.is_language(language):
            table.item_problem(f"“{language}” is not the code of a language.", "languages", language)
    for language in rules.SITE_LANGUAGES:
        if language not in languages and table.has("languages"):
            table.problem(f"“{language}” is missing: every course is written in it.", "languages")
    # Without a usable list the rest of the file is still worth reading.
    return [language for language in languages if rules.is_language(language)] or list(rules.SITE_LANGUAGES)


def _course_id(table: Table, folder: Path) -> str:
    course = modules.read_id(table)
    if course and course != folder.name:
        table.problem(f"The id “{course}” is not the name of its folder, “{folder.name}”.", "id")
    return course


def _prerequisite(table: Table) -> Prerequisite:
    prerequisite = Prerequisite(course=table.text("course"), or_equivalency=table.flag("or_equivalency"))
    table.close()
    return prerequisite


def _modules(
    table: Table,
    folder: Path,
    languages: list[str],
    competencies: list[int],
    problems: Problems,
) -> list[Module]:
    """The modules in the order of their folders, which must be the order of the list in course.toml."""
    listed: list[str] = table.items("modules", str)
    read = [
        modules.read_module(path, languages, competencies, problems)
        for path in files.folders(folder, problems)
    ]
    found = [module for module in read if module is not None]
    ids = [module.id for module in found]
    known = set(listed)
    for one in listed:
        if one not in ids:
            table.item_problem(f"Module “{one}” is unknown: no folder here has it.", "modules", one)
    for module in found:
        if module.id and module.id not in known:
            path = folder / module.folder / "module.toml"
            _add_at_key(
                path,
                "id",
                f"Module “{module.id}” is not in the list of modules of course.toml.",
                problems,
            )
    if sorted(ids) == sorted(listed) and ids != listed:
        table.problem(f"The folders come in another order: {', '.join(ids)}.", "modules")
    return found


def _compare_minutes(table: Table, course: Course) -> None:
    apart = rules.minutes_apart(course.minutes, [module.minutes for module in course.modules])
    if course.modules and apart:
        few_or_many = "too many" if apart > 0 else "too few"
        table.problem(
            f"The modules add up to {course.minutes + apart} minutes, "
            f"{abs(apart)} {few_or_many} for {course.minutes}.",
            "minutes",
        )


def _look_for_prerequisites(read: list[tuple[Course, Table]]) -> None:
    known = {course.id for course, _ in read}
    for course, table in read:
        for position, prerequisite in enumerate(course.prerequisites):
            if prerequisite.course and prerequisite.course not in known:
                message = f"The prerequisite “{prerequisite.course}” is unknown: no course has this id."
                table.problem(message, "prerequisite", position, "course")


def _look_for_loop(read: list[tuple[Course, Table]]) -> None:
    needs = {course.id: [needed.course for needed in course.prerequisites] for course, _ in read}
    loop = rules.prerequisite_loop(needs)
    if not loop:
        return
    message = f"The prerequisites run in a circle: {' → '.join(loop)}."
    for course, table in read:
        for position, needed in enumerate(course.prerequisites):
            if (course.id, needed.course) == (loop[0], loop[1]):
                table.problem(message, "prerequisite", position, "course")


def _no_id_in_two_places(courses: list[Course], problems: Problems) -> None:
    """Ids of modules, prompts and questions are kept with people's answers, so no two of them are the same."""
    owner: dict[str, str] = {}
    for course in courses:
        for module in course.modules:
            here = f"{course.id}/{module.folder}"
            ids = [
                module.id,
                *(prompt.id for prompt in module.prompts),
                *(check.id for check in module.checks),
            ]
            for one in dict.fromkeys(ids):
                first = owner.setdefault(one, here)
                if one and first != here:
                    path = course.path.parent / module.folder / "module.toml"
                    _add_at_text(path, one, f"The id “{one}” is already used in {first}.", problems)


def _add_at_key(path: Path, key: str, message: str, problems: Problems) -> None:
    source = lines.Source(path, files.read_text(path, Problems()) or "", problems)
    problems.add(path, source.line((key,)), message)


def _add_at_text(path: Path, one: str, message: str, problems: Problems) -> None:
    lines = (files.read_text(path, Problems()) or "").split("\n")
    line = next((number for number, text in enumerate(lines, start=1) if f'"{one}"' in text), 1)
    problems.add(path, line, message)
