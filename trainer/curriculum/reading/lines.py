"""On which line of a TOML file does a value stand?

tomllib gives values without lines, so the lines are found by a second, simple look at the text: headers and keys.
"""

from __future__ import annotations

import re
from pathlib import Path

from trainer.curriculum.reading.problems import Problems

Place = tuple[str | int, ...]

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")


def find_places(text: str) -> dict[Place, int]:
    """The line of every header and key."""
    places: dict[Place, int] = {}
    last_index: dict[Place, int] = {}
    table: Place = ()
    quotes = ""  # the quotes of a text that runs over several lines
    for number, line in enumerate(text.split("\n"), start=1):
        if quotes:
            quotes = "" if line.count(quotes) % 2 else quotes
            continue
        header, key = _HEADER.fullmatch(line), _KEY.match(line)
        if header:
            table = _enter(header[2], header[1] == "[[", last_index)
            places.setdefault(table, number)
        elif key:
            place = table
            for name in _names(key[1]):
                place = (*place, name)
                places.setdefault(place, number)
        quotes = next((q for q in ('"""', "'''") if line.count(q) % 2), "")
    return places


def _names(dotted: str) -> list[str]:
    return [name.strip("\"'") for name in re.findall(_NAME, dotted)]


def _enter(dotted: str, one_of_many: bool, last_index: dict[Place, int]) -> Place:
    names = _names(dotted)
    place: Place = ()
    for position, name in enumerate(names):
        place = (*place, name)
        if one_of_many and position == len(names) - 1:
            last_index[place] = last_index.get(place, -1) + 1
        if place in last_index:
            place = (*place, last_index[place])
    return place


class Source:
    """A file while it is read: its text, its lines, and the list its problems go to."""

    def __init__(self, path: Path, text: str, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self._lines = text.split("\n")
        self._places = find_places(text)

    def line(self, place: Place) -> int:
        """The line of this place or, where it is not written, of the table around it."""
        while place and place not in self._places:
            place = place[:-1]
        return self._places.get(place, 1)

    def lines_of_text(self, place: Place) -> tuple[int, int]:
        """On which line a text begins: below its key when the quotes that open it end their line; and its last line."""
        line = self.line(place)
        opened = self._lines[line - 1].partition("=")[2].strip()
        quotes = opened[:3]
        if quotes not in ('"""', "'''"):
            return line, line
        closed = range(line + 1, len(self._lines) + 1)
        last = (
            line if quotes in opened[3:] else next((n for n in closed if quotes in self._lines[n - 1]), line)
        )
        return min(line + (opened == quotes), last), last

    def line_of_item(self, place: Place, item: object) -> int:
        """The line of one item of a list."""
        start = self.line(place)
        written = re.compile(rf"(?<![\w.-]){re.escape(str(item))}(?![\w.-])")
        for number in range(start, len(self._lines) + 1):
            line = self._lines[number - 1]
            if written.search(line.partition("=")[2] if number == start else line):
                return number
            if "]" in line:
                break
        return start
