"""How does Markdown become blocks that a layout on paper can draw?"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from trainer.curriculum.drawings import painted
from trainer.learning.workbooks.words import inside

Pieces = Mapping[tuple[str, str], Mapping[str, Any]]
"""Terms and pictures by kind and name, as they are loaded."""

WIDEST, TALLEST = 370, 460

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def run(text: str, *, strong: bool = False, em: bool = False, url: str = "") -> dict[str, Any]:
    return {"text": text, "strong": strong, "em": em, "url": url}


class Reader:
    """Markdown as blocks that a layout can draw; it keeps which words were met."""

    def __init__(self, pieces: Pieces, language: str) -> None:
        self.pieces, self.language = pieces, language
        self.terms: dict[str, None] = {}

    def paragraph(self, text: str) -> dict[str, Any]:
        """A text of one line."""
        found = self.blocks(text)
        return found[0] if found else {"kind": "p", "runs": []}

    def words(self) -> list[dict[str, Any]]:
        """The words that were met and are explained, in the order of the alphabet."""
        known = [self.pieces[("term", name)] for name in self.terms]
        rows = sorted(
            (inside(one["words"], self.language), inside(one["meaning"], self.language)) for one in known
        )
        return [
            {"kind": "p", "runs": [run(f"{word}: ", strong=True), run(meaning)]} for word, meaning in rows
        ]

    def blocks(self, text: str) -> list[dict[str, Any]]:
        """A text as blocks: paragraphs, headings from the first level on, lists, quotes, tables, pictures."""
        tokens = _markdown.parse(text)
        return self._until(tokens, 0, len(tokens))

    def _until(self, tokens: list[Token], at: int, end: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while at < end:
            token = tokens[at]
            close = _close(tokens, at)
            made = self._block(token, tokens, at, close)
            found += [made] if made else []
            at = close + 1
        return found

    def _block(self, token: Token, tokens: list[Token], at: int, close: int) -> dict[str, Any] | None:
        inline = tokens[at + 1] if at + 1 < len(tokens) else token
        if token.type == "paragraph_open":
            return self._picture(inline) or {"kind": "p", "runs": self._runs(inline)}
        if token.type == "heading_open":
            level = max(1, int(token.tag[1]) - 1)
            return {"kind": "heading", "level": level, "runs": self._runs(inline)}
        if token.type in ("bullet_list_open", "ordered_list_open"):
            starts = [
                n
                for n in range(at + 1, close)
                if tokens[n].type == "list_item_open" and tokens[n].level == token.level + 1
            ]
            items = [self._until(tokens, one + 1, _close(tokens, one)) for one in starts]
            return {"kind": "numbers" if token.type[0] == "o" else "list", "items": items}
        if token.type == "blockquote_open":
            return {"kind": "quote", "blocks": self._until(tokens, at + 1, close)}
        if token.type == "table_open":
            cells = [tokens[n + 1] for n in range(at, close) if tokens[n].type in ("th_open", "td_open")]
            width = sum(tokens[n].type == "th_open" for n in range(at, close))
            return {"kind": "table", "width": width, "cells": [self._runs(cell) for cell in cells]}
        if token.type in ("fence", "code_block"):
            return {"kind": "p", "runs": [run(token.content)]}
        return None

    def _picture(self, inline: Token) -> dict[str, Any] | None:
        """A picture that stands alone on its line; in words, where there is none."""
        children = inline.children or []
        if len(children) != 1 or children[0].type != "image":
            return None
        kind, _colon, name = str(children[0].attrGet("src") or "").partition(":")
        piece = self.pieces.get((kind, name))
        alt = children[0].content
        if piece is None:
            return {"kind": "p", "runs": [run(alt, em=True)]}
        svg = painted(inside(piece["svg"], self.language))
        return {"kind": "picture", "svg": svg, "alt": alt, "width": wide(svg)}

    def _runs(self, inline: Token) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        strong = em = 0
        url = ""
        for token in inline.children or []:
            strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
            em += {"em_open": 1, "em_close": -1}.get(token.type, 0)
            if token.type == "link_open":
                url = self._address(str(token.attrGet("href") or ""))
            elif token.type == "link_close":
                found += [run(f" ({url})", url=url)] if url else []
                url = ""
            elif token.type in ("softbreak", "hardbreak"):
                found.append(run("\n" if token.type == "hardbreak" else " "))
            elif token.content:
                found.append(run(token.content, strong=bool(strong), em=bool(em), url=url))
        return found

    def _address(self, href: str) -> str:
        """Where a link leads on paper: only the web has an address there. A word is noted, to be explained."""
        kind, _colon, name = href.partition(":")
        if kind == "term" and ("term", name) in self.pieces:
            self.terms[name] = None
        return href if kind in ("https", "http") else ""


def wide(svg: str) -> int:
    """How many points wide a drawing is on paper, so that a tall one leaves room on its page."""
    box = re.search(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"', svg)
    width, height = (float(box[1]), float(box[2])) if box else (1.0, 1.0)
    return round(min(WIDEST, TALLEST * width / max(height, 1)))


def _close(tokens: list[Token], at: int) -> int:
    """Where what begins here ends; here, if it is one piece."""
    if tokens[at].nesting != 1:
        return at
    return next(
        n
        for n in range(at + 1, len(tokens))
        if tokens[n].nesting == -1 and tokens[n].level == tokens[at].level
    )


def pointed(content: Mapping[str, Any], modules: Sequence[str], language: str) -> set[tuple[str, str]]:
    """The terms and pictures that these modules' texts point to, by kind and name."""
    found = set()
    for module in content["modules"]:
        if module["id"] not in modules:
            continue
        for token in _markdown.parse(inside(module["text"], language)):
            for child in token.children or []:
                kind, colon, name = str(child.attrGet("href") or child.attrGet("src") or "").partition(":")
                if colon and kind in ("term", "picture"):
                    found.add((kind, name))
    return found
