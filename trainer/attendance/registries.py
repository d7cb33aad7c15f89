"""Which registries are there? registries.toml read once, and refused with a sentence when it says something unknown."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from trainer.attendance.rules.records import Verification
from trainer.attendance.rules.registries import Column, Registry, wrong_columns

FILE = Path(__file__).with_name("registries.toml")

FIELDS = (
    "registry_id", "registry_name", "jurisdiction", "first_name", "last_name", "name", "email", "employer", "role",
    "setting", "title", "course_code", "approval_code", "sponsor", "sponsor_address", "trainers", "trainer_ids",
    "format", "first_on", "last_on", "zone", "scheduled_minutes", "attended_minutes", "minutes", "hours", "ceu",
    "area", "area_hours", "areas", "ages", "language", "state", "completed_on", "source", "captured_by",
    "captured_on", "verification", "verified_by", "verified_on", "due_on", "certificate_number",
)  # fmt: skip
"""The fields that a column can show."""


class WrongDefinition(ValueError):
    """registries.toml says something that the program cannot do; the message says which registry and what."""


@cache
def registries() -> dict[str, Registry]:
    """All registries by id, in the order of the file."""
    return read(tomllib.loads(FILE.read_text(encoding="utf-8")))


def registry(registry_id: str) -> Registry | None:
    """The registry with this id."""
    return registries().get(registry_id)


def read(content: Mapping[str, Any]) -> dict[str, Registry]:
    """The definitions in a file's content. Raises WrongDefinition."""
    found: dict[str, Registry] = {}
    for table in content.get("registry", []):
        one = _one(table)
        if one.id in found:
            raise WrongDefinition(f"The registry {one.id} is defined twice.")
        found[one.id] = one
    return found


def _one(table: Mapping[str, Any]) -> Registry:
    name = str(table.get("id", "?"))
    try:
        values = {**table, "takes": tuple(Verification(word) for word in table["takes"])}
        values["columns"] = tuple(Column(**column) for column in table["columns"])
        made = Registry(**values)
        fits = re.fullmatch(made.id_pattern, made.id_example)
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise WrongDefinition(f"The registry {name}: {error}.") from error
    unknown = wrong_columns(made.columns, FIELDS)
    if unknown:
        raise WrongDefinition(f"The registry {name} has a column of an unknown field: {unknown[0]}.")
    if not fits or not made.columns:
        raise WrongDefinition(
            f"The registry {name}: its example does not fit its pattern, or it has no columns."
        )
    return made
