"""What are the parts of a session's plan called, and why is it not ready?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.practice.rules.kit import (
    Beginning,
    Check,
    CheckGroup,
    KitReason,
    KitRole,
    PlanPart,
    RowKind,
    Slides,
)

words_for({RowKind.ACTIVITY: _l("Activity"), RowKind.BREAK: _l("Break")})
words_for(
    {
        Beginning.BLANK: _l("An empty page"),
        Beginning.TEMPLATE: _l("The template of 90 minutes"),
        Beginning.LAST: _l("A copy of last time"),
    }
)
words_for(
    {
        PlanPart.LINK_LAST: _l("Link to last time"),
        PlanPart.WELCOME: _l("Welcome and acknowledgments"),
        PlanPart.POEM: _l("Poem or image"),
        PlanPart.COMMUNITY: _l("Coming back to community"),
        PlanPart.TODAYS_VALUES: _l("Today’s values"),
        PlanPart.QUESTIONS: _l("Further questions"),
        PlanPart.TRACES: _l("Traces of practice"),
        PlanPart.CLOSING: _l("Closing and feedback"),
        PlanPart.PRESENTERS: _l("Guest presenters"),
        PlanPart.MATERIALS: _l("Materials"),
        PlanPart.ACCESS: _l("Room and access"),
        PlanPart.LANGUAGES: _l("Languages"),
        PlanPart.INTERPRETER: _l("Interpreter"),
        PlanPart.TRIP: _l("About the trip"),
        PlanPart.SLIDES_LINK: _l("Slides"),
    }
)
words_for(
    {
        KitRole.FACILITATOR: _l("Facilitator"),
        KitRole.CO_FACILITATOR: _l("Co-facilitator"),
        KitRole.NOTE_TAKER: _l("Note taker"),
        KitRole.TIMEKEEPER: _l("Timekeeper"),
        KitRole.TECH_HOST: _l("Tech host"),
        KitRole.GREETER: _l("Greeter"),
    }
)
words_for({Slides.LINK: _l("Behind a link"), Slides.BROUGHT: _l("We bring them")})
words_for(
    {
        CheckGroup.ROOM: _l("The room"),
        CheckGroup.FOOD: _l("Food and drink"),
        CheckGroup.HYBRID: _l("The room, for those who are far away"),
        CheckGroup.VIRTUAL: _l("Online"),
        CheckGroup.TRIP: _l("The trip"),
    }
)
words_for(
    {
        Check.KEY: _l("Key, and who opens"),
        Check.CHAIRS: _l("Chairs in a circle, name cards"),
        Check.VALUES_SEEN: _l("Values where everybody sees them"),
        Check.PAPER: _l("Paper, pens, journals, sign-in sheet"),
        Check.WAY_IN: _l("Way in without steps, restroom, parking"),
        Check.OTHER_SPACE: _l("Another space, in case this one falls through"),
        Check.FOOD: _l("A snack or meal for the time of day"),
        Check.DRINKS: _l("Water, coffee, tea"),
        Check.ALLERGIES: _l("Allergies and diets asked"),
        Check.ROOM_CAMERA: _l("A camera that shows the whole room"),
        Check.ROOM_SOUND: _l("A microphone and loudspeakers that serve the whole group"),
        Check.SCREEN: _l("A screen on which everybody sees those who are far away"),
        Check.REMOTE_HOST: _l("A named person who looks after those who are far away"),
        Check.LINK_TRIED: _l("The link was tried out"),
        Check.MEMBERS_READY: _l("Each member’s computer, camera, sound and microphone are known to work"),
        Check.SECOND_WAY: _l("A second way in, for instance a telephone number"),
        Check.PERMISSIONS: _l("Permissions of the place, and who is responsible"),
        Check.RIDES: _l("Rides there and back for everybody"),
    }
)
words_for(
    {
        KitReason.NO_ROWS: _l("The plan has no rows yet. %(planned)s minutes are to be filled."),
        KitReason.ROWS_SHORT: _l(
            "The rows add up to %(rows)s of %(planned)s minutes; %(free)s are free. Give them to a row, or plan a"
            " shorter session."
        ),
        KitReason.ROWS_LONG: _l(
            "The rows add up to %(rows)s minutes, %(over)s more than the %(planned)s that were announced. Shorten a"
            " row, or plan a longer session."
        ),
        KitReason.TOO_MANY_ROWS: _l(
            "A plan has at most %(most)s rows. Nothing was saved; put some together."
        ),
        KitReason.ROW_EMPTY: _l("Row %(number)s needs minutes and what you do."),
        KitReason.SLIDES_MISSING: _l(
            "Say how the slides or handouts come: behind a link, or you bring them."
        ),
        KitReason.SLIDES_LINK_MISSING: _l("The link to the slides is missing."),
        KitReason.TRIP_PLACE_MISSING: _l("A field trip needs a place. Enter it with day and time."),
        KitReason.NO_BREAK: _l(
            "No break in %(minutes)s minutes. People need to stand up and drink something."
        ),
        KitReason.ROOM_NOT_CHECKED: _l(
            "Hybrid: camera and microphone that serve the whole group are not checked yet. A single computer that"
            " does not show the whole room leaves those who are far away outside."
        ),
        KitReason.NO_TEMPLATE: _l("No template is loaded here. Begin with an empty page."),
        KitReason.NO_LAST: _l("There is no earlier session with a plan. Begin with the template."),
        KitReason.PLAN_CHANGED: _l(
            "Somebody else saved this plan while you were writing. What you typed is still here; what they saved is"
            " shown beside it."
        ),
    }
)

names_for(
    "action",
    {
        "cop_session.kit": _l("Saved the plan of a session"),
        "cop_session.ready": _l("Called the plan of a session ready"),
    },
)
