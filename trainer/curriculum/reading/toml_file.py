"""What does a TOML file say, and on which line does it say so?

Each reader of a value notes what is wrong with it and goes on.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from trainer.curriculum import rules
from trainer.curriculum.reading import files, markdown
from trainer.curriculum.reading.lines import Place, Source
from trainer.curriculum.reading.pieces import Words
from trainer.curriculum.reading.problems import Problems

Choice = TypeVar("Choice", bound=StrEnum)

MOST = 100_000
"""Of anything that is counted: minutes of a course are far fewer."""

MANY = 200
"""Of anything that is listed."""

_ERROR_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")


def open_table(path: Path, problems: Problems) -> Table | None:
    """The whole file as a table, or None with a problem when it is not TOML."""
    text = files.read_text(path, problems)
    if text is None:
        return None
    try:
        values = tomllib.loads(text)
    except RecursionError:
        problems.add(path, _too_deep(text), "Brackets stand in brackets here, deeper than any course needs.")
        return None
    except ValueError as error:  # what is not TOML, and numbers longer than numbers are
        found = _ERROR_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1 if found else 1
        problems.add(path, line, f"This is not TOML: {_ERROR_LINE.sub('', str(error))}.")
        return None
    return Table(Source(path, text, problems), values, ())


def _too_deep(text: str) -> int:
    """The line on which the brackets are nested most deeply."""
    depth = deepest = 0
    line = 1
    for number, written in enumerate(text.split("\n"), start=1):
        for character in written:
            depth += (character in "[{") - (character in "]}")
            if depth > deepest:
                deepest, line = depth, number
    return line


def _why_no_text(value: str) -> str:
    if len(value) > rules.LONGEST_TEXT:
        return f"has {len(value)} characters, more than {rules.LONGEST_TEXT}."
    hidden = files.CONTROL.search(value)
    if hidden:
        return f"cannot be kept. {files.control_character(hidden[0])}"
    return "holds HTML. Write the words alone." if markdown.HTML.search(value) else ""


class Table:
    """One table of a TOML file. Each reader returns an empty value and notes a problem when something is wrong;
    `close` notes every key that nothing asked for, so that a misspelled key is not silently ignored."""

    def __init__(self, source: Source, values: dict[str, Any], place: Place) -> None:
        self.source = source
        self._values = values
        self._place = place
        self._asked: set[str] = set()

    def problem(self, message: str, *place: str | int) -> None:
        self.source.problems.add(self.source.path, self.source.line((*self._place, *place)), message)

    def item_problem(self, message: str, key: str, item: object) -> None:
        line = self.source.line_of_item((*self._place, key), item)
        self.source.problems.add(self.source.path, line, message)

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
        if value is not None:
            wrong = "is empty." if not value.strip() else _why_no_text(value)
            if wrong:
                self.problem(f"“{key}” {wrong}", key)
        return (value or "").strip()

    def markdown(self, key: str) -> str:
        """A text in Markdown, whose links and lists are looked at line by line; it has no headings."""
        value = self.text(key, required=False)
        if value:
            start, last = self.source.lines_of_text((*self._place, key))
            markdown.look_at(
                self._values[key], self.source.path, self.source.problems, start=start, last=last
            )
        return value

    def number(self, key: str) -> int:
        value = self._get(key, int, "a whole number")
        if value is not None and not 1 <= value <= MOST:
            self.problem(f"“{key}” must be at least 1 and at most {MOST}.", key)
        return min(max(value or 0, 0), MOST)

    def link(self, key: str) -> str:
        """An address with https."""
        value = self.text(key)
        if value and not rules.is_link(value):
            self.problem(f"“{value}” is no link: write https:// and the whole address.", key)
        return value

    def names(self) -> list[str]:
        """The keys of this table, where authors choose them."""
        return list(self._values)[:MANY]

    def promised(self, key: str, languages: list[str]) -> list[str]:
        """The languages of this file: those of all files, and any other one in which `key` is written."""
        written = self._values.get(key)
        more = [name for name in written if rules.is_language(name)] if isinstance(written, dict) else []
        return [*languages, *(name for name in more if name not in languages)]

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
        if len(values) > MANY:
            self.problem(f"“{key}” holds {len(values)}; at most {MANY} are read.", key)
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
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
                self.problem(f"“{name}” must be a whole number, at most {MOST}.", key, name)
        return {name: value for name, value in values.items() if isinstance(value, int)}

    def words(
        self, key: str, languages: list[str], *, required: bool = True, markdown: bool = False
    ) -> Words:
        """A text in every language, under a key of its own: title.en, title.es."""
        values = self._get(key, dict, f"written once per language, as {key}.en, {key}.es", required)
        if values is None:
            return {}
        return Table(self.source, values, (*self._place, key)).own_words(
            languages, last=True, markdown=markdown
        )

    def own_words(self, languages: list[str], *, last: bool = False, markdown: bool = False) -> Words:
        """A text in every language, written directly in this table: en, es."""
        read = self.markdown if markdown else partial(self.text, required=False)
        words = {language: read(language) for language in languages}
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
        if len(values) > MANY:
            self.problem(f"“{key}” is here {len(values)} times; at most {MANY} are read.", key, MANY)
        return [Table(self.source, value, (*self._place, key, i)) for i, value in enumerate(values[:MANY])]

    def table(self, key: str) -> Table | None:
        """A table of its own, [key]; None when it is not there."""
        values = self._get(key, dict, f"written as [{key}]", required=False)
        return None if values is None else Table(self.source, values, (*self._place, key))

    def close(self) -> None:
        for key in self._values:
            if key not in self._asked:
                self.problem(f"“{key}” is unknown here.", key)
