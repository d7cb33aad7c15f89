"""How does a text of a course become a part of a page: links of this site, pictures, words that are explained?"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import flask
from markupsafe import Markup, escape

from trainer.core.html import Placed, course_parts, drawing
from trainer.curriculum.models import Piece
from trainer.curriculum.rules import PieceKind
from trainer.learning import queries, rules
from trainer.learning.views.blueprint import told

_LINK = re.compile(r'<a href="(module|card|template|term):([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_POINTED = re.compile(r"\]\((card|template|term|picture):([a-z0-9.-]+)")
PAGES = {"card": "learning.card", "template": "learning.template"}


@dataclass(frozen=True)
class Shelf:
    """What the texts of a page point to and what is there: pieces by kind and name, and the modules beside them."""

    pieces: Mapping[tuple[str, str], Piece] = field(default_factory=dict)
    course: str = ""
    modules: Collection[str] = ()

    def words(self) -> list[Piece]:
        """The terms that these texts use, by what they are called in the reader's language."""
        found = [piece for (kind, _name), piece in self.pieces.items() if kind == PieceKind.TERM]
        return in_order(found)


@dataclass(frozen=True)
class Section:
    """A part of a module's text under one heading; the first may have none. `id` is its place on the page."""

    id: str
    heading: str
    text: Markup


def in_order(terms: Iterable[Piece]) -> list[Piece]:
    """Terms by what they are called in the reader's language; an accent changes nothing about the order."""
    return sorted(terms, key=lambda term: queries.sortable(told(term.content["words"])))


def shelf_for(*texts: str, course: str = "", modules: Collection[str] = ()) -> Shelf:
    """What these texts point to, in one statement (or none, where they point to nothing)."""
    wanted = {(kind, name) for text in texts for kind, name in _POINTED.findall(text)}
    found = queries.pieces_named(wanted)
    return Shelf({(piece.kind.value, piece.name): piece for piece in found}, course, modules)


NOTHING = Shelf()


def sections_of(text: str, shelf: Shelf = NOTHING) -> list[Section]:
    """A module's text by its headings, so that one can keep one's place at each of them."""
    return [Section(one.id, one.heading, rich(one.text, shelf)) for one in rules.portions(text)]


def rich(text: str, shelf: Shelf = NOTHING) -> Markup:
    """A text of a course as safe HTML. What it points to and is not there becomes plain words."""
    return Markup().join(
        _picture(part, shelf) if isinstance(part, Placed) else _linked(part, shelf)
        for part in course_parts(text)
    )


def _linked(html: Markup, shelf: Shelf) -> Markup:
    """Cleaned HTML whose links lead to this site's own pages."""

    def link(found: re.Match[str]) -> str:
        kind, name, words = found.groups()
        address = _address(kind, name, shelf)
        return f'<a href="{escape(address)}">{words}</a>' if address else words

    return Markup(_LINK.sub(link, html))  # noqa: S704 - it was cleaned, and only addresses of ours are put in


def _address(kind: str, name: str, shelf: Shelf) -> str:
    if kind == "module":
        if name in shelf.modules:
            return flask.url_for("learning.module", course=shelf.course, module=name)
        return flask.url_for("learning.module_anywhere", module=name)
    if (kind, name) not in shelf.pieces:
        return ""
    values: dict[str, Any] = {kind: name}
    return f"#word-{name}" if kind == "term" else flask.url_for(PAGES[kind], **values)


def _picture(placed: Placed, shelf: Shelf) -> Markup:
    """The drawing in the reader's language with its two descriptions; its words alone, where it is not there."""
    piece = shelf.pieces.get((PieceKind.PICTURE.value, placed.name))
    if piece is None:
        return Markup("<p>{}</p>").format(placed.alt)
    return Markup(  # noqa: S704 - a template of ours
        flask.render_template(
            "learning/picture.html", piece=piece.content, name=placed.name, alt=placed.alt,
            svg=drawing(told(piece.content["svg"]), placed.name),
        )
    )  # fmt: skip


def plain(text: str) -> str:
    """A text of a course for a mail or a word processor: no signs of Markdown, a link with its address behind it."""
    lines = []
    for line in text.splitlines():
        blank = _BLANK.fullmatch(line)
        if blank:
            lines += ["_" * 60] * _count(blank)
            continue
        said = re.sub(r"^#+ +", "", line)
        said = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", said)
        said = re.sub(r"\[([^\]]+)\]\((https?://[^)]+)\)", r"\1 (\2)", said)
        said = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", said)
        lines.append(re.sub(r"\*\*(.+?)\*\*|(?<!\w)\*(?!\s)(.+?)(?<!\s)\*(?!\w)", r"\1\2", said))
    return "\n".join(lines) + "\n"


_BLANK = re.compile(r" *_{4,}(?: +(\d{1,2}))? *")
_TICK = re.compile(r"^( *)(?:[-*] +)?\[ \] +", re.MULTILINE)
_LINES, _BOX = "\ue000", "\ue001"
_PLACE_OF_LINES = re.compile(rf"<p>{_LINES}(\d+)</p>")


def _count(found: re.Match[str]) -> int:
    return min(int(found[1] or 1), 20)


def to_fill_in(text: str, shelf: Shelf = NOTHING) -> Markup:
    """A template as HTML: a line that is only `____` becomes a line to write on, `____ 3` three, `[ ]` a tick box."""
    marked = []
    for line in _TICK.sub(rf"\1- {_BOX}", text).splitlines():
        blank = _BLANK.fullmatch(line)
        indent = line[: len(line) - len(line.lstrip())]
        marked += ["", f"{indent}{_LINES}{_count(blank)}", ""] if blank else [line]
    html = _PLACE_OF_LINES.sub(
        lambda one: '<span class="write-line"></span>' * int(one[1]), rich("\n".join(marked), shelf)
    )
    return Markup(html.replace(_BOX, '<span class="tick-box"></span>'))  # noqa: S704 - cleaned, and two signs of ours
