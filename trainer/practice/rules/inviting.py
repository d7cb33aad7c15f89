"""Who is invited to a CoP, in which circle, and what can they answer? And what is a place good for?"""

import enum
from collections.abc import Iterable


class Guest(enum.StrEnum):
    """As what somebody is invited (rows B03, B08, B10)."""

    MEMBER = "member"
    PRESENTER = "presenter"
    ORGANIZATION = "organization"


class Answer(enum.StrEnum):
    """What somebody said to an invitation; planned: not asked yet."""

    PLANNED = "planned"
    OPEN = "open"
    YES = "yes"
    LATER = "later"
    NO = "no"


class Circle(enum.StrEnum):
    """Invitations go out in stages: those closest first, then whom they know, then everybody else (row B03)."""

    CLOSEST = "closest"
    KNOWN = "known"
    WIDER = "wider"


class VenueUse(enum.StrEnum):
    """What a place is good for."""

    MEETING = "meeting"
    ALTERNATIVE = "alternative"
    FIELD_TRIP = "field_trip"


class InvitingReason(enum.StrEnum):
    """Why an invitation, a team or a place cannot be kept. Facts: name, most."""

    NAME_MISSING = "name_missing"
    TOO_MANY = "too_many"
    KNOWN = "known"
    NOT_EMPTY = "not_empty"
    NOBODY = "nobody"
    NOTHING_TO_SEND = "nothing_to_send"


MOST_INVITATIONS = 100
MOST_VENUES = 40
MOST_TEAMS = 12


def circle_now(answers: Iterable[tuple[Circle, Answer]]) -> Circle:
    """Which circle it is the turn of: the closest in which somebody has not been asked or has not answered.

    When all have answered, the next one after the widest that was asked.
    """
    order = list(Circle)
    known = [(order.index(circle), answer) for circle, answer in answers]
    open_ = [place for place, answer in known if answer in (Answer.PLANNED, Answer.OPEN)]
    if open_:
        return order[min(open_)]
    return order[min(max((place for place, _answer in known), default=-1) + 1, len(order) - 1)]
