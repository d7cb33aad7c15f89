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
from trainer.mentoring.wording import pairing as pairing

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
        PairReason.FULL: _l(
            "%(mentor)s has %(load)s trainees and room for %(capacity)s. Choose somebody else, or ask them and change"
            " the number on their page as a mentor."
        ),
        PairReason.NOT_YET: _l("%(mentor)s is free from %(day)s on. Choose somebody else, or wait."),
        PairReason.HAD_ANOTHER: _l(
            "%(trainee)s had another mentor before. Tell them first what the new one can read: announce the change."
        ),
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
        MeetingReason.NOT_YOURS: _l("Only the mentor and the trainee of this pair can do this."),
        MeetingReason.NO_TIMES: _l("Propose one, two or three different times."),
        MeetingReason.ANSWERED: _l("These times were answered or withdrawn meanwhile. Nothing was changed."),
        MeetingReason.LINK_WRONG: _l(
            "Each link begins with https:// and names a site. At most five fit here."
        ),
        MeetingReason.NEXT_STEP_MISSING: _l("Write what the next step is, or leave its day empty."),
    }
)
words_for(
    {
        TaskKind.PLAN: _l("Plan this month’s meeting with %(name)s"),
        TaskKind.WRITE_DOWN: _l("Write down your meeting with %(name)s on %(day)s"),
        TaskKind.SAME_EMPLOYER: _l(
            "%(mentor)s and %(name)s now both belong to %(organization)s: find another mentor"
        ),
        TaskKind.ANSWER_TIMES: _l("%(name)s proposes times for your meeting"),
        TaskKind.NEXT_STEP: _l("Your next step, agreed with %(name)s"),
        TaskKind.SUPPORT: _l("%(name)s asks for support: %(about)s"),
        TaskKind.HANDOVER: _l("%(name)s will be your mentor: read what changes"),
        TaskKind.TALK_FIRST: _l("%(name)s wants to talk before the mentor changes"),
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
