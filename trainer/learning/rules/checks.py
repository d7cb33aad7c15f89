"""Is an answer of a knowledge check right, which question comes next, and is the check passed?

An answer is what its question asks for: the id of one answer (single), the ids of all that fit (several), the ids in
order (order), a text for oneself (free). A text is kept and never scored.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.curriculum.rules import CheckKind, scored
from trainer.learning.rules.reading import LearnReason

PASS_PERCENT = 80
"""Each check of the program is passed at 80 % (R05, domain.md 3.6)."""

MOST_FREE = 2_000

Check = Mapping[str, Any]
"""A question as it was loaded; editions from before there were kinds name none."""


@dataclass(frozen=True)
class Judged:
    """One try of a knowledge check: how many of its scored questions were right. None may be scored."""

    right: int
    questions: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 79.9 is not yet 80."""
        return percent(self.right, self.questions)

    @property
    def passed(self) -> bool:
        """Whether this try passes. Where nothing is scored, there is nothing to pass."""
        return self.percent >= PASS_PERCENT


def percent(right: int, questions: int) -> int:
    """How much of a check was right, rounded down."""
    return right * 100 // questions if questions else 0


def kind_of(check: Check) -> CheckKind:
    """How a question is answered."""
    return CheckKind(check.get("kind") or CheckKind.SINGLE)


def right_answer(check: Check) -> Any:
    """The answer that is right: an id, or ids; an empty text where there is none."""
    ids = [answer["id"] for answer in check["answers"]]
    correct = [answer["id"] for answer in check["answers"] if answer.get("correct")]
    match kind_of(check):
        case CheckKind.FREE:
            return ""
        case CheckKind.ORDER:
            return ids
        case CheckKind.SEVERAL:
            return correct
    return correct[0]


def wrong_answer(check: Check) -> Any:
    """An answer that is not right, for whoever shows what happens then; an empty text where nothing is scored."""
    match kind_of(check):
        case CheckKind.FREE:
            return ""
        case CheckKind.ORDER:
            return right_answer(check)[::-1]
    wrong = next(answer["id"] for answer in check["answers"] if not answer.get("correct"))
    return [wrong] if kind_of(check) is CheckKind.SEVERAL else wrong


def why_not_answer(check: Check, answer: Any) -> tuple[LearnReason, dict[str, Any]] | None:
    """Why something is no answer to a question, or None. A free question may be left without words."""
    kind = kind_of(check)
    if kind is CheckKind.FREE:
        long = len(answer) > MOST_FREE
        return (LearnReason.TOO_LONG, {"most": MOST_FREE}) if long else None
    if not answer:
        return LearnReason.UNANSWERED, {}
    known = {one["id"] for one in check["answers"]}
    chosen = [answer] if isinstance(answer, str) else list(answer)
    fits = isinstance(answer, str) == (kind is CheckKind.SINGLE)
    complete = kind is not CheckKind.ORDER or len(chosen) == len(known)
    if not fits or not complete or len(set(chosen)) < len(chosen) or not known.issuperset(chosen):
        return LearnReason.UNKNOWN_ANSWER, {}
    return None


def is_right(check: Check, answer: Any) -> bool:
    """Whether an answer is right: of several all and only those that fit. What is not scored is never right."""
    kind = kind_of(check)
    if kind is CheckKind.FREE or not answer:
        return False
    wanted = right_answer(check)
    if kind is CheckKind.SEVERAL and not isinstance(answer, str):
        return set(answer) == set(wanted)
    return bool(answer == wanted)


def judge(checks: Sequence[Check], answers: Mapping[str, Any]) -> Judged | tuple[LearnReason, dict[str, Any]]:
    """How a check was answered, or why it cannot be judged: every scored question has one of its own answers."""
    if not checks:
        return LearnReason.NO_CHECK, {}
    asked = [(number, check) for number, check in enumerate(checks, start=1) if scored([check])]
    missing = [number for number, check in asked if not answers.get(check["id"])]
    if missing:
        return LearnReason.UNANSWERED, {"count": ", ".join(str(number) for number in missing)}
    for check in checks:
        if problem := why_not_answer(check, answers.get(check["id"], "")):
            return problem
    return Judged(sum(is_right(check, answers[check["id"]]) for _number, check in asked), len(asked))


def next_question(checks: Sequence[Check], answered: Collection[str]) -> int | None:
    """Which question comes next in a try, counted from 1; None when all are answered."""
    return next((n for n, check in enumerate(checks, start=1) if check["id"] not in answered), None)


def shuffled(check: Check, seed: str) -> list[str]:
    """The ids of a question to be put in order, as they are shown: the same for the same seed, never already right."""
    right = [answer["id"] for answer in check["answers"]]
    mixed = sorted(right, key=lambda one: hashlib.sha256(f"{seed}:{check['id']}:{one}".encode()).digest())
    return mixed if mixed != right else mixed[1:] + mixed[:1]
