"""What is one change for many offerings? Their format, or when registration is open; with every reason why not."""

import enum
from dataclasses import dataclass, replace
from datetime import date

from trainer.schedule.rules import soundness
from trainer.schedule.rules.kinds import Format, OfferingState
from trainer.schedule.rules.plan import OfferingPlan


class BulkReason(enum.StrEnum):
    """Why many offerings cannot be changed at once. Facts: offering."""

    NOTHING_CHOSEN = "bulk_nothing_chosen"
    ENDED = "bulk_ended"
    CANCELLATION_DRAFTED = "bulk_cancellation_drafted"
    OVER = "bulk_over"
    NOTHING_CHANGES = "bulk_nothing_changes"
    SAVED_MEANWHILE = "bulk_saved_meanwhile"


@dataclass(frozen=True)
class ToVirtual:
    """Everything goes online. `capacity` None keeps as many places as there are now, in the room and online."""

    platform: str = ""
    capacity: int | None = None

    def apply(self, plan: OfferingPlan) -> OfferingPlan:
        """The plan as it will be: the room is given up, who has a place keeps it."""
        return replace(
            plan, format=Format.VIRTUAL, place="", platform=self.platform or plan.platform,
            capacity=_all_places(plan) if self.capacity is None else self.capacity, capacity_virtual=None,
        )  # fmt: skip


@dataclass(frozen=True)
class Window:
    """Registration opens and closes on these days; None: at once, and until it begins."""

    opens_on: date | None = None
    closes_on: date | None = None

    def apply(self, plan: OfferingPlan) -> OfferingPlan:
        """The plan with the window."""
        return replace(plan, opens_on=self.opens_on, closes_on=self.closes_on)


BulkChange = ToVirtual | Window


def _all_places(plan: OfferingPlan) -> int | None:
    """Of a hybrid, the places in the room and online together; no limit when one of them has none."""
    if plan.format is not Format.HYBRID:
        return plan.capacity
    both = (plan.capacity, plan.capacity_virtual)
    return None if None in both else sum(places or 0 for places in both)


def why_not(
    *, state: OfferingState, planned: OfferingPlan, new: OfferingPlan, today: date
) -> BulkReason | None:
    """Why this offering takes no part in a change of many, or None."""
    if state in (OfferingState.CANCELED, OfferingState.COMPLETED):
        return BulkReason.ENDED
    if planned.canceled:
        return BulkReason.CANCELLATION_DRAFTED
    if planned.sessions and all(soundness.has_passed(session, today) for session in planned.sessions):
        return BulkReason.OVER
    return BulkReason.NOTHING_CHANGES if new == planned else None
