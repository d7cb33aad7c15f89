"""When may somebody mentor a trainee, and does a meeting keep the monthly rhythm?"""

import enum


class MeetingState(enum.StrEnum):
    """What became of a meeting."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELED = "canceled"


class MeetingMode(enum.StrEnum):
    """How they meet."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
