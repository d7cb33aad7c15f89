"""What do members read and answer: items of the health check, barriers, refusals, and what these acts are called?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.practice.rules.health import Continuation, Dimension, Item, Rhythm, Suggestion
from trainer.practice.rules.voices import Barrier, Has, VoiceReason

words_for(
    {
        VoiceReason.COP_CLOSED: _l(
            "This group is closed, or this membership has ended. Nothing was changed."
        ),
        VoiceReason.NOT_AGREED: _l("Tick that you agree. Without it we keep nothing of you."),
        VoiceReason.FEEDBACK_NOT_OPEN: _l("Feedback opens when the session begins, on %(opens)s."),
        VoiceReason.FEEDBACK_OVER: _l(
            "Feedback about this session closed on %(ended)s. You can still tell the facilitator."
        ),
        VoiceReason.FEEDBACK_CANCELED: _l("This session was canceled, so there is nothing to say about it."),
        VoiceReason.ALL_ANSWERED: _l(
            "As many answers have come as this group has members, so no further one can be taken. Tell the facilitator"
            " if yours is missing."
        ),
        VoiceReason.ANSWERED_BEFORE: _l("You have answered already. Thank you: it counts once."),
        VoiceReason.NOTHING_SAID: _l("Answer at least one question, whichever you like."),
        VoiceReason.ROUND_CLOSED: _l(
            "This round of the health check is over. You can still tell the facilitator."
        ),
        VoiceReason.ROUND_OPEN: _l("A round is open already. Close it before you open the next one."),
        VoiceReason.STORY_EMPTY: _l("Write at least one of the three parts."),
        VoiceReason.TOO_MANY_STORIES: _l("At most %(most)s stories can be kept. Change one of them instead."),
        VoiceReason.STORY_WITHDRAWN: _l("You took this story back, so it cannot be changed."),
        VoiceReason.WHY_EMPTY: _l("Say why. It is what the decision is worth later."),
    }
)
words_for(
    {
        Barrier.TIME: _l("Another time"), Barrier.PLACE: _l("Another place"), Barrier.LANGUAGE: _l("Language"),
        Barrier.ACCESS: _l("Access"), Barrier.TECHNOLOGY: _l("Technology"), Barrier.OTHER: _l("Something else"),
    }
)  # fmt: skip
words_for({Has.OWN: _l("yes"), Has.SHARED: _l("yes, shared"), Has.NONE: _l("no")})
words_for(
    {
        Dimension.DOMAIN: _l("Our topic"), Dimension.COMMUNITY: _l("Being together"),
        Dimension.PRACTICE: _l("Our practice"), Dimension.FACILITATION: _l("How we are guided"),
        Dimension.VALUE: _l("What it is worth"),
    }
)  # fmt: skip
words_for(
    {
        Item.H01: _l("I can say what this CoP is about."),
        Item.H02: _l("Our topic matters to my daily work."),
        Item.H03: _l("We can change the topic together."),
        Item.H04: _l("I am known here."),
        Item.H05: _l("I can say what I do not know."),
        Item.H06: _l("People different from me are heard."),
        Item.H07: _l("We live our shared values."),
        Item.H08: _l("What is said here is kept."),
        Item.H09: _l("We look at real moments of work."),
        Item.H10: _l("I take something away that I use."),
        Item.H11: _l("We keep what we learn so that others can find it."),
        Item.H12: _l("Time and structure help us."),
        Item.H13: _l("Voices are balanced."),
        Item.H14: _l("I know what happens between sessions."),
        Item.H15: _l("I enjoy or need these meetings."),
        Item.H16: _l("I know something new, or know whom to ask."),
        Item.H17: _l("I have tried something."),
        Item.H18: _l("Something is better for children, families or colleagues."),
        Item.H19: _l("It has changed what I think success is."),
        Item.EDUCATES: _l("This group educates: I learn here."),
        Item.CULTIVATES: _l("This group cultivates: my work grows here."),
        Item.EMPOWERS: _l("This group empowers: I dare to change something."),
        Item.STAYS: _l("I expect to be working with young children a year from now."),
    }
)
words_for(
    {
        Continuation.CONTINUE: _l("Goes on as it is"),
        Continuation.CHANGE: _l("Goes on and changes something"),
        Continuation.PAUSE: _l("Pauses"),
    }
)
words_for(
    {
        Suggestion.FIRST_ROUND: _l("A first round by the second session shows where you begin. Open it now."),
        Suggestion.FIRST_LATE: _l(
            "No round was held by the second session. Open one now: later ones are compared with it."
        ),
        Suggestion.SECOND_ROUND: _l(
            "%(held)s sessions are behind you. A second round shows what has changed since the first."
        ),
    }
)
words_for(
    {
        Rhythm.KEPT: _l("You meet once a month: the last session was on %(last)s, the next is on %(on)s."),
        Rhythm.SOON: _l(
            "The last session was on %(last)s. Plan the next one for %(by)s at the latest, and your monthly rhythm"
            " holds."
        ),
        Rhythm.BROKEN: _l(
            "You last met on %(last)s, %(days)s days ago. A short session soon is better than a long one later."
        ),
    }
)
names_for(
    "message",
    {
        "practice.member_link": _l("Link to a member’s own page"),
        "practice.rhythm": _l("Nothing is planned for the month"),
    },
)
names_for(
    "action",
    {
        "cop_member.join": _l("Joined a CoP by its link"),
        "cop_member.access": _l("Said what they need to take part"),
        "cop_member.link": _l("Made a new link to a member’s page"),
        "cop_member.leave": _l("Left a CoP; their name was erased"),
        "cop.renew_join_link": _l("Renewed the link to join a CoP"),
        "cop.open_round": _l("Opened a health check"),
        "cop.close_round": _l("Closed a health check"),
        "cop.decide_year": _l("Decided about the next year of a CoP"),
        "story.tell": _l("Told a value story"),
        "story.withdraw": _l("Took a value story back"),
    },
)
