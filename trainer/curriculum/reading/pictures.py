"""What does a drawing show, in each language, and may a page hold it as it is?

A drawing is read by a list of what it may hold and written out anew from what was read: nothing else comes through.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from xml.parsers import expat

from trainer.curriculum import rules
from trainer.curriculum.reading import files, toml_file
from trainer.curriculum.reading.beside import Picture
from trainer.curriculum.reading.pieces import Words
from trainer.curriculum.reading.problems import Problems

SVG = "http://www.w3.org/2000/svg"
TAGS = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs",
        "marker"}  # fmt: skip
CLASSES = {"ink", "line", "soft", "brand", "brand-line", "accent", "accent-line", "paper", "small", "strong",
           "middle", "end"}  # fmt: skip
"""Colors are names: a page knows what they are in light and in dark."""

DEEPEST = 20

_NUMBERS = re.compile(r"[-+\d.,\s]{1,2000}")
_VALUES = {
    **dict.fromkeys(
        ["x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points",
         "viewBox", "refX", "refY", "markerWidth", "markerHeight", "font-size", "stroke-width", "stroke-dasharray",
         "opacity", "fill-opacity", "stroke-opacity"],
        _NUMBERS,
    ),
    "d": re.compile(r"[MmLlHhVvCcSsQqTtAaZz\d\s.,+-]{1,20000}"),
    "transform": re.compile(r"\s*((translate|rotate|scale|matrix)\([-\d\s.,]{1,200}\)\s*){1,9}"),
    "class": re.compile(rf"\s*(({'|'.join(sorted(CLASSES))})\s*){{1,9}}"),
    "id": re.compile(r"[a-z][a-z0-9-]{0,40}"),
    **dict.fromkeys(["marker-start", "marker-mid", "marker-end"], re.compile(r"url\(#([a-z][a-z0-9-]{0,40})\)")),
    **dict.fromkeys(["fill", "stroke"], re.compile("none")),
    "fill-rule": re.compile("evenodd|nonzero"),
    "stroke-linecap": re.compile("butt|round|square"),
    "stroke-linejoin": re.compile("miter|round|bevel"),
    "orient": re.compile(r"auto|auto-start-reverse|-?\d{1,3}"),
    "markerUnits": re.compile("userSpaceOnUse|strokeWidth"),
    "xmlns": re.compile(re.escape(SVG)),
}  # fmt: skip
_LABEL = re.compile(r"\{([a-z0-9-]{1,60})\}")


def read_pictures(folder: Path, languages: list[str], problems: Problems) -> list[Picture]:
    """Every picture of courses/pictures: a drawing, and a file with its words in every language."""
    names: set[str] = set()
    for path in files.entries(folder, problems):
        if path.suffix in {".svg", ".toml"} and rules.is_id(path.stem):
            names.add(path.stem)
        else:
            problems.add(
                path, 1, "A picture is two files here: a name in small letters with .svg, and with .toml."
            )
    found = [_read_picture(folder, name, languages, problems) for name in sorted(names)]
    return [picture for picture in found if picture is not None]


def _read_picture(folder: Path, name: str, languages: list[str], problems: Problems) -> Picture | None:
    drawing = _Drawing(folder / f"{name}.svg", name, problems)
    table = toml_file.open_table(folder / f"{name}.toml", problems)
    if table is None:
        return None
    languages = table.promised("title", languages)
    title, description = table.words("title", languages), table.words("description", languages)
    labels: dict[str, Words] = {}
    listed = table.table("labels")
    labels = {label: listed.words(label, languages) for label in listed.names()} if listed else {}
    for label in labels:
        if drawing.parts and label not in drawing.labels:
            message = f"The label “{label}” is not in the drawing: no text there says {{{label}}}."
            table.problem(message, "labels", label)
    table.close()
    for label, line in drawing.labels.items():
        if label not in labels:
            problems.add(drawing.path, line, f"The label “{label}” is missing in [labels] of {name}.toml.")
    return Picture(
        id=name, title=title, description=description,
        svg={language: drawing.filled(labels, language) for language in languages},
    )  # fmt: skip


class _Drawing:
    """One SVG file, read element by element."""

    def __init__(self, path: Path, name: str, problems: Problems) -> None:
        self.path, self.name, self.problems = path, name, problems
        self.parts: list[str] = []  # text of the new file; every second one is the name of a label
        self.labels: dict[str, int] = {}  # with the line on which each is first used
        self._open: list[str] = []
        self._ids: set[str] = set()
        self._used: dict[str, int] = {}
        self._written = ""
        text = files.read_text(path, problems)
        if text is not None:
            self._read(text)

    def filled(self, labels: dict[str, Words], language: str) -> str:
        """The drawing with its labels in one language."""
        return "".join(
            escape(labels.get(part, {}).get(language, "")) if position % 2 else part
            for position, part in enumerate(self.parts)
        )

    def _read(self, text: str) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.ProcessingInstructionHandler = lambda *_: self._problem(
            "A drawing holds no instructions."
        )
        self._parser.StartDoctypeDeclHandler = self._declaration
        try:
            self._parser.Parse(text.rstrip(), True)
        except expat.ExpatError as error:
            self.problems.add(
                self.path, max(error.lineno, 1), f"This is not SVG: {expat.ErrorString(error.code)}."
            )
            return
        except _Refused:
            return
        for name, line in self._used.items():
            if name not in self._ids:
                self.problems.add(self.path, line, f"“#{name}” is nowhere in this drawing.")
        self.parts.append(self._written)

    def _problem(self, message: str) -> None:
        self.problems.add(self.path, self._parser.CurrentLineNumber, message)

    def _declaration(self, *_: object) -> None:
        self._problem("A drawing declares no document type and no entities: delete <!DOCTYPE …>.")
        raise _Refused

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in TAGS or (tag == "svg") is bool(self._open):
            self._problem(f"<{tag}> has no place here. A drawing is one <svg> of: {', '.join(sorted(TAGS))}.")
            raise _Refused
        if len(self._open) >= DEEPEST:
            self._problem(f"More than {DEEPEST} elements stand in one another here.")
            raise _Refused
        if tag == "svg" and not (attributes.get("viewBox") and attributes.get("xmlns")):
            self._problem(f'Begin with <svg xmlns="{SVG}" viewBox="0 0 440 300">.')
        self._open.append(tag)
        said = "".join(self._attribute(tag, name, value) for name, value in attributes.items())
        self._written += f"<{tag}{said}>"

    def _attribute(self, tag: str, name: str, value: str) -> str:
        allowed = _VALUES.get(name)
        sized = tag == "svg" and name in {"width", "height"}
        if allowed is None or sized or (name == "xmlns" and tag != "svg"):
            self._problem(
                f"“{name}” has no place in <{tag}>: a page gives a drawing its size, colors and letters."
            )
            return ""
        if not allowed.fullmatch(value):
            self._problem(f"“{value}” is nothing that “{name}” can be here.")
            return ""
        if name == "id":
            self._ids.add(value)
            value = f"{self.name}-{value}"
        elif name.startswith("marker-"):
            target = value[len("url(#") : -1]
            self._used.setdefault(target, self._parser.CurrentLineNumber)
            value = f"url(#{self.name}-{target})"
        return f' {name}="{escape(value)}"'

    def _end(self, tag: str) -> None:
        self._open.pop()
        self._written += f"</{tag}>"

    def _characters(self, text: str) -> None:
        in_text = self._open[-1:] in (["text"], ["tspan"])
        for position, part in enumerate(_LABEL.split(text)):
            if position % 2 and in_text:
                self.labels.setdefault(part, self._parser.CurrentLineNumber)
                self.parts += [self._written, part]
                self._written = ""
            elif any(character.isalpha() for character in part):
                self._problem(
                    f"“{part.strip()}”: write words as {{label}} in a <text>, and the label in .toml."
                )
            elif in_text:
                self._written += escape(part)


class _Refused(Exception):
    """What follows in this drawing is not worth reading."""
