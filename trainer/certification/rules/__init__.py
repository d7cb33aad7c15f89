"""Which words does certification use? States of a file and of a credential, outcomes of a decision."""

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
