"""What is wrong in which file, on which line, and which links are still to be followed?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MOST_SHOWN = 300
"""Characters of a sentence about a mistake; what it quotes may be longer than anybody reads."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake, where it is, and what to do about it."""

    path: Path
    line: int  # counted from 1
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, order=True)
class Link:
    """A link in a text to another part of the folder: module, card, template, term or picture."""

    path: Path
    line: int
    kind: str
    name: str


class Problems(list[Problem]):
    """The mistakes found so far; and the links, because where they lead is known only when everything is read."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []

    def add(self, path: Path, line: int, message: str) -> None:
        """One more mistake, in a sentence. What it quotes from the file is cut to what a person reads."""
        self.append(Problem(path, line, _shown(message)))


def _shown(message: str) -> str:
    if len(message) > MOST_SHOWN:
        message = f"{message[: MOST_SHOWN // 2]} … {message[-MOST_SHOWN // 2 :]}"
    return "".join(character if character.isprintable() else "�" for character in message)
