"""When does being present count, and for how many minutes?"""

import enum


class Presence(enum.StrEnum):
    """What the trainer saw."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class Source(enum.StrEnum):
    """How it was captured (domain.md 5.6)."""

    TYPED = "typed"
    SELF = "self"
    QR = "qr"
    LOG = "log"


class RecordState(enum.StrEnum):
    """What became of a training for one person."""

    PARTIAL = "partial"
    COMPLETE = "complete"
