"""What are meetings, their states and the reasons of this room called?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.mentoring.rules import (
    EventTitle,
    MeetingMode,
    MeetingReason,
    MeetingState,
    MonthState,
    PairReason,
    TaskKind,
)

words_for(
    {
        MeetingState.PLANNED: _l("Planned"),
        MeetingState.HELD: _l("Held"),
        MeetingState.MISSED: _l("Missed"),
        MeetingState.CANCELED: _l("Canceled"),
    }
)
words_for(
    {
        MeetingMode.IN_PERSON: _l("In person"),
        MeetingMode.VIDEO: _l("By video"),
        MeetingMode.PHONE: _l("By phone"),
    }
)
words_for(
    {
        MonthState.HELD: _l("Held"),
        MonthState.PLANNED: _l("Planned"),
        MonthState.EMPTY: _l("No meeting"),
        MonthState.AHEAD: _l("Still to come"),
    }
)
words_for(
    {
        EventTitle.MEETING_WITH: _l("Mentor meeting with %(name)s"),
    }
)

words_for(
    {
        PairReason.ONESELF: _l("%(mentor)s cannot mentor themselves. Choose somebody else."),
        PairReason.SAME_EMPLOYER: _l(
            "%(mentor)s and %(trainee)s both belong to %(organization)s. A mentor reads the journal, and an employer"
            " never does, so choose somebody from elsewhere."
        ),
        PairReason.ALREADY: _l("%(mentor)s already mentors %(trainee)s."),
        PairReason.NOT_ENROLLED: _l("%(trainee)s is not in the program now, so they cannot get a mentor."),
        PairReason.NO_ACCOUNT: _l("%(mentor)s cannot sign in yet. Invite them first."),
    }
)
words_for(
    {
        MeetingReason.PAIR_ENDED: _l(
            "You no longer mentor this trainee, so no meeting can be planned or written down."
        ),
        MeetingReason.NOT_THE_MENTOR: _l("Only %(mentor)s can do this: it is their meeting."),
        MeetingReason.IN_THE_PAST: _l(
            "This moment has passed. Choose a later one, or write down what took place."
        ),
        MeetingReason.STILL_AHEAD: _l("This meeting is still ahead. Come back once it has begun."),
        MeetingReason.NOT_PLANNED: _l(
            "This meeting was held, missed or canceled meanwhile. Nothing was changed."
        ),
        MeetingReason.CANCELED: _l("This meeting was canceled. Write down a new one if you met after all."),
        MeetingReason.MINUTES: _l("Enter how many minutes you met: from 1 to %(most)s."),
        MeetingReason.CHANGED: _l(
            "This meeting was changed in another window after you opened this page. Nothing of yours was saved yet:"
            " your words are still below. Compare, and save again."
        ),
        MeetingReason.NO_SUCH_TIME: _l("Clocks are set forward that night: this time does not exist."),
    }
)
words_for(
    {
        TaskKind.PLAN: _l("Plan this month’s meeting with %(name)s"),
        TaskKind.WRITE_DOWN: _l("Write down your meeting with %(name)s on %(day)s"),
        TaskKind.PAIR_UP: _l("Find mentors in %(name)s: trainees without one: %(count)s"),
    }
)

names_for(
    "message",
    {
        "mentoring.paired": _l("Mentor and trainee"),
        "mentoring.planned": _l("A mentor meeting is planned"),
        "mentoring.changed": _l("A mentor meeting has moved"),
        "mentoring.canceled": _l("A mentor meeting is canceled"),
        "mentoring.reminder": _l("A mentor meeting is tomorrow"),
    },
)

names_for(
    "action",
    {
        "mentoring.pair": _l("Gave a trainee a mentor"),
        "mentoring.unpair": _l("Ended a mentorship"),
        "mentoring.plan": _l("Planned a mentor meeting"),
        "mentoring.change": _l("Moved a mentor meeting"),
        "mentoring.hold": _l("Wrote down a mentor meeting"),
        "mentoring.correct": _l("Corrected a mentor meeting"),
        "mentoring.miss": _l("Marked a mentor meeting as missed"),
        "mentoring.cancel": _l("Canceled a mentor meeting"),
    },
)
