"""What is a program year? July 1 to June 30 (domain.md 1.1), written '2020-21'."""

import enum
import re
from datetime import date


class YearReason(enum.StrEnum):
    """Why a year cannot be made. Facts: year."""

    YEAR_EXISTS = "year_exists"
    NO_YEAR = "no_year"


def slug_of(starts: int) -> str:
    """'2020-21' for the year that begins in July 2020."""
    return f"{starts}-{(starts + 1) % 100:02d}"


def starts_of(slug: str) -> int | None:
    """2020 for '2020-21', '2020–21' or '2020-2021'; None for anything else."""
    match = re.fullmatch(r"(20\d\d)[-–](20)?(\d\d)", slug.strip())
    if not match or (int(match[1]) + 1) % 100 != int(match[3]):
        return None
    return int(match[1])


def starts_for(day: date) -> int:
    """The calendar year in which the program year of a day begins."""
    return day.year if day.month >= 7 else day.year - 1


def months_of(starts_on: date) -> list[date]:
    """The twelve months of a year, each by its first day."""
    return [
        date(starts_on.year + (starts_on.month - 1 + ahead) // 12, (starts_on.month - 1 + ahead) % 12 + 1, 1)
        for ahead in range(12)
    ]
