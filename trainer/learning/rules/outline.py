"""Which parts does a module's text have, and how long does it take to read what is left of it?"""

import re
from dataclasses import dataclass
from functools import lru_cache

WORDS_A_MINUTE = 180
"""An unhurried pace for a text that one thinks about, also in one's second language."""

LEAST_SECONDS = 20
LEAST_SHARE = 4
"""Whoever came to the end in less than a quarter of the time, or in twenty seconds, has looked at it, not read it."""

_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_TARGET = re.compile(r"\]\([^)]*\)")
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")


@dataclass(frozen=True)
class Portion:
    """A part of a text under one heading, in Markdown; the first may have none. `id` is its place on the page."""

    id: str
    heading: str
    text: str
    words: int


@lru_cache(maxsize=1_024)
def portions(text: str) -> tuple[Portion, ...]:
    """A module's text by its second-level headings, so that one can keep one's place at each of them."""
    pieces = _HEADING.split(text)
    found = [_portion(0, "", pieces[0])] if pieces[0].strip() else []
    for number in range(1, len(pieces), 2):
        found.append(_portion((number + 1) // 2, re.sub(r"[*_`]", "", pieces[number]), pieces[number + 1]))
    return tuple(found)


def _portion(number: int, heading: str, text: str) -> Portion:
    return Portion(f"s{number}", heading, text.strip(), words_in(f"{heading} {text}"))


def words_in(text: str) -> int:
    """How many words one reads: of a link its words, not where it leads."""
    return len(_WORD.findall(_TARGET.sub("]", text)))


def minutes_to_read(words: int) -> int:
    """Whole minutes for so many words, rounded up: nobody is hurried."""
    return -(-words // WORDS_A_MINUTE)


def words_left(text: str, *, place: str = "", read: bool = False) -> int:
    """How many words are still to be read by somebody who is at `place`; the part they are in counts whole."""
    if read:
        return 0
    parts = portions(text)
    at = next((number for number, one in enumerate(parts) if one.id == place), 0)
    return sum(one.words for one in parts[at:])


def least_seconds(words: int) -> int:
    """How long a page must have been looked at, in seconds, before its end means that it was read."""
    return max(LEAST_SECONDS, words * 60 // WORDS_A_MINUTE // LEAST_SHARE)
