"""Does every file say what it is for, and does every room hold only what a room holds?"""

from __future__ import annotations

import ast
import pathlib

import pytest

from tests.architecture import sources

VAGUE = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "base",
    "shared",
    "lib",
}
# What a room may hold besides the kinds of files; each with its reason.
NAMED_FILES = {
    "accounts/actor": "who acts, built by one query from the rows of roles",
    "accounts/signin": "the one place that knows Flask-Security",
    "attendance/exporting": "the plain fields of a record, for files of any kind",
    "attendance/meeting_logs": "reads the participant report of an online meeting",
    "attendance/papers": "what stands on a transcript, on a certificate and in the archive of one person",
    "attendance/registries": "reads registries.toml",
    "certification/loading": "brings an edition of the program in; what judges people does not change",
    "curriculum/cartridge": "packs a course as a Common Cartridge and reads one, whose names and sizes are not trusted",
    "curriculum/drawings": "gives a drawing its colors where no style sheet does",
    "curriculum/loading": "brings an edition in, whole or not at all",
    "curriculum/reading": "reads the course files",
    "journals/papers": "somebody's whole journal on paper, as a page of its own and as plain fields, in one archive",
    "learning/workbooks": "what stands in a module's workbook on paper",
    "messages/delivery": "leases, sends and marks, one transaction each; run by the worker",
    "messages/rendering": "what a message says, from its template, in its reader's language",
    "organizations/listing": "reads a list of people, pasted or uploaded",
    "schedule/importing": "loads a year's schedule from a CSV file",
}
VAGUE_ALLOWED = {"trainer/templates/base.html": "the frame that all pages extend"}


def vague_names(root: pathlib.Path) -> list[str]:
    """Files and folders whose name says nothing about what is in them."""
    found = []
    for name in sources.tracked_files(root):
        is_ours = name.startswith(tuple(f"{folder}/" for folder in sources.CODE))
        words = {part.split(".")[0].strip("_").lower() for part in pathlib.PurePosixPath(name).parts}
        if is_ours and words & VAGUE and not name.startswith(sources.FOREIGN) and name not in VAGUE_ALLOWED:
            found.append(name)
    return found


def without_a_question(root: pathlib.Path) -> list[str]:
    """Files that do not begin with a docstring sentence."""
    found = []
    for name in sources.python_files(root):
        if name.startswith("tests/") and name.endswith("/__init__.py"):
            continue  # a mere marker: a room is introduced by its own __init__.py
        docstring = ast.get_docstring(sources.tree_of(root, name)) or ""
        first = docstring.split("\n\n")[0].strip()
        if not first or first[-1] not in ".?!:":
            found.append(name)
    return found


def unexpected_in_rooms(root: pathlib.Path) -> list[str]:
    """Files of rooms that are neither one of the kinds nor listed here with a reason."""
    found = set()
    for room in sources.rooms(root):
        for path in (root / "trainer" / room).iterdir():
            name = path.stem if path.suffix == ".py" else path.name
            is_code = path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py")))
            is_known = name in {*sources.KINDS, "__init__"} or f"{room}/{name}" in NAMED_FILES
            if is_code and not is_known:
                found.add(f"{room}/{name}")
    return sorted(found)


def crowded_packages(root: pathlib.Path) -> list[str]:
    """Rooms whose __init__.py does more than say the words of the room."""
    found = []
    for room in sources.rooms(root):
        name = f"trainer/{room}/__init__.py"
        if len(sources.tree_of(root, name).body) > 1:
            found.append(name)
    return found


def test_names_say_what_is_inside():
    assert vague_names(sources.ROOT) == []


def test_every_file_begins_with_a_sentence():
    assert without_a_question(sources.ROOT) == []


def test_rooms_hold_only_their_kinds_of_files():
    assert unexpected_in_rooms(sources.ROOT) == []


def test_a_room_is_introduced_by_words_alone():
    assert crowded_packages(sources.ROOT) == []


def test_no_exception_is_stale():
    folder = sources.ROOT / "trainer"
    gone = [
        name for name in NAMED_FILES if not (folder / name).is_dir() and not (folder / f"{name}.py").exists()
    ]
    gone += [name for name in VAGUE_ALLOWED if not (sources.ROOT / name).exists()]
    assert gone == []


@pytest.mark.parametrize("name", ["trainer/schedule/utils.py", "tests/helpers/a.py", "trainer/core/base.py"])
def test_a_vague_name_is_found(tmp_path, name):
    assert name in vague_names(sources.plant(tmp_path, {name: '"""What?"""\n'}))


@pytest.mark.parametrize("text", ["", "x = 1\n", '"""no sentence"""\n', "# What?\n"])
def test_a_file_without_a_sentence_is_found(tmp_path, text):
    assert without_a_question(sources.plant(tmp_path, {"trainer/a/rules.py": text})) == ["trainer/a/rules.py"]


def test_a_strange_file_in_a_room_is_found(tmp_path):
    files = {"trainer/a/services.py": '"""What?"""\n', "trainer/a/views/manage.py": '"""What?"""\n'}
    assert unexpected_in_rooms(sources.plant(tmp_path, files)) == ["a/services"]


def test_code_in_the_introduction_of_a_room_is_found(tmp_path):
    sources.plant(tmp_path, {"trainer/a/__init__.py": '"""What?"""\nimport os\n'})
    assert crowded_packages(tmp_path) == ["trainer/a/__init__.py"]
