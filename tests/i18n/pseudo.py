"""Which words on a page did nobody translate? A made-up language in which every translated letter looks different.

In the pseudo language each letter of a translated text is a wide one (Ｓｉｇｎ　ｉｎ). Dates and numbers come in
Japanese. So every plain letter left on a page is either data or raw English.
"""

import re
import zoneinfo
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from html import unescape
from typing import Any

import html5lib
from babel import support
from sqlalchemy import String, select
from sqlalchemy import types as sa_types

from trainer.attendance import registries
from trainer.core.db import KeptJson, Model, StrEnumType, db
from trainer.core.html import Placed, course_parts

H = "{http://www.w3.org/1999/xhtml}"
LOCALE = "ja"
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|<[^>]*>|&#?\w+;|\{\w*\})")
WIDE = {code: code + 0xFEE0 for pair in ("az", "AZ") for code in range(ord(pair[0]), ord(pair[1]) + 1)}
WORD = re.compile(r"[^\W\d_]*[A-Za-z]{2,}[^\W\d_]*")
NEVER_WORDS = re.compile(
    r"\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}\b|https?://\S+|\S+@\S+\.\w+|\bGMT(?:[+-]\d+)?|\b(?:UTC|[A-Z]{1,2}[SD]T)\b|\b[0-9a-f]{8,}\b"
)
SILENT = {f"{H}{tag}" for tag in ("script", "style", "code", "pre", "samp", "kbd")}
SAID = ("title", "aria-label", "aria-description", "aria-roledescription", "alt", "placeholder", "data-label")
SAID_BY_SCRIPT = (
    "data-show", "data-hide", "data-title", "data-left", "data-over", "data-done",
    "data-saved", "data-offline", "data-signed-out", "data-elsewhere", "data-restored", "data-older", "data-drop",
    "data-marked", "data-out", "data-words", "data-away", "data-sent", "data-not-here", "data-not-now", "data-gone",
    "data-plain", "data-saving", "data-removed", "data-failed",
)  # fmt: skip
NAMES = {"English", "Español", "Français", "Facilitators", "Commons"}
"""Names of languages in their own language, and the program's name before it has one."""


def wide(text: str) -> str:
    """A text in the pseudo language; placeholders and tags stay."""
    parts = KEPT.split(text)
    return "".join(part if number % 2 else part.translate(WIDE) for number, part in enumerate(parts))


class Pseudo(support.NullTranslations):
    """The catalog that has every text."""

    def gettext(self, message: str) -> str:
        return wide(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return wide(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return wide(message)

    def npgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        return wide(singular if num == 1 else plural)

    ugettext, ungettext, upgettext, unpgettext = gettext, ngettext, pgettext, npgettext


BETWEEN, A_LINK = re.compile(r"<[^>]*>"), re.compile(r"</?a\b[^>]*>")
NUMBER = re.compile(r"[0-9A-Z]{28}")
"""The number of a certificate: pages show it in groups of four."""


def data(*more: str) -> set[str]:
    """Every text that people have written into the database, and names of time zones. Words of states are no data."""
    db.session.rollback()  # look at the database as it is now
    found = {*more, *zones(), *registry_words()}
    for table in Model.metadata.sorted_tables:
        columns = [c for c in table.columns if is_text(c.type)]
        if columns:
            for row in db.session.execute(select(*columns)):
                found.update(value for value in row if isinstance(value, str) and len(value) > 1)
        for column in [c for c in table.columns if isinstance(c.type, (sa_types.JSON, KeptJson))]:
            for value in db.session.scalars(select(column)):
                found.update(texts_in(value))
    db.session.rollback()
    found.update("-".join(re.findall("....", text)) for text in list(found) if NUMBER.fullmatch(text))
    found.update(piece for text in list(found) if "\n\n" in text for piece in pieces(text))
    found.update(piece for text in list(found) if text.startswith("<svg") for piece in BETWEEN.split(text))
    return {" ".join(text.split()) for text in found}


@cache
def registry_words() -> frozenset[str]:
    """What registries.toml says: names, numbers and headings are each registry's own."""
    found = registries.registries().values()
    said = [text for one in found for text in (one.name, one.id_label, one.id_example)]
    return frozenset({*said, *(column.heading for one in found for column in one.columns)})


@cache
def zones() -> frozenset[str]:
    """Every name of a time zone as pages write it, and the city in it."""
    names = [zone.replace("_", " ") for zone in zoneinfo.available_timezones()]
    cities = {name.rsplit("/", 1)[-1] for name in names if "/" in name}
    return frozenset({*names, *cities, *(name.replace("/", " – ") for name in names)})


@cache
def pieces(text: str) -> list[str]:
    """The texts between the tags of what somebody wrote in Markdown: a module of a course is read that way."""
    parts = course_parts(text)
    html = " ".join(str(one) for one in parts if not isinstance(one, Placed))
    between = [
        *BETWEEN.split(html),
        *BETWEEN.split(A_LINK.sub("", html)),
    ]  # a link to what is not there is plain words
    said = [unescape(piece).strip() for piece in between]
    return [
        piece for piece in (*said, *(one.alt for one in parts if isinstance(one, Placed))) if len(piece) > 1
    ]


def pattern(texts: Iterable[str], page: str) -> re.Pattern[str]:
    """Whatever is one of `texts`, the longest first, as whole words.

    Only those that the page holds: to compile all that a program's people and courses say takes 0.4 seconds.
    """
    longest_first = sorted((text for text in texts if text and text in page), key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)" if longest_first else "(?!)"
    )


def is_text(kind: Any) -> bool:
    """Whether a column holds free text."""
    return isinstance(kind, String) and not isinstance(kind, StrEnumType)


def texts_in(value: Any) -> set[str]:
    """The texts in a JSON value."""
    if isinstance(value, str):
        return {value} if len(value) > 1 else set()
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return {text for part in parts for text in texts_in(part)}


def raw(html: str, data: Collection[str]) -> list[str]:
    """The words of a page that are neither translated nor data."""
    tree = parsed(html)
    texts = [" ".join(text.split()) for text in said(tree, tree.get("lang"))]
    cleaned = [NEVER_WORDS.sub(" ", text) for text in texts]
    known = pattern(data, "\n".join(cleaned))
    found = []
    for text, clean in zip(texts, cleaned, strict=True):
        words = [word for word in WORD.findall(known.sub(" ", clean)) if word not in NAMES]
        if words:
            found.append(f"{' '.join(words)!r} in {text[:90]!r}")
    return found


@lru_cache(maxsize=4)
def parsed(html: str) -> Any:
    """The tree of a page. The last ones are kept: a page is read more than once."""
    return html5lib.HTMLParser().parse(html)


def said(element: Any, language: str) -> list[str]:
    """Every text that an element and its children say, seen or heard; what is marked as untranslatable is not."""
    if not isinstance(element.tag, str):  # a comment
        return []
    silent = (
        element.tag in SILENT or element.get("translate") == "no" or element.get("lang", language) != language
    )
    found = [] if silent else own_words(element)
    for child in element:
        if not silent:
            found += said(child, language)
        found += [child.tail] if child.tail and not silent else []
    return found


def own_words(element: Any) -> list[str]:
    """The text before the first child, and the attributes that are read to somebody."""
    found = [element.text or ""]
    found += [element.get(name, "") for name in (*SAID, *SAID_BY_SCRIPT)]
    if element.tag == f"{H}input" and element.get("type") in ("submit", "button", "reset"):
        found.append(element.get("value", ""))
    described = element.get("name") == "description" or (element.get("property") or "").startswith("og:")
    if (
        element.tag == f"{H}meta"
        and described
        and not element.get("content", "").startswith(("http", "website"))
    ):
        found.append(element.get("content", ""))
    return [text for text in found if text.strip()]
