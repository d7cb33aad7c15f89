"""What are formats, states, recommendations and reasons of the showcase called?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.showcase.rules import (
    CallReason,
    EventTitle,
    HeldReason,
    ProgramReason,
    ProposalReason,
    ProposalState,
    Recommendation,
    ReviewReason,
    ShowFormat,
    TaskKind,
    TogetherState,
)
from trainer.showcase.wording import slides

__all__ = ["DESCRIBED", "slides"]

words_for(
    {
        ShowFormat.TALK: _l("Talk"),
        ShowFormat.POSTER: _l("Poster"),
        ShowFormat.STORY_CIRCLE: _l("Story circle"),
        ShowFormat.WORKSHOP: _l("Workshop"),
    }
)
DESCRIBED = {
    ShowFormat.TALK: _l("You tell what happened, with or without slides, and answer questions."),
    ShowFormat.POSTER: _l("You stand beside something people can look at, and talk with whoever stops."),
    ShowFormat.STORY_CIRCLE: _l(
        "A small group sits together; you begin with your story, and others add theirs."
    ),
    ShowFormat.WORKSHOP: _l("People try something out that works in your CoP."),
}
words_for(
    {
        ProposalState.DRAFT: _l("Draft"),
        ProposalState.SUBMITTED: _l("Handed in"),
        ProposalState.ACCEPTED: _l("Accepted"),
        ProposalState.CONFIRMED: _l("Confirmed"),
        ProposalState.WAITLISTED: _l("On the waitlist"),
        ProposalState.DECLINED: _l("Declined"),
        ProposalState.WITHDRAWN: _l("Withdrawn"),
    }
)
# A dictionary of their own: two states of one word would be one key.
words_for(
    {
        TogetherState.ASKED: _l("Asked, no answer yet"),
        TogetherState.CONFIRMED: _l("Presents with you"),
        TogetherState.DECLINED: _l("Does not present"),
    }
)
words_for(
    {
        Recommendation.YES: _l("Yes"),
        Recommendation.CHANGES: _l("Yes, with changes"),
        Recommendation.NO: _l("No"),
    }
)
words_for(
    {
        CallReason.WRONG_KIND: _l(
            "Proposals can be called for at a showcase, a Facilitator CoP or a Connect session."
        ),
        CallReason.NOT_PUBLISHED: _l("Publish the offering first. Then people can propose to present at it."),
        CallReason.UNTIL_PAST: _l("This day has passed. Choose a last day from today on."),
        CallReason.NO_FORMAT: _l("Offer at least one format, with its minutes."),
        CallReason.FORMAT_MINUTES: _l("Give each format from 1 to %(most)s minutes."),
        CallReason.FORMAT_IN_USE: _l(
            "Somebody has proposed in a format that you took out. Keep it, so that their proposal stays whole."
        ),
        CallReason.CHANGED: _l(
            "This call was changed in another window after you opened this page. Nothing of yours was saved yet: your"
            " words are still below. Compare, and save again."
        ),
    }
)
words_for(
    {
        ProposalReason.CALL_CLOSED: _l(
            "The call closed at the end of %(until)s, so nothing more can be handed in. Your words are kept."
        ),
        ProposalReason.NOT_THE_PRESENTER: _l("Only %(name)s can change this: it is their proposal."),
        ProposalReason.WRONG_STATE: _l(
            "This proposal stands at “%(state)s” by now, so this cannot be done. Look at it once more."
        ),
        ProposalReason.TITLE_MISSING: _l("Give it a title before you hand it in."),
        ProposalReason.STORY_MISSING: _l("Tell what happened in your CoP before you hand it in."),
        ProposalReason.FORMAT_MISSING: _l("Choose one of the formats before you hand it in."),
        ProposalReason.TOO_MANY: _l(
            "You have %(most)s proposals here already, and that is the most. Withdraw one, or write on in it."
        ),
        ProposalReason.NOT_YOUR_COP: _l("You can only link a CoP that you facilitate now."),
        ProposalReason.WITH_ONESELF: _l("This is your own address. Name only people who present with you."),
        ProposalReason.TOO_MANY_TOGETHER: _l("At most %(most)s people can present with you."),
        ProposalReason.NO_ADDRESS: _l(
            "This does not look like an e-mail address: %(emails)s. Write one on each line."
        ),
        ProposalReason.CHANGED: _l(
            "This proposal was saved in another window after you opened this page. Nothing of yours was saved yet: your"
            " words are still below. Compare, and save again."
        ),
        ProposalReason.ALREADY_HELD: _l("This was presented and is on record, so it cannot be withdrawn."),
        ProposalReason.ANSWERED: _l("Nobody waits for this answer any more. Nothing was changed."),
        ProposalReason.CANCELED: _l(
            "%(offering)s was canceled, so nothing is proposed, decided or planned there any more. Everybody’s words"
            " are kept, and they can be proposed to another call."
        ),
    }
)
words_for(
    {
        ReviewReason.PRESENTS: _l("You present this yourself, or are asked to, so others judge it."),
        ReviewReason.MENTORS: _l("You mentor one of its presenters, or did, so others review it."),
        ReviewReason.SAME_EMPLOYER: _l(
            "You and one of its presenters belong to %(organization)s, so others review it."
        ),
        ReviewReason.NOT_WAITING: _l("This proposal stands at “%(state)s” by now. Reviews are closed."),
        ReviewReason.ALREADY_DECIDED: _l("This proposal stands at “%(state)s” by now. Nothing was changed."),
        ReviewReason.WORDS_MISSING: _l(
            "Write a few words that help the presenter: what you saw, and what is missing."
        ),
    }
)
words_for(
    {
        ProgramReason.NO_TIMES: _l(
            "This session has no times yet. Fix them in the schedule first; then the program can be made."
        ),
        ProgramReason.ENDS_FIRST: _l("“%(title)s” would end before it begins. Choose a later end."),
        ProgramReason.OUTSIDE: _l("“%(title)s” would be outside of the session, which is at %(when)s."),
        ProgramReason.ROOM_TAKEN: _l(
            "“%(title)s” and “%(other)s” would be in %(room)s at the same time. Choose another room or time."
        ),
        ProgramReason.PERSON_TWICE: _l(
            "%(name)s would present “%(title)s” and “%(other)s” at the same time. Choose another time."
        ),
        ProgramReason.ROOM_NAME_TAKEN: _l("There is a room called %(room)s already. Choose another name."),
        ProgramReason.ROOM_IN_USE: _l(
            "%(room)s is still on the program, %(count)s times. Move these to another room first."
        ),
        ProgramReason.NOT_ACCEPTED: _l(
            "“%(title)s” is not accepted, or not any more, so it cannot stand on the program."
        ),
        ProgramReason.PLACED_ALREADY: _l("“%(title)s” has its place on the program already."),
        ProgramReason.TITLE_MISSING: _l("Choose a presentation, or write what everybody does then."),
        ProgramReason.NOTHING_PLACED: _l("Nothing is on the program yet, so there is nothing to publish."),
    }
)
words_for(
    {
        HeldReason.NOT_OVER: _l("This is over on %(ends)s. Come back then."),
        HeldReason.NOT_ON_PROGRAM: _l("Only what stood on the published program can be marked as held."),
        HeldReason.NOT_THAT_DAY: _l("Nothing of this offering was over on %(on)s. Choose one of its days."),
        HeldReason.UNKNOWN: _l(
            "Nobody signs in with %(emails)s. Check the letters, or invite them first: a share-out belongs to a person."
        ),
        HeldReason.NOBODY: _l("Name at least one person who presented."),
        HeldReason.TOO_MANY: _l("At most %(most)s people present together."),
        HeldReason.ONESELF: _l(
            "You presented this yourself. Ask another administrator to record it: it counts toward a certificate."
        ),
        HeldReason.RECORDED_ALREADY: _l("It is on record already that %(name)s presented this here."),
    }
)
words_for(
    {
        TaskKind.ANSWER: _l("%(name)s asks you to present “%(title)s” together"),
        TaskKind.HAND_IN: _l("Hand in your proposal for %(offering)s"),
        TaskKind.CONFIRM: _l("Confirm that you will present “%(title)s”"),
        TaskKind.REVIEW: _l("Review proposals for %(offering)s: %(count)s"),
        TaskKind.DECIDE: _l("Decide proposals for %(offering)s: %(count)s"),
        TaskKind.HELD: _l("Write down which presentations were held: %(offering)s"),
    }
)
words_for({EventTitle.PRESENTING: _l("You present: %(title)s")})

names_for(
    "message",
    {
        "showcase.named": _l("Named to a committee"),
        "showcase.asked": _l("Asked to present together"),
        "showcase.answered": _l("A co-presenter answered"),
        "showcase.decided": _l("A proposal was decided"),
        "showcase.placed": _l("Place on the program"),
        "showcase.reminder": _l("Reminder of a presentation"),
        "showcase.withdrawn": _l("An accepted proposal was withdrawn"),
        "showcase.canceled": _l("What becomes of a proposal to what was canceled"),
    },
)

names_for(
    "action",
    {
        "call.open": _l("Opened a call for proposals"),
        "call.change": _l("Changed a call for proposals"),
        "call.cancel": _l("Told presenters that their offering was canceled"),
        "call.end_reviewer": _l("Took somebody off a committee"),
        "proposal.make": _l("Began a proposal"),
        "proposal.change": _l("Changed a proposal"),
        "proposal.hand_in": _l("Handed in a proposal"),
        "proposal.withdraw": _l("Withdrew a proposal"),
        "proposal.confirm": _l("Confirmed to present"),
        "proposal.answer": _l("Answered whether to present together"),
        "proposal.review": _l("Reviewed a proposal"),
        "proposal.review_again": _l("Changed a review of a proposal"),
        "proposal.decide": _l("Decided a proposal"),
        "program.add_room": _l("Added a room to a program"),
        "program.change_room": _l("Changed a room of a program"),
        "program.remove_room": _l("Dropped a room of a program"),
        "program.place": _l("Placed something on a program"),
        "program.move": _l("Moved something on a program"),
        "program.remove": _l("Took something off a program"),
        "program.publish": _l("Published a program"),
        "presentation.hold": _l("Recorded that somebody presented"),
        "presentation.record": _l("Recorded a presentation that stood on no program"),
        "presentation.take_back": _l("Took back that somebody presented"),
        "presentation.mark": _l("Wrote down which presentations were held"),
    },
)
