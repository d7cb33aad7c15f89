"""How does written text become safe HTML? One sanitizer: bleach as chosen, then nh3 as the last gate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "a", "code", "hr"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
SITE_SCHEMES = {"module", "card", "template", "term"}
"""Where a link in a course may lead besides the web: `card:consultancy`. Whoever shows the text says to which page."""

SHAPES = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "marker",
}  # fmt: skip
SHAPED = {
    "class", "id", "viewBox", "transform", "opacity", "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx",
    "ry", "dx", "dy", "width", "height", "points", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width",
    "stroke-opacity", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "stroke-miterlimit", "font-size",
    "font-weight", "font-style", "letter-spacing", "text-anchor", "dominant-baseline", "rotate", "marker-start",
    "marker-mid", "marker-end", "refX", "refY", "markerWidth", "markerHeight", "markerUnits", "orient",
    "preserveAspectRatio",
}  # fmt: skip
"""What a drawing of the courses may be made of: shapes and words, nothing that runs or loads."""

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False})
_course = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
_PICTURE = "picture:"
_OWN_ID = re.compile(r'(\bid="|url\(#)')
_letter = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(
    ["heading", "lheading", "hr", "code", "fence", "reference"]
)
_ADDRESS = re.compile(r"(?<![\w<(\[/=\"'])https?://[^\s<>()\[\]`]*[^\s<>()\[\]`.,;:!?'\"*_]")


@dataclass(frozen=True)
class Placed:
    """Where a text of a course shows a picture: which one, and what it shows in words."""

    name: str
    alt: str


def clean(html: str, *, tags: set[str] = TAGS, schemes: set[str] = SCHEMES) -> Markup:
    """The allowed part of `html`; the list is narrow on purpose (trust.md, finding 8)."""
    first = bleach.clean(
        html,
        tags=tags,
        attributes={tag: list(names) for tag, names in ATTRIBUTES.items()},
        protocols=schemes,
        strip=True,
    )
    return Markup(  # noqa: S704 - this is the one place where text becomes markup
        nh3.clean(
            first, tags=tags, attributes=ATTRIBUTES, url_schemes=schemes, link_rel="noopener noreferrer"
        )
    )


@lru_cache(maxsize=512)
def markdown(text: str) -> Markup:
    """Markdown as safe HTML. Cached: cleaning costs milliseconds, courses do not change."""
    return clean(_markdown.render(text))


@lru_cache(maxsize=512)
def course_parts(text: str) -> tuple[Markup | Placed, ...]:
    """A course's Markdown as safe HTML, in pieces between its pictures. Tables are allowed, and links to this site's
    own things still say `card:consultancy`. Any other image becomes its words."""
    return tuple(_between_pictures(_course.parse(text)))


def _between_pictures(tokens: list[Token]) -> Iterator[Markup | Placed]:
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        placed = _placed(kept[-3:])
        if placed is not None:
            yield from _rendered(kept[:-3])
            yield placed
            kept = []
    yield from _rendered(kept)


def _placed(last: list[Token]) -> Placed | None:
    """The picture, where these three tokens are a paragraph at the margin of the text with nothing else in it."""
    if (
        len(last) < 3
        or (last[0].type, last[2].type) != ("paragraph_open", "paragraph_close")
        or last[0].level
    ):
        return None
    inside = last[1].children or []
    source = str(inside[0].attrs.get("src", "")) if len(inside) == 1 and inside[0].type == "image" else ""
    return Placed(source.removeprefix(_PICTURE), inside[0].content) if source.startswith(_PICTURE) else None


def _rendered(tokens: list[Token]) -> Iterator[Markup]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                child.type, child.children = "text", None
    html = _course.renderer.render(tokens, _course.options, {})
    if html.strip():
        safe = clean(html, tags=TAGS | TABLE, schemes=SCHEMES | SITE_SCHEMES)
        wide = safe.replace("<table>", Markup('<div class="wide-table" tabindex="0"><table>'))
        yield wide.replace("</table>", Markup("</table></div>"))


@lru_cache(maxsize=256)
def drawing(svg: str, name: str) -> Markup:
    """A drawing of the courses as it may stand in a page; its ids carry its `name`, so that two on a page do not clash.

    It was checked when it was loaded. This is the second gate, as it is for texts.
    """
    safe = nh3.clean(svg, tags=SHAPES, attributes={"*": SHAPED}, clean_content_tags={"script", "style"})
    return Markup(_OWN_ID.sub(rf"\g<1>{name}-", safe))  # noqa: S704 - cleaned in the line above


def letter(text: str) -> Markup:
    """What people write to each other as safe HTML: paragraphs, lists, emphasis, links; its lines stay.

    Headings would break the outline of the page that shows it, and an indented line is no program.
    """
    return clean(_letter.render(_ADDRESS.sub(r"<\g<0>>", text)))
