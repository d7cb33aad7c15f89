"""What are circles, answers and places called, and why can an invitation, a team or a place not be kept?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.practice.rules.inviting import Answer, Circle, Guest, InvitingReason, VenueUse

words_for(
    {
        Guest.MEMBER: _l("A member"),
        Guest.PRESENTER: _l("A guest who presents"),
        Guest.ORGANIZATION: _l("An organization to reach out to"),
    }
)
words_for(
    {
        Circle.CLOSEST: _l("Those closest to you"),
        Circle.KNOWN: _l("The people they know"),
        Circle.WIDER: _l("Everybody else"),
    }
)
words_for(
    {
        Answer.PLANNED: _l("Still to be asked"),
        Answer.OPEN: _l("Asked, no answer yet"),
        Answer.YES: _l("Yes"),
        Answer.LATER: _l("Not now, ask again"),
        Answer.NO: _l("No"),
    }
)
words_for(
    {
        VenueUse.MEETING: _l("To meet in"),
        VenueUse.ALTERNATIVE: _l("Instead, when the room is taken"),
        VenueUse.FIELD_TRIP: _l("To visit together"),
    }
)
words_for(
    {
        InvitingReason.NAME_MISSING: _l("A name is missing."),
        InvitingReason.TOO_MANY: _l("This list has room for %(most)s. Take one off first."),
        InvitingReason.KNOWN: _l("%(name)s is on the list already."),
        InvitingReason.NOT_EMPTY: _l("Somebody is in %(name)s. Move them to another team first."),
        InvitingReason.NOBODY: _l("Nobody was chosen who has an e-mail address."),
        InvitingReason.NOTHING_TO_SEND: _l("Write a subject and a message first."),
    }
)
names_for("message", {"practice.welcome": _l("Welcome to a CoP")})
names_for(
    "action",
    {
        "cop_invitation.add": _l("Put somebody on the list of invitations"),
        "cop_invitation.answer": _l("Wrote down what became of an invitation"),
        "cop_venue.add": _l("Added a place to a CoP"),
        "cop_venue.drop": _l("Took a place off the list of a CoP"),
        "cop_team.add": _l("Added a team to a CoP"),
        "cop_team.drop": _l("Took a team off the list of a CoP"),
        "cop_team.place": _l("Put members into teams"),
        "cop_welcome.send": _l("Sent the welcome mail of a CoP"),
        "cop_strengths.save": _l("Wrote down strengths of members"),
        "cop_journals.give": _l("Wrote down who has a journal"),
    },
)
