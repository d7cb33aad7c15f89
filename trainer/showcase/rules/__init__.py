"""Which words does the showcase use? Formats, states, recommendations, reasons, tasks."""

import enum

from trainer.schedule.rules.kinds import OfferingKind

CALL_KINDS = (OfferingKind.SHOWCASE, OfferingKind.CONNECT, OfferingKind.FACILITATOR_COP)
"""Offerings at which people present: what is presented there is a share-out (R18; rows A04, E19)."""

MOST_TITLE, MOST_STORY, MOST_NEEDS, MOST_WORDS = 120, 4_000, 1_000, 2_000
"""Characters of a title, a story, what somebody needs, and of what the committee or the office writes."""
MOST_MINUTES = 240
MOST_TOGETHER = 4
"""The most co-presenters of one proposal."""
MOST_PROPOSALS = 5
"""The most proposals of one person in one call; more is a slip of the hand."""


class ShowFormat(enum.StrEnum):
    """How something is presented."""

    TALK = "talk"
    POSTER = "poster"
    STORY_CIRCLE = "story_circle"
    WORKSHOP = "workshop"


USUAL_MINUTES = {
    ShowFormat.TALK: 20,
    ShowFormat.POSTER: 30,
    ShowFormat.STORY_CIRCLE: 45,
    ShowFormat.WORKSHOP: 60,
}


class ProposalState(enum.StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


OUTCOMES = (ProposalState.ACCEPTED, ProposalState.WAITLISTED, ProposalState.DECLINED)
"""What an administrator decides."""
UNDECIDED = (ProposalState.SUBMITTED, ProposalState.WAITLISTED)
"""What can still be decided."""
ON_PROGRAM = (ProposalState.ACCEPTED, ProposalState.CONFIRMED)
"""What can get a slot. It is public once its presenter has confirmed."""


class TogetherState(enum.StrEnum):
    """What a co-presenter has answered."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Recommendation(enum.StrEnum):
    """What a member of the committee recommends."""

    YES = "yes"
    CHANGES = "changes"
    NO = "no"


class CallReason(enum.StrEnum):
    """Why a call cannot be opened or changed, or its committee not be named. Facts: name, title, most."""

    WRONG_KIND = "wrong_kind"
    NOT_PUBLISHED = "not_published"
    UNTIL_PAST = "until_past"
    NO_FORMAT = "no_format"
    FORMAT_MINUTES = "format_minutes"
    FORMAT_IN_USE = "format_in_use"
    CHANGED = "changed"


class ProposalReason(enum.StrEnum):
    """Why a proposal cannot be saved, handed in, withdrawn or confirmed. Facts: until, state, name, most, emails,
    offering."""

    CALL_CLOSED = "call_closed"
    NOT_THE_PRESENTER = "not_the_presenter"
    WRONG_STATE = "wrong_state"
    TITLE_MISSING = "title_missing"
    STORY_MISSING = "story_missing"
    FORMAT_MISSING = "format_missing"
    TOO_MANY = "too_many"
    NOT_YOUR_COP = "not_your_cop"
    WITH_ONESELF = "with_oneself"
    TOO_MANY_TOGETHER = "too_many_together"
    NO_ADDRESS = "no_address"
    CHANGED = "changed"
    ALREADY_HELD = "already_held"
    ANSWERED = "answered"
    CANCELED = "canceled"


class ReviewReason(enum.StrEnum):
    """Why somebody may not review or decide a proposal. Facts: organization, state."""

    PRESENTS = "presents"
    MENTORS = "mentors"
    SAME_EMPLOYER = "same_employer"
    NOT_WAITING = "not_waiting"
    ALREADY_DECIDED = "already_decided"
    WORDS_MISSING = "words_missing"


class ProgramReason(enum.StrEnum):
    """Why something cannot stand there on the program. Facts: title, other, room, name, when."""

    NO_TIMES = "no_times"
    ENDS_FIRST = "ends_first"
    OUTSIDE = "outside"
    ROOM_TAKEN = "room_taken"
    PERSON_TWICE = "person_twice"
    ROOM_NAME_TAKEN = "room_name_taken"
    ROOM_IN_USE = "room_in_use"
    NOT_ACCEPTED = "not_accepted"
    PLACED_ALREADY = "placed_already"
    TITLE_MISSING = "title_missing"
    NOTHING_PLACED = "nothing_placed"


class HeldReason(enum.StrEnum):
    """Why a presentation cannot be marked as held, or recorded by hand. Facts: ends, on, emails, most, name."""

    NOT_OVER = "not_over"
    NOT_ON_PROGRAM = "not_on_program"
    NOT_THAT_DAY = "not_that_day"
    UNKNOWN = "unknown"
    NOBODY = "nobody"
    TOO_MANY = "too_many"
    ONESELF = "oneself"
    RECORDED_ALREADY = "recorded_already"


class TaskKind(enum.StrEnum):
    """What waits for somebody in this room. Facts: name, title, offering, count, until."""

    ANSWER = "showcase_answer"
    HAND_IN = "showcase_hand_in"
    CONFIRM = "showcase_confirm"
    REVIEW = "showcase_review"
    DECIDE = "showcase_decide"
    HELD = "showcase_held"


class EventTitle(enum.StrEnum):
    """What a presentation is called in somebody's calendar. Facts: title."""

    PRESENTING = "presenting"
