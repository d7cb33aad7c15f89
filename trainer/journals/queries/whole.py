"""What is in somebody's whole journal, for themselves to take along?"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from trainer.core.db import db
from trainer.journals.models import Attachment, Entry, Review, Submission
from trainer.journals.queries import attachments
from trainer.journals.queries.prompts import Prompt, prompts_of
from trainer.learning.models import Enrollment
from trainer.practice.models import CopSession


@dataclass(frozen=True)
class Kept:
    """One entry with the prompt it answers; None for a trace of one's own."""

    entry: Entry
    prompt: Prompt | None


def whole_journal(person_id: int) -> list[Kept]:
    """Everything that somebody has written, in whatever cohort, in the order in which it was begun.

    With every round and its answer; the private notes of mentors are loaded with the answers and are not for export.
    """
    entries = list(
        db.session.scalars(
            select(Entry)
            .where(Entry.person_id == person_id)
            .order_by(Entry.made_at, Entry.id)
            .options(
                joinedload(Entry.enrollment).joinedload(Enrollment.cohort),
                joinedload(Entry.cop_session).joinedload(CopSession.cop),
                selectinload(Entry.submissions)
                .joinedload(Submission.review)
                .options(joinedload(Review.reviewer), selectinload(Review.earlier)),
            )
        )
    )
    prompts: dict[tuple[int, str], Prompt] = {}
    for enrollment in {one.enrollment_id: one.enrollment for one in entries if not one.free}.values():
        written = [one.prompt for one in entries if one.enrollment_id == enrollment.id and not one.free]
        prompts |= {(enrollment.id, prompt.id): prompt for prompt in prompts_of(enrollment, written)}
    return [Kept(one, prompts.get((one.enrollment_id, one.prompt))) for one in entries]


def files_to_take(entry_ids: Collection[int]) -> dict[int, list[Attachment]]:
    """What stands beside each of these entries, in order; also what cannot be taken along today."""
    found: dict[int, list[Attachment]] = {}
    for one in attachments.of_entries(entry_ids):
        found.setdefault(one.entry_id, []).append(one)
    return found
