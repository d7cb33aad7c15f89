"""How is a registration approved or declined where an offering asks for it? In the order in which people asked."""

from collections.abc import Sequence
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.registration import queries
from trainer.registration.actions import letters, notes, places
from trainer.registration.models import Registration
from trainer.registration.queries import approval as approval_queries
from trainer.registration.rules import Approval, EndCause
from trainer.registration.rules import approval as rules


def approve(*, registrations: Sequence[Registration], by: Actor, now: datetime) -> list[Registration]:
    """Approve requests. Each gets a seat or a number at once, in the order of asking, unless earlier training is open.

    Raises Refused for what cannot be approved; then nothing has changed. Returns them in that order.
    """
    in_order = sorted(registrations, key=lambda one: (one.made_at, one.id))
    offerings = {one.offering_id: one.offering for one in in_order}
    locked = {key: places.lock_places(offerings[key]) for key in sorted(offerings)}
    for registration in in_order:
        _refuse(registration, approve=True, reason="", now=now)
        registration.approval, registration.changed_at = Approval.APPROVED, now
        db.session.flush()
        notes.note(registration, "registration.approve", by=by, now=now)
        letters.take_back(registration, now=now)
        if approval_queries.prerequisite_settled(registration):
            places.settle(registration, locked[registration.offering_id], by=by, now=now)
        else:
            letters.approved(registration, now=now)
    return in_order


def decline_request(*, registration: Registration, reason: str, by: Actor, now: datetime) -> None:
    """Decline a request with a reason, which the person and the coordinators who sent them read. Raises Refused."""
    locked = places.lock_places(registration.offering)
    _refuse(registration, approve=False, reason=reason, now=now)
    registration.approval, registration.approval_reason = Approval.DECLINED, reason.strip()
    places.cancel(registration, locked, because=EndCause.APPROVAL_DECLINED, by=by, now=now, tell=False)
    letters.not_approved(registration, now=now)


def _refuse(registration: Registration, *, approve: bool, reason: str, now: datetime) -> None:
    """Read the request anew, under the lock, and refuse what cannot be decided."""
    db.session.scalars(queries.registration_now(registration.id)).one()
    problem = rules.why_not_decide(
        state=registration.state, approval=registration.approval, approve=approve, reason=reason,
        begun=not queries.may_offer(registration.offering, now=now),
    )  # fmt: skip
    if problem:
        raise Refused(Reason(problem))
