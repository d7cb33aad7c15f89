"""Which message does a change in a CoP send, and which unsent ones does it take back? None carries what was written."""

from datetime import datetime, time, timedelta
from typing import Any

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import outbox
from trainer.permissions import Permission
from trainer.practice import queries
from trainer.practice.models import Charter, Cop, Debrief, Facilitator, Handover
from trainer.practice.rules import CharterState, debriefs
from trainer.practice.rules.keeping import OfferState
from trainer.schedule.rules import plan as plans

MORNING = time(9)


def facilitator_added(cop: Cop, facilitator: Facilitator, *, by: Actor, now: datetime) -> None:
    """You facilitate a CoP together with somebody, and can leave it again."""
    outbox.put(
        kind="practice.facilitator_added", to=facilitator.person_id, now=now,
        dedupe=f"cop:{cop.ref}:facilitator:{facilitator.id}",
        params={"cop": cop.name, "by": by.name, "path": f"/cops/{cop.ref}"},
    )  # fmt: skip


def charter_submitted(version: Charter, *, now: datetime) -> None:
    """Each facilitator's mentor: a charter waits for you."""
    cop = version.cop
    live = [one for one in cop.facilitators if one.until is None]
    for trainee_id, mentor in queries.mentors_now([one.person_id for one in live]).items():
        name = next(one.person.name for one in live if one.person_id == trainee_id)
        outbox.put(
            kind="practice.charter_submitted", to=mentor.id, now=now,
            dedupe=f"charter:{version.ref}:{version.lock}:submitted:{mentor.id}",
            params={"cop": cop.name, "trainee": name, "path": f"/charters/{version.ref}"},
            access=(Permission.CHARTER_DECIDE.value, [["person", trainee_id]]),
        )  # fmt: skip


def take_back_charter(version: Charter, *, now: datetime) -> None:
    """The charter was decided: nobody is asked any more."""
    outbox.cancel(dedupe_prefix=f"charter:{version.ref}:", now=now)


def charter_decided(version: Charter, *, by: Actor, now: datetime) -> None:
    """The facilitators: your charter was approved, or returned with a reason that stands on its page."""
    for one in version.cop.facilitators:
        if one.until is None:
            outbox.put(
                kind="practice.charter_decided", to=one.person_id, now=now,
                dedupe=f"charter:{version.ref}:{version.lock}:decided:{one.person_id}",
                params={
                    "cop": version.cop.name, "by": by.name, "path": f"/charters/{version.ref}",
                    "approved": version.state is CharterState.APPROVED, "reason": version.reason,
                },
            )  # fmt: skip


def debrief_due(debrief: Debrief, cop: Cop, mentor: Person | None, *, now: datetime) -> None:
    """Trainee and mentor: talk this session over until then. Once now, once before that day, and never later."""
    ends = plans.instant(debrief.due_on + timedelta(days=1), time(0), cop.zone)
    remind = plans.instant(debriefs.remind_on(debrief.due_on), MORNING, cop.zone)
    trainee = next(one.person for one in cop.facilitators if one.person_id == debrief.trainee_id)
    readers = [(trainee, True), *([(mentor, False)] if mentor else [])]
    for reader, own in readers:
        params: dict[str, Any] = {
            "cop": cop.name, "number": debrief.session.number, "session_on": debrief.session.on.isoformat(),
            "due_on": debrief.due_on.isoformat(), "own": own, "trainee": trainee.name,
            "other": (mentor.name if mentor else "") if own else trainee.name, "path": f"/debriefs/{debrief.ref}",
        }  # fmt: skip
        access = (Permission.DEBRIEF_READ.value, [["person", debrief.trainee_id]])
        if ends > now:
            outbox.put(
                kind="practice.debrief_due", to=reader.id, now=now, not_after=ends, access=access, params=params,
                dedupe=f"debrief:{debrief.ref}:due:{reader.id}",
            )  # fmt: skip
        if debriefs.told_in_time(now, remind):
            outbox.put(
                kind="practice.debrief_reminder", to=reader.id, now=now, not_before=remind, not_after=ends,
                access=access, params=params, dedupe=f"debrief:{debrief.ref}:remind:{reader.id}",
            )  # fmt: skip


def take_back_debrief(debrief: Debrief, *, now: datetime) -> None:
    """It was held: whoever was to be asked or reminded is not."""
    outbox.cancel(dedupe_prefix=f"debrief:{debrief.ref}:", now=now)


def cop_offered(offer: Handover, *, now: datetime) -> None:
    """You are asked to take a CoP over: whoever has, or makes, an account of this address can accept."""
    outbox.put(
        kind="practice.cop_offered", address=offer.email, now=now, dedupe=f"cop-offer:{offer.ref}:offered",
        params={
            "name": "", "language": offer.cop.language, "cop": offer.cop.name, "by": offer.giver.name,
            "words": offer.words, "path": f"/cop-handovers/{offer.ref}",
        },
    )  # fmt: skip


def take_back_offer(offer: Handover, *, now: datetime) -> None:
    """It is no longer offered."""
    outbox.cancel(dedupe_prefix=f"cop-offer:{offer.ref}:offered", now=now)


def cop_taken_over(offer: Handover, *, by: Actor, now: datetime) -> None:
    """Whoever offered a CoP, and the other facilitator: it was taken over, or not."""
    told = {offer.offered_by} | {one.person_id for one in offer.cop.facilitators if one.until is None}
    for person_id in told - {by.person_id}:
        outbox.put(
            kind="practice.cop_taken_over", to=person_id, now=now, dedupe=f"cop-offer:{offer.ref}:{person_id}",
            params={
                "cop": offer.cop.name, "by": by.name, "accepted": offer.state is OfferState.ACCEPTED,
                "left": offer.leaves and person_id == offer.offered_by, "path": "/cops",
            },
        )  # fmt: skip
