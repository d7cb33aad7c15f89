"""What may a course file say, and when do its parts fit together?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

# Every course and the program speak at least these; a course may add more.
SITE_LANGUAGES = ("en", "es")

# More than this is two modules, or a mistake.
MOST_ACTIVITIES, MOST_QUESTIONS = 20, 12

# Characters of one text: ten times what a module has.
LONGEST_TEXT = 60_000

# In a template; a page holds about as many.
MOST_LINES_TO_WRITE_ON = 30

# The page's own title is the first level, so a module's text begins at the second.
FIRST_HEADING_LEVEL = 2

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_FOLDER = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")
_EDITION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,31}")
_LINK = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?([/?#][^\s<>\"\\`]*)?")
_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


class Competency(IntEnum):
    """The eight areas a facilitator grows in; their titles are in courses/program.toml."""

    PURPOSE_AND_DOMAIN = 1
    BELONGING_AND_CONFIDENTIALITY = 2
    PLANNING_AND_HOSTING = 3
    PROTOCOLS_AND_VOICES = 4
    EQUITY_AND_POWER = 5
    INQUIRY_AND_EVIDENCE = 6
    VALUE_AND_SUSTAINING = 7
    REFLECTIVE_AND_ETHICAL = 8


class PromptKind(StrEnum):
    REFLECTIVE = "reflective"
    TRACE = "trace"


class PromptMoment(StrEnum):
    BETWEEN = "between"  # written before the next module
    EXIT = "exit"  # closes the course: its completion waits for it


class PromptAudience(StrEnum):
    """Who may read the answer besides the person who writes it; every prompt says so on the page."""

    WRITER = "writer"  # nobody else
    TRAINERS = "trainers"  # the trainers of the offering
    MENTOR = "mentor"  # the writer's own mentor
    COHORT = "cohort"  # the people of the writer's cohort and their mentors


class CheckKind(StrEnum):
    """How a question of a knowledge check is answered."""

    SINGLE = "single"  # exactly one answer is correct
    SEVERAL = "several"  # two or more are correct, at least one is not
    ORDER = "order"  # the answers are written in their right order, and shown shuffled
    FREE = "free"  # a short answer for oneself: never scored


class PieceKind(StrEnum):
    """What lies beside the courses and belongs to all of them: a correction reaches everybody at once."""

    CARD = "card"  # a protocol card
    TEMPLATE = "template"
    TERM = "term"  # of the glossary
    PICTURE = "picture"
    SELF_ASSESSMENT = "self_assessment"


class CriterionKind(StrEnum):
    ESSENTIAL = "essential"  # can never be waived
    WAIVABLE = "waivable"  # an administrator may waive it, with a reason
    SETTING = "setting"  # a number that other criteria are judged by


class Phase(StrEnum):
    TRAINING = "training"
    IMPLEMENTATION = "implementation"
    MENTORSHIP = "mentorship"


LATER = (Phase.IMPLEMENTATION, Phase.MENTORSHIP)


def in_order(phases: Iterable[Phase]) -> bool:
    """Whether a cohort can go through these: each once, training first, and one thing after it at most."""
    found = list(phases)
    return found in (
        [],
        [Phase.TRAINING],
        *([*first, one] for first in ([], [Phase.TRAINING]) for one in LATER),
    )


def is_language(code: str) -> bool:
    return _LANGUAGE.fullmatch(code) is not None


def is_module_folder(name: str) -> bool:
    """Two digits that give the order, then a name: 01-what-makes-a-cop."""
    return _FOLDER.fullmatch(name) is not None


def is_edition(text: str) -> bool:
    """Letters, digits, dots and hyphens: 2026, 2020-21."""
    return _EDITION.fullmatch(text) is not None


def is_id(text: str) -> bool:
    """Lower-case letters and digits, parted by a dot or a hyphen: 101.1, cop-101."""
    return _ID.fullmatch(text) is not None and len(text) <= 60


def is_link(url: str) -> bool:
    """An address that a page may send its readers to: https, a host with a dot, nothing that hides another one."""
    return _LINK.fullmatch(url) is not None and len(url) <= 500


def why_not_answers(kind: CheckKind, correct: Sequence[bool]) -> str:
    """What is wrong with the number of answers of a question, or of the correct ones among them; "" if nothing is."""
    many, right = len(correct), sum(correct)
    match kind:
        case CheckKind.SINGLE if right != 1:
            return f"Exactly one answer has “correct = true”; here it is {right}."
        case CheckKind.SINGLE if many < 2:
            return "A question needs at least two answers."
        case CheckKind.SEVERAL if right < 2 or right == many:
            return f"Two or more answers are correct and at least one is not; here it is {right} of {many}."
        case CheckKind.ORDER if right:
            return "The answers are written in their right order: leave “correct” out."
        case CheckKind.ORDER if not 3 <= many <= 6:
            return f"An order has three to six answers; here it is {many}."
        case CheckKind.FREE if many:
            return "A free question has no answers: it is not scored."
    return ""


def minutes_apart(whole: int, parts: Iterable[int]) -> int:
    """How many minutes the parts have too many (positive) or too few (negative)."""
    return sum(parts) - whole


def skipped_heading(before: int | None, level: int) -> bool:
    """Does this heading jump over a level, so that a screen reader's outline has a hole?"""
    deepest_allowed = FIRST_HEADING_LEVEL if before is None else before + 1
    return level > deepest_allowed


def prerequisite_loop(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """The first loop of courses that need each other, in order and ending where it began; empty if there is none."""
    done: set[str] = set()

    def follow(course: str, trail: list[str]) -> list[str]:
        if course in trail:
            return [*trail[trail.index(course) :], course]
        if course in done:
            return []
        for needed in needs.get(course, ()):
            loop = follow(needed, [*trail, course])
            if loop:
                return loop
        done.add(course)
        return []

    for course in needs:
        loop = follow(course, [])
        if loop:
            return loop
    return []


class CompletionKind(StrEnum):
    """How a person came to have a course: by completing it, or by an accepted claim of earlier training."""

    COMPLETED = "completed"
    EQUIVALENCY = "equivalency"


class StandingKind(StrEnum):
    """What a person is for a time, as a fact that lower rooms may read."""

    IN_COHORT = "in_cohort"
    CERTIFIED = "certified"


class ClaimState(StrEnum):
    """Where a claim of earlier training stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ClaimReason(StrEnum):
    """Why a claim cannot be made or decided that way."""

    ALREADY_COMPLETED = "already_completed"
    ALREADY_OPEN = "already_open"
    ALREADY_DECIDED = "already_decided"
    REASON_MISSING = "reason_missing"
    YEAR_AHEAD = "year_ahead"
    DATE_AHEAD = "date_ahead"
    OWN_CLAIM = "own_claim"


def why_not_claim(
    *, has_completion: bool, has_open_claim: bool, year: int, this_year: int
) -> ClaimReason | None:
    """Why a person cannot claim earlier training (row A07), or None."""
    if has_completion:
        return ClaimReason.ALREADY_COMPLETED
    if has_open_claim:
        return ClaimReason.ALREADY_OPEN
    if year > this_year:
        return ClaimReason.YEAR_AHEAD
    return None


def why_not_decide(*, state: ClaimState, accepted: bool, reason: str, own: bool) -> ClaimReason | None:
    """Why a claim cannot be decided that way, or None. Who declines says why; nobody decides their own claim."""
    if own:
        return ClaimReason.OWN_CLAIM
    if state is not ClaimState.OPEN:
        return ClaimReason.ALREADY_DECIDED
    if not accepted and not reason.strip():
        return ClaimReason.REASON_MISSING
    return None


def why_not_record(*, has_completion: bool, on: date, today: date) -> ClaimReason | None:
    """Why a completion cannot be written down, or None."""
    if has_completion:
        return ClaimReason.ALREADY_COMPLETED
    return ClaimReason.DATE_AHEAD if on > today else None


ATTENDANCE = "attendance"
"""The part of a course that is done by being there; the room attendance says when."""

ATTENDED_COURSES = ("cop-101", "refresher")
"""Courses that are given as dated trainings: who was there has done their part "attendance" (R01, R04)."""

MODULE_COURSES = ("facilitator-cohort", "facilitator-practicum")
"""Courses in which finishing each module is a part of its own (R02 counts those of the first)."""


SERIES_COURSES = ("facilitator-cop",)
"""Monthly meetings of a group that goes on: one belongs to it and comes (R17 counts meetings), one is never through
with it. Checks of its themes are kept like any, and complete nothing."""


MOVED = "moved:"
"""How the cause of a part begins that was done in another edition and carried with a move; its name follows."""


def scored(checks: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The questions of a module that can be right or wrong. Editions from before there were kinds name none."""
    return [check for check in checks if check.get("kind") != CheckKind.FREE]


def parts_needed(content: Mapping[str, Any]) -> list[str]:
    """The parts whose sum is the completion of a course, in the order in which one meets them.

    Content as it was loaded. "attendance", "module:<id>", "check:<module id>", "exit:<prompt id>". A series needs none.
    """
    course = content["id"]
    if course in SERIES_COURSES:
        return []
    modules = content["modules"]
    needed = [ATTENDANCE] if course in ATTENDED_COURSES else []
    if course in MODULE_COURSES:
        needed += [f"module:{module['id']}" for module in modules]
    needed += [f"check:{module['id']}" for module in modules if scored(module["checks"])]
    prompts = (prompt for module in modules for prompt in module["prompts"])
    return needed + [f"exit:{prompt['id']}" for prompt in prompts if prompt["moment"] == PromptMoment.EXIT]


def parts_missing(content: Mapping[str, Any], done: Iterable[str]) -> list[str]:
    """What is still to be done, in order."""
    have = set(done)
    return [part for part in parts_needed(content) if part not in have]


def is_complete(content: Mapping[str, Any], done: Iterable[str]) -> bool:
    """Whether all parts are done. A course without parts is never completed by parts."""
    return bool(parts_needed(content)) and not parts_missing(content, done)
