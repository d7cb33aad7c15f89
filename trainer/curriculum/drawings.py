"""How does a drawing of a course look where no style sheet gives its classes their colors: on paper, in a package?"""

import re

INK, PAPER = "#20292e", "#ffffff"
PAINTED = {
    "ink": ("fill", INK),
    "line": ("stroke", INK),
    "soft": ("fill", "#e8e2d6"),
    "brand": ("fill", "#1c5d57"),
    "brand-line": ("stroke", "#1c5d57"),
    "accent": ("fill", "#bb7d0c"),
    "accent-line": ("stroke", "#bb7d0c"),
    "paper": ("fill", PAPER),
    "strong": ("font-weight", "600"),
    "middle": ("text-anchor", "middle"),
    "end": ("text-anchor", "end"),
}
"""What each class of a drawing means, as on the pages: courses/README.md lists the classes."""

_TAG = re.compile(r"<([a-zA-Z]+)\b([^<>]*?)(/?)>")
_CLASS = re.compile(r"""\sclass=(["'])(.*?)\1""")
_ATTRIBUTE = re.compile(r"([a-z-]+)=\"")
_ROOT = re.compile(r"<svg\b([^<>]*)>")
OF_A_DRAWING = {
    "xmlns": "http://www.w3.org/2000/svg",
    "font-family": "Atkinson Hyperlegible Next",
    "font-size": "16",
    "fill": INK,
}
"""What a drawing has that says nothing else itself."""


def painted(svg: str) -> str:
    """The drawing with colors in place of classes; of two classes that paint the same, the later one counts."""
    root = _ROOT.search(svg)
    if root is None:
        return svg
    written = set(_ATTRIBUTE.findall(root[1]))
    added = "".join(f' {name}="{value}"' for name, value in OF_A_DRAWING.items() if name not in written)
    return _TAG.sub(_paint, svg.replace(root[0], f"<svg{root[1]}{added}>", 1))


def _paint(tag: re.Match[str]) -> str:
    """A tag with what its classes mean; a class counts more than an attribute, as it does on a page."""
    name, attributes, end = tag.groups()
    classes = _CLASS.search(attributes)
    if classes is None:
        return tag[0]
    kept = _CLASS.sub("", attributes)
    given = dict(PAINTED[word] for word in classes[2].split() if word in PAINTED)
    for one in given:
        kept = re.sub(rf'\s{one}="[^"]*"', "", kept)
    added = "".join(f' {one}="{value}"' for one, value in given.items())
    return f"<{name}{kept}{added}{end}>"
