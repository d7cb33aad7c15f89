"""Which messages does a change of mentor send? The trainee's comes before anybody reads more."""

from collections.abc import Sequence
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core import outbox
from trainer.mentoring.models import Handover
from trainer.permissions import Permission


def announced(handover: Handover, *, by: Actor, now: datetime) -> None:
    """To the trainee: another mentor takes over, and what they can read. To both mentors: from when on."""
    trainee, before, after = handover.trainee, handover.pair.mentor, handover.mentor
    readers = {"trainee": trainee.id, "new": after.id}
    if handover.pair.until is None:
        readers["old"] = before.id
    paths = {
        "trainee": f"/handovers/{handover.ref}",
        "old": f"/pairs/{handover.pair.ref}",
        "new": "/mentoring",
    }
    access = (Permission.MENTORING_SEE.value, [["person", trainee.id]])
    for role, reader in readers.items():
        outbox.put(
            kind="mentoring.handover", to=reader, now=now, dedupe=f"handover:{handover.ref}:{handover.on}:{role}",
            params={
                "role": role, "trainee": trainee.name, "before": before.name, "after": after.name, "by": by.name,
                "on": handover.on.isoformat(), "path": paths[role],
            },
            access=access if role == "old" else None,
        )  # fmt: skip


def take_back(handover: Handover) -> None:
    """It took place, was stopped or got another day: what was not sent yet is not true any more."""
    outbox.cancel(dedupe_prefix=f"handover:{handover.ref}:")


def talk_asked(handover: Handover, admin_ids: Sequence[int], *, now: datetime) -> None:
    """To the administrators: the trainee wants to talk before the mentor changes."""
    for admin_id in admin_ids:
        outbox.put(
            kind="mentoring.talk_first", to=admin_id, now=now, dedupe=f"handover:{handover.ref}:talk:{admin_id}",
            params={"trainee": handover.trainee.name, "path": f"/handovers/{handover.ref}"},
            access=(Permission.COHORT_MANAGE.value, []),
        )  # fmt: skip
