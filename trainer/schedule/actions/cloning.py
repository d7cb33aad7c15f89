"""How is an earlier year copied into this one? Every date is looked at first; then drafts are made, each once."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.schedule import queries
from trainer.schedule.actions import drafting
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules import cloning
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.cloning import CloneReason, CloneState, Judged


@dataclass(frozen=True)
class CloneRow:
    """One offering of the earlier year, and what its copy would be."""

    offering: Offering
    judged: Judged

    @property
    def chosen_at_first(self) -> bool:
        """Whether the preview ticks it."""
        return cloning.chosen_at_first(self.offering.state, self.judged)


@dataclass(frozen=True)
class ClonePreview:
    """Everything that a copy of a year would make, and the mark of exactly this."""

    rows: list[CloneRow]
    seen: str

    def count(self, state: CloneState) -> int:
        """How many offerings have this outcome."""
        return sum(row.judged.state is state for row in self.rows)


def preview_clone(*, year: ProgramYear, earlier: ProgramYear, today: date) -> ClonePreview:
    """What a copy of `earlier` into `year` would make. Reads only, in a fixed number of statements."""
    there = queries.year_offerings(year, drafts=True)
    sources = {offering.source for offering in there}
    twins = {(o.kind, o.title.casefold(), o.first_on) for o in there}
    rows = []
    for offering in queries.year_offerings(earlier, drafts=True):
        judged = cloning.judge(
            queries.plan_of(offering), earlier_starts=earlier.starts_on, year_starts=year.starts_on, today=today,
            already=cloning.source_of(offering.ref) in sources,
        )  # fmt: skip
        copy = judged.plan
        if judged.state is CloneState.NEW and (copy.kind, copy.title.casefold(), copy.first_on) in twins:
            judged = Judged(copy, CloneState.ALREADY)
        rows.append(CloneRow(offering, judged))
    content = [[row.offering.ref, row.judged.state.value, plans.to_json(row.judged.plan)] for row in rows]
    seen = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]
    return ClonePreview(rows, seen)


def clone_year(
    *, year: ProgramYear, earlier: ProgramYear, refs: Collection[str], seen: str, by: Actor, now: datetime,
    today: date,
) -> list[Offering]:  # fmt: skip
    """Draft a copy of each chosen offering of the earlier year, all of them or none. Row A01.

    `seen` is the mark of the preview that was looked at. What this year holds already is left alone, so a repeated
    copy makes nothing twice. Raises Refused.
    """
    db.session.scalars(locked(select(ProgramYear).where(ProgramYear.id == year.id))).one()
    found = preview_clone(year=year, earlier=earlier, today=today)
    already = found.count(CloneState.ALREADY)
    if already and not found.count(CloneState.NEW):
        raise Refused(Reason(CloneReason.ALL_ALREADY, {"count": already, "year": year.label}))
    if found.seen != seen:
        raise Refused(Reason(CloneReason.MOVED))
    rows = [row for row in found.rows if row.offering.ref in refs and row.judged.state is CloneState.NEW]
    if not rows:
        raise Refused(Reason(CloneReason.NOTHING_CHOSEN))
    made = [
        drafting.draft_offering(
            year=year, plan=row.judged.plan, by=by, now=now, today=today,
            source=cloning.source_of(row.offering.ref),
        )
        for row in rows
    ]  # fmt: skip
    audit.record(
        action="schedule.clone_year", by=by, now=now, subject=("year", year.slug),
        facts={"from": earlier.slug, "made": len(made), "already": already},
    )  # fmt: skip
    return made
