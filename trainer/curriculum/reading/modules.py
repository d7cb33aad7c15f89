"""What does one folder of a course say: its module.toml and its text in every language?"""

from __future__ import annotations

from pathlib import Path

from trainer.curriculum import rules
from trainer.curriculum.reading import markdown, toml_file
from trainer.curriculum.reading.pieces import (
    Activity,
    Answer,
    Check,
    Guide,
    Module,
    Prompt,
    Reading,
)
from trainer.curriculum.reading.problems import Problems
from trainer.curriculum.reading.toml_file import Table


def read_module(
    folder: Path, languages: list[str], competencies: list[int], problems: Problems
) -> Module | None:
    """The module in this folder; None when its module.toml cannot be read at all."""
    if not rules.is_module_folder(folder.name):
        message = "A module's folder is named by two digits and words: 01-what-makes-a-cop."
        problems.add(folder / "module.toml", 1, message)
    table = toml_file.open_table(folder / "module.toml", problems)
    if table is None:
        return None
    module = Module(
        id=read_id(table),
        folder=folder.name,
        minutes=table.number("minutes"),
        competencies=_competencies(table, competencies),
        title=table.words("title", languages),
        objectives=_objectives(table, languages),
        activities=[_activity(item, languages) for item in table.tables("activity")],
        prompts=[_prompt(item, languages) for item in table.tables("prompt")],
        checks=[_check(item, languages) for item in table.tables("check", required=False)],
        text=markdown.read_texts(folder, languages, problems),
        product=table.words("product", languages) if table.has("product") else None,
        guide=_guide(table, languages),
        readings=[_reading(item, languages) for item in table.tables("reading")],
    )
    table.close()
    _compare_minutes(table, module)
    _no_id_for_two_things(table, module)
    return module


def read_id(table: Table) -> str:
    value = table.text("id")
    if value and not rules.is_id(value):
        table.problem(f"“{value}” cannot be an id: use small letters, digits, “.” and “-”.", "id")
    return value


def read_competencies(table: Table) -> list[int]:
    numbers: list[int] = table.items("competencies", int)
    known = [competency.value for competency in rules.Competency]
    for number in numbers:
        if number not in known:
            message = f"Competency {number} is unknown: they are numbered {known[0]} to {known[-1]}."
            table.item_problem(message, "competencies", number)
    return [number for number in numbers if number in known]


def _competencies(table: Table, of_course: list[int]) -> list[int]:
    numbers = read_competencies(table)
    for number in numbers:
        if number not in of_course:
            message = f"Competency {number} is not among the competencies of this course."
            table.item_problem(message, "competencies", number)
    return numbers


def _objectives(table: Table, languages: list[str]) -> list[dict[str, str]]:
    return [item.own_words(languages, last=True) for item in table.tables("objective")]


def _activity(table: Table, languages: list[str]) -> Activity:
    pause = table.flag("pause")
    lead, in_person, virtual, hybrid = (
        table.words(key, languages, required=not pause, markdown=True)
        for key in ("lead", "in_person", "virtual", "hybrid")
    )
    activity = Activity(
        minutes=table.number("minutes"),
        text=table.own_words(languages),
        pause=pause,
        lead=lead,
        in_person=in_person,
        virtual=virtual,
        hybrid=hybrid,
    )
    table.close()
    return activity


def _guide(table: Table, languages: list[str]) -> Guide | None:
    found = table.table("guide")
    if found is None:
        if not table.has("guide"):
            table.problem("[guide] is missing: what does a facilitator do before and after?")
        return None
    guide = Guide(
        before=found.words("before", languages, markdown=True),
        after=found.words("after", languages, markdown=True),
    )
    found.close()
    return guide


def _reading(table: Table, languages: list[str]) -> Reading:
    reading = Reading(
        title=table.text("title"),
        by=table.text("by"),
        url=table.link("url"),
        language=table.text("language"),
        why=table.words("why", languages),
    )
    table.close()
    if reading.language and not rules.is_language(reading.language):
        table.problem(f"“{reading.language}” is not the code of a language.", "language")
    return reading


def _prompt(table: Table, languages: list[str]) -> Prompt:
    prompt = Prompt(
        id=read_id(table),
        kind=table.choice("kind", rules.PromptKind, rules.PromptKind.REFLECTIVE),
        moment=table.choice("moment", rules.PromptMoment, rules.PromptMoment.BETWEEN),
        audience=table.choice("audience", rules.PromptAudience, rules.PromptAudience.WRITER),
        required=table.flag("required"),
        text=table.own_words(languages),
        alternative=table.words("alternative", languages),
    )
    table.close()
    return prompt


def _check(table: Table, languages: list[str]) -> Check:
    kind = rules.CheckKind.SINGLE
    if table.has("kind"):
        kind = table.choice("kind", rules.CheckKind, kind)
    free = kind is rules.CheckKind.FREE
    check = Check(
        id=read_id(table),
        question=table.own_words(languages),
        answers=[_answer(item, languages) for item in table.tables("answer", required=not free)],
        kind=kind,
        explanation=table.words("explanation", languages) if free else {},
    )
    table.close()
    wrong = rules.why_not_answers(kind, [answer.correct for answer in check.answers])
    if wrong:
        table.problem(wrong)
    no_id_twice(table, "answer", [answer.id for answer in check.answers])
    return check


def _answer(table: Table, languages: list[str]) -> Answer:
    answer = Answer(
        id=read_id(table),
        text=table.own_words(languages),
        explanation=table.words("explanation", languages),
        correct=table.flag("correct"),
    )
    table.close()
    return answer


def _compare_minutes(table: Table, module: Module) -> None:
    total = sum(activity.minutes for activity in module.activities)
    apart = rules.minutes_apart(module.minutes, [activity.minutes for activity in module.activities])
    if module.activities and apart:
        few_or_many = "too many" if apart > 0 else "too few"
        table.problem(
            f"The activities add up to {total} minutes, {abs(apart)} {few_or_many} for {module.minutes}.",
            "minutes",
        )
    if len(module.activities) > rules.MOST_ACTIVITIES:
        table.problem(
            f"A module has at most {rules.MOST_ACTIVITIES} activities.", "activity", rules.MOST_ACTIVITIES
        )
    if len(module.checks) > rules.MOST_QUESTIONS:
        table.problem(
            f"A module has at most {rules.MOST_QUESTIONS} questions.", "check", rules.MOST_QUESTIONS
        )


def _no_id_for_two_things(table: Table, module: Module) -> None:
    no_id_twice(table, "prompt", [prompt.id for prompt in module.prompts])
    no_id_twice(table, "check", [check.id for check in module.checks])
    prompts = {prompt.id for prompt in module.prompts}
    for position, check in enumerate(module.checks):
        if check.id and check.id in prompts | {module.id}:
            table.problem(f"The id “{check.id}” is used twice.", "check", position, "id")


def no_id_twice(table: Table, key: str, ids: list[str]) -> None:
    """Note every id that an earlier [[key]] of this table has already."""
    for position, one in enumerate(ids):
        if one and one in ids[:position]:
            table.problem(f"The id “{one}” is used twice.", key, position, "id")
