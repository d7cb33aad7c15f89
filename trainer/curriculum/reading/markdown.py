"""Is a module's Markdown text there, and can everybody read it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from trainer.curriculum import rules
from trainer.curriculum.reading import toml_file
from trainer.curriculum.reading.pieces import Problem

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\](?:\((?P<target>[^)\s]*)|\[)")
_IMAGE_TAG = re.compile(r"<img\b[^>]*>?", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(\"\s*[^\"\s]|'\s*[^'\s]|[^\s\"'>])", re.IGNORECASE)


def read_markdown(path: Path, problems: list[Problem]) -> str:
    """The text of a module in one language; empty, with a problem, when there is none."""
    if not path.is_file():
        problems.append(Problem(path, 1, f"The text in “{path.stem}” is missing: write it in this file."))
        return ""
    text = toml_file.read_text(path, problems)
    if text is None:
        return ""
    if not text.strip():
        problems.append(Problem(path, 1, f"The text in “{path.stem}” is missing: this file is empty."))
    lines = list(_outside_code(text))
    for line, message in [
        *_heading_mistakes(lines),
        *_image_mistakes(lines, path.parent),
    ]:
        problems.append(Problem(path, line, message))
    return text


def _outside_code(text: str) -> Iterator[tuple[int, str]]:
    """The numbered lines that are not inside a fenced block of code."""
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        elif mark:
            fence = mark[1]
        else:
            yield number, line


def _headings(lines: list[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Line, level and words of every heading, with # in front or underlined."""
    before = ""
    for number, line in lines:
        heading, underline = _HEADING.fullmatch(line), _UNDERLINE.fullmatch(line)
        if heading:
            yield number, len(heading[1]), heading[2] or ""
        elif underline and before.strip() and not before.lstrip().startswith(("-", "*", ">", "#", "|")):
            yield number - 1, 1 if underline[1][0] == "=" else 2, before.strip()
        before = line


def _heading_mistakes(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    before: int | None = None
    for number, level, words in _headings(lines):
        if not words:
            yield number, "This heading has no words."
        if level < rules.FIRST_HEADING_LEVEL:
            yield (
                number,
                "Begin at ## : the page shows the module's title above this text.",
            )
        elif rules.skipped_heading(before, level):
            expected = rules.FIRST_HEADING_LEVEL if before is None else before + 1
            yield (
                number,
                f"Heading level {level} skips level {expected}: use {'#' * expected} here.",
            )
        before = max(level, rules.FIRST_HEADING_LEVEL)


def _image_mistakes(lines: list[tuple[int, str]], folder: Path) -> Iterator[tuple[int, str]]:
    for number, line in lines:
        for image in _IMAGE.finditer(line):
            if not image["alt"].strip():
                yield (
                    number,
                    "This image has no alt text: say in the [ ] what it shows.",
                )
            target = image["target"]
            if target and "://" not in target and not (folder / target).is_file():
                yield number, f"The image “{target}” is not in this folder."
        for tag in _IMAGE_TAG.finditer(line):
            if not _ALT.search(tag[0]):
                yield number, "This image has no alt text: say what it shows."
