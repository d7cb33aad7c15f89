"""What do the protocol cards, the templates, the glossary and the self-assessment say?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from trainer.curriculum import rules
from trainer.curriculum.reading import files, markdown, modules, toml_file
from trainer.curriculum.reading.beside import (
    Area,
    Card,
    Grade,
    Origin,
    SelfAssessment,
    Statement,
    Step,
    Template,
    Term,
)
from trainer.curriculum.reading.problems import Problems
from trainer.curriculum.reading.toml_file import Table

SELF_ASSESSMENT = "self-assessment"
"""Its id, when it has none of its own: there is one."""

Read = TypeVar("Read", Card, Template)


def read_cards(folder: Path, languages: list[str], problems: Problems) -> list[Card]:
    """Every protocol card: a folder with card.toml and its text in every language."""
    return _each(folder, "card.toml", _card, languages, problems)


def read_templates(folder: Path, languages: list[str], problems: Problems) -> list[Template]:
    """Every template: a folder with template.toml and its text, with gaps, in every language."""
    return _each(folder, "template.toml", _template, languages, problems)


def _each(
    folder: Path, name: str, read: Callable[[Table, Path, list[str], Problems], Read], languages: list[str],
    problems: Problems,
) -> list[Read]:  # fmt: skip
    found = []
    for path in files.folders(folder, problems):
        table = toml_file.open_table(path / name, problems)
        if table is None:
            continue
        found.append(read(table, path, table.promised("title", languages), problems))
        table.close()
        if found[-1].id and found[-1].id != path.name:
            table.problem(f"The id “{found[-1].id}” is not the name of its folder, “{path.name}”.", "id")
    return found


def _card(table: Table, folder: Path, languages: list[str], problems: Problems) -> Card:
    card = Card(
        id=modules.read_id(table),
        minutes=table.number("minutes"),
        people=table.text("people"),
        title=table.words("title", languages),
        purpose=table.words("purpose", languages),
        steps=[_step(item, languages) for item in table.tables("step")],
        source=_origin(table),
        text=markdown.read_texts(folder, languages, problems),
    )
    apart = rules.minutes_apart(card.minutes, [step.minutes for step in card.steps])
    if card.steps and apart:
        few_or_many = "too many" if apart > 0 else "too few"
        table.problem(
            f"The steps add up to {card.minutes + apart} minutes, {abs(apart)} {few_or_many} for {card.minutes}.",
            "minutes",
        )
    return card


def _step(table: Table, languages: list[str]) -> Step:
    return Step(minutes=table.number("minutes"), text=table.own_words(languages, last=True))


def _origin(table: Table) -> Origin | None:
    found = table.table("source")
    if found is None:
        return None
    origin = Origin(name=found.text("name"), url=found.link("url"))
    found.close()
    return origin


def _template(table: Table, folder: Path, languages: list[str], problems: Problems) -> Template:
    return Template(
        id=modules.read_id(table),
        title=table.words("title", languages),
        purpose=table.words("purpose", languages),
        text=markdown.read_texts(folder, languages, problems, gaps=True),
    )


def read_glossary(path: Path, languages: list[str], problems: Problems) -> list[Term]:
    """The terms in the order of the file; none when there is no glossary."""
    table = toml_file.open_table(path, problems) if files.exists(path) else None
    if table is None:
        return []
    terms = [_term(item, languages) for item in table.tables("term")]
    table.close()
    modules.no_id_twice(table, "term", [term.id for term in terms])
    return terms


def _term(table: Table, languages: list[str]) -> Term:
    languages = table.promised("meaning", languages)
    term = Term(
        id=modules.read_id(table),
        words=table.own_words(languages),
        meaning=table.words("meaning", languages, markdown=True),
    )
    table.close()
    return term


def read_self_assessment(path: Path, languages: list[str], problems: Problems) -> list[SelfAssessment]:
    """The one self-assessment, in a list; none when it is not written."""
    table = toml_file.open_table(path, problems) if files.exists(path) else None
    if table is None:
        return []
    languages = table.promised("title", languages)
    found = SelfAssessment(
        id=modules.read_id(table) if table.has("id") else SELF_ASSESSMENT,
        title=table.words("title", languages),
        intro=table.words("intro", languages, markdown=True),
        scale=[_grade(item, languages) for item in table.tables("scale")],
        areas=[_area(item, languages) for item in table.tables("area")],
    )
    table.close()
    _no_gap(table, found)
    return [found]


def _grade(table: Table, languages: list[str]) -> Grade:
    return Grade(value=table.number("value"), text=table.own_words(languages, last=True))


def _area(table: Table, languages: list[str]) -> Area:
    area = Area(
        competency=table.number("competency"),
        statements=[_statement(item, languages) for item in table.tables("statement")],
    )
    table.close()
    return area


def _statement(table: Table, languages: list[str]) -> Statement:
    statement = Statement(id=modules.read_id(table), text=table.own_words(languages))
    table.close()
    return statement


def _no_gap(table: Table, found: SelfAssessment) -> None:
    values = [grade.value for grade in found.scale]
    if values != list(range(1, len(values) + 1)):
        table.problem("The values of the scale are 1, 2, 3 … in this order.", "scale", 0)
    numbers = [area.competency for area in found.areas]
    if numbers != [competency.value for competency in rules.Competency]:
        table.problem(
            "Each of the eight competencies has one [[area]], in the order of their numbers.", "area", 0
        )
    ids: set[str] = set()
    for position, area in enumerate(found.areas):
        for number, statement in enumerate(area.statements):
            if statement.id in ids:
                message = f"The id “{statement.id}” is used twice."
                table.problem(message, "area", position, "statement", number, "id")
            ids.add(statement.id)
