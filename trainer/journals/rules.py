"""When may an entry be written, handed in, withdrawn, reviewed and accepted?"""

import enum


class EntryState(enum.StrEnum):
    """Where an entry stands (domain.md 5.1)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    REVISE = "revise"
    ACCEPTED = "accepted"
    PRIVACY_HOLD = "privacy_hold"


class EntryKind(enum.StrEnum):
    """What an entry is: an answer to a reflective prompt, or a trace of practice."""

    REFLECTIVE = "reflective"
    TRACE = "trace"


class Outcome(enum.StrEnum):
    """What a mentor answers."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_QUESTION = "accepted_with_question"
    REVISE = "revise"
    PRIVACY_HOLD = "privacy_hold"
