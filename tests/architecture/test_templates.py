"""Does every page take from other templates only what it uses, and is every macro used?"""

from __future__ import annotations

import pathlib
import re

from tests.architecture import sources

FOLDER = "trainer/templates"
IMPORT = re.compile(r'{%-? from "[^"]+" import (.+?)(?: with context)? -?%}', re.DOTALL)
INCLUDE = re.compile(r'{%-? include "([^"]+)"')
CALL = re.compile(r"\b(\w+)\(")
MACRO = re.compile(r"{%-? macro (\w+)\(")


def unused_imports(root: pathlib.Path) -> list[str]:
    """Macros that a template imports and neither it nor what it includes calls."""
    texts = _texts(root)
    return [
        f"{name} imports {macro}"
        for name, text in texts.items()
        for taken in IMPORT.findall(text)
        for macro in (one.split(" as ")[-1].strip() for one in taken.split(","))
        if macro not in _called(name, texts)
    ]


def uncalled_macros(root: pathlib.Path) -> list[str]:
    """Macros that no template calls: what stands in their own heading is no call."""
    texts = _texts(root)
    called = {name for text in texts.values() for name in CALL.findall(MACRO.sub("", text))}
    return [
        f"{name}: {macro}"
        for name, text in texts.items()
        for macro in MACRO.findall(text)
        if macro not in called
    ]


def _texts(root: pathlib.Path) -> dict[str, str]:
    paths = sorted((root / FOLDER).rglob("*.html"))
    return {path.relative_to(root / FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _called(name: str, texts: dict[str, str]) -> set[str]:
    parts = [texts[name]]
    for part in parts:
        parts += [texts[inner] for inner in INCLUDE.findall(part)]
    return {macro for part in parts for macro in CALL.findall(part)}


def test_templates_take_only_what_they_use_and_no_macro_is_left_over():
    assert unused_imports(sources.ROOT) == []
    assert uncalled_macros(sources.ROOT) == []


def test_an_unused_import_and_macro_are_found(tmp_path):
    page = (
        '{% from "a/parts.html" import tag, icon,\n  fact as told %}{{ tag() }}{% include "a/inner.html" %}'
    )
    files = {
        "a/page.html": page,
        "a/inner.html": "{{ told() }}",
        "a/parts.html": "{% macro tag() %}{% macro fact(x) %}",
    }
    sources.plant(tmp_path, {f"{FOLDER}/{name}": text for name, text in files.items()})
    assert unused_imports(tmp_path) == ["a/page.html imports icon"]
    assert uncalled_macros(tmp_path) == ["a/parts.html: fact"]
