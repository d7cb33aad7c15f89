"""What stands in a file about a record? The same plain fields for a person's own files and for a registry's."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from trainer.attendance import registries
from trainer.attendance.models import Export, RegistryMembership, TrainingRecord
from trainer.attendance.rules import RecordState
from trainer.attendance.rules import records as record_rules
from trainer.attendance.rules.registries import Registry, due_on
from trainer.core import clock, numbers
from trainer.organizations.rules import AgeBand

FORMATS = {"in_person": "In person", "virtual": "Virtual, live", "hybrid": "Hybrid"}
VERIFICATIONS = {"self_reported": "Self-reported", "attended": "Attendance verified", "verified": "Verified"}
STATES = {RecordState.COMPLETE: "Complete", RecordState.PARTIAL: "Partly attended"}
SETTINGS = {
    "center": "Child care center", "family_child_care": "Family child care", "head_start": "Head Start",
    "school": "School", "agency": "Agency", "other": "Other",
}  # fmt: skip
SOURCES = {"typed": "Typed by staff", "self": "Self check-in", "qr": "QR", "log": "Log of an online meeting"}
AREAS = {
    "1": "Purpose and domain", "2": "Relationships, belonging and confidentiality", "3": "Planning and hosting",
    "4": "Protocols and balance of voices", "5": "Equity and power", "6": "Inquiry and evidence",
    "7": "Value, health and sustaining", "8": "Reflective and ethical professional",
}  # fmt: skip
AGES = {
    AgeBand.UNDER_ONE: "Under 1 year", AgeBand.ONE: "1 year", AgeBand.TWO: "2 years", AgeBand.THREE: "3 years",
    AgeBand.FOUR: "4 years",
}  # fmt: skip
"""The words in files: English, whoever takes them out. Ages are words, for spreadsheets make a date of 2-3."""

OWN = (
    "record", "certificate_number", "name", "email", "registry_numbers", "employer", "role", "setting", "title",
    "course", "edition", "course_code", "approval_code", "sponsor", "sponsor_address", "trainers", "trainer_ids",
    "format", "first_on", "last_on", "zone", "scheduled_minutes", "attended_minutes", "credited_minutes", "hours",
    "ceu", "areas", "ages", "languages", "state", "completed_on", "source", "captured_by", "captured_at",
    "verification", "verified_by", "verified_on", "verified_at", "registries",
    "corrections",
)  # fmt: skip
"""The fields of a person's own files, in order (domain.md 5.6)."""


def in_hours(minutes: int) -> float:
    """Clock hours with two places, as a number."""
    return round(minutes / 60, 2)


def ceu_of(record: TrainingRecord) -> float | str:
    """The CEU of a record with two places; an empty cell where its hours are none."""
    return record_rules.ceu(record.credited_minutes) if record.accredited else ""


def _number(record: TrainingRecord) -> str:
    """The check number of the certificate; nothing where none was earned, for nobody could check it."""
    paper = record_rules.paper(record.offering.kind, record.state, record.credited_minutes)
    return numbers.shown(record.number) if paper else ""


def _plain(record: TrainingRecord, names: Mapping[int, str]) -> dict[str, Any]:
    """What is said alike in every file."""
    return {
        "certificate_number": _number(record), "name": record.person.name, "email": record.person.email,
        "employer": record.employer, "role": record.role, "setting": record.setting, "title": record.title,
        "course_code": record.course_code, "approval_code": record.code, "sponsor": record.sponsor,
        "sponsor_address": record.sponsor_address, "zone": record.zone,
        "scheduled_minutes": record.scheduled_minutes, "attended_minutes": record.attended_minutes,
        "hours": in_hours(record.credited_minutes), "ceu": ceu_of(record),
        "captured_by": names.get(record.captured_by or 0, ""), "verified_by": names.get(record.verified_by or 0, ""),
    }  # fmt: skip


def own_fields(
    record: TrainingRecord, names: Mapping[int, str], memberships: Iterable[RegistryMembership],
    sent: Iterable[Export],
) -> dict[str, Any]:  # fmt: skip
    """Everything of one record, for its person. The values are plain: text, numbers, lists, and nothing else.

    `names`: who captured and verified it, by person id.
    """
    done = record.completed_on
    return {
        **_plain(record, names), "record": record.ref, "course": record.course, "edition": record.edition,
        "registry_numbers": [numbered(one) for one in memberships], "trainers": list(record.trainers),
        "trainer_ids": list(record.trainer_numbers), "format": record.format.value,
        "first_on": record.first_on.isoformat(), "last_on": record.last_on.isoformat(),
        "credited_minutes": record.credited_minutes, "areas": dict(record.competencies),
        "ages": [AGES[AgeBand(band)] for band in record.ages], "languages": list(record.languages),
        "state": record.state.value, "completed_on": done.isoformat() if done else "",
        "source": record.source.value,
        "captured_at": record.captured_at.isoformat() if record.captured_at else "",
        "verification": record.verification.value, "verified_on": clock.day(record.verified_at).isoformat(),
        "verified_at": record.verified_at.isoformat(),
        "registries": [
            {
                "registry": one.registry_id, "sent_at": one.sent_at.isoformat(), "due_on": one.due_on.isoformat(),
                "result": one.result.value, "error": one.error,
            }
            for one in sent
        ],
        "corrections": list(record.corrections), "days": list(record.days),
    }  # fmt: skip


def numbered(membership: RegistryMembership) -> dict[str, str]:
    """A person's number in a registry, with the jurisdiction that it belongs to."""
    known = registries.registry(membership.registry_id)
    return {
        "registry": membership.registry_id, "jurisdiction": known.jurisdiction if known else "",
        "number": membership.external_id, "name": membership.registered_name,
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
    registry: Registry, pairs: Iterable[tuple[TrainingRecord, RegistryMembership]], names: Mapping[int, str]
) -> tuple[list[str], list[list[Any]]]:
    """The file of a registry: its headings, and a line for each record, or for each area of each record."""
    rows = []
    for record, membership in pairs:
        shared = registry_fields(registry, record, membership, names)
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
    registry: Registry, record: TrainingRecord, membership: RegistryMembership, names: Mapping[int, str]
) -> dict[str, Any]:
    """Every field that a column can show (registries.FIELDS)."""
    name = membership.registered_name or record.person.name
    first, _space, last = name.rpartition(" ")
    return {
        **_plain(record, names), "registry_id": membership.external_id, "registry_name": name,
        "jurisdiction": registry.jurisdiction, "first_name": first or last, "last_name": last if first else "",
        "setting": SETTINGS.get(record.setting, record.setting), "trainers": "; ".join(record.trainers),
        "trainer_ids": "; ".join(record_rules.trainer_number(line) for line in record.trainer_numbers),
        "format": FORMATS.get(record.format.value, record.format.value), "language": ", ".join(record.languages),
        "ages": "; ".join(AGES[AgeBand(band)] for band in record.ages), "first_on": _day(registry, record.first_on),
        "last_on": _day(registry, record.last_on), "minutes": record.credited_minutes,
        "areas": flat(record.competencies), "area": "", "area_hours": "", "state": STATES[record.state],
        "completed_on": _day(registry, record.completed_on), "source": SOURCES[record.source.value],
        "captured_on": _day(registry, clock.day(record.captured_at) if record.captured_at else None),
        "verification": VERIFICATIONS[record.verification.value],
        "verified_on": _day(registry, clock.day(record.verified_at)),
        "due_on": _day(registry, due_on(registry, record.last_on)),
    }  # fmt: skip


def _day(registry: Registry, on: date | None) -> str:
    return on.strftime(registry.date_format) if on else ""
