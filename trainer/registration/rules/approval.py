"""When does a request wait for an administrator's approval, and when can it be decided? Row A15."""

import enum

from trainer.registration.rules import Approval, RegistrationState


class ApprovalReason(enum.StrEnum):
    """Why a request cannot be decided like this."""

    NOT_PENDING = "approval_not_pending"
    HAS_BEGUN = "approval_has_begun"
    REASON_MISSING = "approval_reason_missing"
    NOBODY = "approval_nobody"


def when_asked(*, asks: bool, by_administrator: bool) -> Approval | None:
    """Whether somebody who asks for a place now waits for approval. Whom an administrator registers is approved."""
    if not asks:
        return None
    return Approval.APPROVED if by_administrator else Approval.PENDING


def may_settle(*, approval: Approval | None, prerequisite_met: bool) -> bool:
    """Whether a request becomes a seat or a number now: approval and earlier training must both be settled."""
    return prerequisite_met and approval in (None, Approval.APPROVED)


def why_not_decide(
    *, state: RegistrationState, approval: Approval | None, approve: bool, begun: bool, reason: str
) -> ApprovalReason | None:
    """Why a request cannot be approved or declined now, or None."""
    if state is not RegistrationState.REQUESTED or approval is not Approval.PENDING:
        return ApprovalReason.NOT_PENDING
    if approve and begun:
        return ApprovalReason.HAS_BEGUN
    return None if approve or reason.strip() else ApprovalReason.REASON_MISSING
