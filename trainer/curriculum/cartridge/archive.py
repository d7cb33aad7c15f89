"""Can this package be opened safely? Its size, its names and its XML are looked at before anything is believed."""

from __future__ import annotations

import io
import stat
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

MOST_FILES = 5_000
MOST_BYTES = 200_000_000
MOST_FILE = 50_000_000
MOST_XML = 5_000_000
MOST_TIMES = 200
"""How many times larger than in the archive a file may be: text is packed ten times, a bomb a thousand times."""

MOST_DEEP = 60
ENCRYPTED = 0x1


class BadPackage(Exception):
    """Why a package is refused, in one sentence."""


@dataclass
class Node:
    """An element of XML. Its name is without its namespace, which packages of different makers write differently."""

    name: str
    space: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> list[Node]:
        """The children of this name."""
        return [child for child in self.children if child.name == name]

    def first(self, *path: str) -> Node | None:
        """The first element along this path of names."""
        here: Node | None = self
        for name in path:
            here = next(iter(here.all(name)), None) if here else None
        return here

    def words(self, *path: str) -> str:
        """The text of the first element along this path."""
        found = self.first(*path)
        return found.text.strip() if found else ""

    def find_all(self, name: str) -> list[Node]:
        """Every element of this name below this one, in order."""
        found = []
        for child in self.children:
            found += [child] if child.name == name else []
            found += child.find_all(name)
        return found


class Archive:
    """The files of a package, each read with its limits. Raises BadPackage."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise BadPackage(
                "This is not a Common Cartridge: it cannot be opened as a ZIP archive."
            ) from None
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MOST_FILES:
            raise BadPackage(f"This package has {len(infos)} files; at most {MOST_FILES} are taken in.")
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            _look(info)
            if info.filename in self._infos:
                raise BadPackage(f"The file “{info.filename}” is in this package twice.")
            self._infos[info.filename] = info
        if sum(info.file_size for info in infos) > MOST_BYTES:
            raise BadPackage(f"This package is larger than {MOST_BYTES // 1_000_000} MB when it is unpacked.")
        self._left = MOST_BYTES

    @property
    def names(self) -> list[str]:
        """The files, in the order of the archive."""
        return list(self._infos)

    def read(self, name: str, most: int = MOST_FILE) -> bytes:
        """A file of the package. What its own header says of its size is not believed."""
        info = self._infos.get(name)
        if info is None:
            raise BadPackage(f"The file “{name}” is named in this package and is not in it.")
        most = min(most, self._left)
        try:
            with self._zip.open(info) as file:
                data = file.read(most + 1)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise BadPackage(f"The file “{name}” of this package is damaged.") from None
        except Exception as problem:  # zlib and lzma each have an error of their own
            raise BadPackage(
                f"The file “{name}” of this package is damaged ({type(problem).__name__})."
            ) from None
        if len(data) > most:
            raise BadPackage(f"The file “{name}” of this package is too large.")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Node:
        """A file of the package as XML."""
        return parse(self.read(name, MOST_XML), name)


def _look(info: zipfile.ZipInfo) -> None:
    name = info.filename
    parts = name.split("/")
    if (
        name.startswith("/")
        or "\\" in name
        or ":" in parts[0]
        or ".." in parts
        or "\x00" in name
        or len(name) > 500
    ):
        raise BadPackage(f"The file name “{name[:100]}” leads out of the package. Nothing was taken in.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise BadPackage(f"“{name}” is a link to another file. Nothing was taken in.")
    if info.flag_bits & ENCRYPTED:
        raise BadPackage(f"The file “{name}” is encrypted.")
    if info.file_size > MOST_FILE:
        raise BadPackage(f"The file “{name}” is larger than {MOST_FILE // 1_000_000} MB.")
    if info.file_size > MOST_TIMES * max(info.compress_size, 1) and info.file_size > 1_000_000:
        raise BadPackage(f"The file “{name}” swells {MOST_TIMES} times and more when it is unpacked.")


def parse(data: bytes, name: str) -> Node:
    """XML as a tree, without entities and document types: nothing is fetched and nothing can swell."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    top = Node("")
    open_now = [top]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(open_now) > MOST_DEEP:
            raise BadPackage(f"“{name}” is nested more than {MOST_DEEP} levels deep.")
        space, _blank, local = tag.rpartition(" ")
        node = Node(local, space, {key.rpartition(" ")[2]: value for key, value in attributes.items()})
        open_now[-1].children.append(node)
        open_now.append(node)

    def forbidden(*_given: object) -> Any:
        raise BadPackage(f"“{name}” declares a document type or entities, which are not taken in.")

    def text(words: str) -> None:
        open_now[-1].text += words

    parser.StartElementHandler, parser.EndElementHandler = start, lambda _tag: open_now.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = forbidden
    parser.ExternalEntityRefHandler = parser.UnparsedEntityDeclHandler = forbidden
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise BadPackage(
            f"“{name}”, line {problem.lineno}: this is not XML ({expat.ErrorString(problem.code)})."
        ) from None
    except (UnicodeError, LookupError, ValueError):
        raise BadPackage(f"“{name}” is written in an unknown encoding.") from None
    return top.children[0]
