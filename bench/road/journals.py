"""What do trainees write in their year? An entry for each required prompt, its rounds, and what was answered."""

import itertools
from collections.abc import Iterator
from typing import Any

from bench.road.who import SESSIONS, Pen, asked, mentor_of
from bench.schedule import ref
from trainer.core.db import Model
from trainer.journals.models import Entry, Review, Submission
from trainer.journals.rules import EntryState, Outcome

TABLES: list[type[Model]] = [Entry, Submission, Review]
REVISED_EVERY = 4
"""Of the accepted entries one in four went through two rounds."""
FIRST_OPEN = 8
"""Whoever has not asked yet: of 18 entries 8 are accepted, one is to revise, one is a draft, 8 wait for the mentor."""
TEXT = (
    "I had planned to begin with the question, and began with the people. Two of them had not met before. "
    * 9
)
SAW = "You name the moment in which the group turned, and what you did then. " * 4


def write(pen: Pen) -> None:
    """Entries, submissions and reviews in one go, then table by table."""
    entries: list[tuple[Any, ...]] = []
    rounds: list[tuple[Any, ...]] = []
    reviews: list[tuple[Any, ...]] = []
    for n, person in enumerate(pen.plan.trainees):
        for number, (prompt, module, session) in enumerate(_prompts(pen)):
            state = state_of(n, number)
            entry = len(entries) + 1
            entries.append(_entry(pen, entry, n, person, (prompt, module, session), state))
            for which, outcome in _rounds(state, number):
                submission = len(rounds) + 1
                handed_in, answered = pen.moment(session, 10 * which), pen.moment(session, 10 * which + 5)
                rounds.append((submission, entry, which, TEXT, handed_in, pen.on(session, 10 * which + 14)))
                if outcome is not None:
                    levels = (3, 3, 2, 3) if outcome is Outcome.ACCEPTED else (2, 1, 2, 2)
                    mentor = mentor_of(n, pen.plan.people)
                    texts = (True, SAW, SAW, SAW, outcome.value, answered)
                    reviews.append((len(reviews) + 1, submission, mentor, *levels, *texts))
    pen.filler.fill(
        Entry,
        ("id", "ref", "enrollment_id", "person_id", "prompt", "module", "session", "kind", "required", "audience",
         "state", "text", "made_at", "saved_at", "submitted_at", "accepted_at", "reviewer_id"),
        entries,
    )  # fmt: skip
    pen.filler.fill(Submission, ("id", "entry_id", "round", "text", "submitted_at", "due_on"), rounds)
    pen.filler.fill(
        Review,
        ("id", "submission_id", "reviewer_id", "moment", "meaning", "perspectives", "facilitation", "care_kept",
         "saw", "question", "suggestion", "outcome", "made_at"),
        reviews,
    )  # fmt: skip


def state_of(number: int, entry: int) -> EntryState:
    """Where an entry (0 to 17) of a trainee stands."""
    if asked(number) or entry < FIRST_OPEN:
        return EntryState.ACCEPTED
    return {FIRST_OPEN: EntryState.REVISE, FIRST_OPEN + 1: EntryState.DRAFT}.get(entry, EntryState.SUBMITTED)


def _prompts(pen: Pen) -> Iterator[tuple[dict[str, Any], str, int]]:
    """(prompt, module, session) of everything that must be answered."""
    modules = [*pen.plan.training["modules"], *pen.plan.practicum["modules"]]
    for session, module in zip(itertools.count(1), modules[:SESSIONS], strict=False):
        for prompt in module["prompts"]:
            if prompt["required"]:
                yield prompt, module["id"], session


def _rounds(state: EntryState, number: int) -> list[tuple[int, Outcome | None]]:
    """(round, outcome) of each time it was handed in."""
    if state is EntryState.DRAFT:
        return []
    if state is EntryState.REVISE:
        return [(1, Outcome.REVISE)]
    again = number % REVISED_EVERY == 0
    last = Outcome.ACCEPTED if state is EntryState.ACCEPTED else None
    return [(1, Outcome.REVISE), (2, last)] if again else [(1, last)]


def _entry(
    pen: Pen, entry: int, n: int, person: int, asked_for: tuple[dict[str, Any], str, int], state: EntryState
) -> tuple[Any, ...]:
    prompt, module, session = asked_for
    saved = pen.moment(session, 10)
    return (
        entry, ref("e", entry), n + 1, person, prompt["id"], module, session, prompt["kind"], True,
        prompt["audience"], state.value, TEXT, pen.moment(session, 1), saved,
        None if state is EntryState.DRAFT else saved,
        pen.moment(session, 25) if state is EntryState.ACCEPTED else None,
        mentor_of(n, pen.plan.people) if state in (EntryState.ACCEPTED, EntryState.REVISE) else None,
    )  # fmt: skip
