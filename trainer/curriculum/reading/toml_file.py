"""What does a TOML file say, and on which line does it say so?

tomllib gives values without lines, so the lines are found by a second, simple look at the text: headers and keys.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from trainer.curriculum.reading.pieces import Problem, Words

Place = tuple[str | int, ...]
Choice = TypeVar("Choice", bound=StrEnum)

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_ERROR_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """The file's text, or None with a problem when there is none or it is not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError:
        problems.append(Problem(path, 1, "This file is missing or cannot be opened."))
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(path, line, "This is not UTF-8. Save the file with the encoding UTF-8."))
        return None


def open_table(path: Path, problems: list[Problem]) -> Table | None:
    """The whole file as a table, or None with a problem when it is not TOML."""
    text = read_text(path, problems)
    if text is None:
        return None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _ERROR_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        problems.append(Problem(path, line, f"This is not TOML: {_ERROR_LINE.sub('', str(error))}."))
        return None
    return Table(Source(path, text, problems), values, ())


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

    def __init__(self, path: Path, text: str, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self._lines = text.split("\n")
        self._places = find_places(text)

    def line(self, place: Place) -> int:
        """The line of this place or, where it is not written, of the table around it."""
        while place and place not in self._places:
            place = place[:-1]
        return self._places.get(place, 1)

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


class Table:
    """One table of a TOML file. Each reader returns an empty value and notes a problem when something is wrong;
    `close` notes every key that nothing asked for, so that a misspelled key is not silently ignored."""

    def __init__(self, source: Source, values: dict[str, Any], place: Place) -> None:
        self.source = source
        self._values = values
        self._place = place
        self._asked: set[str] = set()

    def problem(self, message: str, *place: str | int) -> None:
        line = self.source.line((*self._place, *place))
        self.source.problems.append(Problem(self.source.path, line, message))

    def item_problem(self, message: str, key: str, item: object) -> None:
        line = self.source.line_of_item((*self._place, key), item)
        self.source.problems.append(Problem(self.source.path, line, message))

    def has(self, key: str) -> bool:
        return key in self._values

    def _get(self, key: str, kind: type, name: str, required: bool = True) -> Any:
        self._asked.add(key)
        if key not in self._values:
            if required:
                self.problem(f"“{key}” is missing here.")
            return None
        value = self._values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.problem(f"“{key}” must be {name}.", key)
            return None
        return value

    def text(self, key: str, required: bool = True) -> str:
        value = self._get(key, str, "a text in quotes", required)
        if value is not None and not value.strip():
            self.problem(f"“{key}” is empty.", key)
        return (value or "").strip()

    def number(self, key: str) -> int:
        value = self._get(key, int, "a whole number")
        if value is not None and value < 1:
            self.problem(f"“{key}” must be at least 1.", key)
        return max(value or 0, 0)

    def flag(self, key: str) -> bool:
        return bool(self._get(key, bool, "true or false", required=False))

    def choice(self, key: str, choices: type[Choice], default: Choice) -> Choice:
        """One of the choices; `default` is only returned together with a problem."""
        value = self._get(key, str, "a text in quotes")
        if value is None:
            return default
        if value not in {choice.value for choice in choices}:
            allowed = ", ".join(choice.value for choice in choices)
            self.problem(f"“{value}” is unknown for “{key}”. It can be: {allowed}.", key)
            return default
        return choices(value)

    def items(self, key: str, kind: type, required: bool = True) -> list[Any]:
        """A list of texts (kind=str) or whole numbers (kind=int), each at most once."""
        values = self._get(key, list, "a list in [ ]", required) or []
        if any(not isinstance(value, kind) or isinstance(value, bool) for value in values):
            self.problem(
                f"“{key}” may hold only {'texts' if kind is str else 'whole numbers'}.",
                key,
            )
            return []
        if len(set(values)) < len(values):
            self.problem(f"“{key}” names something twice.", key)
        if required and not values and key in self._values:
            self.problem(f"“{key}” is empty.", key)
        return values

    def counts(self, key: str) -> dict[str, int]:
        """A small table of names and whole numbers."""
        values = self._get(key, dict, "a table of numbers", required=False) or {}
        for name, value in values.items():
            if not isinstance(value, int) or isinstance(value, bool):
                self.problem(f"“{name}” must be a whole number.", key, name)
        return {name: value for name, value in values.items() if isinstance(value, int)}

    def words(self, key: str, languages: list[str], required: bool = True) -> Words:
        """A text in every language, under a key of its own: title.en, title.es."""
        values = self._get(key, dict, f"written once per language, as {key}.en, {key}.es", required)
        if values is None:
            return {}
        return Table(self.source, values, (*self._place, key)).own_words(languages, last=True)

    def own_words(self, languages: list[str], last: bool = False) -> Words:
        """A text in every language, written directly in this table: en, es."""
        words = {language: self.text(language, required=False) for language in languages}
        for language in languages:
            if language not in self._values:
                self.problem(f"The text in “{language}” is missing here.")
        if last:
            self.close()
        return words

    def tables(self, key: str, required: bool = True) -> list[Table]:
        values = self._get(key, list, f"written as [[{key}]]", required) or []
        if any(not isinstance(value, dict) for value in values):
            self.problem(f"“{key}” must be written as [[{key}]].", key)
            return []
        return [Table(self.source, value, (*self._place, key, i)) for i, value in enumerate(values)]

    def table(self, key: str) -> Table | None:
        """A table of its own, [key]; None when it is not there."""
        values = self._get(key, dict, f"written as [{key}]", required=False)
        return None if values is None else Table(self.source, values, (*self._place, key))

    def close(self) -> None:
        for key in self._values:
            if key not in self._asked:
                self.problem(f"“{key}” is unknown here.", key)
