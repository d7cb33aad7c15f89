"""How does a drawing of a course look where no style sheet gives its classes their colors: on paper, in a package?"""

import re

INK, PAPER = "#20292e", "#ffffff"
PAINTED = {
    "ink": f'fill="{INK}"',
    "line": f'fill="none" stroke="{INK}" stroke-width="2"',
    "soft": 'fill="#e8eeec"',
    "brand": 'fill="#1f5f5b"',
    "brand-line": 'fill="none" stroke="#1f5f5b" stroke-width="2.5"',
    "accent": 'fill="#d99a2b"',
    "accent-line": 'fill="none" stroke="#b3761a" stroke-width="2.5"',
    "paper": f'fill="{PAPER}"',
    "small": 'font-size="13"',
    "strong": 'font-weight="700"',
    "middle": 'text-anchor="middle"',
    "end": 'text-anchor="end"',
}
"""What each class of a drawing means, as attributes. courses/README.md lists the classes."""

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
    name, attributes, end = tag.groups()
    classes = _CLASS.search(attributes)
    if classes is None:
        return tag[0]
    kept = _CLASS.sub("", attributes)
    given: dict[str, str] = {}
    for word in classes[2].split():
        for one in re.findall(r'[a-z-]+="[^"]*"', PAINTED.get(word, "")):
            given[one.partition("=")[0]] = one
    written = set(_ATTRIBUTE.findall(kept))
    if name == "text" or name == "tspan":
        given.pop("stroke", None)
    added = "".join(f" {one}" for key, one in given.items() if key not in written)
    return f"<{name}{kept}{added}{end}>"
