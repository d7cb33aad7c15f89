"""Which words does the schedule use? Kinds, formats, how exactly a date is known, states."""

import enum


class OfferingKind(enum.StrEnum):
    """What is offered (row A02 and domain.md 1.1)."""

    SHOWCASE = "showcase"
    COP_101 = "cop_101"
    REFRESHER = "refresher"
    FACILITATOR_COP = "facilitator_cop"
    LEADERSHIP_COP = "leadership_cop"
    IN_AGENCY = "in_agency"
    COHORT = "cohort"
    CONNECT = "connect"
    PREP_DAY = "prep_day"
    CHECK_IN = "check_in"
    WEB_SERIES = "web_series"
    OTHER = "other"


COURSE_OF = {
    OfferingKind.COP_101: "cop-101",
    OfferingKind.REFRESHER: "refresher",
    OfferingKind.COHORT: "facilitator-cohort",
}
"""The course that a training delivers."""


class Format(enum.StrEnum):
    """How people take part. TBD is a state of its own, never a guess."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"
    TBD = "tbd"


PLACE_FORMATS = {
    Format.IN_PERSON: (Format.IN_PERSON,),
    Format.VIRTUAL: (Format.VIRTUAL,),
    Format.HYBRID: (Format.IN_PERSON, Format.VIRTUAL),
    Format.TBD: (Format.TBD,),
}
"""Which kinds of places an offering of a format has: a hybrid has two, each with its own capacity."""


class When(enum.StrEnum):
    """How exactly a date is known. What is not fixed is a state, never a made-up date."""

    FIXED = "fixed"
    DATE_ONLY = "date_only"
    MONTH = "month"
    SEASON = "season"
    TBD = "tbd"
    ON_REQUEST = "on_request"


class Season(enum.StrEnum):
    """Parts of a program year, for dates that are known no better."""

    SUMMER = "summer"
    FALL = "fall"
    WINTER = "winter"
    SPRING = "spring"


class OfferingState(enum.StrEnum):
    """What has been decided about an offering. Open, full and closed follow from places and dates."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELED = "canceled"
    COMPLETED = "completed"


class SessionState(enum.StrEnum):
    """What became of a session."""

    SCHEDULED = "scheduled"
    HELD = "held"
    CANCELED = "canceled"


class Half(enum.StrEnum):
    """Which half of a day a session fills (row B05)."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class Eligibility(enum.StrEnum):
    """Who may register at all. What must be completed before is the prerequisite, a question of its own."""

    ANYONE = "anyone"
    CERTIFIED = "certified"
    COHORT = "cohort"
    INVITED = "invited"


class Equipment(enum.StrEnum):
    """What the host of a room has checked (row C05): the first two serve everybody in it, not one computer."""

    CAMERA = "camera"
    MICROPHONE = "microphone"
    SCREEN = "screen"
    SPEAKERS = "speakers"
    INTERNET = "internet"
    TECH_HOST = "tech_host"


class FocusArea(enum.StrEnum):
    """What an offering is about (row A20)."""

    QUALITY = "quality"
    QRIS = "qris"
    P3 = "p3"
    LEADERSHIP = "leadership"
    EQUITY = "equity"


class AudienceRole(enum.StrEnum):
    """Whose work an offering is made for (row A22)."""

    TEACHERS = "teachers"
    LEADERS = "leaders"
    INFLUENCE = "influence"
