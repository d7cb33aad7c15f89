"""What do the people of the sample year write? Read from the files beside this one."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def _file(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _said(text: str) -> str:
    """A text as somebody typed it: one line per paragraph, however the file wraps it."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(" ".join(line.strip() for line in part.splitlines()) for part in paragraphs)


def entry(number: int, kind: str, voice: str, *, first: bool = False) -> str:
    """What somebody of this voice answers to a prompt; `first`: the thinner round that the mentor sent back."""
    asked = [one for one in _file("journal")["entry"] if (one["number"], one["kind"]) == (number, kind)]
    found = next((one for one in asked if one["voice"] == voice), asked[0])
    return _said(found["first"] if first and "first" in found else found["text"])


def has_first(number: int, voice: str) -> bool:
    """Whether there is a thinner first round of this reflection."""
    return any(
        "first" in one
        for one in _file("journal")["entry"]
        if (one["number"], one["kind"], one["voice"]) == (number, "reflective", voice)
    )


def review(kind: str, number: int, language: str = "en") -> dict[str, str]:
    """The three parts of a mentor's answer; `kind`: accepted, question or revise."""
    every = [one for one in _file("reviews")["review"] if one["key"].startswith(kind)]
    some = [one for one in every if one.get("lang", "en") == language] or every
    chosen = some[number % len(some)]
    return {part: _said(chosen[part]) for part in ("saw", "question", "suggestion")}


def meeting(number: int) -> dict[str, str]:
    """The notes of a meeting with the mentor."""
    notes = _file("meetings")["meeting"]
    chosen = notes[number % len(notes)]
    return {part: _said(chosen[part]) for part in ("shared_note", "next_step", "private_note")}


def cop(key: str) -> dict[str, Any]:
    """An own CoP: its charter, agreement, values, members, and the purpose and question of six sessions."""
    found = next(one for one in _file("cops")["cop"] if one["key"] == key)
    return {name: _said(value) if isinstance(value, str) else value for name, value in found.items()}


def inquiry(key: str) -> dict[str, Any]:
    """What an own CoP inquires into: a problem and a cycle with its evidence, or the questions of an agenda."""
    found = next(one for one in _file("inquiry")["inquiry"] if one["key"] == key)
    wrapped: dict[str, Any] = {
        part: {name: _said(value) if isinstance(value, str) else value for name, value in found[part].items()}
        for part in ("problem", "plan", "meetings", "study")
        if part in found
    }
    return {**found, **wrapped}


def living() -> dict[str, Any]:
    """What goes on in one CoP between its second session and its third."""
    return dict(_file("living"))


def debrief(number: int, language: str = "en") -> dict[str, str]:
    """The story of a debrief, by the parts of its form."""
    some = [one for one in _file("debriefs")["debrief"] if one.get("lang", "en") == language]
    chosen = {name: _said(text) for name, text in some[number % len(some)].items() if name != "lang"}
    chosen["how"] = chosen.pop("how_was_it")
    return chosen


def story(key: str) -> str:
    """What somebody tells at a showcase."""
    told: Any = _file("showcase")[key]
    return _said(told)


def reflection(number: int, language: str = "en") -> str:
    """What somebody writes at the end of CoP 101."""
    some = [one for one in _file("reflections")["reflection"] if one.get("lang", "en") == language]
    return _said(some[number % len(some)]["text"])
