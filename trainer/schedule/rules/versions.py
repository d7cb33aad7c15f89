"""How did the schedule stand in an earlier version? What stands now, with every later change taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.changes import PLAIN, ItemKind, Part
from trainer.schedule.rules.plan import OfferingPlan

OF_SESSIONS = (Part.DATE, Part.TIME, Part.LABELS, Part.MANDATORY, Part.HALF)
"""Parts that keep an offering's dates as a whole."""


@dataclass(frozen=True)
class Item:
    """What one version did with one offering, as the version keeps it."""

    number: int
    ref: str
    kind: ItemKind
    changes: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Stood:
    """An offering as it stood: its plan of then. The link to join and the notes of the office are those of today."""

    ref: str
    plan: OfferingPlan
    changed: bool


def as_of(number: int, items: Iterable[Item], now: Mapping[str, OfferingPlan]) -> list[Stood]:
    """The offerings of version `number`, by their plans of `now` and the items of every version.

    An offering belongs to the versions from the one that published it on. `changed`: a later version changed it.
    """
    since: dict[str, int] = {}
    later: dict[str, list[Item]] = {}
    for item in items:
        if item.kind is ItemKind.NEW:
            since[item.ref] = item.number
        elif item.number > number:
            later.setdefault(item.ref, []).append(item)
    found = []
    for ref, plan in now.items():
        if since.get(ref, number + 1) > number:
            continue
        values = plans.to_json(plan)
        for item in sorted(later.get(ref, ()), key=lambda item: -item.number):
            for change in item.changes:
                _take_back(values, Part(change["part"]), change["old"])
        found.append(Stood(ref, plans.from_json(values).with_when(), bool(later.get(ref))))
    return found


def _take_back(values: dict[str, Any], part: Part, old: Any) -> None:
    if part is Part.CANCELED:
        values.update(canceled=False, canceled_why="")
    elif part in OF_SESSIONS:
        values.update(old)
    elif part is not Part.JOIN_LINK:
        values[PLAIN[part]] = old
