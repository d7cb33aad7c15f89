"""How does a text become a page of a package, with its links leading to the package's own pages?"""

import re
from collections.abc import Callable
from html import escape

from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "xhtmlOut": True}).enable("table")
_POINTS = re.compile(
    r'<(a href|img src)="(module|card|template|term|picture):([^"]*)"( alt="[^"]*")?([^>]*)>'
)


def html(text: str) -> str:
    """Markdown as XHTML, with the links as they are written."""
    return _markdown.render(text)


def linked(text: str, address: Callable[[str, str], str | None]) -> str:
    """Markdown as XHTML. `address` says where a module, card, template, term or picture is; None: nowhere."""

    def point(found: re.Match[str]) -> str:
        start, kind, name, alt, rest = found.groups()
        there = address(kind, name)
        if there is None:
            return f'<{start}=""{alt or ""}{rest}>'
        return f'<{start}="{escape(there)}"{alt or ""}{rest}>'

    made = _POINTS.sub(point, html(text))
    return re.sub(
        r'<a href="">(.*?)</a>|<img src=""(?: alt="([^"]*)")?[^>]*>', lambda m: m[1] or m[2] or "", made
    )


def page(title: str, body: str, language: str) -> str:
    """A whole page."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8"/>'
        f"<title>{escape(title)}</title></head>\n<body>\n<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )
