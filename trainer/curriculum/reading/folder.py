"""What is written in the whole folder courses/, does it fit together, and do its links lead somewhere?"""

from __future__ import annotations

from pathlib import Path

from trainer.curriculum import rules
from trainer.curriculum.reading import cards, courses, files, pictures
from trainer.curriculum.reading.beside import Piece, Written
from trainer.curriculum.reading.pieces import Course
from trainer.curriculum.reading.problems import Problem, Problems

BESIDE = ("cards", "pictures", "templates")
"""The folders that are no courses."""

FILES = ("README.md", "glossary.toml", "self-assessment.toml")
"""What else lies in the folder, besides program*.toml, which the room certification reads."""


def read_folder(folder: Path) -> Written:
    """Everything in this folder, with every mistake. Never raises for what an author wrote."""
    problems = Problems()
    read = courses.read_courses(folder, BESIDE, problems)
    languages = list(rules.SITE_LANGUAGES)
    languages += sorted({one for course in read for one in course.languages} - set(languages))
    pieces: list[Piece] = [
        *cards.read_cards(folder / "cards", languages, problems),
        *cards.read_templates(folder / "templates", languages, problems),
        *cards.read_glossary(folder / "glossary.toml", languages, problems),
        *pictures.read_pictures(folder / "pictures", languages, problems),
        *cards.read_self_assessment(folder / "self-assessment.toml", languages, problems),
    ]
    _follow_links(read, pieces, problems)
    _look_for_strangers(folder, problems)
    return Written(courses=read, pieces=pieces, problems=sorted(set(problems)))


def read_courses(folder: Path) -> tuple[list[Course], list[Problem]]:
    """Every course in this folder, with every mistake in the whole folder; load them only when there is none."""
    written = read_folder(folder)
    return written.courses, written.problems


def _follow_links(read: list[Course], pieces: list[Piece], problems: Problems) -> None:
    there = {("module", module.id) for course in read for module in course.modules}
    there |= {(piece.kind.value, piece.id) for piece in pieces}
    for link in problems.links:
        if (link.kind, link.name) not in there:
            problems.add(link.path, link.line, f"This leads nowhere: there is no {link.kind} “{link.name}”.")


def _look_for_strangers(folder: Path, problems: Problems) -> None:
    """A file that nothing reads was given a wrong name, or is at the wrong place."""
    for path in files.entries(folder, problems):
        program = path.name.startswith("program") and path.suffix == ".toml"
        if not path.is_dir() and path.name not in FILES and not program:
            problems.add(path, 1, "Nothing reads a file of this name here.")
