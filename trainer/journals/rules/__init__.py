"""When may an entry be written, handed in, withdrawn, reviewed and accepted?"""

import enum

from trainer.journals.rules.comparing import Change, Piece, changes, together
from trainer.journals.rules.correcting import (
    MOST_BEGINNING,
    MOST_BEGINNINGS,
    BeginningReason,
    CorrectReason,
    Part,
    ReadingEnd,
    SecondReason,
    TalkReason,
    told_at,
    why_not_ask,
    why_not_change,
    why_not_day,
    why_not_second_reader,
)
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
    DEEP,
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
from trainer.journals.rules.traces import (
    AREAS,
    FREE,
    KEY,
    MOST_TITLE,
    STATES_AT,
    Audience,
    Beside,
    Link,
    OwnSession,
    Place,
    Shows,
    Sort,
    TraceReason,
    as_lines,
    beginning,
    from_json,
    is_free,
    links_of,
    place_of,
    problem_of_links,
    why_not_change_audience,
    why_not_use,
)

__all__ = [
    "ACCEPTING",
    "ANSWER_WITHIN",
    "AREAS",
    "DEEP",
    "FREE",
    "HIGHEST",
    "KEY",
    "LEAST",
    "LOWEST",
    "MOST_BEGINNING",
    "MOST_BEGINNINGS",
    "MOST_TEXT",
    "MOST_TITLE",
    "OPEN",
    "STATES_AT",
    "STATE_AFTER",
    "WAITING",
    "Answer",
    "Audience",
    "BeginningReason",
    "Beside",
    "Change",
    "CorrectReason",
    "Criterion",
    "EntryKind",
    "EntryState",
    "EventTitle",
    "Link",
    "Outcome",
    "OwnSession",
    "Part",
    "Piece",
    "Place",
    "ReadingEnd",
    "ReviewReason",
    "SecondReason",
    "Shows",
    "Sort",
    "TalkReason",
    "TaskKind",
    "TraceReason",
    "WriteReason",
    "add_working_days",
    "as_lines",
    "beginning",
    "changes",
    "due_on",
    "from_json",
    "is_free",
    "links_of",
    "place_of",
    "problem_of_links",
    "problems_of",
    "reads_round",
    "state_after_withdrawal",
    "together",
    "told_at",
    "why_not_ask",
    "why_not_begin",
    "why_not_change",
    "why_not_change_audience",
    "why_not_day",
    "why_not_finish",
    "why_not_save",
    "why_not_second_reader",
    "why_not_submit",
    "why_not_use",
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
    ANSWER_TRACE = "journals_answer_trace"
    REVISE_TRACE = "journals_revise_trace"
    MEND_TRACE = "journals_mend_trace"
    READ_SECOND = "journals_read_second"
    NAME_SECOND = "journals_name_second"
    LATE_ANSWERS = "journals_late_answers"


class EventTitle(enum.StrEnum):
    """What a day of the journal is called in somebody's calendar."""

    HAND_IN_AGAIN = "hand_in_again"
    HAND_IN_TRACE_AGAIN = "hand_in_trace_again"
