"""How is an entry answered: which levels, which words, which outcome, and by whom?"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trainer.journals.rules.entries import EntryKind, EntryState

LOWEST, HIGHEST = 1, 4

DEEP = 3
"""From which level of Meaning on somebody looks at their own part in it (domain.md 5.1): asked for in the second half
of the year, as advice."""


class Criterion(enum.StrEnum):
    """What a mentor looks at (domain.md 5.1)."""

    MOMENT = "moment"
    MEANING = "meaning"
    PERSPECTIVES = "perspectives"
    FACILITATION = "facilitation"


LEAST: dict[EntryKind, dict[Criterion, int]] = {
    EntryKind.REFLECTIVE: dict.fromkeys(Criterion, 2),
    EntryKind.TRACE: {Criterion.MOMENT: 3, Criterion.MEANING: 2},
}
"""The criteria that an entry of each kind is looked at by, with the level from which it can be accepted."""


class Outcome(enum.StrEnum):
    """What a mentor answers."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_QUESTION = "accepted_with_question"
    REVISE = "revise"
    PRIVACY_HOLD = "privacy_hold"


ACCEPTING = (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_QUESTION)

STATE_AFTER = {
    Outcome.ACCEPTED: EntryState.ACCEPTED,
    Outcome.ACCEPTED_WITH_QUESTION: EntryState.ACCEPTED,
    Outcome.REVISE: EntryState.REVISE,
    Outcome.PRIVACY_HOLD: EntryState.PRIVACY_HOLD,
}


class ReviewReason(enum.StrEnum):
    """Why an entry cannot be answered that way. OTHER_WINDOW: another copy of the answer was saved meanwhile.

    Facts: criterion, level, least, name, day, organization.
    """

    TAKEN = "taken"
    NOT_WAITING = "not_waiting"
    NOT_BEGUN = "not_begun"
    OWN_ENTRY = "own_entry"
    SAME_EMPLOYER = "same_employer"
    OTHER_ROUND = "other_round"
    OTHER_WINDOW = "other_window"
    LEVEL_MISSING = "level_missing"
    LEVEL_UNKNOWN = "level_unknown"
    LEVEL_TOO_LOW = "level_too_low"
    HOLD_NEEDED = "hold_needed"
    HOLD_NOT_NEEDED = "hold_not_needed"
    SAW_MISSING = "saw_missing"
    QUESTION_MISSING = "question_missing"
    WHAT_MISSING = "what_missing"
    WHEN_MISSING = "when_missing"
    WHEN_PASSED = "when_passed"


Problem = tuple[ReviewReason, dict[str, Any]]


@dataclass(frozen=True)
class Answer:
    """What a mentor has filled in."""

    kind: EntryKind
    levels: Mapping[Criterion, int]
    care_kept: bool
    saw: str
    question: str
    suggestion: str
    outcome: Outcome
    again_by: date | None


def why_not_begin(
    *, state: EntryState, holder: int | None, person_id: int | None, writer_id: int
) -> ReviewReason | None:
    """Why somebody cannot begin to answer an entry, or None. `holder`: who has begun and may still answer."""
    if person_id == writer_id:
        return ReviewReason.OWN_ENTRY
    if state is EntryState.IN_REVIEW and holder is not None and holder != person_id:
        return ReviewReason.TAKEN
    return None if state in (EntryState.SUBMITTED, EntryState.IN_REVIEW) else ReviewReason.NOT_WAITING


def why_not_finish(
    *, state: EntryState, holder: int | None, person_id: int | None, round: int, newest: int
) -> ReviewReason | None:
    """Why somebody cannot answer this round now, or None."""
    if round != newest:
        return ReviewReason.OTHER_ROUND
    if state is not EntryState.IN_REVIEW:
        return ReviewReason.NOT_BEGUN if state is EntryState.SUBMITTED else ReviewReason.NOT_WAITING
    return None if holder == person_id else ReviewReason.TAKEN


def problems_of(answer: Answer, *, today: date) -> list[Problem]:
    """Everything that is missing or does not fit in an answer; empty when it can be sent."""
    if not answer.care_kept:
        return _hold_problems(answer)
    if answer.outcome is Outcome.PRIVACY_HOLD:
        return [(ReviewReason.HOLD_NOT_NEEDED, {})]
    return _level_problems(answer) + _word_problems(answer, today)


def _hold_problems(answer: Answer) -> list[Problem]:
    """What is wrong with an answer to an entry that must be hidden: a kind note and how to mend it are enough."""
    if answer.outcome is not Outcome.PRIVACY_HOLD:
        return [(ReviewReason.HOLD_NEEDED, {})]
    found: list[Problem] = [] if answer.saw.strip() else [(ReviewReason.SAW_MISSING, {})]
    return found if answer.suggestion.strip() else [*found, (ReviewReason.WHAT_MISSING, {})]


def _level_problems(answer: Answer) -> list[Problem]:
    found: list[Problem] = []
    for criterion in Criterion:
        level, least = answer.levels.get(criterion), LEAST[answer.kind].get(criterion)
        if level is None:
            found += [(ReviewReason.LEVEL_MISSING, {"criterion": criterion})] if least else []
        elif not LOWEST <= level <= HIGHEST:
            found.append((ReviewReason.LEVEL_UNKNOWN, {"criterion": criterion}))
        elif answer.outcome in ACCEPTING and least and level < least:
            facts = {"criterion": criterion, "level": level, "least": least}
            found.append((ReviewReason.LEVEL_TOO_LOW, facts))
    return found


def _word_problems(answer: Answer, today: date) -> list[Problem]:
    found: list[Problem] = []
    if not answer.saw.strip():
        found.append((ReviewReason.SAW_MISSING, {}))
    if answer.outcome is Outcome.ACCEPTED_WITH_QUESTION and not answer.question.strip():
        found.append((ReviewReason.QUESTION_MISSING, {}))
    if answer.outcome is Outcome.REVISE:
        if not answer.suggestion.strip():
            found.append((ReviewReason.WHAT_MISSING, {}))
        if answer.again_by is None:
            found.append((ReviewReason.WHEN_MISSING, {}))
        elif answer.again_by <= today:
            found.append((ReviewReason.WHEN_PASSED, {"day": answer.again_by}))
    return found


def reads_round(
    *, person_id: int | None, writer_id: int, reviewer_id: int | None, held: bool, withdrawn: bool
) -> bool:
    """Whether somebody who may read an entry reads this round. What was taken back is the writer's alone; what is held
    for privacy is read by the writer and the one who holds it, to mend it together."""
    if person_id == writer_id:
        return True
    if withdrawn:
        return False
    return not held or person_id == reviewer_id
