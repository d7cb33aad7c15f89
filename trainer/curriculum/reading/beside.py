"""What lies beside the courses and belongs to all of them, once its files are read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trainer.curriculum import rules
from trainer.curriculum.reading.pieces import Course, Words
from trainer.curriculum.reading.problems import Problem


@dataclass(frozen=True)
class Step:
    minutes: int
    text: Words


@dataclass(frozen=True)
class Origin:
    """Where the form of a protocol comes from: linked, not copied."""

    name: str
    url: str


@dataclass(frozen=True)
class Card:
    """A protocol: its steps with their minutes, and when to use it."""

    kind: ClassVar = rules.PieceKind.CARD
    id: str
    minutes: int
    people: str  # how many it needs, as in "4–10"
    title: Words
    purpose: Words
    steps: list[Step]
    source: Origin | None
    text: Words  # Markdown


@dataclass(frozen=True)
class Template:
    """A text with gaps to fill in: ____ is a line to write on, [ ] a box to tick."""

    kind: ClassVar = rules.PieceKind.TEMPLATE
    id: str
    title: Words
    purpose: Words
    text: Words  # Markdown


@dataclass(frozen=True)
class Term:
    kind: ClassVar = rules.PieceKind.TERM
    id: str
    words: Words
    meaning: Words


@dataclass(frozen=True)
class Picture:
    kind: ClassVar = rules.PieceKind.PICTURE
    id: str
    title: Words
    description: Words  # what it says, for whoever does not see it
    svg: Words  # the drawing, once per language


@dataclass(frozen=True)
class Grade:
    value: int
    text: Words


@dataclass(frozen=True)
class Statement:
    id: str
    text: Words


@dataclass(frozen=True)
class Area:
    competency: int
    statements: list[Statement]


@dataclass(frozen=True)
class SelfAssessment:
    """What a facilitator says about themselves: statements on the eight competencies, on one scale."""

    kind: ClassVar = rules.PieceKind.SELF_ASSESSMENT
    id: str
    title: Words
    intro: Words
    scale: list[Grade]
    areas: list[Area]


Piece = Card | Template | Term | Picture | SelfAssessment


@dataclass(frozen=True)
class Written:
    """Everything that was written in one folder, and every mistake in it; it may be loaded when there is none."""

    courses: list[Course]
    pieces: list[Piece]  # of each kind in the order in which they are shown
    problems: list[Problem]
