"""What is said about an answer before and after it is sent: beginnings, corrections, a second reader?"""

from typing import Any

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.journals.rules import (
    BeginningReason,
    CorrectReason,
    Part,
    ReadingEnd,
    ReviewReason,
    SecondReason,
    TalkReason,
    TaskKind,
)

PARTS: dict[Part, Any] = {
    Part.SAW: _l("One thing I saw"),
    Part.QUESTION: _l("One question"),
    Part.SUGGESTION: _l("One suggestion or resource"),
}
"""What the parts of feedback are called (domain.md 5.1)."""

BEGINNINGS: dict[Part, tuple[Any, ...]] = {
    Part.SAW: (
        _l("I can see the moment when"),
        _l("What stays with me is"),
        _l("You noticed that"),
        _l("I see you trying out"),
        _l("Your words made me think of"),
    ),
    Part.QUESTION: (
        _l("I wonder what would happen if"),
        _l("What did you notice in yourself when"),
        _l("How might a child or a family tell this?"),
        _l("Who has not been heard in this yet?"),
        _l("What would change your mind about"),
    ),
    Part.SUGGESTION: (
        _l("For your next session, you could"),
        _l("To see whether it works, you could watch for"),
        _l("Something to read on this:"),
        _l("Before you hand it in again, please describe"),
        _l("Please take out whatever lets somebody be recognized:"),
    ),
}
"""How each part of feedback may begin; a mentor adds their own to these."""

words_for(
    {
        ReadingEnd.DONE: _l("Done"),
        ReadingEnd.TAKEN_BACK: _l("Taken back"),
    }
)
words_for(
    {
        ReviewReason.OTHER_WINDOW: _l(
            "This answer was saved in another window or on another device after you opened this page. Nothing is lost:"
            " both texts are below. Bring them together, and go on."
        ),
    }
)
words_for(
    {
        BeginningReason.EMPTY: _l("Write how you like to begin."),
        BeginningReason.TOO_LONG: _l("This is longer than %(most)s characters. A beginning is short."),
        BeginningReason.KNOWN: _l("You have this beginning already."),
        BeginningReason.TOO_MANY: _l(
            "You have %(most)s beginnings of your own, and more would be hard to choose from. Remove one first."
        ),
    }
)
words_for(
    {
        CorrectReason.NOT_YOURS: _l(
            "Only the mentor who wrote an answer corrects it, as long as they are the mentor."
        ),
        CorrectReason.OTHER_VERSION: _l(
            "This answer was corrected in another window after you opened this page. Nothing was saved. Look at it as"
            " it is now; your text is still below."
        ),
        CorrectReason.WHY_MISSING: _l("Say in a few words why you correct it: the writer reads it."),
        CorrectReason.STAYS_ACCEPTED: _l(
            "What was accepted stays accepted: the writer relies on it. You can correct your words, add a question, or"
            " put it on hold if somebody must be protected."
        ),
        CorrectReason.STAYS_HELD: _l("This round stays on hold: a later one has taken its place."),
        CorrectReason.ROUND_IS_OVER: _l(
            "A later round has taken the place of this one, so its outcome stays: %(outcome)s. You can"
            " correct the words."
        ),
        CorrectReason.EARLIER_DAY: _l(
            "You asked for it by %(day)s. A correction can give more time, but not less."
        ),
        CorrectReason.NOTHING: _l("Nothing is different, so there is nothing to correct."),
    }
)
words_for(
    {
        SecondReason.NOT_HANDED_IN: _l("This entry is not handed in, so nobody but its writer reads it."),
        SecondReason.FOR_WRITER_ALONE: _l("This entry is for its writer alone."),
        SecondReason.WHY_MISSING: _l("Say in a few words why somebody else should read it."),
        SecondReason.ALREADY: _l(
            "A second reader is asked for already. Wait until that is done, or take it back."
        ),
        SecondReason.NO_SUCH_MENTOR: _l("Choose a mentor from the list."),
        SecondReason.IS_WRITER: _l("Nobody is the second reader of their own entry."),
        SecondReason.IS_MENTOR: _l("%(name)s reads this entry already, as the mentor."),
        SecondReason.SAME_EMPLOYER: _l(
            "%(name)s and %(writer)s both belong to %(organization)s. An employer never reads a journal, also not"
            " through a colleague."
        ),
        SecondReason.ENDED: _l("This has ended already. Nothing was changed."),
    }
)
words_for(
    {
        TalkReason.NOT_A_READER: _l("Only whoever reads this entry now can write under it."),
        TalkReason.NOT_HANDED_IN: _l(
            "This entry is not handed in yet, so nobody else could read what you say."
        ),
    }
)
words_for(
    {
        TaskKind.READ_SECOND: _l("Read an entry of %(name)s as its second reader"),
        TaskKind.LATE_ANSWERS: _l("%(count)s journal entries wait for an answer longer than they should"),
        TaskKind.NAME_SECOND: _l("Find a second reader for an entry of %(name)s"),
    }
)
names_for(
    "message",
    {
        "journals.corrected": _l("An answer to a journal entry was corrected"),
        "journals.posted": _l("Something new in a conversation about an entry"),
        "journals.second_named": _l("Somebody is asked to read an entry as its second reader"),
        "journals.second_told": _l("An entry has a second reader"),
    },
)
names_for(
    "action",
    {
        "journals.correct": _l("Corrected an answer to a journal entry"),
        "journals.ask_second": _l("Asked for a second reader"),
        "journals.name_second": _l("Named a second reader"),
        "journals.end_second": _l("Ended a second reading"),
    },
)
