"""Which step may follow which, who may take it, and when does a credential end? The states of domain.md 4.3."""

import enum
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from trainer.certification.rules import (
    CertificationReason,
    CredentialState,
    DecisionOutcome,
    FileState,
    Shown,
)
from trainer.certification.rules.agreed import add_months, deadline_of
from trainer.certification.rules.engine import (
    BY_OTHERS,
    DECISION,
    WAIVABLE,
    Criterion,
    essential_missing,
    standing_in_the_way,
)
from trainer.certification.rules.findings import Finding
from trainer.core.errors import Reason

VALID_MONTHS = 36
REMIND_DAYS = (180, 30)
"""A credential is valid for three years; its holder is told 180 and 30 days before it expires."""


DEADLINE_DAYS = (60, 14)
"""Before the last day to ask for certification, a trainee is told so many days before."""


class Step(enum.StrEnum):
    """What moves a file."""

    REQUEST = "request"
    SIGN_OFF = "sign_off"
    RETURN = "return"
    GRANT = "grant"
    DECLINE = "decline"


BEFORE = (FileState.IN_TRAINING, FileState.TRAINING_COMPLETE, FileState.PRACTICUM)
WAITING = (FileState.REQUESTED, FileState.IN_REVIEW)
ENDED = (FileState.CERTIFIED, FileState.DECLINED)

NEXT: dict[tuple[FileState, Step], FileState] = {
    **{(state, Step.REQUEST): FileState.REQUESTED for state in (*BEFORE, FileState.RETURNED)},
    (FileState.REQUESTED, Step.SIGN_OFF): FileState.IN_REVIEW,
    (FileState.IN_REVIEW, Step.GRANT): FileState.CERTIFIED,
    **{(state, Step.RETURN): FileState.RETURNED for state in WAITING},
    **{(state, Step.DECLINE): FileState.DECLINED for state in WAITING},
}
STEP_OF = {
    DecisionOutcome.GRANT: Step.GRANT,
    DecisionOutcome.RETURN: Step.RETURN,
    DecisionOutcome.DECLINE: Step.DECLINE,
}


def after(state: FileState, step: Step) -> FileState | None:
    """The state after a step, or None when that step cannot be taken from here."""
    return NEXT.get((state, step))


def state_by_facts(findings: Sequence[Finding], *, own_sessions: int) -> FileState:
    """Where somebody stands who has not asked yet: nobody sets these, they follow from what is on record."""
    met = {one.code: one.settled for one in findings}
    if own_sessions:
        return FileState.PRACTICUM
    trained = all(met.get(code, True) for code in ("R01", "R02", "R03"))
    return FileState.TRAINING_COMPLETE if trained else FileState.IN_TRAINING


def why_not_request(*, state: FileState, live: bool, name: str, findings: Sequence[Finding]) -> list[Reason]:
    """Why certification cannot be asked for now. What an administrator may waive does not stop the request."""
    if not live:
        return [Reason(CertificationReason.NOT_ENROLLED)]
    if after(state, Step.REQUEST) is None:
        waits = state in WAITING
        return [
            Reason(CertificationReason.ALREADY_REQUESTED if waits else CertificationReason.ALREADY_DECIDED)
        ]
    missing = essential_missing(findings, but=BY_OTHERS)
    if missing:
        return [Reason(CertificationReason.ESSENTIAL_OPEN, {"codes": ", ".join(missing)})]
    return [] if name.strip() else [Reason(CertificationReason.NAME_MISSING)]


def why_not_sign(
    *, state: FileState, by: int | None, mentor_id: int | None, signed: bool, given: bool, statement: str
) -> Reason | None:
    """Why the mentor cannot sign, or decline to, now. Only the mentor of today does, once somebody has asked.

    `signed`: the last word on the file is theirs, and it is that they sign off. Whoever declined since can sign again,
    and so can the mentor who comes after them.
    """
    if by is None or by != mentor_id:
        return Reason(CertificationReason.NOT_THE_MENTOR)
    if state is FileState.IN_REVIEW and signed and given:
        return Reason(CertificationReason.ALREADY_SIGNED)
    if state not in WAITING:
        return Reason(CertificationReason.NOT_REQUESTED)
    return None if statement.strip() else Reason(CertificationReason.STATEMENT_MISSING)


def why_not_judge(*, by: int | None, trainee_id: int, mentor_ids: Collection[int]) -> Reason | None:
    """Why this person may not decide, waive or extend: the file is their own, or they mentor this trainee, or did."""
    if by == trainee_id:
        return Reason(CertificationReason.OWN_FILE)
    return Reason(CertificationReason.OWN_TRAINEE) if by in mentor_ids else None


def why_not_decide(
    *, state: FileState, outcome: DecisionOutcome, reason: str, findings: Sequence[Finding]
) -> list[Reason]:
    """Why it cannot be decided that way. A grant needs every criterion met or waived; essential ones met."""
    if state in ENDED:
        return [Reason(CertificationReason.ALREADY_DECIDED)]
    if state not in WAITING:
        return [Reason(CertificationReason.NOT_REQUESTED)]
    if not reason.strip():
        return [Reason(CertificationReason.REASON_MISSING)]
    if outcome is not DecisionOutcome.GRANT:
        return []
    essential = essential_missing(findings, but=(DECISION,))
    if essential:
        return [Reason(CertificationReason.ESSENTIAL_OPEN, {"codes": ", ".join(essential)})]
    left = standing_in_the_way(findings, but=(DECISION,))
    if left:
        return [Reason(CertificationReason.STILL_OPEN, {"codes": ", ".join(left)})]
    return [] if after(state, Step.GRANT) else [Reason(CertificationReason.NOT_REQUESTED)]


def why_not_waive(
    *,
    state: FileState,
    criterion: Criterion | None,
    scope: str,
    numbers: Mapping[str, int],
    reason: str,
    sessions: Collection[str],
) -> Reason | None:
    """Why this cannot be waived. Essential items never; some of them only in their numbers, R08 session by session."""
    if state in ENDED:
        return Reason(CertificationReason.ALREADY_DECIDED)
    if criterion is None or not criterion.recorded:
        return Reason(CertificationReason.UNKNOWN_CRITERION)
    said = {"code": criterion.code}
    if numbers:
        if not criterion.numbers_waivable:
            return Reason(CertificationReason.NOT_WAIVABLE, said)
        if any(name not in criterion.numbers for name in numbers):
            return Reason(CertificationReason.UNKNOWN_CRITERION)
        easier = all(0 <= value <= criterion.numbers[name] for name, value in numbers.items())
        if not easier or dict(numbers) == {name: criterion.numbers[name] for name in numbers}:
            return Reason(CertificationReason.NUMBERS_NOT_EASIER, said)
    elif criterion.kind != WAIVABLE:
        code = (
            CertificationReason.ONLY_NUMBERS
            if criterion.numbers_waivable
            else CertificationReason.NOT_WAIVABLE
        )
        return Reason(code, said)
    elif criterion.waived_per and not scope:
        return Reason(CertificationReason.ONLY_PER_SESSION, said)
    elif scope and (not criterion.waived_per or scope not in sessions):
        return Reason(CertificationReason.UNKNOWN_SESSION, said)
    return None if reason.strip() else Reason(CertificationReason.REASON_MISSING)


def why_not_extend(
    *,
    state: FileState,
    starts_on: date,
    extended_until: date | None,
    until: date,
    numbers: Mapping[str, int],
    reason: str,
    away_days: int = 0,
) -> Reason | None:
    """Why the deadline cannot move there: at most so many days at a time, and never past the last date (R23)."""
    if state in ENDED:
        return Reason(CertificationReason.ALREADY_DECIDED)
    now = deadline_of(starts_on, extended_until, numbers, away_days)
    most = latest_extension(starts_on, extended_until, numbers, away_days)
    if until <= now:
        return Reason(CertificationReason.EXTENSION_NOT_LATER, {"until": now})
    if until > most:
        return Reason(CertificationReason.EXTENSION_TOO_LONG, {"until": most})
    return None if reason.strip() else Reason(CertificationReason.REASON_MISSING)


def latest_extension(
    starts_on: date, extended_until: date | None, numbers: Mapping[str, int], away_days: int = 0
) -> date:
    """The last day to which the deadline can be moved now (R23)."""
    now = deadline_of(starts_on, extended_until, numbers, away_days)
    once = now + timedelta(days=numbers["extension_days"])
    return min(once, add_months(starts_on, numbers["months_at_most"]))


def expires_on(issued_on: date) -> date:
    """The last day on which a credential is valid."""
    return add_months(issued_on, VALID_MONTHS)


def shown_as(*, state: CredentialState, expires_on: date, day: date) -> Shown:
    """What the public check says: revoked before all, then expired, then suspended."""
    if state is CredentialState.REVOKED:
        return Shown.REVOKED
    if day > expires_on:
        return Shown.EXPIRED
    return Shown.SUSPENDED if state is CredentialState.SUSPENDED else Shown.VALID


def why_not_change(*, now: CredentialState, to: CredentialState, reason: str) -> Reason | None:
    """Why a credential cannot be suspended, revoked or reinstated. What was revoked stays so."""
    if now is CredentialState.REVOKED:
        return Reason(CertificationReason.REVOKED_STAYS)
    if now is to:
        return Reason(CertificationReason.SAME_STATE)
    return None if reason.strip() else Reason(CertificationReason.REASON_MISSING)
