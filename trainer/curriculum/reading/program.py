"""What do the program's files say, one per edition: the phases, the competencies, the criteria for certification?"""

from __future__ import annotations

import re
from pathlib import Path

from trainer.curriculum import rules
from trainer.curriculum.reading import courses, modules, toml_file
from trainer.curriculum.reading.pieces import (
    Criterion,
    Program,
    ProgramPhase,
    ProgramShape,
    Words,
)
from trainer.curriculum.reading.problems import Problem, Problems
from trainer.curriculum.reading.toml_file import Table

_CODE = re.compile(r"R\d\d")


def read_programs(folder: Path) -> tuple[list[Program], list[Problem]]:
    """Every edition of the program in a folder, program*.toml, by edition, with every mistake."""
    programs: list[Program] = []
    problems = Problems()
    for path in sorted(folder.glob("program*.toml")):
        program, found = read_program(path)
        problems += found
        if program is None:
            continue
        if program.edition in {earlier.edition for earlier in programs}:
            problems.add(path, 1, f"The edition “{program.edition}” is in another file already.")
        programs.append(program)
    if not programs and not problems:
        problems.add(folder / "program.toml", 1, "This file is missing or cannot be opened.")
    return sorted(programs, key=lambda program: program.edition), sorted(problems)


def read_program(path: Path) -> tuple[Program | None, list[Problem]]:
    """The program in this file, with every mistake; None when it cannot be read at all.

    A phase may name a course: it is looked for in the folders beside the file.
    """
    problems = Problems()
    table = toml_file.open_table(path, problems)
    if table is None:
        return None, problems
    languages = courses.read_languages(table)
    sources = _sources(table)
    phases = [_phase(item, languages, path.parent) for item in table.tables("phase")]
    program = Program(
        id=modules.read_id(table),
        edition=courses.read_edition(table),
        months=table.number("months"),
        languages=languages,
        title=table.words("title", languages),
        summary=table.words("summary", languages),
        competencies=_competencies(table, languages),
        phases=phases,
        shapes=_shapes(table, phases, languages, path.parent),
        criteria=_criteria(table, languages, sources),
        sources=sources,
        path=path,
    )
    table.close()
    _compare_months(table, program)
    return program, sorted(problems)


def _sources(table: Table) -> dict[str, str]:
    sources = {}
    for item in table.tables("source"):
        sources[item.text("id")] = item.text("name")
        item.close()
    return sources


def _competencies(table: Table, languages: list[str]) -> dict[int, Words]:
    """Titles of exactly the competencies that rules.Competency numbers."""
    titles: dict[int, Words] = {}
    known = {competency.value for competency in rules.Competency}
    for item in table.tables("competency"):
        number = item.number("number")
        if number not in known:
            item.problem(
                f"Competency {number} is unknown: they are numbered 1 to {len(known)}.",
                "number",
            )
        elif number in titles:
            item.problem(f"Competency {number} is written twice.", "number")
        titles[number] = item.own_words(languages, last=True)
    for number in sorted(known - set(titles)):
        table.problem(f"Competency {number} has no [[competency]].", "competency")
    return titles


def _phase(table: Table, languages: list[str], folder: Path) -> ProgramPhase:
    course = table.text("course", required=False) or None
    if course and not (folder / course / "course.toml").is_file():
        table.problem(f"The course “{course}” is unknown: no folder here has this name.", "course")
    phase = ProgramPhase(
        id=table.choice("id", rules.Phase, rules.Phase.TRAINING),
        months=table.number("months"),
        sessions=table.number("sessions"),
        session_minutes=table.number("session_minutes"),
        course=course,
        title=table.words("title", languages),
        summary=table.words("summary", languages),
    )
    table.close()
    if phase.sessions and phase.sessions > phase.months:
        table.problem(
            f"{phase.sessions} sessions do not fit into {phase.months} months: there is one a month.",
            "sessions",
        )
    return phase


def _shapes(
    table: Table, phases: list[ProgramPhase], languages: list[str], folder: Path
) -> list[ProgramShape]:
    """What a cohort can go through: phases of the program by their ids, or phases of the shape's own."""
    shapes: list[ProgramShape] = []
    known = {phase.id.value: phase for phase in phases}
    for item in table.tables("shape", required=False):
        named = item.items("phases", str, required=False)
        for name in named:
            if name not in known:
                item.item_problem(f"The phase “{name}” is unknown: no [[phase]] has it.", "phases", name)
        own = [_phase(one, languages, folder) for one in item.tables("phase", required=False)]
        shape = ProgramShape(
            id=modules.read_id(item),
            title=item.words("title", languages),
            summary=item.words("summary", languages),
            phases=[known[name] for name in named if name in known] + own,
        )
        if shape.id in {earlier.id for earlier in shapes}:
            item.problem(f"The id “{shape.id}” is used twice.", "id")
        if not named and not own:
            item.problem("A shape has at least one phase: phases = [ ], or a [[shape.phase]].")
        if not rules.in_order(phase.id for phase in shape.phases):
            item.problem("A shape has each phase once, and training before what follows it.", "phases")
        shapes.append(shape)
        item.close()
    return shapes


def _criteria(table: Table, languages: list[str], sources: dict[str, str]) -> list[Criterion]:
    criteria: list[Criterion] = []
    for item in table.tables("criterion"):
        criterion = _criterion(item, languages, sources)
        if criterion.code in {earlier.code for earlier in criteria}:
            item.problem(f"The code “{criterion.code}” is used twice.", "code")
        criteria.append(criterion)
    return criteria


def _criterion(table: Table, languages: list[str], sources: dict[str, str]) -> Criterion:
    criterion = Criterion(
        code=table.text("code"),
        kind=table.choice("kind", rules.CriterionKind, rules.CriterionKind.ESSENTIAL),
        text=table.own_words(languages),
        sources=table.items("sources", str),
        numbers=table.counts("numbers"),
        numbers_waivable=table.flag("numbers_waivable"),
        waived_per=table.text("waived_per", required=False) or None,
        not_recorded=table.flag("not_recorded"),
    )
    table.close()
    if criterion.code and not _CODE.fullmatch(criterion.code):
        table.problem(f"“{criterion.code}” cannot be a code: write R and two digits.", "code")
    for source in criterion.sources:
        if source not in sources:
            table.item_problem(
                f"The source “{source}” is unknown: no [[source]] has it.",
                "sources",
                source,
            )
    return criterion


def _compare_months(table: Table, program: Program) -> None:
    apart = rules.minutes_apart(program.months, [phase.months for phase in program.phases])
    if program.phases and apart:
        table.problem(
            f"The phases add up to {program.months + apart} months, not {program.months}.",
            "months",
        )
