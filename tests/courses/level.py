"""How many words does an English text have, and after how many years of school is it read with ease?

Flesch and Kincaid: 0.39 × words per sentence + 11.8 × syllables per word - 15.59.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINK = re.compile(r"!?\[([^]]*)\]\([^)]*\)")
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.)\s")
_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n\s*\n")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d:.,]*")


@dataclass(frozen=True)
class Level:
    words: int
    grade: float


def syllables(word: str) -> int:
    """About as many as are spoken: groups of vowels, without the endings that are silent."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) <= 3:
        return 1
    letters = re.sub(r"(?:[^laeiouy]es|[^laeiouydt]ed|[^laeiouy]e)$", lambda found: found[0][0], letters)
    return max(1, len(re.findall(r"[aeiouy]{1,2}", letters.removeprefix("y"))))


def sentences_of(markdown: str) -> str:
    """The sentences alone: without headings, tables, pictures, addresses and marks; every item of a list ends one."""
    lines = []
    for line in markdown.split("\n"):
        if line.startswith(("#", "|", "![")):
            continue
        words = re.sub(r"^\s*(?:>|[-*]|\d+\.)\s+", "", line).strip()
        if _ITEM.match(line) and words and words[-1] not in ".?!:":
            words += "."
        lines.append(words)
    return re.sub(r"[*_`]", "", _LINK.sub(r"\1", "\n".join(lines)))


def level_of(markdown: str) -> Level:
    """Words, and the grade of Flesch and Kincaid."""
    text = sentences_of(markdown)
    sentences = [one for one in _END.split(text) if re.search("[A-Za-z]", one)]
    words = _WORD.findall(text)
    spoken = sum(syllables(word) for word in words)
    count = max(len(words), 1)
    return Level(len(words), 0.39 * count / max(len(sentences), 1) + 11.8 * spoken / count - 15.59)
