"""How are the files of a course written for an author to finish? What a package did not say is a line to fill in."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trainer.curriculum import rules
from trainer.curriculum.rules import CheckKind

FINISH = "# To finish: "


def id_from(text: str, otherwise: str) -> str:
    """The text as an id of ours; `otherwise`, when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[.-]*([.-])[.-]*", r"\1", re.sub(r"[^a-z0-9.]+", "-", plain)).strip(".-")[:60].strip(".-")
    return made if made and rules.is_id(made) else otherwise


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007F")


def _words(key: str, words: Mapping[str, str], languages: Sequence[str]) -> list[str]:
    dot = f"{key}." if key else ""
    return [f"{dot}{language} = {_quoted(words.get(language, ''))}" for language in languages]


def write(folder: Path, course: Mapping[str, Any], modules: Sequence[Mapping[str, Any]]) -> None:
    """The files of a course, as courses/README.md describes them."""
    languages = _languages(course, modules)
    ids = ", ".join(_quoted(module["id"]) for module in modules)
    lines = [
        f"id = {_quoted(folder.name if rules.is_id(folder.name) else course['id'])}",
        'edition = "draft"',
        f"{FINISH}how many minutes the modules take together.",
        "# minutes = 0",
        f"languages = [{', '.join(_quoted(language) for language in languages)}]",
        f"{FINISH}the numbers of competencies from program.toml.",
        "competencies = []",
        f"modules = [{ids}]",
        "",
        *_words("title", course["title"], languages),
        *_words("summary", course["summary"], languages),
        f"{FINISH}whom this course is for.",
        *_words("audience", {}, languages),
    ]
    _put(folder / "course.toml", lines)
    for number, module in enumerate(modules, start=1):
        words = (
            id_from(module["title"].get("en") or module["name"], "module").replace(".", "-")[:40].strip("-")
        )
        place = folder / f"{number:02d}-{words}"
        place.mkdir()
        _put(place / "module.toml", _module(module, languages))
        for language in languages:
            if module["text"].get(language):
                (place / f"{language}.md").write_text(module["text"][language], "utf-8")


def _put(path: Path, lines: Sequence[str]) -> None:
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _languages(course: Mapping[str, Any], modules: Sequence[Mapping[str, Any]]) -> list[str]:
    found = {*course["title"], *(language for module in modules for language in module["text"])}
    return sorted(found, key=lambda one: (one != "en", one != "es", one))


def _module(module: Mapping[str, Any], languages: Sequence[str]) -> list[str]:
    lines = [
        f"id = {_quoted(module['id'])}",
        f"{FINISH}minutes, competencies, objectives and activities.",
        "# minutes = 0",
        "competencies = []",
        "",
        *_words("title", module["title"], languages),
    ]
    for ident, prompt in module["prompts"].items():
        lines += [
            "",
            "[[prompt]]",
            f"id = {_quoted(ident)}",
            f"{FINISH}kind, moment, audience, required.",
            'kind = "reflective"',
            'moment = "between"',
            'audience = "writer"',
            "required = false",
            *_words("", prompt["text"], languages),
            *_words("alternative", prompt["alternative"], languages),
        ]
    for reading in module["readings"]:
        lines += [
            "",
            "[[reading]]",
            f"title = {_quoted(reading['title'])}",
            f"{FINISH}by whom, and why it is worth the time.",
            'by = ""',
            f"url = {_quoted(reading['url'])}",
            'language = "en"',
            *_words("why", {}, languages),
        ]
    for ident, check in module["checks"].items():
        lines += _check(ident, check, languages)
    return lines


def _check(ident: str, check: Mapping[str, Any], languages: Sequence[str]) -> list[str]:
    kind = check["kind"]
    lines = ["", "[[check]]", f"id = {_quoted(ident)}"]
    lines += [] if kind is CheckKind.SINGLE else [f'kind = "{kind.value}"']
    lines += _words("", check["question"], languages)
    if kind is CheckKind.FREE:
        return lines + _words("explanation", check["explanation"], languages)
    for name, answer in check["answers"].items():
        lines += [
            "",
            "[[check.answer]]",
            f"id = {_quoted(name)}",
            *_words("", answer["text"], languages),
            *_words("explanation", answer["explanation"], languages),
        ]
        lines += ["correct = true"] if answer["correct"] else []
    return lines
