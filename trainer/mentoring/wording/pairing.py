"""What speaks for a mentor, and what is a handover, a proposal of times or a call for support called?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.mentoring.rules import MissedBy
from trainer.mentoring.rules.handover import HandoverReason, HandoverState
from trainer.mentoring.rules.pairing import Fit
from trainer.mentoring.rules.support import (
    SupportKind,
    SupportReason,
    SupportSource,
    SupportState,
    SupportStepKind,
)
from trainer.mentoring.rules.times import ProposalState

words_for(
    {
        Fit.LANGUAGE: _l("Speaks %(languages)s, as the trainee does"),
        Fit.NO_LANGUAGE: _l("No language in common that we know of"),
        Fit.REGION: _l("Same region: %(region)s"),
        Fit.OTHER_REGION: _l("Another region"),
        Fit.SAME_ZONE: _l("Same time"),
        Fit.ZONES_APART: _l("Hours apart: %(hours)s"),
        Fit.SETTING: _l("Knows the setting: %(setting)s"),
        Fit.ROOM: _l("Room for %(left)s more of %(of)s"),
        Fit.HAD_BEFORE: _l("Mentored them before"),
    }
)
words_for(
    {
        MissedBy.TRAINEE: _l("The trainee could not come"),
        MissedBy.MENTOR: _l("The mentor could not come"),
        MissedBy.BOTH: _l("It did not work out for either"),
    }
)
words_for(
    {
        ProposalState.OPEN: _l("Waits for an answer"),
        ProposalState.TAKEN: _l("One was taken"),
        ProposalState.ANSWERED: _l("Other times were proposed"),
        ProposalState.WITHDRAWN: _l("Withdrawn"),
    }
)
words_for(
    {
        HandoverState.TOLD: _l("Announced"),
        HandoverState.TALK: _l("The trainee wants to talk first"),
        HandoverState.DONE: _l("Done"),
        HandoverState.STOPPED: _l("Stopped"),
    }
)
words_for(
    {
        HandoverReason.NO_MENTOR_BEFORE: _l(
            "%(trainee)s has had no mentor yet, so there is nothing to hand over."
        ),
        HandoverReason.TOO_SOON: _l(
            "%(trainee)s is told three days before, at least. Choose %(first)s or a later day."
        ),
        HandoverReason.WAITS: _l(
            "A change of mentor is announced already for %(trainee)s. Stop that one first."
        ),
        HandoverReason.OVER: _l("This change took place or was stopped meanwhile. Nothing was changed."),
    }
)
words_for(
    {
        SupportKind.TIME: _l("Time and workload"),
        SupportKind.GROUP: _l("Something in the group"),
        SupportKind.PLACE: _l("Room, technology, access or costs"),
        SupportKind.CONTENT: _l("Materials and methods"),
        SupportKind.WELLBEING: _l("My wellbeing"),
        SupportKind.MENTORING: _l("The mentoring itself"),
        SupportKind.OTHER: _l("Something else"),
    }
)
words_for({SupportSource.MEETING: _l("Mentor meeting"), SupportSource.DEBRIEF: _l("Debrief")})
words_for(
    {
        SupportState.OPEN: _l("Open"),
        SupportState.CLOSED: _l("Closed"),
        SupportState.TAKEN_BACK: _l("Taken back"),
    }
)
words_for(
    {
        SupportStepKind.SEEN: _l("Seen"),
        SupportStepKind.NOTED: _l("Noted"),
        SupportStepKind.CLOSED: _l("Closed"),
        SupportStepKind.REOPENED: _l("Opened again"),
        SupportStepKind.TAKEN_BACK: _l("Taken back"),
    }
)
words_for(
    {
        SupportReason.OPEN_ALREADY: _l("Support was asked for here already, and it is still open."),
        SupportReason.NOT_OPEN: _l("This was closed or taken back meanwhile. Nothing was changed."),
        SupportReason.NOT_CLOSED: _l("This is open already."),
        SupportReason.NOTHING_SAID: _l("Write in a sentence what was done."),
        SupportReason.OWN: _l("You asked for this support yourself. Another administrator answers it."),
    }
)
names_for(
    "message",
    {
        "mentoring.handover": _l("Another mentor takes over"),
        "mentoring.handed_over": _l("Your mentor has changed"),
        "mentoring.proposed": _l("Times for a mentor meeting"),
        "mentoring.rhythm": _l("The next mentor meeting"),
        "mentoring.support": _l("Somebody asks for support"),
        "mentoring.support_answered": _l("An answer to a call for support"),
        "mentoring.talk_first": _l("A trainee wants to talk before the mentor changes"),
    },
)
names_for(
    "action",
    {
        "mentoring.profile": _l("Changed what a mentor offers"),
        "mentoring.propose": _l("Proposed times for a mentor meeting"),
        "mentoring.withdraw_times": _l("Withdrew proposed times"),
        "mentoring.topics": _l("Wrote what to talk about"),
        "mentoring.next_done": _l("Did a next step"),
        "mentoring.announce": _l("Announced another mentor"),
        "mentoring.talk_first": _l("Asked to talk before the mentor changes"),
        "mentoring.keep_note": _l("Kept a note between the two who met"),
        "mentoring.go_on": _l("Set a new day for another mentor"),
        "mentoring.stop_handover": _l("Stopped a change of mentor"),
        "mentoring.hand_over": _l("Handed a trainee over to another mentor"),
        "support.ask": _l("Asked for support"),
        "support.seen": _l("Saw a call for support"),
        "support.noted": _l("Noted what was done about a call for support"),
        "support.closed": _l("Closed a call for support"),
        "support.reopened": _l("Opened a call for support again"),
        "support.taken_back": _l("Took a call for support back"),
    },
)
