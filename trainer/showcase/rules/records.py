"""When may a presentation that stood on no program be recorded?"""

from collections.abc import Collection, Mapping
from datetime import date

from trainer.core.errors import Reason
from trainer.schedule.rules.kinds import OfferingKind
from trainer.showcase.rules import CALL_KINDS, MOST_TOGETHER, CallReason, HeldReason

MOST_PRESENTERS = MOST_TOGETHER + 1


def why_not_record(
    *,
    kind: OfferingKind,
    days: Collection[date],
    on: date,
    people: Mapping[int, str],
    unknown: Collection[str],
    already: Collection[int],
    by: int | None,
) -> list[Reason]:
    """Why it cannot be recorded that these people presented something on a day; everything at once.

    `days`: on which the offering was; `people`: by name; `unknown`: addresses with which nobody signs in; `already`:
    for whom the same is on record. Nobody records their own: it is evidence for a certificate (R18).
    """
    reasons = [] if kind in CALL_KINDS else [Reason(CallReason.WRONG_KIND)]
    if on not in days:
        reasons.append(Reason(HeldReason.NOT_THAT_DAY, {"on": on}))
    if unknown:
        reasons.append(Reason(HeldReason.UNKNOWN, {"emails": ", ".join(unknown)}))
    if not people and not unknown:
        reasons.append(Reason(HeldReason.NOBODY))
    if len(people) > MOST_PRESENTERS:
        reasons.append(Reason(HeldReason.TOO_MANY, {"most": MOST_PRESENTERS}))
    if by in people:
        reasons.append(Reason(HeldReason.ONESELF))
    reasons += [
        Reason(HeldReason.RECORDED_ALREADY, {"name": people[one]}) for one in sorted(people) if one in already
    ]
    return reasons
