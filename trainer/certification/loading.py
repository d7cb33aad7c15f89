"""How does an edition of the program come in? Whole or not at all; what judges people never changes afterwards."""

import enum
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.certification.models import ProgramEdition
from trainer.certification.rules import engine
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.curriculum import reading

TEXTS = ("title", "summary", "text", "competencies", "sources")
"""What may be worded better in an edition that is in use. Everything else judges people."""

FORMING = ("months", "phases", "shapes")
"""What says how the next cohorts are formed: it may change in an edition that is in use."""


class ProgramReason(enum.StrEnum):
    """Why the program cannot be loaded. Facts: mistakes, edition."""

    MISTAKES = "mistakes"
    RULES_CHANGED = "rules_changed"


def check(folder: Path) -> tuple[list[reading.Program], list[reading.Problem]]:
    """The editions in a folder, and every mistake: what the reader finds, and what the engine could not count."""
    programs, problems = reading.read_programs(folder)
    for program in programs:
        problems += _uncountable(program)
    return programs, sorted(problems)


def _uncountable(program: reading.Program) -> list[reading.Problem]:
    criteria = engine.criteria_of(_content(program))
    found = [
        (code, f"Nothing in the product counts {code} yet: write not_recorded = true.")
        for code in engine.without_a_function(criteria)
    ]
    found += [
        (code, f"“numbers.{name}” is missing: {code} is judged by it.")
        for code, name in engine.unknown_numbers(criteria)
    ]
    return [reading.Problem(program.path, _line(program.path, code), said) for code, said in found]


def _line(path: Path, code: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if f'"{code}"' in line), 1)


def load(folder: Path, *, by: Actor, now: datetime) -> list[str]:
    """Load every edition of a folder; the names of those that are new or have better wording. Raises Refused."""
    programs, problems = check(folder)
    if problems:
        said = "; ".join(str(problem) for problem in problems[:5])
        raise Refused(Reason(ProgramReason.MISTAKES, {"mistakes": said}))
    return [name for program in programs if (name := _load(program, by=by, now=now))]


def _load(program: reading.Program, *, by: Actor, now: datetime) -> str | None:
    content = _content(program)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    there = db.session.scalars(
        select(ProgramEdition).where(ProgramEdition.edition == program.edition)
    ).one_or_none()
    if there is not None and there.digest == digest:
        return None
    if there is None:
        there = ProgramEdition(edition=program.edition)
        db.session.add(there)
    elif _judging(_counted_by_now(there.content, content)) != _judging(content):
        raise Refused(Reason(ProgramReason.RULES_CHANGED, {"edition": program.edition}))
    there.titles, there.content, there.digest, there.loaded_at = dict(program.title), content, digest, now
    audit.record(
        action="certification.load", by=by, now=now, subject=("program", program.edition),
        facts={"criteria": len(program.criteria)},
    )  # fmt: skip
    db.session.flush()
    return f"{program.id} {program.edition}"


def _content(program: reading.Program) -> dict[str, Any]:
    plain = {name: value for name, value in asdict(program).items() if name != "path"}
    loaded: dict[str, Any] = json.loads(json.dumps(plain, default=str))
    return loaded


def _counted_by_now(old: Any, new: Any) -> Any:
    """The old content, with what the product has learned to count since: that it could not is no rule.

    Only this way round. Nobody was certified by what was not recorded, so nobody is judged otherwise than before.
    """
    now = {one["code"] for one in new["criteria"] if not one.get("not_recorded")}
    criteria = [{**one, "not_recorded": False} if one["code"] in now else one for one in old["criteria"]]
    return {**old, "criteria": criteria}


def _judging(content: dict[str, Any]) -> Any:
    """What judges people. How cohorts are formed is a setting: each keeps the phases that it was formed with."""
    return _without_texts({name: value for name, value in content.items() if name not in FORMING})


def _without_texts(value: Any) -> Any:
    """The content without its wording: codes, kinds, numbers, which languages and competencies there are."""
    if isinstance(value, dict):
        return {
            name: sorted(item) if name in TEXTS and isinstance(item, dict) else _without_texts(item)
            for name, item in value.items()
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_without_texts(item) for item in value]
    return value
