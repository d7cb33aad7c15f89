"""What is a course made of, once its files are read?"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from trainer.curriculum import rules

# A text in every language of its course: {"en": "…", "es": "…"}.
Words = dict[str, str]


@dataclass(frozen=True)
class Activity:
    """What is done together. A pause needs no guidance and has the same form everywhere."""

    minutes: int
    text: Words
    pause: bool = False
    lead: Words = field(default_factory=dict)  # Markdown: how the facilitator leads it
    in_person: Words = field(default_factory=dict)  # what is particular in a room, online, in both at once
    virtual: Words = field(default_factory=dict)
    hybrid: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Prompt:
    id: str
    kind: rules.PromptKind
    moment: rules.PromptMoment
    audience: rules.PromptAudience
    required: bool
    text: Words
    alternative: Words  # another question, for whom the first one comes too close


@dataclass(frozen=True)
class Answer:
    id: str
    text: Words
    explanation: Words  # shown when this answer was chosen
    correct: bool


@dataclass(frozen=True)
class Check:
    """One question of a knowledge check. Answers of an order are in the right order; a free one has none."""

    id: str
    question: Words
    answers: list[Answer]
    kind: rules.CheckKind = rules.CheckKind.SINGLE
    explanation: Words = field(default_factory=dict)  # of a free question: what to look for in what one wrote


@dataclass(frozen=True)
class Guide:
    """What a facilitator does around a session, in Markdown."""

    before: Words
    after: Words


@dataclass(frozen=True)
class Reading:
    """A text of somebody else that is worth the time: named and linked, never copied."""

    title: str  # as it is called: not translated
    by: str
    url: str
    language: str
    why: Words


@dataclass(frozen=True)
class Module:
    id: str
    folder: str  # the folder's name, e.g. 01-what-makes-a-cop
    minutes: int
    competencies: list[int]
    title: Words
    objectives: list[Words]
    activities: list[Activity]
    prompts: list[Prompt]
    checks: list[Check]
    text: Words  # Markdown
    product: Words | None = None  # what a person brings along or hands in
    guide: Guide | None = None
    readings: list[Reading] = field(default_factory=list)


@dataclass(frozen=True)
class Prerequisite:
    course: str
    or_equivalency: bool  # may accepted earlier training stand in for it?


@dataclass(frozen=True)
class Course:
    id: str
    edition: str
    minutes: int
    languages: list[str]
    competencies: list[int]
    title: Words
    summary: Words
    audience: Words
    prerequisites: list[Prerequisite]
    modules: list[Module]
    path: Path  # of its course.toml
    open: bool = False  # may anybody who signs in keep their progress in it, without a registration?


@dataclass(frozen=True)
class ProgramPhase:
    id: rules.Phase
    months: int
    sessions: int
    session_minutes: int
    course: str | None  # the course whose modules are its sessions
    title: Words
    summary: Words


@dataclass(frozen=True)
class ProgramShape:
    id: str
    title: Words
    summary: Words
    phases: list[ProgramPhase]  # in their order


@dataclass(frozen=True)
class Criterion:
    code: str  # R01 …
    kind: rules.CriterionKind
    text: Words
    sources: list[str]
    numbers: dict[str, int]
    numbers_waivable: bool  # the criterion stands, its numbers may be eased with a reason
    waived_per: str | None  # a waiver covers one of these, e.g. one session, never all
    not_recorded: bool = False  # nothing in the product counts it yet: it is shown so, and never as met


@dataclass(frozen=True)
class Program:
    id: str
    edition: str
    months: int
    languages: list[str]
    title: Words
    summary: Words
    competencies: dict[int, Words]
    phases: list[ProgramPhase]
    shapes: list[ProgramShape]  # what a cohort can go through; the first is the usual one
    criteria: list[Criterion]
    sources: dict[str, str]
    path: Path = field(default=Path())
