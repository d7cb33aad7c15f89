"""What does a row say besides what, when and where? Languages, trainers, who may come, tags, price, codes."""

import re
from collections.abc import Callable
from typing import Any

from babel import Locale

from trainer.organizations.rules import AgeBand
from trainer.schedule.importing.cells import ImportReason, Problem, choice, choices, parts, yes
from trainer.schedule.rules import tags
from trainer.schedule.rules.kinds import AudienceRole, Eligibility, Equipment, FocusArea, Half
from trainer.schedule.rules.series import Duty

COLUMNS = (
    ("languages", "language"), ("interpretation",), ("led_by", "trainers"), ("eligibility", "who_may_register"),
    ("approval",), ("per_session", "single_sessions"), ("initiatives",), ("funders",), ("focus_areas",), ("roles",),
    ("ages", "age_groups"), ("trainer_ids", "trainer_numbers"), ("price",), ("region",), ("bring", "what_to_bring"),
    ("parking",), ("equipment",), ("course_code",),
    ("approval_code",), ("competencies", "competency_areas"), ("mandatory",), ("half_day",),
)  # fmt: skip
"""Columns that a file may have; whatever is missing stays empty. Between the parts of a list stands a semicolon."""
TEXTS = {
    "interpretation": 200, "price": 200, "region": 100, "bring": 1_000, "parking": 1_000, "course_code": 64,
    "approval_code": 64,
}  # fmt: skip
SAID = {"chinese": "zh_Hant", "tagalog": "fil", "asl": "ase"}
"""Languages by a name that is not their own."""
AGES = {
    **{band.value: band for band in AgeBand}, "under 1 year": AgeBand.UNDER_ONE, "1 year": AgeBand.ONE,
    "2 years": AgeBand.TWO, "3 years": AgeBand.THREE, "4 years": AgeBand.FOUR,
}  # fmt: skip
"""Ages as a file may say them. In words as well: a spreadsheet makes a date of 3-4 alone."""


def languages_by_name() -> dict[str, str]:
    """'spanish' and 'es' are es."""
    names = Locale("en").languages
    return {**SAID, **{code.casefold(): code for code in tags.SPOKEN},
            **{str(names[code]).casefold(): code for code in tags.SPOKEN}}  # fmt: skip


def _texts(cells: dict[str, str]) -> dict[str, Any]:
    for column, most in TEXTS.items():
        if len(cells[column]) > most:
            raise Problem(ImportReason.TOO_LONG, column, most=most)
    return {column: cells[column] for column in TEXTS}


def _languages(cells: dict[str, str]) -> dict[str, Any]:
    names, found = languages_by_name(), []
    for part in parts(cells, "languages"):
        if part.casefold() not in names:
            expected = ", ".join(str(Locale("en").languages[code]) for code in tags.SPOKEN)
            raise Problem(ImportReason.UNKNOWN_WORD, "languages", part, expected=expected)
        found.append(names[part.casefold()])
    return {"languages": tuple(dict.fromkeys(found))}


def _free(column: str, most: int) -> Callable[[dict[str, str]], dict[str, Any]]:
    """A list of words of the file's own."""

    def read(cells: dict[str, str]) -> dict[str, Any]:
        found = parts(cells, column)
        long = tags.too_long(found, most)
        if long or tags.too_many(found, tags.MOST_TAGS):
            raise Problem(ImportReason.TOO_LONG, column, long or "", most=most)
        return {column: found}

    return read


def _who(cells: dict[str, str]) -> dict[str, Any]:
    return {
        "eligibility": choice(cells, "eligibility", Eligibility) or Eligibility.ANYONE,
        "approval": yes(cells, "approval"),
        "per_session": yes(cells, "per_session"),
    }


def _competencies(cells: dict[str, str]) -> dict[str, Any]:
    """'1: 60; 3: 90' is an hour of area 1 and an hour and a half of area 3."""
    found: dict[str, int] = {}
    for part in parts(cells, "competencies"):
        match = re.fullmatch(r"(\w{1,12}) *[:=] *(\d{1,5})", part)
        if not match:
            raise Problem(ImportReason.UNREADABLE_NUMBER, "competencies", part)
        found[match[1]] = int(match[2])
    return {"competencies": found}


def _ages(cells: dict[str, str]) -> dict[str, Any]:
    """'0-1; 3 years' are two bands of ages, in their order."""
    said = {part.casefold().replace("–", "-"): part for part in parts(cells, "ages")}
    wrong = [part for word, part in said.items() if word not in AGES]
    if wrong:
        raise Problem(ImportReason.UNKNOWN_WORD, "ages", wrong[0], expected=", ".join(AGES))
    found = {AGES[word] for word in said}
    return {"ages": tuple(band.value for band in AgeBand if band in found)}


READERS: tuple[Callable[[dict[str, str]], dict[str, Any]], ...] = (
    _texts, _languages, _who, _competencies, _ages, _free("led_by", tags.LONGEST_LINE),
    _free("trainer_ids", tags.LONGEST_LINE),
    _free("initiatives", tags.LONGEST_TAG), _free("funders", tags.LONGEST_TAG),
    lambda cells: {"focus_areas": choices(cells, "focus_areas", FocusArea)},
    lambda cells: {"roles": choices(cells, "roles", AudienceRole)},
    lambda cells: {"equipment": choices(cells, "equipment", Equipment)},
)  # fmt: skip
"""Each reads its own columns, so that a row names every problem and not only the first."""


def duty(cells: dict[str, str]) -> Duty:
    """Which sessions are mandatory; all of them when nothing is said."""
    word = cells["mandatory"].casefold()
    if word in {"yes", "y", ""}:
        return Duty.ALL
    return Duty.NONE if word in {"no", "n"} else choice(cells, "mandatory", Duty) or Duty.ALL


def half(cells: dict[str, str]) -> Half | None:
    """Which half of a day each session fills, if it is said."""
    return choice(cells, "half_day", Half)
