"""What are the steps around a session called, and why can something of them not be done?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.practice.rules.afterwards import (
    AfterReason,
    ChangeKind,
    MailKind,
    NoteKind,
    Step,
    StepState,
    TouchKind,
)

words_for(
    {
        MailKind.AGENDA: _l("Agenda"),
        MailKind.HIGHLIGHTS: _l("Highlights"),
        MailKind.FOLLOW_UP: _l("Follow-up"),
    }
)
words_for({NoteKind.NOTES: _l("Notes"), NoteKind.HIGHLIGHTS: _l("Highlights")})
words_for(
    {
        TouchKind.CALL: _l("Call"),
        TouchKind.MESSAGE: _l("Message"),
        TouchKind.MAIL: _l("E-mail"),
        TouchKind.VISIT: _l("Visit"),
    }
)
words_for(
    {
        Step.AGENDA: _l("Agenda prepared"),
        Step.PRESENTERS: _l("Guest presenters scheduled"),
        Step.BREAKS: _l("Wellness breaks planned"),
        Step.SLIDES: _l("Slides or handouts settled"),
        Step.ROOM: _l("Room, food and technology checked"),
        Step.TRIP: _l("Field trip: the place is known"),
        Step.SENT: _l("Agenda sent to the members"),
        Step.SIGN_IN: _l("Sign-in list complete"),
        Step.HELD: _l("Written down what happened"),
        Step.HIGHLIGHTS: _l("Highlights posted"),
        Step.FOLLOW_UP: _l("Follow-up sent to everybody"),
        Step.RESEARCH: _l("What to try before next time"),
        Step.MONEY: _l("Money and gifts in kind written down"),
        Step.DEBRIEF: _l("Debrief with the mentor"),
        Step.NEXT: _l("Next session planned"),
    }
)
words_for(
    {
        StepState.DONE: _l("Done"),
        StepState.PARTLY: _l("Begun"),
        StepState.OPEN: _l("Not yet"),
        StepState.NOT_NEEDED: _l("If you need it"),
    }
)
words_for(
    {
        ChangeKind.WHEN: _l("Day and time"),
        ChangeKind.LENGTH: _l("Length"),
        ChangeKind.FORMAT: _l("How you meet"),
        ChangeKind.WHERE: _l("Place or link"),
        ChangeKind.PURPOSE: _l("Purpose"),
        ChangeKind.QUESTION: _l("Guiding question"),
        ChangeKind.SLIDES: _l("Slides"),
        ChangeKind.ROW_NEW: _l("New"),
        ChangeKind.ROW_GONE: _l("Left out"),
        ChangeKind.ROW_MINUTES: _l("Other minutes"),
        ChangeKind.ORDER: _l("In another order"),
    }
)
words_for(
    {
        AfterReason.NOBODY_TO_WRITE: _l(
            "No member has an e-mail address here. Add addresses to the members, or copy the text and print it."
        ),
        AfterReason.NOTHING_WRITTEN: _l("Nothing is written yet."),
        AfterReason.NOT_BEGUN_YET: _l("The session has not begun yet. A follow-up is written afterward."),
        AfterReason.SESSION_OVER: _l("This session is over. Its agenda is not sent any more."),
        AfterReason.TOO_MUCH_RESEARCH: _l("At most %(most)s things to try fit here. Fewer are done."),
        AfterReason.REMIND_PAST: _l("Choose a day from tomorrow on for the reminder, or none."),
        AfterReason.REMIND_LATE: _l(
            "The next session is on %(on)s. A reminder after it helps nobody: choose an earlier day."
        ),
        AfterReason.SEATS_WRONG: _l("Count up to %(turns)s for each of at most %(most)s seats."),
        AfterReason.DAY_AHEAD: _l("This day lies ahead. Write down what has happened."),
    }
)

names_for(
    "message",
    {
        "practice.agenda": _l("Agenda of a session of a CoP"),
        "practice.highlights": _l("Highlights of a session of a CoP"),
        "practice.follow_up": _l("Follow-up after a session of a CoP"),
        "practice.research": _l("Reminder of what to try before the next session"),
    },
)
names_for(
    "action",
    {
        "cop.touch": _l("Logged a contact between sessions"),
        "cop_session.notes": _l("Wrote notes about a session"),
        "cop_session.highlights": _l("Wrote highlights of a session"),
        "cop_session.voices": _l("Kept how often each seat spoke"),
        "cop_session.research": _l("Wrote down what to try before next time"),
        "cop_session.drop_research": _l("Took back what was to be tried"),
        "cop_session.send_agenda": _l("Sent an agenda to members"),
        "cop_session.send_highlights": _l("Posted highlights to members"),
        "cop_session.send_follow_up": _l("Sent a follow-up to members"),
    },
)
