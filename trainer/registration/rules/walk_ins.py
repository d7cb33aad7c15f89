"""May somebody who stands at the door without a place be taken in? The offering's rules say; nobody is passed."""

import enum

from trainer.registration.rules import OUTCOMES, RegistrationState, has_seat


class WalkInReason(enum.StrEnum):
    """Why somebody at the door gets no place. Facts: course, capacity, taken, reserved, waiting."""

    ON_THE_LIST = "walk_in_on_the_list"
    OFFERED = "walk_in_offered"
    WAITS = "walk_in_waits"
    REQUESTED = "walk_in_requested"
    NOT_ELIGIBLE = "walk_in_not_eligible"
    APPROVAL = "walk_in_approval"
    PREREQUISITE = "walk_in_prerequisite"
    OTHERS_WAIT = "walk_in_others_wait"
    FULL = "walk_in_full"


Problem = tuple[WalkInReason, dict[str, object]]

STANDS = {
    RegistrationState.OFFERED: WalkInReason.OFFERED,
    RegistrationState.WAITLISTED: WalkInReason.WAITS,
    RegistrationState.REQUESTED: WalkInReason.REQUESTED,
    **dict.fromkeys(OUTCOMES, WalkInReason.ON_THE_LIST),
}


def why_not_admit(
    *,
    stands: RegistrationState | None,
    eligible: bool,
    asks_approval: bool,
    missing_course: str | None,
    capacity: int | None,
    taken: int,
    waiting: int,
    reserved: int,
) -> Problem | None:
    """Why somebody at the door cannot be given a place, or None. Row K3: nobody jumps the queue.

    `stands`: the registration they have already; `asks_approval`: each person is approved here, by somebody else than
    whoever asks; `missing_course`: the title of the course that is needed first and not on record.
    """
    if stands in STANDS:
        return STANDS[stands], {}
    if not eligible:
        return WalkInReason.NOT_ELIGIBLE, {}
    if asks_approval:
        return WalkInReason.APPROVAL, {}
    if missing_course is not None:
        return WalkInReason.PREREQUISITE, {"course": missing_course}
    if has_seat(capacity=capacity, taken=taken, waiting=waiting, reserved=reserved):
        return None
    if waiting:
        return WalkInReason.OTHERS_WAIT, {"waiting": waiting}
    return WalkInReason.FULL, {"taken": taken, "reserved": reserved, "capacity": capacity}
