"""How does a page of a package become Markdown? Text, lists, tables, quotes, links; all else is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"head", "style", "script", "template", "noscript", "title"}
LEFT = {"script", "iframe", "object", "embed", "video", "audio", "form", "canvas", "svg", "math", "applet"}
CLOSES = {"li": {"li"}, "p": {"p"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}}
BLOCKS = {"p", "ul", "ol", "blockquote", "table", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section",
          "article", "main", "header", "footer", "figure", "figcaption", "nav", "aside", "body", "html", "dl", "dt",
          "dd", "fieldset", "address", "details", "summary", "center"}  # fmt: skip
MOST_DEEP = 80
SPACE = re.compile(r"[ \t\n\r\f]+")
"""What HTML counts as one space. A space that does not break is none of them: French needs it."""


def on_one_line(text: str) -> str:
    """The text with single spaces."""
    return SPACE.sub(" ", text).strip(" ")


@dataclass
class Element:
    """An element of a page, or a piece of its text (then without a name)."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def find_all(self, name: str) -> list[Element]:
        """Every element of this name below, in order."""
        found = []
        for child in self.children:
            found += [child] if child.name == name else []
            found += child.find_all(name)
        return found

    def words(self) -> str:
        """All text below, as one line."""
        return on_one_line(self._all_text())

    def _all_text(self) -> str:
        return self.text + "".join(child._all_text() for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("html")
        self.open_now = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self.open_now[-1].name in CLOSES.get(tag, ()) or (
            tag in BLOCKS and self.open_now[-1].name == "p"
        ):
            self.open_now.pop()
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open_now[-1].children.append(made)
        if tag not in VOID and len(self.open_now) < MOST_DEEP:
            self.open_now.append(made)

    def handle_endtag(self, tag: str) -> None:
        names = [one.name for one in self.open_now[1:]]
        if tag in names:
            del self.open_now[len(names) - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.open_now[-1].children.append(Element("", text=data))


def tree(html: str) -> Element:
    """A page as a tree, whatever is missing in it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.top


Address = Callable[[str], str | None]
"""What a link or a picture of the package is called in Markdown; None when it leads nowhere."""


@dataclass
class Page:
    """What was read of a page."""

    language: str
    title: str
    text: str
    left: list[str]


def page(html: str, link: Address, picture: Address) -> Page:
    """A page as Markdown: its first heading is its title, and headings begin at the second level."""
    top = tree(html)
    whole = next(iter(top.find_all("html")), top)
    body = next(iter(top.find_all("body")), top)
    headings = body.find_all("h1")
    title = headings[0].words() if headings else next((one.words() for one in top.find_all("title")), "")
    writer = _Writer(link, picture, headings[0] if headings else None)
    text = writer.blocks(body)
    found = [f"<{name}>" for name in sorted(LEFT) if body.find_all(name)]
    return Page(whole.attributes.get("lang", ""), title, text.strip() + "\n", [*found, *writer.left])


class _Writer:
    def __init__(self, link: Address, picture: Address, title: Element | None) -> None:
        self.link, self.picture, self.title = link, picture, title
        self.left: list[str] = []
        self.level = 1

    def blocks(self, element: Element) -> str:
        """What is in an element, as blocks with an empty line between."""
        found: list[str] = []
        run: list[Element] = []
        for child in [*element.children, Element("hr-end")]:
            if child.name in BLOCKS or child.name == "hr-end":
                line = _tidy(self.inline(run))
                found += [_safe_start(line)] if line else []
                run = []
                made = self.block(child) if child.name != "hr-end" else ""
                found += [made] if made else []
            elif child.name not in SILENT:
                run.append(child)
        return "\n\n".join(found)

    def block(self, one: Element) -> str:
        if one.name in SILENT or one is self.title:
            return ""
        if re.fullmatch(r"h[1-6]", one.name):
            words = _tidy(self.inline(one.children)).replace("\n", " ")
            self.level = max(2, min(int(one.name[1]), self.level + 1, 6))
            return f"{'#' * self.level} {words}" if words else ""
        if one.name in ("ul", "ol"):
            return self.items(one)
        if one.name == "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in self.blocks(one).split("\n"))
        if one.name == "table":
            return self.table(one)
        if one.name == "hr":
            return "---"
        return self.blocks(one)

    def items(self, one: Element) -> str:
        start = one.attributes.get("start", "")
        number = int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1
        rows, loose = [], False
        for item in (child for child in one.children if child.name == "li"):
            mark = f"{number}. " if one.name == "ol" else "- "
            number += 1
            loose = loose or any(child.name == "p" for child in item.children)
            inside = (
                self.blocks(item) if any(child.name == "p" for child in item.children) else self.tight(item)
            )
            rows.append(mark + inside.replace("\n", "\n" + " " * len(mark)))
        return ("\n\n" if loose else "\n").join(re.sub(r"[ \t]+$", "", row, flags=re.M) for row in rows)

    def tight(self, item: Element) -> str:
        """An item without paragraphs: its words, and lists right below."""
        return re.sub(r"\n\n(?=(?:- |\d+\. ))", "\n", self.blocks(item))

    def table(self, one: Element) -> str:
        rows = [
            [_tidy(self.inline(cell.children)).replace("\n", " ").replace("|", "\\|") for cell in row.children
             if cell.name in ("td", "th")]
            for row in one.find_all("tr")
        ]  # fmt: skip
        rows = [row for row in rows if row]
        if not rows:
            return ""
        width = max(len(row) for row in rows)
        lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    def inline(self, elements: list[Element]) -> str:
        return "".join(self.word(one) for one in elements)

    def word(self, one: Element) -> str:
        if not one.name:
            return _escaped(SPACE.sub(" ", one.text))
        if one.name in SILENT or one.name in LEFT:
            return ""
        if one.name == "br":
            return "\\\n"
        if one.name == "img":
            return self.image(one)
        inside = self.inline(one.children)
        mark = {"strong": "**", "b": "**", "em": "*", "i": "*"}.get(one.name)
        if mark and inside.strip():
            before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
            return f"{before}{mark}{inside.strip()}{mark}{after}"
        if one.name == "a" and inside.strip():
            there = self.link(one.attributes.get("href", ""))
            return f"[{inside.strip()}]({there})" if there else inside
        return inside

    def image(self, one: Element) -> str:
        source, alt = one.attributes.get("src", ""), on_one_line(one.attributes.get("alt", ""))
        there = self.picture(source)
        if there:
            return f"![{_escaped(alt)}]({there})"
        self.left.append(f"the picture “{source}”")
        return f"*{_escaped(alt)}*" if alt else ""


def _tidy(text: str) -> str:
    lines = [line.strip(" ") for line in text.strip(" \t\n\r\f").split("\n")]
    return "\n".join(lines).removesuffix("\\").strip(" \n")


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)


def _safe_start(line: str) -> str:
    """A paragraph that begins like a list, a heading or a quote is none."""
    return re.sub(r"(?m)^(#|[-+](?=\s)|=|~~~)", r"\\\1", re.sub(r"(?m)^(\d+)([.)])(?=\s)", r"\1\\\2", line))


def one_line(html: str) -> str:
    """HTML as plain words on one line."""
    return tree(html).words()


def list_of(html: str, name: str) -> list[tuple[str, str, str]]:
    """The list with this class: of each item its id, its words and what is explained."""
    found = []
    for one in tree(html).find_all("ol") + tree(html).find_all("ul"):
        if one.attributes.get("class") != name:
            continue
        for item in one.find_all("li"):
            why = next((e.words() for e in item.find_all("em")), "")
            words = " ".join(c.text for c in item.children if not c.name)
            found.append((item.attributes.get("id", ""), on_one_line(words), why))
    return found


def without_list(html: str) -> str:
    """The words in front of a list, on one line."""
    top = tree(html)
    return " ".join(one.words() for one in top.children if one.name not in ("ul", "ol")).strip()
