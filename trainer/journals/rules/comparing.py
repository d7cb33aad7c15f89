"""What changed between two rounds of an entry? Words that came, words that went."""

import difflib
import enum
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORDS = re.compile(r"\S+[^\S\n]*|\n+|[^\S\n]+")
_LINES = re.compile(r"[^\n]*\n+|[^\n]+")
MOST_WORK = 1_000_000
"""How many pairs of words are compared at most within one passage; a longer one is shown as replaced whole."""


class Change(enum.StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A piece of text and what became of it."""

    change: Change
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """The newer text with what was added to it and what was removed from the older one, in reading order.

    Joined without the removed pieces it is the newer text, without the added ones the older.
    """
    before, after = _plain(before), _plain(after)
    old, new = _LINES.findall(before), _LINES.findall(after)
    together = len(old) * len(new) <= MOST_WORK
    pieces = _compared(old, new, inside=True) if together else _replaced(before, after)
    return [
        Piece(change, "".join(piece.text for piece in group))
        for change, group in itertools.groupby(pieces, key=lambda piece: piece.change)
    ]


def together(one: str, other: str) -> str:
    """Both texts in one: what they share once, and where they differ, the lines of the one before those of the other.

    No line of either is left out.
    """
    old, new = _LINES.findall(_ended(_plain(one))), _LINES.findall(_ended(_plain(other)))
    if len(old) * len(new) > MOST_WORK:
        return f"{one.strip()}\n\n{other.strip()}"
    found: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found += new[c:d] if tag == "equal" else [*old[a:b], *new[c:d]]
    return "".join(found).strip()


def _ended(text: str) -> str:
    """With a break at its end, so that the same last line is the same in the middle of a longer text."""
    return text.rstrip("\n") + "\n" if text.strip() else ""


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _compared(old: Sequence[str], new: Sequence[str], *, inside: bool) -> Iterator[Piece]:
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            yield Piece(Change.SAME, came)
        elif tag == "replace" and inside:
            yield from _words(gone, came)
        else:
            yield from _replaced(gone, came)


def _words(gone: str, came: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(gone), _WORDS.findall(came)
    if len(old) * len(new) > MOST_WORK:
        yield from _replaced(gone, came)
    else:
        yield from _compared(old, new, inside=False)


def _replaced(gone: str, came: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Change.REMOVED, gone)
    if came:
        yield Piece(Change.ADDED, came)
