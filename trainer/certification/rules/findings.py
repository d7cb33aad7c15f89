"""What does the engine say about a criterion? A verdict, the facts it counted, what would change it, the records."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.core.errors import Reason


class Verdict(enum.StrEnum):
    """How a criterion stands."""

    MET = "met"
    NOT_MET = "not_met"
    WAIVED = "waived"
    NOT_RECORDED = "not_recorded"


class Counted(enum.StrEnum):
    """What was counted, said in one sentence."""

    COMPLETED = "completed"
    EQUIVALENT = "equivalent"
    EQUIVALENT_ALONE = "equivalent_alone"
    NOT_COMPLETED = "not_completed"
    MODULES = "modules"
    LIVE = "live"
    CREDIT = "credit"
    CHECKS = "checks"
    ENTRIES = "entries"
    MEETINGS = "meetings"
    MEETINGS_GAP = "meetings_gap"
    DEBRIEFS = "debriefs"
    CHARTER = "charter"
    CHARTER_WAITS = "charter_waits"
    CHARTER_MISSING = "charter_missing"
    SESSIONS = "sessions"
    SIGN_INS = "sign_ins"
    VALUES = "values"
    VALUES_ONCE = "values_once"
    VALUES_LATE = "values_late"
    VALUES_MISSING = "values_missing"
    CONFIDENCE = "confidence"
    AGREEMENT_ALONE = "agreement_alone"
    PROMISE_ALONE = "promise_alone"
    CONFIDENCE_MISSING = "confidence_missing"
    FACILITATOR_COP = "facilitator_cop"
    SHARE_OUT = "share_out"
    SIGNED = "signed"
    SIGN_OFF_DECLINED = "sign_off_declined"
    SIGN_OFF_MISSING = "sign_off_missing"
    GRANTED = "granted"
    DECISION_MISSING = "decision_missing"
    DEADLINE = "deadline"
    DEADLINE_KEPT = "deadline_kept"
    DEADLINE_PASSED = "deadline_passed"
    NOT_RECORDED = "not_recorded"


class Wanting(enum.StrEnum):
    """What would change it."""

    COMPLETE_101 = "complete_101"
    COMPLETE_REFRESHER = "complete_refresher"
    FINISH_MODULES = "finish_modules"
    NO_TRAINING = "no_training"
    ATTEND_OR_MAKE_UP = "attend_or_make_up"
    KEEP_THE_LIMIT = "keep_the_limit"
    PASS_CHECKS = "pass_checks"  # noqa: S105 - no password
    MORE_ENTRIES = "more_entries"
    MORE_MEETINGS = "more_meetings"
    CLOSE_GAPS = "close_gaps"
    DEBRIEF = "debrief"
    CHARTER = "charter"
    MORE_SESSIONS = "more_sessions"
    MORE_MONTHS = "more_months"
    LEAD_MORE = "lead_more"
    MORE_PRESENT = "more_present"
    MORE_MEMBERS = "more_members"
    MORE_REGULARS = "more_regulars"
    RECORD_VALUES = "record_values"
    REVISIT_VALUES = "revisit_values"
    RECORD_AGREEMENT = "record_agreement"
    SIGN_PROMISE = "sign_promise"
    MORE_FACILITATOR_COP = "more_facilitator_cop"
    PRESENT = "present"
    MENTOR_SIGNS = "mentor_signs"
    ADMINISTRATOR_DECIDES = "administrator_decides"
    EXTEND = "extend"
    NOTHING_YET = "nothing_yet"


class RecordKind(enum.StrEnum):
    """One line of the records behind a criterion."""

    COURSE = "course"
    REFRESHER = "refresher"
    EARLIER_TRAINING = "earlier_training"
    MODULE_DONE = "module_done"
    MODULE_OPEN = "module_open"
    SESSION_CREDITED = "session_credited"
    SESSION_MISSED_MINUTES = "session_missed_minutes"
    SESSION_ABSENT = "session_absent"
    SESSION_OPEN = "session_open"
    SESSION_MADE_UP = "session_made_up"
    CHECK = "check"
    CHECK_OPEN = "check_open"
    REFLECTION_ACCEPTED = "reflection_accepted"
    REFLECTION_OPEN = "reflection_open"
    TRACE_ACCEPTED = "trace_accepted"
    TRACE_OPEN = "trace_open"
    MEETING = "meeting"
    MEETING_SHORT = "meeting_short"
    DEBRIEFED = "debriefed"
    DEBRIEFED_LATE = "debriefed_late"
    DEBRIEF_OPEN = "debrief_open"
    CHARTER = "charter"
    COP_LED = "cop_led"
    COP_CO_LED = "cop_co_led"
    COP_NOT_COUNTED = "cop_not_counted"
    SIGNED_IN = "signed_in"
    VALUES = "values"
    REVISITED = "revisited"
    AGREEMENT = "agreement"
    PROMISE = "promise"
    PRESENTED = "presented"
    PRESENTED_BEFORE = "presented_before"
    SIGN_OFF = "sign_off"
    DECISION = "decision"
    COHORT_BEGAN = "cohort_began"
    EXTENDED = "extended"
    AWAY = "away"
    ASKED = "asked"


@dataclass(frozen=True)
class Record:
    """One record behind a criterion, and the page of its room. `good`: it counts; else `why` may say why not."""

    what: Reason
    path: str = ""
    good: bool = True
    why: Reason | None = None


@dataclass(frozen=True)
class Judged:
    """What the function of one criterion found."""

    met: bool
    counted: Reason
    wanting: tuple[Reason, ...] = ()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Finding:
    """How one criterion stands for one trainee, with everything a page needs to say so."""

    code: str
    kind: str
    verdict: Verdict
    counted: Reason
    wanting: tuple[Reason, ...] = ()
    records: tuple[Record, ...] = ()
    text: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    numbers_waivable: bool = False
    waived_per: str | None = None

    @property
    def settled(self) -> bool:
        """Met, or waived: it stands in nobody's way."""
        return self.verdict in (Verdict.MET, Verdict.WAIVED)

    def as_facts(self) -> dict[str, Any]:
        """The finding as a decision keeps it: no names, no texts."""
        return {
            "code": self.code,
            "verdict": self.verdict.value,
            "counted": self.counted.code.value,
            "facts": {name: str(value) for name, value in self.counted.facts.items()},
        }


def done(kind: RecordKind, path: str = "", **facts: Any) -> Record:
    """A record that counts."""
    return Record(Reason(kind, facts), path)


def open_(kind: RecordKind, path: str = "", **facts: Any) -> Record:
    """A record that does not count (yet)."""
    return Record(Reason(kind, facts), path, good=False)


def listed(values: Any) -> str:
    """Numbers as one text: '2, 5'."""
    return ", ".join(str(value) for value in values)
