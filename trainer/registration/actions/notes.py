"""What does the audit trail say of one change of a registration?"""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.registration.models import Registration


def note(
    registration: Registration, action: str, *, position: int | None = None, by: Actor, now: datetime
) -> None:
    """The audit row of one change. `position`: where somebody stands on the waitlist, as they are told."""
    facts: dict[str, object] = {
        "offering": registration.offering.ref,
        "person": registration.person.ref,
        "state": registration.state.value,
        "format": registration.format.value,
    }
    if registration.number is not None:
        facts["number"] = registration.number
    if position is not None:
        facts["position"] = position
    if registration.offer_ends is not None:
        facts["ends"] = registration.offer_ends.isoformat()
    if registration.ended is not None:
        facts["ended"] = registration.ended.value
    if registration.told_as is not None:
        facts["told_as"] = registration.told_as.value
    audit.record(action=action, by=by, now=now, subject=("registration", registration.ref), facts=facts)
