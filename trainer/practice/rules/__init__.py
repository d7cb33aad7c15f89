"""What are the states of a CoP and its sessions, and why may something not happen? The files beside it say when."""

import enum
from datetime import timedelta

MOST_FACILITATORS = 2
MOST_MEMBERS = 400
"""A circle has up to 20; an open gathering that keeps its list here may have 300, and some who come later."""
MOST_SESSIONS = 60
MOST_MINUTES = 600
MOST_VALUES = 12
SIGN_IN_BEFORE = timedelta(minutes=30)
SIGN_IN_AFTER = timedelta(hours=2)
DEBRIEF_TIME = timedelta(days=14)
REMIND_BEFORE = timedelta(days=3)


class CopState(enum.StrEnum):
    """Where a CoP stands."""

    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


class GroupKind(enum.StrEnum):
    """What a group calls itself (row A17). The rules for all three are the same."""

    COP = "cop"
    PLC = "plc"
    CFG = "cfg"


class CharterState(enum.StrEnum):
    """Where a version of a charter stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"


class CopSessionState(enum.StrEnum):
    """What became of a session of a CoP."""

    PLANNED = "planned"
    HELD = "held"
    CANCELED = "canceled"


class LeadRole(enum.StrEnum):
    """Who led a session, and who helped."""

    LEAD = "lead"
    CO_LEAD = "co_lead"


class SignInSource(enum.StrEnum):
    """How a member's presence was written down."""

    QR = "qr"
    TYPED = "typed"
    CORRECTED = "corrected"


class AgreementKind(enum.StrEnum):
    """What the members agreed."""

    CONFIDENTIALITY = "confidentiality"


class DebriefState(enum.StrEnum):
    """Where a debrief stands."""

    DUE = "due"
    HELD = "held"


class TaskKind(enum.StrEnum):
    """What waits for somebody in this room. Facts: cop, number, name."""

    SIGN_PROMISE = "sign_promise"
    WRITE_CHARTER = "write_charter"
    CHANGE_CHARTER = "change_charter"
    DECIDE_CHARTER = "decide_charter"
    HOLD_SESSION = "hold_session"
    WRITE_DEBRIEF = "write_debrief"
    HOLD_DEBRIEF = "hold_debrief"
    DEBRIEF_STEP = "debrief_step"
    FINISH_CYCLE = "finish_cycle"


class EventKind(enum.StrEnum):
    """What has a date in this room. Facts: cop, number."""

    COP_SESSION = "cop_session"


class PracticeReason(enum.StrEnum):
    """Why something in a CoP cannot be done. Facts: name, missing, most, number, opens, ended, on, time, day."""

    NOT_TRAINEE = "not_trainee"
    NAME_MISSING = "name_missing"
    UNKNOWN_ZONE = "unknown_zone"
    TOO_MANY_FACILITATORS = "too_many_facilitators"
    ALREADY_FACILITATES = "already_facilitates"
    LAST_FACILITATOR = "last_facilitator"
    CHANGED_MEANWHILE = "changed_meanwhile"
    CHARTER_WAITS = "charter_waits"
    CHARTER_INCOMPLETE = "charter_incomplete"
    CHARTER_NOT_DRAFT = "charter_not_draft"
    CHARTER_NOT_SUBMITTED = "charter_not_submitted"
    OWN_CHARTER = "own_charter"
    REASON_MISSING = "reason_missing"
    MEMBER_KNOWN = "member_known"
    MEMBER_EMAIL_WRONG = "member_email_wrong"
    TOO_MANY_MEMBERS = "too_many_members"
    MEMBER_ENDED = "member_ended"
    TOO_MANY_SESSIONS = "too_many_sessions"
    SAME_DAY = "same_day"
    TIME_IN_GAP = "time_in_gap"
    DAY_TOO_FAR = "day_too_far"
    MINUTES_WRONG = "minutes_wrong"
    NOT_PLANNED = "not_planned"
    SESSION_CANCELED = "session_canceled"
    NOT_BEGUN = "not_begun"
    SIGN_IN_NOT_OPEN = "sign_in_not_open"
    SIGN_IN_OVER = "sign_in_over"
    SIGN_IN_LOCKED = "sign_in_locked"
    WHY_MISSING = "why_missing"
    NOBODY_LED = "nobody_led"
    TOO_MANY_LED = "too_many_led"
    NOT_A_FACILITATOR = "not_a_facilitator"
    NO_VALUES = "no_values"
    TOO_MANY_VALUES = "too_many_values"
    VALUE_TOO_LONG = "value_too_long"
    VALUES_MISSING = "values_missing"
    VALUES_NEW = "values_new"
    AGREEMENT_MISSING = "agreement_missing"
    DEBRIEF_DAY_WRONG = "debrief_day_wrong"
    DEBRIEF_EMPTY = "debrief_empty"
    OTHER_MEETING = "other_meeting"
    NEXT_STEP_WRONG = "next_step_wrong"
    RATIONALE_MISSING = "rationale_missing"


Problem = tuple[PracticeReason, dict[str, object]]
