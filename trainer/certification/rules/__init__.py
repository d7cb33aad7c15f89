"""Which words does certification use? States of a file and of a credential, outcomes, and why something may not be."""

import enum


class FileState(enum.StrEnum):
    """Where somebody's certification stands (domain.md 4.3). "Completed" of the enrollment is another machine."""

    IN_TRAINING = "in_training"
    TRAINING_COMPLETE = "training_complete"
    PRACTICUM = "practicum"
    REQUESTED = "requested"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    CERTIFIED = "certified"
    DECLINED = "declined"


class CredentialState(enum.StrEnum):
    """What was decided about a credential. That it has expired follows from its date."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class Shown(enum.StrEnum):
    """What the public check says, and nothing else (domain.md 4.5)."""

    VALID = "valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class DecisionOutcome(enum.StrEnum):
    """What an administrator decides (R22)."""

    GRANT = "grant"
    RETURN = "return"
    DECLINE = "decline"


class CertificationReason(enum.StrEnum):
    """Why something about a certification cannot be done. Facts: codes, code, until, text."""

    NOT_ENROLLED = "not_enrolled"
    NAME_MISSING = "name_missing"
    NAME_NOT_PRINTABLE = "name_not_printable"
    ISSUER_NOT_PRINTABLE = "issuer_not_printable"
    ALREADY_REQUESTED = "already_requested"
    ALREADY_DECIDED = "already_decided"
    ESSENTIAL_OPEN = "essential_open"
    STILL_OPEN = "still_open"
    NOT_REQUESTED = "not_requested"
    NOT_THE_MENTOR = "not_the_mentor"
    STATEMENT_MISSING = "statement_missing"
    ALREADY_SIGNED = "already_signed"
    REASON_MISSING = "reason_missing"
    OWN_FILE = "own_file"
    OWN_TRAINEE = "own_trainee"
    UNKNOWN_CRITERION = "unknown_criterion"
    NOT_WAIVABLE = "not_waivable"
    ONLY_NUMBERS = "only_numbers"
    ONLY_PER_SESSION = "only_per_session"
    UNKNOWN_SESSION = "unknown_session"
    NUMBERS_NOT_EASIER = "numbers_not_easier"
    ALREADY_WAIVED = "already_waived"
    EXTENSION_TOO_LONG = "extension_too_long"
    EXTENSION_NOT_LATER = "extension_not_later"
    SAME_STATE = "same_state"
    REVOKED_STAYS = "revoked_stays"


class TaskKind(enum.StrEnum):
    """What waits for somebody. Facts: name, state, until."""

    ANSWER_RETURN = "answer_return"
    SIGN_OFF = "sign_off"
    DECIDE = "decide"
    MENTOR_DECLINED = "mentor_declined"
    EXPIRES = "expires"


class EventKind(enum.StrEnum):
    """What has a date. Facts: none."""

    DEADLINE = "deadline"
    EXPIRY = "expiry"
