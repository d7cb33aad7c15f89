"""What did a long work find or do? One report: rows, how many of each outcome, and every problem with its line."""

import enum
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from trainer.core.errors import Month, Reason, Refused

MOST_PROBLEMS = 500
"""How many problems a report names; of more it says how many there are."""


@dataclass
class Report:
    """What a check found, or what was done. `mark`: the same word means that the same things will happen."""

    rows: int = 0
    counts: list[tuple[enum.StrEnum, int]] = field(default_factory=list)
    problems: list[tuple[int | None, Reason]] = field(default_factory=list)
    mark: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        named = self.problems[:MOST_PROBLEMS]
        return {
            "rows": self.rows, "mark": self.mark, "problems": len(self.problems),
            "lines": len({line for line, _reason in self.problems}),
            "counts": [[*_named(member), number] for member, number in self.counts if number],
            "named": [[line, *_named(reason.code), _plain(reason.facts)] for line, reason in named],
        }  # fmt: skip


def _named(member: enum.StrEnum) -> list[str]:
    return [f"{type(member).__module__}:{type(member).__qualname__}", member.value]


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _kept(value) for name, value in facts.items()}


def _kept(value: Any) -> Any:
    """A counted fact as JSON holds it. What JSON does not know is kept with the word for its kind."""
    for word, kind in _KINDS.items():
        if isinstance(value, kind):
            return {word: value.isoformat()}
    return {"member": _named(value)} if isinstance(value, enum.StrEnum) else value


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((word, text),) = value.items()
    return member_of(*text) if word == "member" else _KINDS[word].fromisoformat(text)


_KINDS: dict[str, Any] = {"moment": datetime, "month": Month, "day": date, "time": time}
"""Which fact is of which kind; the narrower one first."""


def member_of(kind: str, value: str) -> enum.StrEnum:
    """The state or reason that a report names."""
    module, _colon, name = kind.partition(":")
    if not module.startswith("trainer."):
        raise ValueError(kind)
    found: enum.StrEnum = getattr(importlib.import_module(module), name)(value)
    return found


def counts_of(report: Mapping[str, Any]) -> list[tuple[enum.StrEnum, int]]:
    """How many rows had which outcome."""
    return [(member_of(kind, value), number) for kind, value, number in report["counts"]]


def problems_of(report: Mapping[str, Any]) -> list[tuple[int | None, Reason]]:
    """The problems that the report names, each with its line."""
    return [
        (line, Reason(member_of(kind, value), {name: _read(part) for name, part in facts.items()}))
        for line, kind, value, facts in report["named"]
    ]


def problems_from(refused: Refused) -> Sequence[tuple[int | None, Reason]]:
    """What a refusal says, with the lines that its reasons name."""
    return [
        (line if isinstance(line := reason.facts.get("line"), int) else None, reason)
        for reason in refused.reasons
    ]
