"""What does a registry ask of a record, by when, and how does the record stand with it?"""

import enum
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trainer.attendance.rules.records import Verification

NO_ID_LONGER = 64


class RegistryReason(enum.StrEnum):
    """Why a number or a result cannot be taken. Facts: registry, example."""

    UNKNOWN_REGISTRY = "unknown_registry"
    WRONG_ID = "wrong_id"
    NOT_SENDABLE = "not_sendable"
    NOT_SENT = "not_sent"


class Sending(enum.StrEnum):
    """How a record stands with a registry."""

    NO_CREDIT = "no_credit"
    TOO_SHORT = "too_short"
    NO_CODE = "no_code"
    NOT_VERIFIED = "not_verified"
    DUE = "due"
    OVERDUE = "overdue"
    SENT = "sent"
    CHANGED = "changed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


SENDABLE = (Sending.DUE, Sending.OVERDUE, Sending.CHANGED, Sending.REFUSED)
"""A record that may go into the next file."""


class Result(enum.StrEnum):
    """What the registry answered to what was sent."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True)
class Column:
    """One column of a registry's file: its heading, and which field of a record stands in it."""

    heading: str
    field: str


@dataclass(frozen=True)
class Registry:
    """A registry as registries.toml defines it.

    `due_days`: days after the last day of the training by which it must be sent; `by_area`: a line for each area of
    competency instead of one for each record.
    """

    id: str
    name: str
    jurisdiction: str
    id_label: str
    id_pattern: str
    id_example: str
    due_days: int
    least_minutes: int
    needs_approval_code: bool
    takes: tuple[Verification, ...]
    by_area: bool
    date_format: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Recorded:
    """What a registry asks about a record."""

    last_on: date
    credited_minutes: int
    approval_code: str
    verification: Verification
    corrected_at: datetime | None


@dataclass(frozen=True)
class Sent:
    """What was sent of a record, and what came back."""

    at: datetime
    result: Result


def tidy_id(typed: str) -> str:
    """A number as it is kept: no blanks around or in it, capital letters."""
    return re.sub(r"\s+", "", typed).upper()


def why_not_id(registry: Registry, typed: str) -> RegistryReason | None:
    """Why this cannot be somebody's number in a registry, or None."""
    number = tidy_id(typed)
    fits = number.isascii() and len(number) <= NO_ID_LONGER and re.fullmatch(registry.id_pattern, number)
    return None if fits else RegistryReason.WRONG_ID


def due_on(registry: Registry, last_on: date) -> date:
    """The last day on which a training that ended then can be sent."""
    return last_on + timedelta(days=registry.due_days)


def sending(registry: Registry, record: Recorded, sent: Sent | None, *, today: date) -> Sending:
    """How a record of somebody with a number stands with a registry."""
    if sent is not None and sent.result is Result.REFUSED:
        return Sending.REFUSED
    if sent is not None and record.corrected_at is not None and record.corrected_at > sent.at:
        return Sending.CHANGED
    if sent is not None:
        return Sending.ACCEPTED if sent.result is Result.ACCEPTED else Sending.SENT
    if record.credited_minutes <= 0:
        return Sending.NO_CREDIT
    if record.credited_minutes < registry.least_minutes:
        return Sending.TOO_SHORT
    if registry.needs_approval_code and not record.approval_code:
        return Sending.NO_CODE
    if record.verification not in registry.takes:
        return Sending.NOT_VERIFIED
    return Sending.OVERDUE if today > due_on(registry, record.last_on) else Sending.DUE


def wrong_columns(columns: Collection[Column], known: Collection[str]) -> list[str]:
    """The fields of a definition that no record has."""
    return [column.field for column in columns if column.field not in known]
