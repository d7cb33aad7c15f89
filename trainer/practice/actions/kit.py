"""How is a session planned in timed rows, begun from a template or last time, and called ready?"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice.actions.cops import lock_cop
from trainer.practice.actions.sessions import fresh, note
from trainer.practice.models import CopSession, PlanRow, SessionPlan
from trainer.practice.queries import kit as kit_queries
from trainer.practice.rules import CopSessionState, PracticeReason, kit
from trainer.practice.rules.kit import Beginning, KitReason, PlanPart

NOT_COPIED = (PlanPart.LINK_LAST, PlanPart.PRESENTERS, PlanPart.SLIDES_LINK, PlanPart.POEM, PlanPart.TRACES)
"""What belongs to one session only, and is not taken along from last time; checks and slides are not either."""


def save_plan(
    *,
    session: CopSession,
    content: Mapping[str, Any],
    rows: Sequence[kit.Row],
    purpose: str,
    question: str,
    lock: int,
    by: Actor,
    now: datetime,
) -> SessionPlan:
    """Keep a plan as it stands; minutes that do not add up are no reason to refuse a draft. Raises Refused.

    A plan that was ready stays so only as long as it still could be called so.
    """
    session = _open(session)
    plan = _plan(session, lock=lock, now=now)
    if len(rows) > kit.MOST_ROWS:
        raise Refused(Reason(KitReason.TOO_MANY_ROWS, {"most": kit.MOST_ROWS}))
    old = (plan.content, kit_queries.rows_of(session), session.purpose, session.question, session.agenda)
    kept = {name: value for name, value in content.items() if value}
    session.purpose, session.question, session.agenda = purpose.strip(), question.strip(), ""
    if old == (kept, list(rows), session.purpose, session.question, session.agenda) and plan.lock:
        return plan
    _write_rows(session, rows)
    plan.content, plan.saved_at, plan.lock = kept, now, plan.lock + 1
    if plan.ready_at and _problems(session, kept, rows):
        plan.ready_at = None
    db.session.flush()
    note(session, "cop_session.kit", by=by, now=now, rows=len(rows))
    return plan


def _open(session: CopSession) -> CopSession:
    lock_cop(session.cop)
    session = fresh(session)
    if session.state is CopSessionState.CANCELED:
        raise Refused(Reason(PracticeReason.SESSION_CANCELED))
    return session


def _plan(session: CopSession, *, lock: int, now: datetime) -> SessionPlan:
    plan = db.session.scalars(
        select(SessionPlan)
        .where(SessionPlan.session_id == session.id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if (plan.lock if plan else 0) != lock:
        raise Refused(Reason(KitReason.PLAN_CHANGED))
    if plan is None:
        plan = SessionPlan(session_id=session.id, content={}, saved_at=now, lock=0)
        db.session.add(plan)
        db.session.flush()
    return plan


def _write_rows(session: CopSession, rows: Sequence[kit.Row]) -> None:
    db.session.execute(delete(PlanRow).where(PlanRow.session_id == session.id))
    db.session.add_all(
        PlanRow(session_id=session.id, position=position, **asdict(row))
        for position, row in enumerate(rows, start=1)
    )


def _problems(session: CopSession, content: Mapping[str, Any], rows: Sequence[kit.Row]) -> list[Reason]:
    return kit.why_not_ready(
        rows, planned=session.planned_minutes, content=content, place=session.place
    )  # fmt: skip


def mark_ready(*, session: CopSession, by: Actor, now: datetime) -> SessionPlan:
    """The plan is ready: its minutes add up, and it says how the slides come. Raises Refused with what is missing."""
    session = _open(session)
    plan, rows = kit_queries.plan_of(session), kit_queries.rows_of(session)
    problems = _problems(session, plan.content if plan else {}, rows)
    if problems or plan is None:
        raise Refused(problems or [Reason(KitReason.NO_ROWS, {"planned": session.planned_minutes})])
    if plan.ready_at is None:
        plan.ready_at = now
        db.session.flush()
        note(session, "cop_session.ready", by=by, now=now)
    return plan


def begin_plan(
    *, session: CopSession, beginning: Beginning, lock: int, by: Actor, now: datetime
) -> SessionPlan:
    """Begin a plan anew: blank, with the rows of the template, or as last time. Rows there were go. Raises Refused."""
    session = _open(session)
    before, _after = kit_queries.neighbors(session)
    content: dict[str, Any] = {}
    rows: list[kit.Row] = []
    if beginning is Beginning.TEMPLATE:
        rows = kit_queries.template_rows(session.cop.language)
        if not rows:
            raise Refused(Reason(KitReason.NO_TEMPLATE))
    elif beginning is Beginning.LAST:
        last = kit_queries.plan_of(before) if before else None
        rows = kit_queries.rows_of(before) if before else []
        if not rows:
            raise Refused(Reason(KitReason.NO_LAST))
        content = {
            name: value
            for name, value in (last.content if last else {}).items()
            if name not in (*NOT_COPIED, "slides", "checks", "field_trip", PlanPart.TRIP)
        }
    wanted = [one.what for one in kit_queries.research_of(before)] if before else []
    if wanted:
        content[PlanPart.LINK_LAST] = "\n".join(wanted)[:2000]
    plan = _plan(session, lock=lock, now=now)
    _write_rows(session, rows)
    session.agenda = ""
    plan.content, plan.saved_at, plan.lock, plan.ready_at = content, now, plan.lock + 1, None
    db.session.flush()
    note(session, "cop_session.kit", by=by, now=now, rows=len(rows), began=beginning.value)
    return plan
