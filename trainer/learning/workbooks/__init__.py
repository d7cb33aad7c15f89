"""What stands in a printable workbook? A module, or a whole course, with its prompts and room to write."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.curriculum.rules import CheckKind, PromptKind
from trainer.learning.workbooks.texts import Pieces, Reader, pointed, run
from trainer.learning.workbooks.words import inside, say

__all__ = ["language_for", "pointed", "values"]

LINES = {PromptKind.REFLECTIVE.value: 12, PromptKind.TRACE.value: 14}
FREE_LINES, NOTES_LINES = 5, 10
"""How many ruled lines there are to write on."""


def language_for(languages: Sequence[str], wanted: str, reader: str) -> str:
    """The language of a workbook: the one asked for, else the reader's, else English; always one of the course's."""
    return next((one for one in (wanted, reader, "en") if one in languages), languages[0])


def values(
    content: Mapping[str, Any],
    modules: Sequence[str],
    *,
    language: str,
    pieces: Pieces,
    program: str,
    address: str,
) -> dict[str, Any]:
    """What the layout "workbook" is given: these modules of a course as it was loaded, in one language.

    `address` is the course's on the site: a module's is below it.
    """
    whole = len(modules) > 1
    order = [module["id"] for module in content["modules"]]
    parts = [
        _part(module, content, language, pieces, f"{address}/{module['id']}", order)
        for module in content["modules"]
        if module["id"] in modules
    ]
    course = inside(content["title"], language)
    return {
        "program": program, "course": course, "title": course if whole else parts[0]["title"],
        "lede": inside(content["summary"], language) if whole else "", "whole": whole, "parts": parts,
        "footer": address,
        "words": {name: say(name, language) for name in ("name", "room", "notes")},
    }  # fmt: skip


def _part(
    module: Mapping[str, Any],
    content: Mapping[str, Any],
    language: str,
    pieces: Pieces,
    address: str,
    order: list[str],
) -> dict[str, Any]:
    """One module: each section with its heading and its blocks."""
    reader = Reader(pieces, language)
    goals = [reader.paragraph(inside(one, language)) for one in module["objectives"]]
    text = reader.blocks(inside(module["text"], language))
    sections = [
        {"title": say("goals", language), "blocks": [{"kind": "list", "items": [[one] for one in goals]}]}
    ]
    if module.get("product"):
        said = f"{say('product', language)} {inside(module['product'], language)}"
        sections[0]["blocks"].append(reader.paragraph(said))  # type: ignore[attr-defined]
    sections.append({"title": "", "blocks": text})
    if module["prompts"]:
        sections.append({"title": say("write", language), "blocks": _prompts(module, language, reader)})
    if module["checks"]:
        sections.append(
            {"title": say("check", language), "blocks": _checks(module, language, reader, address)}
        )
    if module.get("readings"):
        sections.append({"title": say("reading", language), "blocks": [_readings(module, language)]})
    if reader.terms:
        sections.append({"title": say("terms", language), "blocks": reader.words()})
    sections.append({"title": say("notes", language), "blocks": [{"kind": "lines", "count": NOTES_LINES}]})
    return {
        "kicker": say("module", language, order.index(module["id"]) + 1, len(order)),
        "minutes": say("minutes", language, module["minutes"]), "title": inside(module["title"], language),
        "sections": sections,
    }  # fmt: skip


def _prompts(module: Mapping[str, Any], language: str, reader: Reader) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for prompt in module["prompts"]:
        other = f"{say('other', language)} {inside(prompt['alternative'], language)}"
        found += [
            {"kind": "heading", "level": 2, "runs": [run(inside(prompt["text"], language))]},
            {"kind": "quiet", "runs": [run(other)]},
            {"kind": "lines", "count": LINES[prompt["kind"]]},
        ]
    return found


def _checks(module: Mapping[str, Any], language: str, reader: Reader, address: str) -> list[dict[str, Any]]:
    """Each question with boxes, which no line tells from each other: what is right is said on the site."""
    found: list[dict[str, Any]] = []
    for number, check in enumerate(module["checks"], start=1):
        kind = CheckKind(check.get("kind") or CheckKind.SINGLE)
        found.append(
            {"kind": "heading", "level": 2, "runs": [run(f"{number}. {inside(check['question'], language)}")]}
        )
        found.append({"kind": "quiet", "runs": [run(say(kind.value, language))]})
        if kind is CheckKind.FREE:
            found.append({"kind": "lines", "count": FREE_LINES})
            continue
        answers = check["answers"]
        if kind is CheckKind.ORDER:
            answers = sorted(answers, key=lambda one: inside(one["text"], language).casefold())
        found.append(
            {
                "kind": "boxes", "round": kind is CheckKind.SINGLE, "wide": kind is CheckKind.ORDER,
                "items": [inside(one["text"], language) for one in answers],
            }
        )  # fmt: skip
    check_page = f"{address}/check"
    runs = [run(f"{say('answers', language)} "), run(check_page, url=check_page)]
    return [*found, {"kind": "quiet", "runs": runs}]


def _readings(module: Mapping[str, Any], language: str) -> dict[str, Any]:
    items = []
    for one in module["readings"]:
        named = [run(one["title"], strong=True), run(f", {one['by']}. {inside(one['why'], language)} ")]
        items.append([{"kind": "p", "runs": [*named, run(one["url"], url=one["url"])]}])
    return {"kind": "list", "items": items}
