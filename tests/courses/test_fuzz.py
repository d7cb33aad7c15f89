"""Does the checker stand whatever happens to a file? Each mutation is accepted, or named with file and line."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.courses.planting import COURSES, write_example
from trainer.certification import loading as program_loading
from trainer.curriculum import reading
from trainer.curriculum.reading.files import CONTROL

MUTATIONS = 120

PIECES = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b'"""', b"'''", b"[[", b"]]", b"[x]\n", b"[[activity]]\n",
    b"= ", b"<script>alert(1)</script>", b"<!DOCTYPE svg>", b"<!--", b"&amp;", b"&x;", b"](", b"![](", b"[]()",
    b"](javascript:x)", b"](module:)", b"](card:../../x)", b"\n## \n", b"\n######\n", b"____ 9999999\n", b"{label}",
    b"{}",
    "\u202e".encode(), "\U0001f600".encode(), b"\\u0000", b"\\ud800", b"~~~\n", b"* " * 200, b"(" * 3000, b"[" * 3000,
    b"a." * 3000, b"x" * 5000,
]  # fmt: skip
VALUES = [
    b"1", b"-1", b"0", b"9" * 40, b"9" * 5000, b"1e400", b"nan", b"inf", b"0x10", b"true", b"[]", b"{}", b'""', b'" "',
    b'"x"', b"[[]]", b"[1, 1]", b'["en"]', b'["en", "es", "en"]', b"{ en = 1 }", b"{ en.en = '' }", b"2020-02-31",
    b"2020-10-07", b"'" + b"y" * 61_000 + b"'", b'"\\u0000"', b'"\\u001b[31m"', b"[" * 50 + b"]" * 50,
]  # fmt: skip

ENCODINGS = ("utf-16", "latin-1", "utf-8-sig")

Change = Callable[[random.Random, bytes], bytes]


def _lines(change: Callable[[random.Random, list[bytes]], None]) -> Change:
    def changed(chance: random.Random, data: bytes) -> bytes:
        lines = data.split(b"\n")
        change(chance, lines)
        return b"\n".join(lines)

    return changed


def _delete(chance: random.Random, lines: list[bytes]) -> None:
    start = chance.randrange(len(lines))
    del lines[start : start + chance.choice((1, 1, 1, 5))]


def _double(chance: random.Random, lines: list[bytes]) -> None:
    start = chance.randrange(len(lines))
    lines[start:start] = lines[start : start + chance.choice((1, 4, 8))] * chance.choice((1, 1, 300))


def _swap(chance: random.Random, lines: list[bytes]) -> None:
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]


def _value(chance: random.Random, lines: list[bytes]) -> None:
    keyed = [number for number, line in enumerate(lines) if b" = " in line]
    if keyed:
        number = chance.choice(keyed)
        lines[number] = lines[number].partition(b" = ")[0] + b" = " + chance.choice(VALUES)


def _insert(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(PIECES) + data[at:]


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


CHANGES: list[Change] = [
    *map(_lines, (_delete, _double, _swap, _value, _value)), _insert, _insert, _flip,
    lambda chance, data: data[: chance.randrange(len(data) + 1)],
    lambda chance, data: chance.randbytes(chance.randrange(2000)),
    lambda chance, data: data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace"),
    lambda chance, data: data * 400,
]  # fmt: skip


def _happens(chance: random.Random, folder: Path) -> None:
    """Something happens to one file: mostly to what is in it, sometimes to the file as a whole."""
    path = chance.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    others = [other for other in sorted(folder.rglob("*")) if other.is_file() and other != path]
    match chance.randrange(14):
        case 0:
            path.unlink()
        case 1:
            path.rename(
                path.with_name(chance.choice(["x.md", "A b.toml", "de.md", ".hidden", "é.svg", "en.md.orig"]))
            )
        case 2:
            path.unlink()
            path.mkdir()
        case 3:
            path.write_bytes(chance.choice(others).read_bytes())
        case 4:
            path.unlink()
            path.symlink_to(chance.choice([folder, Path("/nowhere"), *others[:3]]))
        case 5:
            path.parent.rename(
                path.parent.with_name(chance.choice(["x", "02-second", "cards", "A B"]) + "_")
            ) if (path.parent != folder) else path.unlink()
        case _:
            path.write_bytes(chance.choice(CHANGES)(chance, path.read_bytes()))


def test_whatever_happens_to_a_file_it_is_accepted_or_named_by_file_and_line(tmp_path: Path) -> None:
    accepted = named = 0
    for seed in range(MUTATIONS):
        chance, folder = random.Random(seed), tmp_path / "courses"
        write_example(folder)
        for _ in range(chance.choice((1, 1, 2))):
            _happens(chance, folder)
        written = reading.read_folder(folder)
        for problem in written.problems:
            assert problem.path.is_relative_to(folder), (seed, problem)
            lines = _lines_in(problem.path)
            assert 1 <= problem.line <= lines, (seed, problem, lines)
            assert problem.message.isprintable(), (seed, problem)
            assert 5 < len(problem.message) <= 310, (seed, problem)
        if not written.problems:
            accepted += 1
            assert not [one for one in _strings([*map(asdict, written.courses), *map(asdict, written.pieces)])
                        if CONTROL.search(one)], seed  # fmt: skip
        named += bool(written.problems)
        shutil.rmtree(folder)
    assert accepted > MUTATIONS / 20, "what changes only words is accepted"
    assert named > MUTATIONS / 2


def _strings(value: Any) -> Iterator[str]:
    """Every text that would come into the database."""
    if isinstance(value, str):
        yield value
    for one in (
        [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _strings(one)


def test_whatever_happens_to_the_program_it_is_accepted_or_named_by_file_and_line(tmp_path: Path) -> None:
    whole = (COURSES / "program-2026.toml").read_bytes()
    path = tmp_path / "program.toml"
    for course in ("facilitator-cohort", "facilitator-practicum"):
        (tmp_path / course).mkdir()
        (tmp_path / course / "course.toml").touch()
    named = 0
    for seed in range(MUTATIONS // 4):
        chance = random.Random(seed)
        path.write_bytes(chance.choice(CHANGES)(chance, whole))
        _programs, problems = program_loading.check(tmp_path)
        named += bool(problems)
        for problem in problems:
            assert (problem.path, bool(problem.message)) == (path, True), (seed, problem)
            assert 1 <= problem.line <= _lines_in(path), (seed, problem)
    assert named > MUTATIONS / 10


def _lines_in(path: Path) -> int:
    if not path.is_file():
        return 1
    return path.read_bytes().replace(b"\r\n", b"\n").count(b"\n") + 1
