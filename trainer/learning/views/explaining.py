"""What is there to say about an answer that was checked: what was chosen, what belongs, and why?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.curriculum.rules import CheckKind
from trainer.learning import rules
from trainer.learning.rules.checks import Check


@dataclass(frozen=True)
class Said:
    """One answer of a question: whether it was chosen, whether it belongs, and where in an order it was put."""

    text: dict[str, str]
    explanation: dict[str, str]
    chosen: bool
    belongs: bool
    place: int


@dataclass(frozen=True)
class Explained:
    """One question as it was answered. `right` is None where nothing is scored."""

    number: int
    kind: str
    question: dict[str, str]
    right: bool | None
    answers: list[Said]
    written: str
    explanation: dict[str, str]

    @property
    def shown(self) -> list[Said]:
        """What is explained at once: of a question with one answer, the one that was chosen."""
        return [one for one in self.answers if one.chosen] if self.kind == CheckKind.SINGLE else self.answers

    @property
    def others(self) -> list[Said]:
        """What can be opened beside it."""
        return [one for one in self.answers if not one.chosen] if self.kind == CheckKind.SINGLE else []


def explained(number: int, check: Check, answer: Any) -> Explained:
    """A question as it was answered; a correction of the text may have taken an answer away since."""
    kind, wanted = rules.kind_of(check), rules.right_answer(check)
    chosen = [answer] if isinstance(answer, str) else list(answer or [])
    free = kind is CheckKind.FREE
    answers = [
        Said(
            text=one["text"], explanation=one["explanation"], chosen=one["id"] in chosen,
            belongs=one["id"] in ([wanted] if isinstance(wanted, str) else wanted),
            place=chosen.index(one["id"]) + 1 if one["id"] in chosen else 0,
        )
        for one in check["answers"]
    ]  # fmt: skip
    return Explained(
        number=number, kind=kind.value, question=check["question"], answers=answers,
        right=None if free else rules.is_right(check, answer), written=str(answer or "") if free else "",
        explanation=check.get("explanation") or {},
    )  # fmt: skip


def all_explained(checks: list[dict[str, Any]], answers: Mapping[str, Any]) -> list[Explained]:
    """Every question that was answered, in order."""
    return [
        explained(number, check, answers[check["id"]])
        for number, check in enumerate(checks, start=1)
        if check["id"] in answers
    ]
