"""When does being present count, for how many minutes, and what becomes of a training whose sheets are closed?"""

from trainer.attendance.rules.credit import (
    MISSED_AT_MOST,
    Credit,
    CreditReason,
    Presence,
    Source,
    arithmetic,
    credit,
    minutes_between,
)
from trainer.attendance.rules.outcomes import (
    MADE_UP_AT_MOST,
    ONE_WHOLE,
    Day,
    Presences,
    RecordState,
    outcome,
    presences,
    record_state,
    sum_minutes,
)
from trainer.attendance.rules.sheets import (
    Marked,
    MarkReason,
    Problem,
    TaskKind,
    why_not_close,
    why_not_mark,
    wrong_marks,
)

__all__ = [
    "MADE_UP_AT_MOST",
    "MISSED_AT_MOST",
    "ONE_WHOLE",
    "Credit",
    "CreditReason",
    "Day",
    "MarkReason",
    "Marked",
    "Presence",
    "Presences",
    "Problem",
    "RecordState",
    "Source",
    "TaskKind",
    "arithmetic",
    "credit",
    "minutes_between",
    "outcome",
    "presences",
    "record_state",
    "sum_minutes",
    "why_not_close",
    "why_not_mark",
    "wrong_marks",
]
