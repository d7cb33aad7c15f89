"""Which step may follow which, from an application to the end of an enrollment, and who may take it?

Two small machines: an application (draft … accepted) and an enrollment (applied … completed; domain.md 1.5). Some steps
are taken by nobody: a date has come.
"""

import enum
from collections.abc import Mapping
from datetime import date, timedelta

MOST_ANSWER = 4_000
LEAST_ANSWER = 20
MOST_AWAY = timedelta(days=366)
"""A deferral until a date is no longer than a year; longer ones wait for the next cohort."""


class EnrollmentState(enum.StrEnum):
    """Where an enrollment stands (domain.md 1.5)."""

    APPLIED = "applied"
    ENROLLED = "enrolled"
    ACTIVE = "active"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"


LIVE = (EnrollmentState.ENROLLED, EnrollmentState.ACTIVE)
"""The states in which somebody is in the program now; at most one enrollment of a person is in one of them."""

IN_PROGRAM = (*LIVE, EnrollmentState.DEFERRED)
"""The states in which nobody can start in another cohort: whoever is away comes back into the same enrollment."""


class Move(enum.StrEnum):
    """What moves an enrollment."""

    ACCEPT = "accept"
    DECLINE = "decline"
    TAKE_BACK = "take_back"
    BEGIN = "begin"
    DEFER = "defer"
    COME_BACK = "come_back"
    LEAVE = "leave"
    COMPLETE = "complete"
    START_AGAIN = "start_again"


NEXT: Mapping[tuple[EnrollmentState, Move], EnrollmentState] = {
    (EnrollmentState.APPLIED, Move.ACCEPT): EnrollmentState.ENROLLED,
    (EnrollmentState.APPLIED, Move.DECLINE): EnrollmentState.WITHDRAWN,
    (EnrollmentState.APPLIED, Move.TAKE_BACK): EnrollmentState.WITHDRAWN,
    (EnrollmentState.ENROLLED, Move.BEGIN): EnrollmentState.ACTIVE,
    **{(state, Move.DEFER): EnrollmentState.DEFERRED for state in LIVE},
    (EnrollmentState.DEFERRED, Move.COME_BACK): EnrollmentState.ENROLLED,
    **{(state, Move.LEAVE): EnrollmentState.WITHDRAWN for state in IN_PROGRAM},
    **{(state, Move.COMPLETE): EnrollmentState.COMPLETED for state in IN_PROGRAM},
    (EnrollmentState.WITHDRAWN, Move.START_AGAIN): EnrollmentState.ENROLLED,
}


class ApplicationState(enum.StrEnum):
    """Where an application to a cohort stands."""

    DRAFT = "draft"
    SENT = "sent"
    ON_HOLD = "on_hold"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class ApplicationMove(enum.StrEnum):
    """What moves an application."""

    SAVE = "save"
    SEND = "send"
    HOLD = "hold"
    ACCEPT = "accept"
    DECLINE = "decline"
    TAKE_BACK = "take_back"


OPEN = (ApplicationState.SENT, ApplicationState.ON_HOLD)
"""Those that wait for an answer."""

APPLICATION_NEXT: Mapping[tuple[ApplicationState, ApplicationMove], ApplicationState] = {
    (ApplicationState.DRAFT, ApplicationMove.SAVE): ApplicationState.DRAFT,
    (ApplicationState.TAKEN_BACK, ApplicationMove.SAVE): ApplicationState.DRAFT,
    (ApplicationState.DRAFT, ApplicationMove.SEND): ApplicationState.SENT,
    (ApplicationState.SENT, ApplicationMove.HOLD): ApplicationState.ON_HOLD,
    **{(state, ApplicationMove.ACCEPT): ApplicationState.ACCEPTED for state in OPEN},
    **{(state, ApplicationMove.DECLINE): ApplicationState.DECLINED for state in OPEN},
    **{(state, ApplicationMove.TAKE_BACK): ApplicationState.TAKEN_BACK for state in OPEN},
}

ANSWERS = (ApplicationMove.ACCEPT, ApplicationMove.HOLD, ApplicationMove.DECLINE)
"""What an administrator can answer; the last two are said with a reason."""


class DeferralState(enum.StrEnum):
    """What became of somebody's wish to defer."""

    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class StepKind(enum.StrEnum):
    """What happened to an enrollment, as its person reads it."""

    ENROLLED = "enrolled"
    DEFERRED = "deferred"
    CAME_BACK = "came_back"
    MOVED = "moved"
    LEFT = "left"
    TAKEN_OUT = "taken_out"
    COMPLETED = "completed"


class OfficeTask(enum.StrEnum):
    """What waits for an administrator. Facts: count, cohort; or name."""

    READ_APPLICATIONS = "read_applications"
    DECIDE_DEFERRAL = "decide_deferral"
    ASK_BACK = "ask_back"


class EnrollmentReason(enum.StrEnum):
    """Why an enrollment or an application cannot go that way. Facts: day, most, least, until."""

    NOT_LIVE = "not_live"
    NOT_DEFERRED = "not_deferred"
    WHY_MISSING = "why_missing"
    COHORT_OVER = "cohort_over"
    NOT_OPEN = "not_open"
    CANNOT_CHANGE = "cannot_change"
    ANSWERED_ALREADY = "answered_already"
    SAVED_ELSEWHERE = "saved_elsewhere"
    TOO_SHORT = "too_short"
    NOT_YET_MISSING = "not_yet_missing"
    IN_PROGRAM = "in_program"
    ANSWER_MISSING = "answer_missing"
    BACK_IN_THE_PAST = "back_in_the_past"
    AWAY_TOO_LONG = "away_too_long"
    NOT_BACK_YET = "not_back_yet"
    ASKED_ALREADY = "asked_already"
    IN_THAT_COHORT = "in_that_cohort"


def after(state: EnrollmentState, move: Move) -> EnrollmentState | None:
    """The state after a move, or None when it cannot be made from here."""
    return NEXT.get((state, move))


def application_after(state: ApplicationState, move: ApplicationMove) -> ApplicationState | None:
    """The state of an application after a move, or None when it cannot be made from here."""
    return APPLICATION_NEXT.get((state, move))


def state_on(state: EnrollmentState, *, starts_on: date, day: date) -> EnrollmentState:
    """Where an enrollment stands on a day: whoever is enrolled is active from the first day on, by the date alone."""
    begun = after(state, Move.BEGIN)
    return begun if begun and day >= starts_on else state


def takes_applications(*, until: date | None, day: date) -> bool:
    """Whether a cohort takes applications on a day; the last one counts."""
    return until is not None and day <= until


def why_not_save_application(
    *, state: ApplicationState, lock: int, stored: int, until: date | None, day: date
) -> EnrollmentReason | None:
    """Why a draft of an application cannot be saved, or None. `lock` is the number that the writer saw."""
    if application_after(state, ApplicationMove.SAVE) is None:
        return EnrollmentReason.CANNOT_CHANGE
    if not takes_applications(until=until, day=day):
        return EnrollmentReason.NOT_OPEN
    return None if lock == stored else EnrollmentReason.SAVED_ELSEWHERE


def why_not_send(
    *, state: ApplicationState, why: str, idea: str, not_yet: str, ready: bool, in_program: bool
) -> EnrollmentReason | None:
    """Why an application cannot be sent, or None. Who has not completed CoP 101 says why not yet."""
    if application_after(state, ApplicationMove.SEND) is None:
        return EnrollmentReason.CANNOT_CHANGE
    if in_program:
        return EnrollmentReason.IN_PROGRAM
    if min(len(why.strip()), len(idea.strip())) < LEAST_ANSWER:
        return EnrollmentReason.TOO_SHORT
    return None if ready or not_yet.strip() else EnrollmentReason.NOT_YET_MISSING


def why_not_answer_application(
    state: ApplicationState, move: ApplicationMove, answer: str
) -> EnrollmentReason | None:
    """Why an application cannot be answered that way, or None. Only an acceptance needs no words."""
    if application_after(state, move) is None:
        return EnrollmentReason.ANSWERED_ALREADY
    return None if answer.strip() or move is ApplicationMove.ACCEPT else EnrollmentReason.ANSWER_MISSING


def why_not_defer(
    state: EnrollmentState, *, until: date | None, today: date, said: str
) -> EnrollmentReason | None:
    """Why somebody cannot be deferred, or None. `until`: the day they mean to come back; None for the next cohort."""
    if after(state, Move.DEFER) is None:
        return EnrollmentReason.NOT_LIVE
    if until is not None and until <= today:
        return EnrollmentReason.BACK_IN_THE_PAST
    if until is not None and until - today > MOST_AWAY:
        return EnrollmentReason.AWAY_TOO_LONG
    return None if said.strip() else EnrollmentReason.ANSWER_MISSING


def why_not_come_back(
    state: EnrollmentState, *, back_on: date | None, today: date, own: bool
) -> EnrollmentReason | None:
    """Why somebody cannot come back, or None. They do it themselves from the day that was agreed on; an administrator,
    at any time."""
    if after(state, Move.COME_BACK) is None:
        return EnrollmentReason.NOT_DEFERRED
    return EnrollmentReason.NOT_BACK_YET if own and (back_on is None or today < back_on) else None


def why_not_withdraw(state: EnrollmentState, reason: str, *, own: bool = False) -> EnrollmentReason | None:
    """Why somebody cannot leave or be taken out, or None. Only who is taken out by others is owed a reason."""
    if after(state, Move.LEAVE) is None:
        return EnrollmentReason.NOT_LIVE
    return None if own or reason.strip() else EnrollmentReason.WHY_MISSING


def days_away(*, counted: int, moves: bool, since: date | None, day: date) -> int:
    """By how many days the deadline has moved so far: those of earlier deferrals, and of the one that lasts."""
    return counted + ((day - since).days if moves and since is not None and day > since else 0)
