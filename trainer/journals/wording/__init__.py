"""What are the states, criteria, levels, outcomes and reasons of journals called?"""

from typing import Any

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.journals.rules import (
    Audience,
    Change,
    Criterion,
    EntryKind,
    EntryState,
    EventTitle,
    Outcome,
    Place,
    ReviewReason,
    Shows,
    Sort,
    TaskKind,
    TraceReason,
    WriteReason,
)
from trainer.journals.wording import attachments, reviewing

__all__ = ["ASKS", "DESCRIBED", "LEVELS", "attachments", "reviewing"]

words_for(
    {
        EntryState.DRAFT: _l("Draft"),
        EntryState.SUBMITTED: _l("Handed in"),
        EntryState.IN_REVIEW: _l("Being read"),
        EntryState.REVISE: _l("Revise"),
        EntryState.ACCEPTED: _l("Accepted"),
        EntryState.PRIVACY_HOLD: _l("On hold for privacy"),
    }
)
words_for(
    {
        EntryKind.REFLECTIVE: _l("Reflection"),
        EntryKind.TRACE: _l("Trace of practice"),
    }
)
words_for(
    {
        Outcome.ACCEPTED: _l("Accepted"),
        Outcome.ACCEPTED_WITH_QUESTION: _l("Accepted, with a question"),
        Outcome.REVISE: _l("Revise"),
        Outcome.PRIVACY_HOLD: _l("Privacy hold"),
    }
)
words_for(
    {
        Criterion.MOMENT: _l("Moment"),
        Criterion.MEANING: _l("Meaning"),
        Criterion.PERSPECTIVES: _l("Perspectives and power"),
        Criterion.FACILITATION: _l("Facilitation"),
    }
)
words_for(
    {
        Change.SAME: _l("Unchanged"),
        Change.ADDED: _l("Added"),
        Change.REMOVED: _l("Removed"),
    }
)
words_for(
    {
        Shows.CHILDREN: _l("Children"),
        Shows.FAMILIES: _l("Families"),
        Shows.EDUCATORS: _l("Educators"),
        Audience.MENTOR: _l("My mentor and me"),
        Audience.ONLY_ME: _l("Only me"),
        Sort.REFLECTIVE: _l("Reflections"),
        Sort.TRACE: _l("Traces for a session"),
        Sort.FREE: _l("Your own traces"),
        Place.WAITS: _l("Waiting for you"),
        Place.HANDED_IN: _l("With your mentor"),
        Place.ACCEPTED: _l("Accepted"),
    }
)
words_for(
    {
        EventTitle.HAND_IN_AGAIN: _l("Hand in your entry for session %(session)s again"),
        EventTitle.HAND_IN_TRACE_AGAIN: _l("Hand in your trace of practice again"),
    }
)

ASKS: dict[Criterion, Any] = {
    Criterion.MOMENT: _l("Is it about something real?"),
    Criterion.MEANING: _l("Does the writer look behind what happened?"),
    Criterion.PERSPECTIVES: _l("Whose view is there, and whose is not?"),
    Criterion.FACILITATION: _l("What does it mean for leading the group?"),
}
"""What each criterion asks."""

LEVELS: tuple[Any, ...] = (
    _l("1 Telling"),
    _l("2 Making sense"),
    _l("3 Reflecting"),
    _l("4 Questioning deeply"),
)
"""What the levels are called, 1 to 4."""

DESCRIBED: dict[Criterion, tuple[Any, ...]] = {
    Criterion.MOMENT: (
        _l("General statements, no moment."),
        _l("A moment is named."),
        _l("The moment is described so that a reader can see it."),
        _l("The moment was chosen because it troubles or surprises, and the choice is explained."),
    ),
    Criterion.MEANING: (
        _l("Says what happened."),
        _l("Explains it with an idea or something read."),
        _l("Looks at their own thinking, feelings and part in it."),
        _l("Tests an assumption and shows how it shifted, or why not."),
    ),
    Criterion.PERSPECTIVES: (
        _l("Only their own view."),
        _l("Notes that others may see it otherwise."),
        _l("Tries on a member’s, a child’s or a family’s view."),
        _l("Asks who is heard, who is not, and what makes it so."),
    ),
    Criterion.FACILITATION: (
        _l("No link to facilitating."),
        _l("A link is claimed."),
        _l("A concrete choice for the next session."),
        _l("A choice, what to look for, and what would change their mind."),
    ),
}
"""Each level of each criterion in words (domain.md 5.1)."""

words_for(
    {
        WriteReason.NOT_THE_WRITER: _l("Only the person who writes this entry can do that."),
        WriteReason.NOT_ENROLLED: _l(
            "You are not in a cohort now, so nothing can be written here. What you wrote stays yours to read."
        ),
        WriteReason.UNKNOWN_PROMPT: _l("Your cohort has no such prompt."),
        WriteReason.OLDER_COPY: _l(
            "This entry was saved in another window or on another device after you opened this page. Nothing is lost:"
            " both texts are below. Bring them together, and save."
        ),
        WriteReason.BEING_READ: _l(
            "You have handed this entry in. Take it back first if you want to change it."
        ),
        WriteReason.ACCEPTED: _l("This entry is accepted, so its text stays as it is."),
        WriteReason.EMPTY: _l("There is no text yet. Write something before you hand it in."),
        WriteReason.TOO_LONG: _l("This is longer than %(most)s characters. Shorten it a little."),
        WriteReason.STAYS_PRIVATE: _l("The answer to this prompt is for you alone, so it is not handed in."),
        WriteReason.NOT_HANDED_IN: _l("This entry is not handed in, so there is nothing to take back."),
        WriteReason.REVIEW_BEGUN: _l(
            "Your mentor has begun to answer this entry, so it can no longer be taken back."
        ),
        WriteReason.KEPT_FOR_ONESELF: _l(
            "You keep this entry to yourself, so it cannot be handed in. Under “Who may read it”, choose your mentor"
            " first."
        ),
        WriteReason.UNCHANGED: _l(
            "This is the same text as last time. Change what your mentor asked about, or write why it should stay."
        ),
    }
)
words_for(
    {
        TraceReason.LINK_UNSAFE: _l(
            "“%(link)s” is not a whole link. A link begins with https:// and names a site; what it is follows after a"
            " blank."
        ),
        TraceReason.LINK_TWICE: _l("“%(link)s” is there twice. Once is enough."),
        TraceReason.TOO_MANY_LINKS: _l("These are %(count)s links. At most %(most)s stand beside an entry."),
        TraceReason.NOT_YOUR_SESSION: _l("This session is not one of a CoP that you facilitate now."),
        TraceReason.HANDED_IN: _l(
            "This entry is handed in, so your mentor reads it already. Take it back first if nobody but you should read"
            " it."
        ),
        TraceReason.ANSWERS_A_PROMPT: _l("This entry answers a prompt already."),
        TraceReason.TAKE_IT_BACK: _l(
            "This trace is handed in. Take it back first, then use it for a prompt and hand it in there."
        ),
        TraceReason.PROMPT_TAKEN: _l(
            "Something is written for the trace of session %(session)s already. Nothing was changed: both are in your"
            " journal."
        ),
        TraceReason.NO_TRACE_PROMPT: _l("Your cohort has no such prompt for a trace."),
    }
)
words_for(
    {
        ReviewReason.TAKEN: _l(
            "%(name)s has begun to answer this entry. Nothing was saved: two mentors do not answer one entry."
        ),
        ReviewReason.NOT_WAITING: _l(
            "This entry does not wait for an answer any more: it was answered or taken back meanwhile. Nothing was"
            " saved."
        ),
        ReviewReason.NOT_BEGUN: _l("Take this entry up first, so that nobody else answers it as well."),
        ReviewReason.OWN_ENTRY: _l("Nobody answers their own entry."),
        ReviewReason.SAME_EMPLOYER: _l(
            "You and %(writer)s both belong to %(organization)s now. An employer never reads a journal, also not"
            " through a colleague, so this entry is closed to you. Ask an administrator to find %(writer)s another"
            " mentor."
        ),
        ReviewReason.OTHER_ROUND: _l(
            "%(writer)s has handed in another round since you opened this page. Nothing was saved. Read the new one"
            " first."
        ),
        ReviewReason.LEVEL_MISSING: _l("Choose a level for: %(criterion)s."),
        ReviewReason.LEVEL_UNKNOWN: _l("Choose one of the four levels for: %(criterion)s."),
        ReviewReason.LEVEL_TOO_LOW: _l(
            "%(criterion)s is at level %(level)s. An entry like this can be accepted from level %(least)s on: ask for"
            " a revision, or look at the level again."
        ),
        ReviewReason.HOLD_NEEDED: _l(
            "You said that care and privacy are not kept. Then the answer is a privacy hold: the entry is hidden, and"
            " you mend it together."
        ),
        ReviewReason.HOLD_NOT_NEEDED: _l(
            "A privacy hold is for entries in which care and privacy are not kept. Say so above, or choose another"
            " answer."
        ),
        ReviewReason.SAW_MISSING: _l("Write one thing you saw."),
        ReviewReason.QUESTION_MISSING: _l("Write your question."),
        ReviewReason.WHAT_MISSING: _l("Write what should change, and why."),
        ReviewReason.WHEN_MISSING: _l("Say by which day you would like to read it again."),
        ReviewReason.WHEN_PASSED: _l("%(day)s is not in the future. Choose a later day."),
    }
)
words_for(
    {
        TaskKind.ANSWER: _l("Answer %(name)s’s entry for session %(session)s"),
        TaskKind.GO_ON: _l("Go on with your journal draft for session %(session)s"),
        TaskKind.WRITE: _l("Write in your journal for session %(session)s"),
        TaskKind.REVISE: _l("Revise your entry for session %(session)s"),
        TaskKind.MEND: _l("Mend your entry for session %(session)s: it is on hold for privacy"),
        TaskKind.ANSWER_TRACE: _l("Answer a trace of practice by %(name)s"),
        TaskKind.REVISE_TRACE: _l("Revise your trace of practice: %(title)s"),
        TaskKind.MEND_TRACE: _l("Mend your trace of practice: %(title)s is on hold for privacy"),
    }
)

names_for(
    "message",
    {
        "journals.submitted": _l("A journal entry waits for its mentor"),
        "journals.reviewed": _l("A journal entry was answered"),
        "journals.revise": _l("A journal entry is asked for again"),
        "journals.held": _l("A journal entry is on hold for privacy"),
    },
)

names_for(
    "action",
    {
        "journals.begin": _l("Began a journal entry"),
        "journals.submit": _l("Handed in a journal entry"),
        "journals.withdraw": _l("Took a journal entry back"),
        "journals.use_for_prompt": _l("Used a trace of practice for a prompt"),
        "journals.begin_review": _l("Took up a journal entry to answer it"),
        "journals.put_back": _l("Put a journal entry back into the queue"),
        "journals.review": _l("Answered a journal entry"),
    },
)
