"""Which files does the house consist of, and what do they import?"""

from __future__ import annotations

import ast
import pathlib
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
CODE = ("trainer", "tests", "setup", "bench", "migrations")
FOREIGN = ("tests/vendor/", "migrations/versions/")
NOT_ROOMS = {"core", "cli", "app", "sample", "worker"}
KINDS = ("rules", "models", "queries", "actions", "duties", "wording", "forms", "views")


def python_files(root: pathlib.Path, *folders: str) -> list[str]:
    """Our Python files below `root`, as paths relative to it with forward slashes."""
    found = (path for folder in folders or CODE for path in sorted((root / folder).rglob("*.py")))
    return [
        name for name in (path.relative_to(root).as_posix() for path in found) if not name.startswith(FOREIGN)
    ]


def tree_of(root: pathlib.Path, name: str) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse((root / name).read_text(encoding="utf-8"), name)


def rooms(root: pathlib.Path) -> list[str]:
    """The folders of trainer/ that are rooms: code, but neither the ground floor nor the roof."""
    folders = sorted(file.parent.name for file in (root / "trainer").glob("*/__init__.py"))
    return [name for name in folders if name not in NOT_ROOMS]


def settings(root: pathlib.Path) -> dict:
    """pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def contract_order(root: pathlib.Path) -> list[str]:
    """The layers of the contract between rooms, lowest first, one name each."""
    contracts = settings(root)["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "rooms")
    names = [part.strip(" ()") for layer in reversed(layers) for part in layer.split("|")]
    return names[names.index("core") + 1 :]


def tracked_files(root: pathlib.Path) -> list[str]:
    """What version control holds, or every file where there is none."""
    command = ["git", "-C", str(root), "ls-files", "-z"]
    listing = subprocess.run(command, capture_output=True, check=False)
    if listing.returncode == 0 and listing.stdout:
        names = listing.stdout.decode().rstrip("\0").split("\0")
        return [name for name in names if (root / name).is_file()]
    unwanted = {".venv", ".git", "__pycache__"}
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if not unwanted & set(path.parts))


@dataclass(frozen=True)
class Import:
    """One import of a module: where it stands, what it names, and whether it hides in a function."""

    file: str
    line: int
    module: str
    hidden: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def imports_of(root: pathlib.Path, name: str) -> Iterator[Import]:
    """Every import of a file; `from trainer.schedule import queries` counts as trainer.schedule.queries."""
    yield from _imports_in(tree_of(root, name), root, name, hidden=False)


def _imports_in(node: ast.AST, root: pathlib.Path, name: str, *, hidden: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(name, child.lineno, alias.name, hidden) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            for module in _modules_named(child, root):
                yield Import(name, child.lineno, module, hidden)
        elif not _is_for_types_only(child):
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports_in(child, root, name, hidden=hidden or inside)


def _modules_named(node: ast.ImportFrom, root: pathlib.Path) -> list[str]:
    package = node.module or ""
    folder = root / package.replace(".", "/")
    names = [alias.name for alias in node.names]
    inner = [n for n in names if (folder / n).is_dir() or (folder / f"{n}.py").is_file()]
    outer = [package] if len(inner) < len(names) else []
    return outer + [f"{package}.{n}" for n in inner]


def _is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def plant(root: pathlib.Path, files: dict[str, str]) -> pathlib.Path:
    """Writes a small house for a test that a fault in it is found; packages get an __init__.py."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for parent in path.relative_to(root).parents:
            if name.endswith(".py") and parent.parts and not (root / parent / "__init__.py").exists():
                (root / parent / "__init__.py").write_text('"""What is here?"""\n', encoding="utf-8")
    return root
