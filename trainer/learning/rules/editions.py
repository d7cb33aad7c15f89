"""What changes for somebody who is moved to another edition of a course, and who cannot be moved?"""

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.curriculum.rules import parts_needed

READ = "read:"
"""What was read of a course in which reading is no part of the completion, named like a part: "read:<module id>"."""

MOST_WHY = 1_000


class MoveReason(enum.StrEnum):
    """Why somebody cannot be moved to an edition. Facts: edition, most."""

    UNKNOWN_EDITION = "unknown_edition"
    SAME_EDITION = "same_edition"
    PROGRAM_OVER = "program_over"
    WHY_MISSING = "why_missing"
    WHY_TOO_LONG = "why_too_long"
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True)
class Changes:
    """What a move does to what somebody has done. Each is a part of the course, or `read:<module id>`.

    `carried` is done in both; `kept` was done and has no counterpart: it stays with the old edition. `added` is not
    done and only the new edition asks for it; `open` is not done in either. Prompts are those between the modules:
    what was written to one that is `prompts_gone` stays where it was written.
    """

    carried: list[str]
    kept: list[str]
    added: list[str]
    open: list[str]
    prompts_same: int
    prompts_gone: list[str] = field(default_factory=list)
    prompts_added: list[str] = field(default_factory=list)

    @property
    def completes(self) -> bool:
        """Whether nothing is missing after the move."""
        return bool(self.carried) and not self.added and not self.open


def changes(
    old: Mapping[str, Any], new: Mapping[str, Any], done: Collection[str], done_there: Collection[str] = ()
) -> Changes:
    """Compare two editions as they were loaded for somebody who has done these things in the old one.

    `done_there`: what they did in the new one before, if they have been there. Same id, same thing: a done thing
    never turns into an undone one.
    """
    here, there = parts_needed(old), parts_needed(new)
    read = [f"{READ}{module['id']}" for module in new["modules"]]
    have = {*done, *done_there}
    ordered = [*here, *sorted(set(done) - set(here))]
    prompts, prompts_new = _prompts(old), _prompts(new)
    return Changes(
        carried=[one for one in (*there, *read) if one in have],
        kept=[one for one in ordered if one in done and one not in there and one not in read],
        added=[one for one in there if one not in have and one not in here],
        open=[one for one in there if one not in have and one in here],
        prompts_same=sum(one in prompts_new for one in prompts),
        prompts_gone=[one for one in prompts if one not in prompts_new],
        prompts_added=[one for one in prompts_new if one not in prompts],
    )


def _prompts(content: Mapping[str, Any]) -> list[str]:
    return [
        prompt["id"]
        for module in content["modules"]
        for prompt in module["prompts"]
        if prompt["moment"] != "exit"
    ]


def why_not_move(
    *, before: str, to: str, loaded: Collection[str], over: bool, reason: str
) -> tuple[MoveReason, dict[str, Any]] | None:
    """Why somebody who is on `before` cannot be moved to `to`, or None. Whoever is moved is told why."""
    if to not in loaded:
        return MoveReason.UNKNOWN_EDITION, {"edition": to}
    if before == to:
        return MoveReason.SAME_EDITION, {"edition": to}
    if over:
        return MoveReason.PROGRAM_OVER, {}
    if not reason.strip():
        return MoveReason.WHY_MISSING, {}
    return (MoveReason.WHY_TOO_LONG, {"most": MOST_WHY}) if len(reason) > MOST_WHY else None
