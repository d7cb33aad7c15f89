"""May this file of an author be read, and what does it say? Nothing is opened that is not a small file of text."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from trainer.curriculum.reading.problems import Problems

MOST_BYTES = 200_000
"""More than any module says in one language; looked at before anything is read."""

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Characters that no text needs: what they do is not seen by whoever reads the file."""


def read_text(path: Path, problems: Problems) -> str | None:
    """The file's text with \\n at the end of lines, or None with a problem when there is no text to be read."""
    try:
        why = _why_not_read(path)
        data = b"" if why else path.read_bytes()
    except (OSError, ValueError):
        why, data = "This file is missing or cannot be opened.", b""
    if why:
        problems.add(path, 1, why)
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(path, line, "This is not UTF-8. Save the file with the encoding UTF-8.")
        return None
    found = CONTROL.search(text)
    if found:
        problems.add(path, text.count("\n", 0, found.start()) + 1, control_character(found[0]))
        return None
    return text


def exists(path: Path) -> bool:
    """Whether there is anything of this name, and be it a link to nowhere."""
    return os.path.lexists(path)


def control_character(character: str) -> str:
    """What is said about a character that cannot be seen."""
    return f"There is an invisible control character here (U+{ord(character):04X}). Delete it."


def _why_not_read(path: Path) -> str:
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return "This is a link to another place. Put the file itself here."
    if stat.S_ISDIR(found.st_mode):
        return "This is a folder, and a file of this name is expected here."
    if not stat.S_ISREG(found.st_mode):
        return "This is not a file of text."
    if found.st_size > MOST_BYTES:
        return f"This file has {found.st_size // 1000} kB; more than {MOST_BYTES // 1000} are not read."
    return ""


def entries(folder: Path, problems: Problems) -> list[Path]:
    """What lies in a folder, in the order of names, without what is hidden; nothing when there is no such folder."""
    try:
        return sorted(path for path in folder.iterdir() if path.name[0] not in "._")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        problems.add(folder, 1, "This folder cannot be opened.")
        return []


def folders(folder: Path, problems: Problems) -> list[Path]:
    """The folders in this one, in the order of their names."""
    found = []
    for path in entries(folder, problems):
        if path.is_symlink() and path.is_dir():
            problems.add(path, 1, "This is a link to another place. Put the folder itself here.")
        elif path.is_dir():
            found.append(path)
    return found
