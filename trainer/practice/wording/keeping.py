"""What is said when a CoP is handed on, paused, resumed or closed, and what does whoever takes it over see?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.practice.rules.keeping import KeepingReason, OfferState, Turn

words_for(
    {
        Turn.PAUSED: _l("Paused"),
        Turn.RESUMED: _l("Went on"),
        Turn.CLOSED: _l("Closed"),
        Turn.REOPENED: _l("Opened again"),
    }
)
words_for(
    {
        OfferState.OPEN: _l("Waiting for an answer"),
        OfferState.ACCEPTED: _l("Accepted"),
        OfferState.DECLINED: _l("Declined"),
        OfferState.WITHDRAWN: _l("Taken back"),
    }
)
TO_DO = {
    Turn.PAUSED: _l("Pause the CoP"),
    Turn.RESUMED: _l("Go on with the CoP"),
    Turn.CLOSED: _l("Close the CoP"),
    Turn.REOPENED: _l("Open the CoP again"),
}
"""What can happen to a CoP, as a button says it."""

SEES = (
    _l("The charter with all its versions, the set-up, invitations, places and papers."),
    _l("Members with their e-mail addresses, sign-in lists, shared values and what was agreed."),
    _l("All sessions, held and planned, with plans and notes."),
)
"""What a successor sees from the day they accept: said to both."""

STAYS = (
    _l("Debriefs and talks with a mentor: they stay with the two people who had them."),
    _l("Journals: each belongs to whoever wrote it."),
    _l("The record of sessions led: it counts for whoever led them, also later."),
)
"""What stays with the person who offers: said to both."""

words_for(
    {
        KeepingReason.WRONG_STATE: _l("That has changed meanwhile. Look at the page again."),
        KeepingReason.WHY_MISSING: _l("Say why."),
        KeepingReason.CLOSED: _l("This CoP is closed. Open it again first."),
        KeepingReason.EMAIL_WRONG: _l("Enter an e-mail address."),
        KeepingReason.OFFER_OPEN: _l("An offer waits for an answer already. Take it back first."),
        KeepingReason.NOT_OPEN: _l("This offer was answered, or it was taken back."),
        KeepingReason.NOT_YOURS: _l("This offer was made to another e-mail address."),
        KeepingReason.ALREADY_THERE: _l("This person facilitates the CoP already."),
        KeepingReason.NO_ROOM: _l(
            "A CoP has at most %(most)s facilitators. One has to leave when another comes."
        ),
        KeepingReason.BACK_WRONG: _l("Choose a day in the future, or leave it empty."),
    }
)
names_for(
    "message",
    {
        "practice.cop_offered": _l("A CoP is offered to you"),
        "practice.cop_taken_over": _l("Your offer of a CoP was answered"),
    },
)
names_for(
    "action",
    {
        "cop.offer": _l("Offered a CoP to a successor"),
        "cop.offer_accepted": _l("Took a CoP over"),
        "cop.offer_declined": _l("Declined to take a CoP over"),
        "cop.offer_withdrawn": _l("Took back the offer of a CoP"),
        "cop.paused": _l("Paused a CoP"),
        "cop.resumed": _l("Went on with a CoP"),
        "cop.closed": _l("Closed a CoP"),
        "cop.reopened": _l("Opened a CoP again"),
    },
)
