"""How is a step of setting a CoP up kept, a shape chosen, and said why a CoP differs from a guideline?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice import queries
from trainer.practice.actions.charters import save_charter
from trainer.practice.actions.cops import lock_cop
from trainer.practice.models import Cop, Deviation, SetupPart
from trainer.practice.rules import PracticeReason
from trainer.practice.rules.guidance import Guideline, Model
from trainer.practice.rules.setup import FROM_CHARTER, OWN, Part, filled, stamp


def save_part(
    *, cop: Cop, part: Part, content: Mapping[str, Any], seen: str, by: Actor, now: datetime
) -> None:
    """Keep a step as it was typed; what stands in the charter goes into its draft. `seen`: the mark of what the page
    showed. Raises Refused when somebody else saved meanwhile, or the charter waits and would change."""
    cop = lock_cop(cop)
    found = queries.setup(cop.id)
    before = dict(found.of(part))
    if seen != stamp(before):
        raise Refused(Reason(PracticeReason.CHANGED_MEANWHILE))
    told = {name: content.get(name) for name in FROM_CHARTER.get(part, ())}
    if _differ(before, told):
        latest = found.latest
        save_charter(cop=cop, content={**latest.content, **told}, lock=latest.lock, by=by, now=now)
    kept = {name: content[name] for name in OWN.get(part, ()) if filled(content.get(name))}
    if _differ(before, {name: kept.get(name) for name in OWN.get(part, ())}):
        _keep(cop, part, kept, by=by, now=now)


def _differ(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    written = {name: value for name, value in before.items() if filled(value)}
    return any(written.get(name) != (value if filled(value) else None) for name, value in after.items())


def _keep(cop: Cop, part: Part, content: dict[str, Any], *, by: Actor, now: datetime) -> None:
    row = db.session.scalar(select(SetupPart).where(SetupPart.cop_id == cop.id, SetupPart.part == part))
    if row is None:
        row = SetupPart(cop_id=cop.id, part=part)
        db.session.add(row)
    row.content, row.saved_at, row.saved_by = content, now, by.person_id
    db.session.flush()
    audit.record(
        action="cop_setup.save", by=by, now=now, subject=("cop", cop.ref), facts={"part": part.value}
    )


def choose_model(*, cop: Cop, model: Model | None, by: Actor, now: datetime) -> None:
    """Which shape a CoP takes. Its guidelines are looked at from now on; none blocks anything (row D17)."""
    cop = lock_cop(cop)
    if cop.model is model:
        return
    cop.model = model
    db.session.flush()
    facts = {"model": model.value if model else ""}
    audit.record(action="cop.choose_model", by=by, now=now, subject=("cop", cop.ref), facts=facts)


def explain_deviation(
    *, cop: Cop, guideline: Guideline, facts: Mapping[str, object], rationale: str, by: Actor, now: datetime
) -> Deviation:
    """Say why a CoP does otherwise than a guideline says (row D17); `facts`: what was counted. Raises Refused."""
    cop = lock_cop(cop)
    if not rationale.strip():
        raise Refused(Reason(PracticeReason.RATIONALE_MISSING))
    row = Deviation(
        cop_id=cop.id, guideline=guideline, facts={name: str(value) for name, value in facts.items()},
        rationale=rationale.strip(), by_person=by.person_id, by_name=by.name, at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(
        action="cop.explain", by=by, now=now, subject=("cop", cop.ref), facts={"guideline": guideline.value}
    )
    return row
