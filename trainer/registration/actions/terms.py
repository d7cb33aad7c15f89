"""What becomes of those who asked under other terms, when a revision changes what an offering asks for?"""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.registration.actions import letters, notes, places
from trainer.registration.queries import approval as approval_queries
from trainer.registration.queries.terms import terms_of
from trainer.registration.rules import Approval, approval
from trainer.schedule.queries import RevisionItem


def settle(item: RevisionItem, *, version: int, by: Actor, now: datetime) -> None:
    """Let requests wait for what is asked for now, and for nothing else. The caller holds the lock.

    A request holds nothing yet, so approval is asked for it as for every later one; one that waits for nothing more
    gets a seat or a number, in the order of asking. Seats, numbers and single sessions that people have stay theirs.
    """
    terms = terms_of([item]).get(item.offering.id)
    if terms is None:
        return
    locked = {place.format: place for place in item.offering.places}
    for registration in terms.told:
        asked = registration in terms.asked
        if asked:
            registration.approval = Approval.PENDING
        elif registration.approval is Approval.PENDING:
            registration.approval = None
        registration.changed_at = now
        notes.note(registration, "registration.terms", by=by, now=now)
        letters.take_back(registration, now=now)
        met = approval_queries.prerequisite_settled(registration)
        if approval.may_settle(approval=registration.approval, prerequisite_met=met):
            places.settle(registration, locked, by=by, now=now)
        else:
            letters.requested_still(registration, version=version, now=now)
