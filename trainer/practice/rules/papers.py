"""Which papers does a CoP hand to others, what belongs into each, and what proves that one arrived?"""

import enum
from collections.abc import Mapping
from datetime import date
from typing import Any

from trainer.practice.rules.setup import filled


class PaperKind(enum.StrEnum):
    """Contract activity description (rows C09, C15), two-year plan (D18), report to a council (D15)."""

    ACTIVITY = "activity"
    PLAN = "plan"
    REPORT = "report"


class Way(enum.StrEnum):
    """How a paper was handed over."""

    MAIL = "mail"
    PAPER = "paper"
    MEETING = "meeting"
    UPLOAD = "upload"


class ActivityCode(enum.StrEnum):
    """Under which activity a funder books it (row C15)."""

    CCRR = "3104"
    QUALITY = "3125"


class PaperReason(enum.StrEnum):
    """Why a paper cannot be handed over, or confirmed. Facts: missing, name."""

    INCOMPLETE = "incomplete"
    NAME_MISSING = "name_missing"
    ADDRESS_WRONG = "address_wrong"
    DAY_WRONG = "day_wrong"
    CONFIRMED = "confirmed"


EVIDENCE = "Evidence Informed – Industry Standard"
"""The level of evidence that funders know Growing Together by (row C15); a name, so it is not translated."""

FIELDS: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.ACTIVITY: (
        "code", "need", "activities", "outcomes", "measures", "evidence", "staff", "amount",
    ),
    PaperKind.PLAN: (
        "needs_numbers", "needs_voices", "annual_measure", "level_measure", "year_one", "year_two", "scaling", "links",
        "review",
    ),
    PaperKind.REPORT: ("council", "formed", "learned", "feedback", "tried", "next", "ask"),
}  # fmt: skip
"""What is written for a paper; domain, members, rhythm and all else that is known is put in by itself."""

NEEDED: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.ACTIVITY: ("code", "need", "activities", "outcomes"),
    PaperKind.PLAN: (
        "needs_numbers",
        "needs_voices",
        "annual_measure",
        "level_measure",
        "year_one",
        "year_two",
    ),
    PaperKind.REPORT: ("council", "formed", "learned", "feedback"),
}


def missing(kind: PaperKind, content: Mapping[str, Any]) -> list[str]:
    """Which parts a paper still needs before it is handed over."""
    return [name for name in FIELDS[kind] if name in NEEDED[kind] and not filled(content.get(name))]


def fiscal_year(day: date) -> int:
    """The year in which the fiscal year of this day begins: July 1 to June 30 (domain.md 1.1)."""
    return day.year if day.month >= 7 else day.year - 1


def fiscal_label(year: int) -> str:
    """A fiscal year as funders write it: 24-25."""
    return f"{year % 100:02}-{(year + 1) % 100:02}"


def why_not_hand_over(
    *,
    kind: PaperKind,
    content: Mapping[str, Any],
    way: Way,
    to_whom: str,
    address: bool,
    on: date,
    today: date,
) -> tuple[PaperReason, dict[str, object]] | None:
    """Why a paper cannot be handed over. `address`: whether an address to send it to was given that is one."""
    if parts := missing(kind, content):
        return PaperReason.INCOMPLETE, {"missing": parts}
    if not to_whom.strip():
        return PaperReason.NAME_MISSING, {}
    if way is Way.MAIL and not address:
        return PaperReason.ADDRESS_WRONG, {}
    return (PaperReason.DAY_WRONG, {}) if on > today else None
