"""Does every file and function still fit into a reader's head?"""

from __future__ import annotations

import ast
import pathlib

import pytest

from tests.architecture import sources

FILE, FILE_HARD, FUNCTION, TEMPLATE = 300, 400, 40, 150
# What may be larger, and why: a path, or path::function. An entry that is no longer needed fails the test.
LARGER: dict[str, str] = {}


def lines_of(root: pathlib.Path, name: str) -> int:
    """How many lines a file has."""
    return len((root / name).read_text(encoding="utf-8").splitlines())


def functions_in(root: pathlib.Path, name: str) -> dict[str, int]:
    """The lines of each function and method, without its docstring."""
    lengths = {}
    for node in ast.walk(sources.tree_of(root, name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            has_docstring = ast.get_docstring(node, clean=False) is not None
            docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if has_docstring else 0
            lengths[f"{name}::{node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1 - docstring
    return lengths


def templates(root: pathlib.Path) -> list[str]:
    """The HTML and text templates."""
    return sorted(path.relative_to(root).as_posix() for path in (root / "trainer" / "templates").rglob("*.*"))


def oversized(root: pathlib.Path) -> dict[str, str]:
    """Everything above its budget, with what to do about it."""
    found = {}
    for name in sources.python_files(root):
        size = lines_of(root, name)
        if size > FILE:
            found[name] = f"{size} lines; a file has {FILE}: make it a folder of the same name"
        for function, length in functions_in(root, name).items():
            if length > FUNCTION:
                found[function] = f"{length} lines; a function has {FUNCTION}"
    for name in templates(root):
        if lines_of(root, name) > TEMPLATE:
            found[name] = f"{lines_of(root, name)} lines; a template has {TEMPLATE}"
    return found


def test_everything_keeps_its_budget():
    assert {name: what for name, what in oversized(sources.ROOT).items() if name not in LARGER} == {}


def test_no_exception_is_stale():
    assert sorted(set(LARGER) - set(oversized(sources.ROOT))) == []


def test_no_file_passes_the_hard_limit():
    sizes = {name: lines_of(sources.ROOT, name) for name in sources.python_files(sources.ROOT)}
    assert {name: size for name, size in sizes.items() if size > FILE_HARD} == {}


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("trainer/schedule/rules.py", "x = 1\n" * (FILE + 1), "trainer/schedule/rules.py"),
        ("tests/test_x.py", "def f():\n" + "    x = 1\n" * FUNCTION, "tests/test_x.py::f"),
        ("trainer/templates/home/a.html", "<p>\n" * (TEMPLATE + 1), "trainer/templates/home/a.html"),
    ],
)
def test_what_is_too_large_is_found(tmp_path, name, text, complaint):
    assert list(oversized(sources.plant(tmp_path, {name: text}))) == [complaint]


def test_a_docstring_does_not_count(tmp_path):
    text = 'def f():\n    """Why?\n\n    Because.\n    """\n' + "    x = 1\n" * (FUNCTION - 1)
    assert oversized(sources.plant(tmp_path, {"trainer/a.py": text})) == {}
