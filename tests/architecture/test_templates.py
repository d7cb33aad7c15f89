"""Does every page take from other templates only what it uses?"""

from __future__ import annotations

import pathlib

import jinja2
from jinja2 import nodes

from tests.architecture import sources

FOLDER = "trainer/templates"


def unused_imports(root: pathlib.Path) -> list[str]:
    """Macros that a template imports and neither it nor what it includes calls."""
    env = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    names = [
        name.removeprefix(f"{FOLDER}/") for name in sources.tracked_files(root) if name.startswith(FOLDER)
    ]
    trees = {name: env.parse((root / FOLDER / name).read_text(encoding="utf-8"), name) for name in names}
    return [
        f"{name} imports {macro}"
        for name, tree in trees.items()
        for macro in _imported(tree)
        if not any(macro in _named(part) for part in _with_included(name, trees))
    ]


def _imported(tree: nodes.Template) -> list[str]:
    taken = [one for found in tree.find_all(nodes.FromImport) for one in found.names]
    return [one if isinstance(one, str) else one[1] for one in taken]


def _named(tree: nodes.Template) -> set[str]:
    return {found.name for found in tree.find_all(nodes.Name) if found.ctx == "load"}


def _with_included(name: str, trees: dict[str, nodes.Template]) -> list[nodes.Template]:
    parts = [trees[name]]
    for part in parts:
        inner = (found.template for found in part.find_all(nodes.Include))
        parts += [trees[one.value] for one in inner if isinstance(one, nodes.Const)]
    return parts


def test_templates_import_only_what_they_use():
    assert unused_imports(sources.ROOT) == []


def test_an_unused_import_is_found(tmp_path):
    page = '{% from "a/parts.html" import tag, icon, fact as told %}{{ tag() }}{% include "a/inner.html" %}'
    files = {"a/page.html": page, "a/inner.html": "{{ told() }}", "a/parts.html": ""}
    sources.plant(tmp_path, {f"{FOLDER}/{name}": text for name, text in files.items()})
    assert unused_imports(tmp_path) == ["a/page.html imports icon"]
