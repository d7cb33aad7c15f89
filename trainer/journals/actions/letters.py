"""Which messages does an entry send? That there is something to read, never what it says."""

from datetime import datetime
from typing import Any

from trainer.core import outbox
from trainer.journals.models import Entry, Review, Submission
from trainer.journals.rules import Outcome
from trainer.mentoring import queries as mentoring_queries
from trainer.permissions import Permission

KINDS = {
    Outcome.ACCEPTED: "reviewed",
    Outcome.ACCEPTED_WITH_QUESTION: "reviewed",
    Outcome.REVISE: "revise",
    Outcome.PRIVACY_HOLD: "held",
}


def dedupe(entry: Entry, what: str = "") -> str:
    """The key of a message to a mentor; without `what`, how the keys of all of them begin."""
    return f"entry:{entry.ref}:submitted:{what}"


def take_back(entry: Entry, *, now: datetime) -> None:
    """Take back what the mentor was not told yet: the entry was taken back or up."""
    outbox.cancel(dedupe_prefix=dedupe(entry), now=now)


def submitted(entry: Entry, submission: Submission, *, now: datetime) -> None:
    """To the mentor, if there is one: an entry waits for you, until that day."""
    mentor = mentoring_queries.mentor_of(entry.person_id)
    if mentor is None:
        return
    outbox.put(
        kind="journals.submitted", to=mentor.id, now=now, dedupe=dedupe(entry, str(submission.round)),
        params={
            **_params(entry, submission), "writer": entry.person.name, "due": submission.due_on.isoformat(),
            "path": f"/reviews/{entry.ref}",
        },
        access=(Permission.JOURNAL_REVIEW.value, [["person", entry.person_id]]),
    )  # fmt: skip


def answered(entry: Entry, review: Review, submission: Submission, *, now: datetime) -> None:
    """To the writer: your mentor has answered; for a revision, by when it is expected."""
    outbox.put(
        kind=f"journals.{KINDS[review.outcome]}", to=entry.person_id, now=now,
        dedupe=f"entry:{entry.ref}:answered:{submission.round}",
        params={
            **_params(entry, submission), "mentor": review.reviewer.name,
            "question": review.outcome is Outcome.ACCEPTED_WITH_QUESTION,
            "again_by": review.again_by.isoformat() if review.again_by else "", "path": f"/entries/{entry.ref}",
        },
    )  # fmt: skip


def corrected(entry: Entry, review: Review, submission: Submission, *, newest: bool, now: datetime) -> None:
    """To the writer: an answer was corrected. What was not sent yet of the one before is taken back."""
    if newest:
        outbox.cancel(dedupe_prefix=f"entry:{entry.ref}:answered:{submission.round}", now=now)
    outbox.put(
        kind="journals.corrected", to=entry.person_id, now=now,
        dedupe=f"entry:{entry.ref}:corrected:{submission.round}:{review.version}",
        params={
            **_params(entry, submission), "mentor": review.reviewer.name, "path": f"/entries/{entry.ref}",
        },
    )  # fmt: skip


def _params(entry: Entry, submission: Submission) -> dict[str, Any]:
    return {"session": entry.session, "kind": entry.kind.value, "round": submission.round}
