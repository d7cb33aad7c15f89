"""What is spent, given in kind and planned for a CoP, and what does it come to (B06, E17)?"""

import enum
from dataclasses import dataclass, field

MOST_CENTS = 100_000_000
MOST_RECEIPT = 20 << 20
"""Bytes of a receipt in PDF; a photo may be as large as phones make them."""
CURRENCIES = ("USD", "CAD")


class MoneyKind(enum.StrEnum):
    """What happened: money was spent, something was given in kind, or money or prizes were donated."""

    EXPENSE = "expense"
    IN_KIND = "in_kind"
    DONATION = "donation"


class BudgetLine(enum.StrEnum):
    """What it is for."""

    VENUE = "venue"
    PARKING = "parking"
    FOOD = "food"
    MATERIALS = "materials"
    TRAVEL = "travel"
    INTERPRETING = "interpreting"
    CHILD_CARE = "child_care"
    PRESENTERS = "presenters"
    PRIZES = "prizes"
    OTHER = "other"


class MoneyReason(enum.StrEnum):
    """Why a sum cannot be kept. Facts: most."""

    WHAT_MISSING = "what_missing"
    CENTS_WRONG = "cents_wrong"
    DAY_WRONG = "day_wrong"
    NO_SUCH_SESSION = "no_such_session"
    RECEIPT_NOT_TAKEN = "receipt_not_taken"


@dataclass
class Sums:
    """What one currency comes to, in cents: by kind, and by kind and budget line."""

    by_kind: dict[MoneyKind, int] = field(default_factory=dict)
    by_line: dict[BudgetLine, dict[MoneyKind, int]] = field(default_factory=dict)

    def add(self, kind: MoneyKind, line: BudgetLine, cents: int) -> None:
        """Count one sum in."""
        self.by_kind[kind] = self.by_kind.get(kind, 0) + cents
        of_line = self.by_line.setdefault(line, {})
        of_line[kind] = of_line.get(kind, 0) + cents


def as_cents(text: str) -> int | None:
    """The cents of a sum as people type it: 12, 12.5, 12.50, 1,250.00 or $12. None when it is none."""
    tidy = text.strip().removeprefix("$").replace("\u00a0", "").replace(" ", "")
    whole, point, part = tidy.partition(".")
    groups = whole.split(",")
    if len(groups) > 1 and (any(len(one) != 3 for one in groups[1:]) or not 1 <= len(groups[0]) <= 3):
        return None
    digits = "".join(groups)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        return None
    if point and (not part.isascii() or not part.isdigit() or len(part) > 2):
        return None
    return int(digits) * 100 + int((part or "0").ljust(2, "0"))
