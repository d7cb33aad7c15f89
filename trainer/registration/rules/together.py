"""When can a team be registered only all together, and who answers when seats are offered to it?"""

import enum
from collections.abc import Sequence
from dataclasses import replace

from trainer.registration.rules import RegistrationState
from trainer.registration.rules.team import PlaceFacts, Planned, RowOutcome

HOLDS_A_SEAT_OR_NUMBER = (RowOutcome.SEAT, RowOutcome.WAITLIST)


class TogetherReason(enum.StrEnum):
    """Why a team cannot come all together, or cannot be answered for. Facts: people, places, organization."""

    NOT_READY = "not_ready"
    MORE_THAN_PLACES = "more_than_places"
    NO_OFFER = "team_no_offer"
    NOBODY_WAITS = "team_nobody_waits"


class TogetherTask(enum.StrEnum):
    """What waits for a coordinator. Facts: title, people, ends."""

    ANSWER = "answer_team_offer"


def all_together(plan: Sequence[Planned], place: PlaceFacts) -> list[Planned]:
    """The plan of a team that comes only all together: when one of them would have to wait, all wait as one party."""
    if not any(planned.outcome is RowOutcome.WAITLIST for planned in plan):
        return list(plan)
    return [
        replace(planned, outcome=RowOutcome.WAITLIST, position=place.waiting + 1)
        if planned.outcome in HOLDS_A_SEAT_OR_NUMBER
        else planned
        for planned in plan
    ]


def why_not_together(
    plan: Sequence[Planned], capacity: int | None
) -> tuple[TogetherReason, dict[str, object]] | None:
    """Why these people cannot be registered all together, or None: each needs a row in order and nothing else first."""
    others = [p for p in plan if p.needs_correction or p.outcome in (RowOutcome.REQUEST, RowOutcome.APPROVAL)]
    if others:
        return TogetherReason.NOT_READY, {"people": len(others)}
    together = sum(planned.outcome in HOLDS_A_SEAT_OR_NUMBER for planned in plan)
    if capacity is not None and together > capacity:
        return TogetherReason.MORE_THAN_PLACES, {"people": together, "places": capacity}
    return None


def why_not_answer(states: Sequence[RegistrationState]) -> TogetherReason | None:
    """Why the offer to a team cannot be answered, or None. Its end in time is checked per place."""
    return None if RegistrationState.OFFERED in states else TogetherReason.NO_OFFER


def why_not_give_up(states: Sequence[RegistrationState]) -> TogetherReason | None:
    """Why a team cannot leave the waitlist, or None."""
    waits = (RegistrationState.WAITLISTED, RegistrationState.OFFERED)
    return None if any(state in waits for state in states) else TogetherReason.NOBODY_WAITS
