"""Is a text in Markdown there, can everybody read it, and where do its links lead?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from trainer.curriculum import rules
from trainer.curriculum.reading import files
from trainer.curriculum.reading.problems import Link, Problems

HTML = re.compile(r"<(?:/?[A-Za-z]|[!?])[^>\s]{0,40}")
"""What a browser would take for a tag. A text never needs one."""

PLACES = ("module", "card", "template", "term")
"""What a link may lead to, besides https; a picture is shown, not linked to."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")
_CODE = re.compile(r"\\.|`[^`]{1,500}`")
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]{0,1000})\]\((?P<target>[^)]{0,500})\)")
_LINK = re.compile(
    r"(?P<empty>\[\s{0,9})?\]\((?P<target>[^()]{0,500}(?:\([^()]{0,200}\)[^()]{0,200}){0,3})(?P<end>\)?)"
)
_ADDRESS_BELOW = re.compile(r" {0,3}\[[^\]]{1,200}\]:")
_GAP = re.compile(r"\s*_{4,}(?:\s+(?P<lines>\d{1,4}))?\s*")
_BOX = re.compile(r"\s*(?:[-*]\s+)?\[[ xX]?\](?!\()")


def read_markdown(path: Path, problems: Problems, *, gaps: bool = False) -> str:
    """The text in one language; empty, with a problem, when there is none. `gaps`: it may have lines to write on."""
    if not files.exists(path):
        problems.add(path, 1, f"The text in “{path.stem}” is missing: write it in this file.")
        return ""
    text = files.read_text(path, problems)
    if text is None:
        return ""
    if not text.strip():
        problems.add(path, 1, f"The text in “{path.stem}” is missing: this file is empty.")
    if len(text) > rules.LONGEST_TEXT:
        problems.add(path, 1, f"This text has {len(text)} characters, more than {rules.LONGEST_TEXT}.")
        return ""
    look_at(text, path, problems, headings=True, gaps=gaps)
    return text


def read_texts(
    folder: Path, languages: list[str], problems: Problems, *, gaps: bool = False
) -> dict[str, str]:
    """The text in every language, and a problem for each text in a language that nobody would see."""
    for path in sorted(folder.glob("*.md")):
        if path.stem not in languages:
            problems.add(path, 1, f"The language “{path.stem}” is not listed: nobody would see this text.")
    return {language: read_markdown(folder / f"{language}.md", problems, gaps=gaps) for language in languages}


def look_at(
    text: str,
    path: Path,
    problems: Problems,
    *,
    start: int = 1,
    last: int | None = None,
    headings: bool = False,
    gaps: bool = False,
) -> None:
    """Note every mistake in a text that stands from line `start` of a file on, until `last`, and remember its links."""
    lines = [(min(number, last or number), line) for number, line in _outside_code(text, start)]
    found = [*_heading_mistakes(lines, allowed=headings), *_gap_mistakes(lines, allowed=gaps)]
    for number, line in lines:
        found += [(number, message) for message in _line_mistakes(line, path, number, problems)]
    for number, message in found:
        problems.add(path, number, message)


def _outside_code(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The numbered lines that are not inside a fenced block of code."""
    fence = ""
    for number, line in enumerate(text.split("\n"), start=start):
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


def _heading_mistakes(lines: list[tuple[int, str]], *, allowed: bool) -> Iterator[tuple[int, str]]:
    before: int | None = None
    for number, level, words in _headings(lines):
        if not allowed:
            yield number, "No heading here: this text stands below one already."
            continue
        if not words:
            yield number, "This heading has no words."
        if level < rules.FIRST_HEADING_LEVEL:
            yield number, "Begin at ## : the page shows the title above this text."
        elif rules.skipped_heading(before, level):
            expected = rules.FIRST_HEADING_LEVEL if before is None else before + 1
            yield number, f"Heading level {level} skips level {expected}: use {'#' * expected} here."
        before = max(level, rules.FIRST_HEADING_LEVEL)


def _gap_mistakes(lines: list[tuple[int, str]], *, allowed: bool) -> Iterator[tuple[int, str]]:
    for number, line in lines:
        gap = _GAP.fullmatch(line)
        if not allowed and (gap or _BOX.match(line)):
            yield number, "Lines to write on and boxes to tick belong in courses/templates."
        elif gap and gap["lines"] and not 1 <= int(gap["lines"]) <= rules.MOST_LINES_TO_WRITE_ON:
            yield number, f"Between 1 and {rules.MOST_LINES_TO_WRITE_ON} lines to write on: ____ 3."


def _line_mistakes(line: str, path: Path, number: int, problems: Problems) -> Iterator[str]:
    line = _CODE.sub("  ", line)
    tag = HTML.search(line)
    if tag:
        yield f"“{tag[0]}” is HTML, which is not used here. Write **words** or [words](https://…)."
    if _ADDRESS_BELOW.match(line):
        yield "Write the address right behind the words: [words](https://…)."
    for image in _IMAGE.finditer(line):
        yield from _image_mistakes(image, line)
        kind, _, name = image["target"].partition(":")
        if kind == "picture":
            problems.links.append(Link(path, number, kind, name))
    for link in _LINK.finditer(_IMAGE.sub(" ", line)):
        yield from _link_mistakes(link)
        kind, _, name = link["target"].partition(":")
        if kind in PLACES and link["end"]:
            problems.links.append(Link(path, number, kind, name))


def _image_mistakes(image: re.Match[str], line: str) -> Iterator[str]:
    if not image["alt"].strip():
        yield "This image has no alt text: say in the [ ] what it shows."
    if not image["target"].startswith("picture:"):
        yield f"The image “{image['target']}” is not one of courses/pictures: write picture: and its name."
    if image[0] != line.strip():
        yield "A picture stands on a line of its own."


def _link_mistakes(link: re.Match[str]) -> Iterator[str]:
    target = link["target"]
    if not link["end"]:
        yield "This link is not closed: [words](https://…), on one line."
    elif link["empty"]:
        yield "This link has no words: say in the [ ] where it leads."
    elif target.startswith("picture:"):
        yield "A picture is written ![what it shows](picture:…), on one line of its own."
    elif not rules.is_link(target) and not target.startswith(tuple(f"{place}:" for place in PLACES)):
        named = ", ".join(f"{place}:" for place in PLACES)
        yield f"“{target}” is no link: write https:// and the whole address, or {named} and an id."
