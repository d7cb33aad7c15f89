"""Does a session of an own CoP count, and if not, why? The numbers come from the program's edition (R09, R10, R11)."""

import enum
from dataclasses import dataclass
from datetime import datetime

from trainer.core.errors import Reason
from trainer.practice.rules import MOST_FACILITATORS, CopSessionState


class CountReason(enum.StrEnum):
    """Why a session does not count. Facts: approved, minutes, needed, present, leads, most."""

    NOT_HELD = "not_held"
    NO_CHARTER = "no_charter"
    CHARTER_LATER = "charter_later"
    TOO_SHORT = "too_short"
    TOO_FEW_MEMBERS = "too_few_members"
    NOBODY_LED = "nobody_led"
    TOO_MANY_LED = "too_many_led"


@dataclass(frozen=True)
class SessionFacts:
    """What is on record of one session.

    `present`: members who signed in, without facilitators and mentors. `approved_at`: when the CoP's first approved
    charter was approved.
    """

    state: CopSessionState
    starts_at: datetime
    minutes: int | None
    present: int
    leads: int
    approved_at: datetime | None


@dataclass(frozen=True)
class Needed:
    """What a session needs to count; an edition of the program may ask for other numbers."""

    minutes: int = 60
    present: int = 4
    most_leads: int = MOST_FACILITATORS


USUAL = Needed()


def counts(facts: SessionFacts, needed: Needed = USUAL) -> list[Reason]:
    """The reasons why a session does not count; none means it does.

    The charter must be approved before the session begins: one that comes later is not dated back (R09, essential).
    """
    if facts.state is not CopSessionState.HELD:
        return [Reason(CountReason.NOT_HELD)]
    found = []
    if facts.approved_at is None:
        found.append(Reason(CountReason.NO_CHARTER))
    elif facts.approved_at > facts.starts_at:
        found.append(Reason(CountReason.CHARTER_LATER, {"approved": facts.approved_at}))
    minutes = facts.minutes or 0
    if minutes < needed.minutes:
        found.append(Reason(CountReason.TOO_SHORT, {"minutes": minutes, "needed": needed.minutes}))
    if facts.present < needed.present:
        found.append(
            Reason(CountReason.TOO_FEW_MEMBERS, {"present": facts.present, "needed": needed.present})
        )
    if facts.leads < 1:
        found.append(Reason(CountReason.NOBODY_LED))
    elif facts.leads > needed.most_leads:
        found.append(Reason(CountReason.TOO_MANY_LED, {"leads": facts.leads, "most": needed.most_leads}))
    return found
