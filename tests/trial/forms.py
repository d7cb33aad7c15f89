"""Which forms stand on a page, and what would somebody send with them? Read from the page itself, so new ones count."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlparse
from xml.etree import ElementTree

import html5lib

from tests.accounts.ways import GOOD
from tests.pages import H

TEXTS = {"text", "search", ""}
PLAIN = {"email": "somebody{n}@example.org", "url": "https://example.org/{n}", "date": "2021-11-0{d}",
         "number": "7", "time": "09:00", "tel": "5550100", "datetime-local": "2021-11-03T09:00",
         "password": GOOD, "color": "#000000"}  # fmt: skip
_numbers = [itertools.count(1)]


def begin_again() -> None:
    """Number what is written from one on, so that two walks write the same."""
    _numbers[0] = itertools.count(1)


@dataclass
class Field:
    """One field: its kind, what stands in it, and what can be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether people write what they like here."""
        return self.kind in TEXTS or self.kind == "textarea"


@dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    fields: dict[str, Field]

    @property
    def texts(self) -> list[str]:
        """The fields for free text."""
        return [name for name, item in self.fields.items() if item.is_text]

    def filled(self, write: Callable[[Field], str] | None = None, only: str = "") -> dict[str, Any]:
        """What a browser sends: `write` gives the free texts (or `only` that one), the rest is plain."""
        data: dict[str, Any] = {}
        for name, item in self.fields.items():
            if write and item.is_text and only in ("", name):
                data[name] = write(item)
            elif (value := plain(item)) is not None:
                data[name] = value
        return data


def plain(item: Field) -> Any:
    """What somebody harmless puts into a field; None for nothing at all."""
    if item.kind in ("select", "radio", "checkbox"):
        chosen = item.chosen or ([c for c in item.choices if c][:1] if item.kind != "checkbox" else [])
        return chosen or None
    if item.kind == "hidden" or item.value:
        return item.value
    if item.kind in ("file", "submit", "button"):
        return None
    number = next(_numbers[0])
    pattern = PLAIN.get(item.kind, "7" if "year" in item.name or "capacity" in item.name else "Words {n}")
    return pattern.format(n=number, d=number % 9 + 1)


def forms_on(page: str, path: str) -> list[Form]:
    """Every form of a page, with its own path where it names no other."""
    tree = html5lib.parse(page)
    return [_form(element, path) for element in tree.iter(H + "form")]


def _form(element: ElementTree.Element, path: str) -> Form:
    form = Form(
        urlparse(urljoin(path, element.get("action") or path)).path,
        (element.get("method") or "get").lower(),
        {},
    )
    for item in element.iter():
        tag = item.tag.removeprefix(H) if isinstance(item.tag, str) else ""
        name = item.get("name", "")
        if tag in ("input", "textarea", "select", "button") and name:
            _add(form, tag, name, item)
    return form


def _add(form: Form, tag: str, name: str, item: ElementTree.Element) -> None:
    kind = item.get("type", "").lower() if tag in ("input", "button") else tag
    kind = "submit" if tag == "button" else kind
    known = form.fields.setdefault(name, Field(name, kind))
    if tag == "select":
        for option in item.iter(H + "option"):
            known.choices.append(option.get("value", option.text or ""))
            if option.get("selected") is not None:
                known.chosen.append(known.choices[-1])
    elif kind in ("radio", "checkbox"):
        known.choices.append(item.get("value", "on"))
        if item.get("checked") is not None:
            known.chosen.append(known.choices[-1])
    elif kind == "submit":
        known.value = known.value or item.get("value", "")
    else:
        known.value = "".join(item.itertext()) if tag == "textarea" else item.get("value", "")
