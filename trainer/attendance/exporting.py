"""What stands in a file about a record? The same plain fields for a person's own files and for a registry's."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from trainer.attendance.models import RegistryMembership, TrainingRecord
from trainer.attendance.rules.registries import Registry
from trainer.core import clock, numbers

FORMATS = {"in_person": "In person", "virtual": "Virtual, live", "hybrid": "Hybrid"}
VERIFICATIONS = {"self_reported": "Self-reported", "attended": "Attendance verified", "verified": "Verified"}
SOURCES = {"typed": "Typed by staff", "self": "Self check-in", "qr": "QR", "log": "Log of an online meeting"}
AREAS = {
    "1": "Purpose and domain", "2": "Relationships, belonging and confidentiality", "3": "Planning and hosting",
    "4": "Protocols and balance of voices", "5": "Equity and power", "6": "Inquiry and evidence",
    "7": "Value, health and sustaining", "8": "Reflective and ethical professional",
}  # fmt: skip
"""The words in files for registries: English, whoever takes them out."""

OWN = (
    "record", "certificate_number", "name", "email", "employer", "role", "setting", "title", "course", "edition",
    "course_code", "approval_code", "sponsor", "sponsor_address", "trainers", "format", "languages", "first_on",
    "last_on", "zone", "scheduled_minutes", "attended_minutes", "credited_minutes", "hours", "areas", "state", "source",
    "verification", "verified_on", "registries", "corrections",
)  # fmt: skip
"""The fields of a person's own files, in order."""


def in_hours(minutes: int) -> float:
    """Clock hours with two places, as a number."""
    return round(minutes / 60, 2)


def own_fields(
    record: TrainingRecord, memberships: Sequence[RegistryMembership] = (), sent: Iterable[Any] = ()
) -> dict[str, Any]:
    """Everything of one record, for its person. The values are plain: text, numbers, lists, and nothing else."""
    return {
        "record": record.ref, "certificate_number": numbers.shown(record.number), "name": record.person.name,
        "email": record.person.email, "employer": record.organization.name if record.organization else "",
        "role": record.role, "setting": record.setting, "title": record.title, "course": record.course,
        "edition": record.edition, "course_code": record.course_code, "approval_code": record.code,
        "sponsor": record.sponsor, "sponsor_address": record.sponsor_address, "trainers": list(record.trainers),
        "format": record.format.value, "languages": list(record.languages), "first_on": record.first_on.isoformat(),
        "last_on": record.last_on.isoformat(), "zone": record.zone, "scheduled_minutes": record.scheduled_minutes,
        "attended_minutes": record.attended_minutes, "credited_minutes": record.credited_minutes,
        "hours": in_hours(record.credited_minutes), "areas": dict(record.competencies), "state": record.state.value,
        "source": record.source.value, "verification": record.verification.value,
        "verified_on": clock.day(record.verified_at).isoformat(),
        "registries": [
            {
                "registry": one.registry_id, "sent_at": one.sent_at.isoformat(), "due_on": one.due_on.isoformat(),
                "result": one.result.value, "error": one.error,
            }
            for one in sent
        ],
        "corrections": list(record.corrections), "days": list(record.days),
    }  # fmt: skip


def flat(value: Any) -> Any:
    """A field as one cell of a table."""
    if isinstance(value, Mapping):
        return "; ".join(
            f"{AREAS.get(str(key), key)}: {in_hours(part)}" for key, part in sorted(value.items())
        )
    if isinstance(value, list):
        return "; ".join(one if isinstance(one, str) else _joined(one) for one in value)
    return value


def _joined(one: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} {value}" for key, value in one.items() if not isinstance(value, dict) and value)


def registry_rows(
    registry: Registry, pairs: Iterable[tuple[TrainingRecord, RegistryMembership]]
) -> tuple[list[str], list[list[Any]]]:
    """The file of a registry: its headings, and a line for each record, or for each area of each record."""
    rows = []
    for record, membership in pairs:
        shared = registry_fields(registry, record, membership)
        areas = sorted(record.competencies.items()) if registry.by_area else []
        for area, minutes in areas or [("", 0)]:
            fields = {
                **shared,
                "area": AREAS.get(area, area),
                "area_hours": in_hours(minutes) if area else "",
            }
            rows.append([fields[column.field] for column in registry.columns])
    return [column.heading for column in registry.columns], rows


def registry_fields(
    registry: Registry, record: TrainingRecord, membership: RegistryMembership
) -> dict[str, Any]:
    """Every field that a column can show (registries.FIELDS)."""
    person = record.person
    name = membership.registered_name or person.name
    first, _space, last = name.rpartition(" ")
    return {
        "registry_id": membership.external_id, "registry_name": name, "first_name": first or last,
        "last_name": last if first else "", "name": person.name, "email": person.email, "title": record.title,
        "course_code": record.course_code, "approval_code": record.code, "sponsor": record.sponsor,
        "trainers": "; ".join(record.trainers), "format": FORMATS.get(record.format.value, record.format.value),
        "language": ", ".join(record.languages), "first_on": _day(registry, record.first_on),
        "last_on": _day(registry, record.last_on), "hours": in_hours(record.credited_minutes),
        "minutes": record.credited_minutes, "areas": flat(record.competencies), "area": "", "area_hours": "",
        "verification": VERIFICATIONS[record.verification.value],
        "verified_on": _day(registry, clock.day(record.verified_at)), "source": SOURCES[record.source.value],
        "certificate_number": numbers.shown(record.number),
    }  # fmt: skip


def _day(registry: Registry, on: date) -> str:
    return on.strftime(registry.date_format)
