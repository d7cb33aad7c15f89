"""What does this room read? The path of a trainee, the files that wait, credentials. The files beside it say how."""

from trainer.certification.queries.credentials import (
    Issuer,
    changes_of,
    credential_alone,
    credential_by_number,
    credential_by_ref,
    expiring,
    issuer,
    training_minutes,
)
from trainer.certification.queries.deadlines import approaching, deadline
from trainer.certification.queries.files import (
    coming,
    decided_files,
    file_alone,
    file_by_ref,
    file_of,
    mentor_ids,
    mentor_now,
    under_way,
    waiting,
    waiting_files,
)
from trainer.certification.queries.paths import (
    Paper,
    Path,
    editions,
    enrollment_by_ref,
    own_enrollment,
    path_of,
)

__all__ = [
    "Issuer",
    "Paper",
    "Path",
    "approaching",
    "changes_of",
    "coming",
    "credential_alone",
    "credential_by_number",
    "credential_by_ref",
    "deadline",
    "decided_files",
    "editions",
    "enrollment_by_ref",
    "expiring",
    "file_alone",
    "file_by_ref",
    "file_of",
    "issuer",
    "mentor_ids",
    "mentor_now",
    "own_enrollment",
    "path_of",
    "training_minutes",
    "under_way",
    "waiting",
    "waiting_files",
]
