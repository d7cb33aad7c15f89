"""Who is invited to a CoP, in which circle, and what can they answer? And what places are there?"""

import enum


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


class VenueUse(enum.StrEnum):
    """What a place is good for."""

    MEETING = "meeting"
    ALTERNATIVE = "alternative"
    FIELD_TRIP = "field_trip"


CIRCLES = (1, 2, 3)
"""Invitations go out in stages: those closest first, then whom they know, then everybody else (row B03)."""

MOST_INVITATIONS = 300
MOST_VENUES = 40
MOST_TEAMS = 12


def circle_now(answers: list[tuple[int, Answer]]) -> int:
    """Which circle it is the turn of: the first in which somebody has not been asked or has not answered.

    When all have answered, the next one after the last that was asked; the widest at most.
    """
    open_ = [circle for circle, answer in answers if answer in (Answer.PLANNED, Answer.OPEN)]
    if open_:
        return min(open_)
    return min(max((circle for circle, _answer in answers), default=0) + 1, max(CIRCLES))
