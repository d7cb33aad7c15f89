"""When may an entry be written, handed in, withdrawn, reviewed and accepted?"""

import enum

from trainer.journals.rules.comparing import Change, Piece, changes
from trainer.journals.rules.entries import (
    ANSWER_WITHIN,
    MOST_TEXT,
    OPEN,
    WAITING,
    EntryKind,
    EntryState,
    WriteReason,
    add_working_days,
    due_on,
    state_after_withdrawal,
    why_not_save,
    why_not_submit,
    why_not_withdraw,
    why_not_write,
)
from trainer.journals.rules.reviews import (
    ACCEPTING,
    HIGHEST,
    LEAST,
    LOWEST,
    STATE_AFTER,
    Answer,
    Criterion,
    Outcome,
    ReviewReason,
    problems_of,
    reads_round,
    why_not_begin,
    why_not_finish,
)

__all__ = [
    "ACCEPTING",
    "ANSWER_WITHIN",
    "HIGHEST",
    "LEAST",
    "LOWEST",
    "MOST_TEXT",
    "OPEN",
    "STATE_AFTER",
    "WAITING",
    "Answer",
    "Change",
    "Criterion",
    "EntryKind",
    "EntryState",
    "EventTitle",
    "Outcome",
    "Piece",
    "ReviewReason",
    "TaskKind",
    "WriteReason",
    "add_working_days",
    "changes",
    "due_on",
    "problems_of",
    "reads_round",
    "state_after_withdrawal",
    "why_not_begin",
    "why_not_finish",
    "why_not_save",
    "why_not_submit",
    "why_not_withdraw",
    "why_not_write",
]


class TaskKind(enum.StrEnum):
    """What waits for somebody in this room."""

    ANSWER = "journals_answer"
    GO_ON = "journals_go_on"
    WRITE = "journals_write"
    REVISE = "journals_revise"
    MEND = "journals_mend"


class EventTitle(enum.StrEnum):
    """What a day of the journal is called in somebody's calendar."""

    HAND_IN_AGAIN = "hand_in_again"
