"""What may stand in a list of people, and what is wrong with one of its lines?"""

import enum
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.accounts.rules import fold, is_email, normal_email

LONGEST_NAME = 200
LONGEST_EMAIL = 254
LONGEST_JOB = 100
MOST_UPLOAD = 10_000
"""The most people of one file, which the worker reads."""


class EmailProblem(enum.StrEnum):
    """What is wrong with an e-mail address."""

    MISSING = "email_missing"
    NO_AT = "no_at"
    TWO_AT = "two_at"
    NOTHING_BEFORE = "nothing_before"
    NO_DOMAIN = "no_domain"
    NO_DOT = "no_dot"
    SPACE = "space"
    STRANGE = "strange"
    TOO_LONG = "email_too_long"


class LineProblem(enum.StrEnum):
    """What else is wrong with a line. Facts: of (the line it repeats), name (the organization it names)."""

    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    JOB_TOO_LONG = "job_too_long"
    REPEATS = "repeats"
    ORGANIZATION_MISSING = "organization_missing"
    ORGANIZATION_UNKNOWN = "organization_unknown"
    ORGANIZATION_NOT_YOURS = "organization_not_yours"
    ORGANIZATION_OTHER = "organization_other"


class MemberOutcome(enum.StrEnum):
    """What becomes of somebody on a list of an organization's people."""

    ASKED = "asked"
    ALREADY = "already_listed"


@dataclass(frozen=True)
class ListedPerson:
    """One row as it was typed, with the line it stands on; with the organization it names, if the list has these."""

    line: int
    name: str
    email: str
    job: str = ""
    organization: str = ""

    def is_for(self, name: str) -> bool:
        """Whether this row may stand on the list of one organization: it names this one, or none."""
        return not self.organization or fold(self.organization) == fold(name)

    @property
    def key(self) -> tuple[str, str]:
        """Whom it means: people share addresses, so the name belongs to it."""
        return normal_email(self.email), fold(self.name)


def wrong_with_email(text: str) -> EmailProblem | None:
    """What is wrong with an address, or None. Not whether it exists: only the invitation finds that out."""
    before, _at, domain = text.partition("@")
    checks = (
        (not text, EmailProblem.MISSING),
        (len(text) > LONGEST_EMAIL, EmailProblem.TOO_LONG),
        ("@" not in text, EmailProblem.NO_AT),
        (any(char.isspace() for char in text), EmailProblem.SPACE),
        ("@" in domain, EmailProblem.TWO_AT),
        (not before, EmailProblem.NOTHING_BEFORE),
        (not domain, EmailProblem.NO_DOMAIN),
        ("." not in domain.strip("."), EmailProblem.NO_DOT),
        (not text.isprintable() or not is_email(text), EmailProblem.STRANGE),
    )  # fmt: skip
    return next((problem for wrong, problem in checks if wrong), None)


def wrong_with(
    row: ListedPerson, keys: Mapping[tuple[str, str], int]
) -> tuple[enum.StrEnum, dict[str, Any]] | None:
    """What is wrong with a line, with its facts, or None. `keys`: whom earlier lines mean, and on which line."""
    checks: Sequence[tuple[bool, enum.StrEnum]] = (
        (not row.name, LineProblem.NAME_MISSING),
        (len(row.name) > LONGEST_NAME, LineProblem.NAME_TOO_LONG),
        (len(row.job) > LONGEST_JOB, LineProblem.JOB_TOO_LONG),
    )
    email = wrong_with_email(row.email)
    if email:
        return email, {}
    found = next((problem for is_wrong, problem in checks if is_wrong), None)
    if found:
        return found, {}
    return (LineProblem.REPEATS, {"of": keys[row.key]}) if row.key in keys else None


def mark_of(rows: Sequence[Sequence[object]]) -> str:
    """A short word for what will happen: the same word means that what was checked is what will be done."""
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:32]
