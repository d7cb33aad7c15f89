"""How far have the runs of a training brought a person? Sessions credited, missed, made up in another run."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from trainer.attendance import rules
from trainer.attendance.models import Mark, Sheet
from trainer.attendance.rules import Presences
from trainer.core.db import db
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import OfferingKind, SessionState


@dataclass(frozen=True)
class Run:
    """One run of a course that a person took part in: which session numbers were credited, and the last such day."""

    offering_id: int
    credited: dict[int, bool]
    last_on: date | None


def runs_among(person_ids: Collection[int], kind: OfferingKind) -> dict[int, list[Run]]:
    """The runs of a kind of training in which these people stand in closed sheets, by person: two statements."""
    if not person_ids:
        return {}
    rows = db.session.execute(
        select(Mark.person_id, Session.offering_id, Session.number, Session.on, Mark.credited)
        .join(Session, Session.id == Mark.session_id)
        .join(Offering, Offering.id == Session.offering_id)
        .join(Sheet, Sheet.session_id == Session.id)
        .where(
            Mark.person_id.in_(person_ids),
            Offering.kind == kind,
            Session.state != SessionState.CANCELED,
            Sheet.closed_at.is_not(None),
        )
        .order_by(Session.offering_id, Session.number, Mark.id)
    ).all()
    numbers: dict[int, list[int]] = {}
    for offering_id, number in db.session.execute(
        select(Session.offering_id, Session.number).where(
            Session.offering_id.in_({row.offering_id for row in rows}), Session.state != SessionState.CANCELED
        )
    ):
        numbers.setdefault(offering_id, []).append(number)
    return {
        person_id: _runs([row for row in rows if row.person_id == person_id], numbers)
        for person_id in {row.person_id for row in rows}
    }


def _runs(rows: Sequence[Any], numbers: dict[int, list[int]]) -> list[Run]:
    found = []
    for offering_id in dict.fromkeys(row.offering_id for row in rows):
        credited = [row for row in rows if row.offering_id == offering_id and row.credited]
        have = {row.number for row in credited}
        days = [row.on for row in credited if row.on]
        found.append(Run(offering_id, {n: n in have for n in numbers[offering_id]}, max(days, default=None)))
    return found


def presences_of(runs: Sequence[Run], kind: OfferingKind) -> Presences:
    """How far these runs bring a person (R04)."""
    return rules.presences([run.credited for run in runs], made_up_at_most=rules.MADE_UP_AT_MOST.get(kind, 0))
