"""When may somebody join a cohort, and when is a module, a check or a course complete?"""

import enum


class CohortState(enum.StrEnum):
    """Where a cohort stands."""

    FORMING = "forming"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELED = "canceled"


class EnrollmentState(enum.StrEnum):
    """Where an enrollment stands (domain.md 1.5)."""

    APPLIED = "applied"
    ENROLLED = "enrolled"
    ACTIVE = "active"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"
