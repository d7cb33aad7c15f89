"""How does a CoP write down its inquiry? The CoP is locked first, and nobody saves over what another has written."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.core.errors import NotFound, Reason, Refused
from trainer.practice.actions.cops import lock_cop, note, today_of
from trainer.practice.models import (
    ActItem,
    AgendaQuestion,
    Cop,
    CopSession,
    Cycle,
    CycleMeeting,
    CyclePart,
    Evidence,
    InquiryYear,
    PracticeProblem,
)
from trainer.practice.queries import inquiry as queries
from trainer.practice.rules import PracticeReason
from trainer.practice.rules import inquiry as rules
from trainer.practice.rules import inquiry_kinds as kinds
from trainer.practice.rules.inquiry_kinds import Ahead, DoKind, EvidenceKind, InquiryReason, Part, Side, Where


def _same(lock: int, seen: int) -> None:
    if lock != seen:
        raise Refused(Reason(PracticeReason.CHANGED_MEANWHILE))


def save_problem(
    *, cop: Cop, content: Mapping[str, Any], lock: int, by: Actor, now: datetime
) -> PracticeProblem:
    """Keep what a CoP's problem is. A version that a cycle began with stays: a change is a new one. Raises Refused."""
    cop = lock_cop(cop)
    latest = queries.latest_problem(cop.id)
    _same(latest.lock if latest else 0, lock)
    kept = {name: content[name] for name in kinds.PROBLEM_FIELDS if content.get(name)}
    if not str(kept.get("statement", "")).strip():
        raise Refused(Reason(InquiryReason.STATEMENT_MISSING))
    if latest is not None and kept == latest.content:
        return latest
    used = latest is not None and db.session.scalar(
        select(Cycle.id).where(Cycle.problem_id == latest.id).limit(1)
    )
    if latest is None or used:
        # The lock goes on rising through all versions, so that no page of an older one saves over a newer one.
        version, at = (latest.version + 1, latest.lock) if latest else (1, 0)
        latest = PracticeProblem(cop=cop, version=version, content={}, lock=at, saved_at=now)
        db.session.add(latest)
    latest.content, latest.lock, latest.saved_at = kept, latest.lock + 1, now
    db.session.flush()
    note(cop, "inquiry.problem", by=by, now=now, version=latest.version)
    return latest


def begin_cycle(*, cop: Cop, before: Cycle | None = None, by: Actor, now: datetime) -> Cycle:
    """Open a Plan. After another cycle it begins with what that one's Act carries over (D10). Raises Refused."""
    cop = lock_cop(cop)
    number = db.session.scalar(select(func.max(Cycle.number)).where(Cycle.cop_id == cop.id)) or 0
    if number >= kinds.MOST_CYCLES:
        raise Refused(Reason(InquiryReason.TOO_MANY_CYCLES, {"most": kinds.MOST_CYCLES}))
    cycle = Cycle(cop=cop, number=number + 1, problem=queries.latest_problem(cop.id), began_at=now)
    plan: dict[str, Any] = {}
    if before is not None:
        parts = {one.part: one for one in before.parts}
        act = parts.get(Part.ACT)
        if before.cop_id != cop.id or act is None or act.on is None:
            raise Refused(Reason(InquiryReason.NOT_ACTED))
        cycle.before, cycle.ahead = before, Ahead(act.content["ahead"])
        cycle.carries = str(act.content.get("carries", ""))
        plan = rules.carried(cycle.ahead, parts[Part.PLAN].content if Part.PLAN in parts else {})
    db.session.add(cycle)
    cycle.parts.append(CyclePart(part=Part.PLAN, content=plan, lock=0, saved_at=now))
    db.session.flush()
    note(cop, "inquiry.begin", by=by, now=now, cycle=cycle.number)
    return cycle


def _part(cycle: Cycle, part: Part, *, lock: int, now: datetime) -> CyclePart:
    """The part to write, made at its first saving. The caller holds the CoP's lock."""
    found = db.session.scalar(
        select(CyclePart)
        .where(CyclePart.cycle_id == cycle.id, CyclePart.part == part)
        .execution_options(populate_existing=True)
    )
    _same(found.lock if found else 0, lock)
    if found is None:
        found = CyclePart(part=part, content={}, lock=0, saved_at=now)
        cycle.parts.append(found)
    return found


def save_part(
    *,
    cycle: Cycle,
    part: Part,
    content: Mapping[str, Any],
    on: date | None,
    place: Where | None,
    lock: int,
    by: Actor,
    now: datetime,
    ends_on: date | None = None,
    shared: bool = False,
) -> CyclePart:
    """Keep what Plan, Study or Act say: without a day a draft, with one done. Raises Refused.

    `ends_on`: with the Plan, until when the cycle should be through. `shared`: with the Act, whether others see it.
    """
    lock_cop(cycle.cop)
    row = _part(cycle, part, lock=lock, now=now)
    fields = {Part.PLAN: kinds.PLAN_FIELDS, Part.STUDY: kinds.STUDY_FIELDS, Part.ACT: kinds.ACT_FIELDS}[part]
    kept = {name: content[name] for name in fields if content.get(name)}
    today = today_of(cycle.cop, now)
    dated = rules.why_not_date(queries.facts_of(cycle), part, on, today=today)
    problems = [one for one in (rules.why_not_part(part, kept, on), dated) if one]
    items = rules.items_of(kept) if part is Part.ACT else []
    if len(items) > kinds.MOST_ITEMS:
        problems.append(Reason(InquiryReason.TOO_MANY_ITEMS, {"most": kinds.MOST_ITEMS}))
    if problems:
        raise Refused(problems)
    row.content, row.on, row.place, row.lock, row.saved_at = kept, on, place, row.lock + 1, now
    if part is Part.PLAN:
        cycle.ends_on = ends_on
    if part is Part.ACT:
        db.session.execute(delete(ActItem).where(ActItem.cycle_id == cycle.id))
        db.session.add_all(ActItem(cycle_id=cycle.id, kind=kind, text=text) for kind, text in items)
        cycle.shared_at = (cycle.shared_at or now) if shared and on else None
    db.session.flush()
    note(cycle.cop, "inquiry.save", by=by, now=now, cycle=cycle.number, part=part.value, dated=on is not None)
    return row


def save_meetings(
    *,
    cycle: Cycle,
    meetings: Mapping[DoKind, tuple[date | None, CopSession | None, str]],
    place: Where | None,
    lock: int,
    by: Actor,
    now: datetime,
) -> None:
    """Keep the three meetings of the Do (D08): each in a session of this CoP, or on a day. Raises Refused."""
    lock_cop(cycle.cop)
    row = _part(cycle, Part.DO, lock=lock, now=now)
    for _on, session, _text in meetings.values():
        if session is not None and session.cop_id != cycle.cop_id:
            raise Refused(Reason(InquiryReason.OTHER_SESSION))
    known = {one.kind: one for one in cycle.meetings}
    for kind, (on, session, text) in meetings.items():
        day = session.on if session is not None else on
        if day is None:
            if text.strip():
                raise Refused(Reason(InquiryReason.DO_MISSING))
            if kind in known:
                cycle.meetings.remove(known[kind])
                db.session.delete(known[kind])
            continue
        meeting = known.get(kind) or CycleMeeting(kind=kind)
        meeting.on, meeting.session, meeting.note = day, session, text.strip()
        if kind not in known:
            cycle.meetings.append(meeting)
    row.place, row.lock, row.saved_at = place, row.lock + 1, now
    db.session.flush()
    note(cycle.cop, "inquiry.save", by=by, now=now, cycle=cycle.number, part=Part.DO.value)


def add_evidence(
    *,
    cycle: Cycle,
    kind: EvidenceKind,
    side: Side,
    what: str,
    on: date,
    by_role: str,
    link: str,
    by: Actor,
    now: datetime,
) -> Evidence:
    """One more piece of evidence: what was seen and when, by role, never by a child's name (D20). Raises Refused."""
    lock_cop(cycle.cop)
    if on > today_of(cycle.cop, now):
        raise Refused(Reason(InquiryReason.NOT_YET, {"on": on}))
    if len(cycle.evidence) >= kinds.MOST_EVIDENCE:
        raise Refused(Reason(InquiryReason.TOO_MANY_EVIDENCE, {"most": kinds.MOST_EVIDENCE}))
    piece = Evidence(
        cycle_id=cycle.id, kind=kind, side=side, what=what.strip(), on=on, by_role=by_role.strip(),
        link=link.strip(), made_at=now,
    )  # fmt: skip
    cycle.evidence.append(piece)
    db.session.flush()
    note(cycle.cop, "inquiry.evidence", by=by, now=now, cycle=cycle.number, kind=kind.value)
    return piece


def remove_evidence(*, cycle: Cycle, ref: str, by: Actor, now: datetime) -> None:
    """Take a piece of evidence away. Raises NotFound when it is none of this cycle's."""
    lock_cop(cycle.cop)
    found = next((one for one in cycle.evidence if one.ref == ref), None)
    if found is None:
        raise NotFound
    cycle.evidence.remove(found)
    db.session.delete(found)
    db.session.flush()
    note(cycle.cop, "inquiry.evidence_removed", by=by, now=now, cycle=cycle.number)


def save_question(
    *,
    cop: Cop,
    question: AgendaQuestion | None,
    text: str,
    session: CopSession | None,
    finding: str,
    change: str,
    lock: int,
    by: Actor,
    now: datetime,
) -> AgendaQuestion:
    """A question of the learning agenda, new (None) or written on. Raises Refused."""
    cop = lock_cop(cop)
    if session is not None and session.cop_id != cop.id:
        raise Refused(Reason(InquiryReason.OTHER_SESSION))
    if question is None:
        there = db.session.scalar(select(func.count()).where(AgendaQuestion.cop_id == cop.id)) or 0
        if there >= kinds.MOST_QUESTIONS:
            raise Refused(Reason(InquiryReason.TOO_MANY_QUESTIONS, {"most": kinds.MOST_QUESTIONS}))
        question = AgendaQuestion(cop=cop, saved_at=now, lock=0)
        db.session.add(question)
    else:
        db.session.refresh(question)
        _same(question.lock, lock)
    question.question, question.session, question.finding = text.strip(), session, finding.strip()
    question.change, question.lock, question.saved_at = change.strip(), question.lock + 1, now
    db.session.flush()
    note(cop, "inquiry.question", by=by, now=now)
    return question


def explain_year(*, cop: Cop, year: int, rationale: str, by: Actor, now: datetime) -> None:
    """Why this CoP goes another way than the guideline in this school year (D17). Raises Refused."""
    cop = lock_cop(cop)
    if not rationale.strip():
        raise Refused(Reason(InquiryReason.RATIONALE_MISSING))
    row = db.session.scalar(select(InquiryYear).where(InquiryYear.cop_id == cop.id, InquiryYear.year == year))
    if row is None:
        row = InquiryYear(cop_id=cop.id, year=year)
        db.session.add(row)
    row.rationale, row.by_person, row.at = rationale.strip(), by.person_id, now
    db.session.flush()
    note(cop, "inquiry.explain", by=by, now=now, year=year)
