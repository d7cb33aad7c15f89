"""How does a page on paper come about? A layout from trainer/documents and plain values make a tagged PDF."""

import io
import json
import re
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import segno
import typst

FOLDER = Path(__file__).parent.parent / "documents"
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: a tagged structure, a language, a title, words for every picture. A layout that fails it is an error."""

_here = threading.local()


class Unprintable(Exception):
    """A text on the page has letters for which our fonts have no sign: the paper would be wrong, so there is none."""


def pdf(layout: str, values: Mapping[str, Any], *, language: str) -> bytes:
    """The tagged PDF of a layout (its file's name without .typ) with these values. One compiler per thread.

    Raises Unprintable.
    """
    text = json.dumps(values, ensure_ascii=False).replace("\ufeff", "")  # unseen, and forbidden there
    inputs = {"values": text, "language": language}
    try:
        made = _compiler(layout).compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARD)
    except typst.TypstError as error:
        if "could not be displayed with font" in str(error) or "disallowed codepoint" in str(error):
            raise Unprintable(error.diagnostic) from error
        raise
    if not isinstance(made, bytes):
        raise TypeError(f"{layout} is not one file")
    return made


def public_pdf(layout: str, values: Mapping[str, Any], *, language: str) -> bytes:
    """A PDF that says nothing but what every stranger may read: made once, as long as nothing on it differs.

    What is about a person never comes this way: nothing of it stays in memory.
    """
    return _pdf(layout, json.dumps(values, ensure_ascii=False, sort_keys=True), language)


@lru_cache(maxsize=100)
def _pdf(layout: str, values: str, language: str) -> bytes:
    return pdf(layout, json.loads(values), language=language)


def png(layout: str, values: Mapping[str, Any], *, language: str) -> bytes:
    """The picture of a layout of one page: a point of the page is a pixel. Drawn once, as long as nothing differs."""
    return _png(layout, json.dumps(values, ensure_ascii=False, sort_keys=True), language)


@lru_cache(maxsize=200)
def _png(layout: str, values: str, language: str) -> bytes:
    inputs = {"values": values, "language": language}
    made = _compiler(layout).compile(format="png", ppi=72, sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise TypeError(f"{layout} is not one page")
    return made


def writable(text: str) -> str:
    """The text without the letters that our fonts have no sign for, so that a flyer with one emoji is still a flyer."""
    if _plain(text) or can_write(text):
        return text
    missing = _without_sign("".join(sorted({letter for letter in text if not _plain(letter)})))
    return " ".join("".join(letter for letter in text if letter not in missing).split())


@lru_cache(maxsize=500)
def _without_sign(letters: str) -> frozenset[str]:
    """Those of these letters that our fonts have no sign for. The compiler names them all at once; what it does not
    name so that we can read it is tried letter by letter."""
    missing: set[str] = set()
    try:
        pdf("letters", {"text": " ".join(letters)}, language="en")
    except Unprintable as error:
        missing = {letter for named in _NAMED.findall(str(error)) for letter in named} & set(letters)
    left = [letter for letter in letters if letter not in missing]
    if left and not can_write(" ".join(left)):
        missing |= {letter for letter in left if not can_write(letter)}
    return frozenset(missing)


_NAMED = re.compile(r'the text `"([^`]+)"` could not be displayed')


def _plain(text: str) -> bool:
    """Whether every letter is of the Latin ones that all our fonts have."""
    return all(" " <= letter <= "~" or "\u00a1" <= letter <= "\u017f" for letter in text)


def can_write(text: str) -> bool:
    """Whether our fonts have a sign for every letter of this text; a missing one must not reach a certificate."""
    try:
        pdf("letters", {"text": text}, language="en")
    except Unprintable:
        return False
    return True


def qr_svg(target: str) -> str:
    """The QR code of an address, as the drawing that a layout puts on the page."""
    out = io.BytesIO()
    segno.make(target, error="m", micro=False).save(
        out, kind="svg", border=4, dark="#20292e", light="#ffffff"
    )
    return out.getvalue().decode()


def _compiler(layout: str) -> typst.Compiler:
    kept: dict[str, typst.Compiler] = _here.__dict__.setdefault("compilers", {})
    if layout not in kept:
        kept[layout] = typst.Compiler(
            str(FOLDER / f"{layout}.typ"),
            root=str(FOLDER),
            font_paths=[str(FOLDER / "fonts")],
            ignore_system_fonts=True,
        )
    return kept[layout]
