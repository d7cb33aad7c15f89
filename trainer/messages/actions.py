"""What can be done with messages? A failed one can be tried again."""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core import audit, outbox
from trainer.core.errors import Reason, Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.messages import rules


def try_again(*, message: OutboxRow, by: Actor, now: datetime) -> None:
    """Send a failed message again, from now on as if it were due now. Raises Refused(NOT_FAILED)."""
    reason = rules.why_not_again(failed=message.state is OutboxState.FAILED)
    if reason:
        raise Refused(Reason(reason))
    outbox.again(message, now=now)
    audit.record(
        action="messages.try_again",
        by=by,
        now=now,
        subject=("message", message.ref),
        facts={"kind": message.kind},
    )
