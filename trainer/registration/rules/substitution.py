"""When may somebody's seat go to a colleague, and to which one? Row K4."""

import enum

from trainer.registration.rules import RegistrationState


class SubstitutionReason(enum.StrEnum):
    """Why a seat cannot go to a colleague. Facts: name, organization, course."""

    NOT_CONFIRMED = "substitution_not_confirmed"
    NO_SEAT = "substitution_no_seat"
    NO_ORGANIZATION = "substitution_no_organization"
    HAS_BEGUN = "substitution_has_begun"
    NOTHING_LEFT = "substitution_nothing_left"
    SAME_PERSON = "substitution_same_person"
    NOT_A_COLLEAGUE = "substitution_not_a_colleague"
    REGISTERED = "substitution_registered"
    NOT_ELIGIBLE = "substitution_not_eligible"
    PREREQUISITE = "substitution_prerequisite"
    APPROVAL = "substitution_approval"
    NOT_POSSIBLE = "substitution_not_possible"


def why_not_give(
    *,
    confirmed: bool,
    state: RegistrationState,
    has_organization: bool,
    begun: bool,
    needs_approval: bool,
    left: bool = True,
) -> SubstitutionReason | None:
    """Why a seat cannot go to anybody else, or None. A number on the waitlist stays with its person.

    `confirmed`: whoever asks may know where the person stands. Of a stranger nothing is told, so that comes first.
    `left`: whether any session of the seat is still ahead.
    """
    if not confirmed:
        return SubstitutionReason.NOT_CONFIRMED
    if state is not RegistrationState.REGISTERED:
        return SubstitutionReason.NO_SEAT
    if not has_organization:
        return SubstitutionReason.NO_ORGANIZATION
    if begun:
        return SubstitutionReason.HAS_BEGUN
    if not left:
        return SubstitutionReason.NOTHING_LEFT
    return SubstitutionReason.APPROVAL if needs_approval else None


def why_not_take_over(
    *, same_person: bool, colleague: bool, registered: bool, eligible: bool, prerequisite_met: bool
) -> SubstitutionReason | None:
    """Why this person cannot take the seat over, or None."""
    if same_person:
        return SubstitutionReason.SAME_PERSON
    if not colleague:
        return SubstitutionReason.NOT_A_COLLEAGUE
    if registered:
        return SubstitutionReason.REGISTERED
    if not eligible:
        return SubstitutionReason.NOT_ELIGIBLE
    return None if prerequisite_met else SubstitutionReason.PREREQUISITE
