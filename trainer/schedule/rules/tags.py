"""Which short words are in a line of text? Tags between commas, trainers line by line, codes of languages."""

import re
from collections.abc import Iterable

MOST_TAGS = 12
LONGEST_TAG = 60
MOST_LINES = 10
LONGEST_LINE = 200
SPOKEN = ("en", "es", "zh_Hant", "fr", "vi", "fil", "pa", "yue", "ko", "hmn", "ar", "ru", "ase")
"""Languages that a planner can tick, the most spoken first (domain.md 7.4); American Sign Language is the last."""


def _once(parts: Iterable[str]) -> tuple[str, ...]:
    """Each part once, however it is capitalized, in the order of its first mention."""
    seen: dict[str, str] = {}
    for part in parts:
        words = " ".join(part.split())
        if words:
            seen.setdefault(words.casefold(), words)
    return tuple(seen.values())


def tags_in(text: str) -> tuple[str, ...]:
    """'QCC, IMPACT; qcc' is QCC and IMPACT."""
    return _once(re.split(r"[,;\n]", text))


def lines_in(text: str) -> tuple[str, ...]:
    """Each line that is not empty."""
    return _once(text.splitlines())


def too_many(parts: tuple[str, ...], most: int) -> bool:
    """Whether there are more parts than fit."""
    return len(parts) > most


def too_long(parts: tuple[str, ...], most: int) -> str | None:
    """The first part that is longer than fits, if any."""
    return next((part for part in parts if len(part) > most), None)
