"""When may somebody take, wait for, accept or give back a place, and in what order are places given?"""

import enum
from datetime import date, datetime, timedelta

from trainer.schedule.rules.kinds import OfferingState, When

OFFER_WINDOW = timedelta(days=3)
SHORTEST_OFFER = timedelta(hours=2)
MOST_TEAM = 500


class RegistrationState(enum.StrEnum):
    """Where a registration stands (domain.md 1.5). An offered place is held for its person until the offer ends."""

    REQUESTED = "requested"
    REGISTERED = "registered"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    CANCELED = "canceled"
    ATTENDED = "attended"
    PARTLY_ATTENDED = "partly_attended"
    NO_SHOW = "no_show"
    EXCUSED = "excused"


HOLDS_A_PLACE = (
    RegistrationState.REGISTERED,
    RegistrationState.OFFERED,
    RegistrationState.ATTENDED,
    RegistrationState.PARTLY_ATTENDED,
    RegistrationState.NO_SHOW,
    RegistrationState.EXCUSED,
)
CAN_WITHDRAW = (
    RegistrationState.REQUESTED,
    RegistrationState.REGISTERED,
    RegistrationState.WAITLISTED,
    RegistrationState.OFFERED,
)

OUTCOMES = (
    RegistrationState.REGISTERED,
    RegistrationState.ATTENDED,
    RegistrationState.PARTLY_ATTENDED,
    RegistrationState.NO_SHOW,
    RegistrationState.EXCUSED,
)
"""What becomes of a place once it is known who was there; the place stays counted through all of them."""


class EndCause(enum.StrEnum):
    """Why a registration was canceled."""

    WITHDRAWN = "withdrawn"
    OFFER_DECLINED = "offer_declined"
    OFFER_ENDED = "offer_ended"
    CLAIM_DECLINED = "claim_declined"
    OFFERING_CANCELED = "offering_canceled"
    SUBSTITUTED = "substituted"
    APPROVAL_DECLINED = "approval_declined"


class Approval(enum.StrEnum):
    """Whether an administrator has agreed, where an offering asks for it (row A15)."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"


class RegisterReason(enum.StrEnum):
    """Why somebody cannot register, or cannot change a registration.

    Facts: opens, closes, began, ends, course, name, title, capacity, waiting.
    """

    NOT_PUBLISHED = "not_published"
    OFFERING_CANCELED = "offering_canceled"
    ON_REQUEST = "on_request"
    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"
    BEGAN = "began"
    OVER = "over"
    ALREADY_REGISTERED = "already_registered"
    PREREQUISITE_MISSING = "prerequisite_missing"
    WRONG_FORMAT = "wrong_format"
    CANNOT_WITHDRAW = "cannot_withdraw"
    NO_OFFER = "no_offer"
    OFFER_ENDED = "offer_ended"
    OFFER_GONE = "offer_gone"
    OFFER_WAS_DECLINED = "offer_was_declined"
    GIVEN_BACK = "given_back"
    TEAM_ANSWERS = "team_answers"
    NO_PLACE = "no_place"
    ALL_TAKEN = "all_taken"
    OTHERS_WAIT = "others_wait"


Problem = tuple[RegisterReason, dict[str, object]]


def why_not_register(
    *,
    state: OfferingState,
    when: When,
    first_on: date | None,
    last_on: date | None,
    opens_on: date | None,
    closes_on: date | None,
    today: date,
) -> Problem | None:
    """Why nobody can register for an offering today, or None. A full one can be waited for. Rows A12, A15."""
    if state is OfferingState.DRAFT:
        return RegisterReason.NOT_PUBLISHED, {}
    if state is OfferingState.CANCELED:
        return RegisterReason.OFFERING_CANCELED, {}
    if when is When.ON_REQUEST:
        return RegisterReason.ON_REQUEST, {}
    if state is OfferingState.COMPLETED or _month_passed(when, last_on, today):
        return RegisterReason.OVER, {}
    if opens_on and today < opens_on:
        return RegisterReason.NOT_OPEN_YET, {"opens": opens_on}
    if closes_on and today > closes_on:
        return RegisterReason.CLOSED, {"closes": closes_on}
    if closes_on is None and first_on and when in (When.FIXED, When.DATE_ONLY) and today > first_on:
        return RegisterReason.BEGAN, {"began": first_on}
    return None


def _month_passed(when: When, last_on: date | None, today: date) -> bool:
    """Whether a day known only by its month lies behind us in any case."""
    is_rough = last_on is not None and when not in (When.FIXED, When.DATE_ONLY)
    return last_on is not None and is_rough and (last_on.year, last_on.month) < (today.year, today.month)


def has_seat(*, capacity: int | None, taken: int, waiting: int, reserved: int = 0, own: int = 0) -> bool:
    """Whether the next person gets a place: one is free and nobody waits for it (K3: nobody jumps the queue).

    `reserved` are seats held for organizations, which others never get; `own` those of them held for this person's.
    """
    return own > 0 or (waiting == 0 and (capacity is None or taken + reserved < capacity))


def why_not_give(*, capacity: int | None, taken: int, waiting: int, reserved: int) -> Problem | None:
    """Why somebody who was chosen cannot get a place, or None: also for them nobody else's seat is taken (K3)."""
    if has_seat(capacity=capacity, taken=taken, waiting=waiting, reserved=reserved):
        return None
    if capacity is not None and taken + reserved >= capacity:
        return RegisterReason.ALL_TAKEN, {"capacity": capacity}
    return RegisterReason.OTHERS_WAIT, {"waiting": waiting}


def state_when_asked(
    *,
    prerequisite_open: bool,
    capacity: int | None,
    taken: int,
    waiting: int,
    reserved: int = 0,
    own: int = 0,
) -> RegistrationState:
    """What somebody gets who asks for a place now. A request holds no seat and no number on the waitlist."""
    if prerequisite_open:
        return RegistrationState.REQUESTED
    if has_seat(capacity=capacity, taken=taken, waiting=waiting, reserved=reserved, own=own):
        return RegistrationState.REGISTERED
    return RegistrationState.WAITLISTED


def may_offer(
    *,
    state: OfferingState,
    last_on: date | None,
    when: When,
    today: date,
    starts_at: datetime | None,
    now: datetime,
) -> bool:
    """Whether a place that became free is still offered: not once the offering has begun, ended or been canceled."""
    if state is not OfferingState.PUBLISHED:
        return False
    if starts_at is not None:
        return now < starts_at
    return not (last_on and when in (When.FIXED, When.DATE_ONLY) and today > last_on)


def offer_ends(*, now: datetime, starts_at: datetime | None) -> datetime:
    """Until when an offered place is held: three days, less when the offering begins sooner, never under two hours."""
    end = now + OFFER_WINDOW
    return end if starts_at is None else max(min(end, starts_at), now + SHORTEST_OFFER)


def why_not_withdraw(state: RegistrationState) -> RegisterReason | None:
    """Why a place cannot be given back, or None."""
    return None if state in CAN_WITHDRAW else RegisterReason.CANNOT_WITHDRAW


_AFTER_THE_END = {
    EndCause.OFFER_ENDED: RegisterReason.OFFER_GONE,
    EndCause.OFFER_DECLINED: RegisterReason.OFFER_WAS_DECLINED,
    EndCause.WITHDRAWN: RegisterReason.GIVEN_BACK,
    EndCause.OFFERING_CANCELED: RegisterReason.OFFERING_CANCELED,
}


def why_not_accept(
    *, state: RegistrationState, ends: datetime | None, ended: EndCause | None, now: datetime
) -> Problem | None:
    """Why an offered place cannot be taken, or None. Whoever clicks on an old offer reads what became of it."""
    if state is not RegistrationState.OFFERED or ends is None:
        return why_not_decline(state=state, ended=ended) or (RegisterReason.NO_OFFER, {})
    if ends <= now:
        return RegisterReason.OFFER_ENDED, {"ends": ends}
    return None


def why_not_decline(*, state: RegistrationState, ended: EndCause | None) -> Problem | None:
    """Why an offered place cannot be declined, or None."""
    if state is RegistrationState.OFFERED:
        return None
    gone = _AFTER_THE_END.get(ended) if ended and state is RegistrationState.CANCELED else None
    return gone or RegisterReason.NO_OFFER, {}


def why_not_record_outcome(now: RegistrationState, then: RegistrationState) -> RegisterReason | None:
    """Why it cannot be written down what became of a place, or None. Only who had a place can have been there."""
    return None if now in OUTCOMES and then in OUTCOMES else RegisterReason.NO_PLACE
