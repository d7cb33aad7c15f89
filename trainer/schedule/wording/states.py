"""What are kinds, formats, states and parts of an offering called? One table per enum: equal words are equal keys."""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.schedule.actions.years import Outcome
from trainer.schedule.rules.changes import ItemKind, Part
from trainer.schedule.rules.kinds import (
    Eligibility,
    Format,
    Half,
    OfferingKind,
    OfferingState,
    Season,
    SessionState,
    When,
)
from trainer.schedule.rules.standing import Standing

words_for(
    {
        OfferingKind.SHOWCASE: _l("Showcase"),
        OfferingKind.COP_101: _l("CoP 101"),
        OfferingKind.REFRESHER: _l("CoP Refresher"),
        OfferingKind.FACILITATOR_COP: _l("Facilitator CoP"),
        OfferingKind.LEADERSHIP_COP: _l("Leadership CoP"),
        OfferingKind.IN_AGENCY: _l("In-agency CoP"),
        OfferingKind.COHORT: _l("Cohort"),
        OfferingKind.CONNECT: _l("Connect session"),
        OfferingKind.PREP_DAY: _l("Preparation day"),
        OfferingKind.CHECK_IN: _l("Check-in day"),
        OfferingKind.WEB_SERIES: _l("Open web series"),
        OfferingKind.OTHER: _l("Other"),
    }
)
words_for(
    {
        Format.IN_PERSON: _l("In person"),
        Format.VIRTUAL: _l("Virtual"),
        Format.HYBRID: _l("Hybrid"),
        Format.TBD: _l("Format TBD"),
    }
)
words_for(
    {
        When.FIXED: _l("Date and times"),
        When.DATE_ONLY: _l("Date, times TBD"),
        When.MONTH: _l("Month, date TBD"),
        When.SEASON: _l("Season, date TBD"),
        When.TBD: _l("Date TBD"),
        When.ON_REQUEST: _l("On request"),
    }
)
words_for(
    {
        Season.SUMMER: _l("Summer"),
        Season.FALL: _l("Fall"),
        Season.WINTER: _l("Winter"),
        Season.SPRING: _l("Spring"),
    }
)
words_for({Half.MORNING: _l("Morning"), Half.AFTERNOON: _l("Afternoon")})
words_for(
    {
        Eligibility.ANYONE: _l("Everybody"),
        Eligibility.CERTIFIED: _l("Certified CoP Facilitators"),
        Eligibility.COHORT: _l("People in a cohort"),
        Eligibility.INVITED: _l("People who are invited"),
    }
)
words_for(
    {
        OfferingState.DRAFT: _l("Draft"),
        OfferingState.PUBLISHED: _l("Published"),
        OfferingState.CANCELED: _l("Canceled"),
        OfferingState.COMPLETED: _l("Completed"),
    }
)
words_for(
    {
        SessionState.SCHEDULED: _l("Scheduled"),
        SessionState.HELD: _l("Held"),
        SessionState.CANCELED: _l("Canceled"),
    }
)
words_for(
    {
        Standing.DRAFT: _l("Draft"),
        Standing.OPEN: _l("Registration open"),
        Standing.FULL: _l("Full"),
        Standing.NOT_OPEN_YET: _l("Registration not open yet"),
        Standing.CLOSED: _l("Registration closed"),
        Standing.ON_REQUEST: _l("On request"),
        Standing.CANCELED: _l("Canceled"),
        Standing.COMPLETED: _l("Completed"),
    }
)
words_for(
    {
        ItemKind.NEW: _l("New"),
        ItemKind.CHANGED: _l("Changed"),
        ItemKind.CANCELED: _l("Canceled"),
    }
)
words_for(
    {
        Outcome.NEW: _l("New, as a draft"),
        Outcome.ALREADY: _l("Already there"),
        Outcome.PROBLEM: _l("Needs a correction"),
    }
)

words_for(
    {
        Part.CANCELED: _l("Canceled"),
        Part.DATE: _l("Date"),
        Part.TIME: _l("Time"),
        Part.FORMAT: _l("Format"),
        Part.PLACE: _l("Place"),
        Part.JOIN_LINK: _l("Link to join"),
        Part.KIND: _l("Kind"),
        Part.TITLE: _l("Title"),
        Part.ABOUT: _l("Description"),
        Part.PLATFORM: _l("Platform"),
        Part.AUDIENCE: _l("Who it is for"),
        Part.NOTE: _l("Note"),
        Part.LENGTH: _l("Length in words"),
        Part.MINUTES: _l("Hours"),
        Part.PREREQUISITE: _l("Needed first"),
        Part.CAPACITY: _l("Places"),
        Part.CAPACITY_VIRTUAL: _l("Virtual places"),
        Part.OPENS: _l("Registration opens"),
        Part.CLOSES: _l("Registration closes"),
        Part.LABELS: _l("Names of sessions"),
        Part.MANDATORY: _l("Mandatory sessions"),
        Part.HALF: _l("Half-days"),
        Part.LANGUAGES: _l("Languages"),
        Part.INTERPRETATION: _l("Interpretation"),
        Part.LED_BY: _l("Led by"),
        Part.ELIGIBILITY: _l("Who may register"),
        Part.APPROVAL: _l("Each registration is approved"),
        Part.PER_SESSION: _l("Single sessions can be joined"),
        Part.INITIATIVES: _l("Initiatives"),
        Part.FUNDERS: _l("Funders"),
        Part.FOCUS_AREAS: _l("Focus areas"),
        Part.ROLES: _l("Roles"),
        Part.AGES: _l("Age groups"),
        Part.TRAINER_IDS: _l("Registry numbers of the trainers"),
        Part.PRICE: _l("Price"),
        Part.REGION: _l("Region"),
        Part.BRING: _l("What to bring"),
        Part.PARKING: _l("Parking and arrival"),
        Part.EQUIPMENT: _l("Equipment of the room"),
        Part.COURSE_CODE: _l("Course code"),
        Part.APPROVAL_CODE: _l("Approval code"),
        Part.COMPETENCIES: _l("Competency areas"),
    }
)

names_for(
    "action",
    {
        "schedule.make_year": _l("Made a program year"),
        "schedule.import": _l("Imported a schedule"),
        "schedule.draft": _l("Drafted an offering"),
        "schedule.change_draft": _l("Changed a draft"),
        "schedule.draft_cancellation": _l("Drafted a cancellation"),
        "schedule.discard_draft": _l("Discarded a draft"),
        "schedule.publish": _l("Published the schedule"),
        "schedule.publish_offering": _l("Published an offering"),
    },
)
