"""What is there to write, what was written, and what waits for an answer?"""

from trainer.journals.queries.agenda import coming, waiting
from trainer.journals.queries.entries import (
    Line,
    Round,
    Standing,
    alone,
    entry_by_ref,
    entry_for,
    has_handed_in,
    journal_of,
    last_answered,
    newest,
    rounds_for,
)
from trainer.journals.queries.prompts import Prompt, prompt_of, prompts_of
from trainer.journals.queries.reviews import (
    holder_of,
    open_reviews,
    queue,
    queue_count,
    still_mentors,
    waiting_by_writer,
    why_not_read,
)

__all__ = [
    "Line",
    "Prompt",
    "Round",
    "Standing",
    "alone",
    "coming",
    "entry_by_ref",
    "entry_for",
    "has_handed_in",
    "holder_of",
    "journal_of",
    "last_answered",
    "newest",
    "open_reviews",
    "prompt_of",
    "prompts_of",
    "queue",
    "queue_count",
    "rounds_for",
    "still_mentors",
    "waiting",
    "waiting_by_writer",
    "why_not_read",
]
