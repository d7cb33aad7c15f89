"""How does a test put a mistake into a course, and on which line is it then?"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from trainer.curriculum import reading

COURSES = Path(__file__).parents[2] / "courses"
EXAMPLE = re.compile(
    r"^`([\w./-]+)`[^`\n]*(?:`[^`\n]*`[^`\n]*)*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


@functools.cache
def written() -> reading.Written:
    """The folder courses/ as authors wrote it: read once, because hundreds of tests stand on it."""
    found = reading.read_folder(COURSES)
    assert [str(problem) for problem in found.problems] == []
    return found


@functools.cache
def example() -> list[tuple[str, str]]:
    """The files of the example in courses/README.md: name and text."""
    return EXAMPLE.findall((COURSES / "README.md").read_text("utf-8"))


def write_example(folder: Path) -> Path:
    """The example of courses/README.md, written out as files."""
    for name, text in example():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def plant(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in the example any more"
    path.write_text(text.replace(old, new, 1), "utf-8")


def line_of(path: Path, words: str) -> int:
    """The line on which these words begin; a `@2` in front asks for their second time."""
    found = re.match(r"@(\d)", words)
    times, words = (int(found[1]), words[2:]) if found else (1, words)
    lines = [n for n, line in enumerate(path.read_text("utf-8").split("\n"), 1) if line.startswith(words)]
    return lines[times - 1]


def copy_course(folder: Path, name: str, needs: str) -> None:
    """A second course with other ids that needs a course."""
    for path in sorted((folder / "tea-and-talk").rglob("*.*")):
        text = path.read_text("utf-8").replace("tea-and-talk", name).replace('"tea.1', f'"{name}.1')
        if path.name == "course.toml":
            text += f'\n[[prerequisite]]\ncourse = "{needs}"\n'
        copied = folder / name / path.relative_to(folder / "tea-and-talk")
        copied.parent.mkdir(parents=True, exist_ok=True)
        copied.write_text(text, "utf-8")
