"""When may a CoP be chartered, held, signed in to and talked over? And when does a session count?"""

import enum


class CopState(enum.StrEnum):
    """Where a CoP stands."""

    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


class CharterState(enum.StrEnum):
    """Where a version of a charter stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"


class CopSessionState(enum.StrEnum):
    """What became of a session of a CoP."""

    PLANNED = "planned"
    HELD = "held"
    CANCELED = "canceled"


class LeadRole(enum.StrEnum):
    """Who led a session, and who helped."""

    LEAD = "lead"
    CO_LEAD = "co_lead"


class SignInSource(enum.StrEnum):
    """How a member's presence was written down."""

    QR = "qr"
    TYPED = "typed"
    CORRECTED = "corrected"


class AgreementKind(enum.StrEnum):
    """What the members agreed."""

    CONFIDENTIALITY = "confidentiality"


class DebriefState(enum.StrEnum):
    """Where a debrief stands."""

    DUE = "due"
    HELD = "held"
