"""What has a CoP inquired into: its problem, cycles, questions; and what did cycles that are shared decide?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.learning.models import Cohort, Enrollment
from trainer.practice.models import (
    ActItem,
    AgendaQuestion,
    Cop,
    Cycle,
    CycleMeeting,
    CyclePart,
    Evidence,
    Facilitator,
    InquiryYear,
    PracticeProblem,
)
from trainer.practice.queries.things import MAY_RUN
from trainer.practice.rules.inquiry import CycleFacts, InquiryFacts, QuestionFacts
from trainer.practice.rules.inquiry_kinds import ItemKind, Part
from trainer.schedule.rules.kinds import FocusArea

MOST_LINES = 5_000
"""How many lines one file holds."""

WITH_COP = (selectinload(Cop.facilitators).joinedload(Facilitator.person),)


def _of_cycle(*conditions: Any) -> Select[Any]:
    return (
        select(Cycle)
        .where(*conditions)
        .options(
            joinedload(Cycle.problem),
            joinedload(Cycle.before),
            selectinload(Cycle.parts),
            selectinload(Cycle.meetings).joinedload(CycleMeeting.session),
            selectinload(Cycle.evidence),
        )
        .order_by(Cycle.number)
    )


def cycle_by_ref(ref: str) -> Cycle | None:
    """A cycle with its parts, meetings, evidence, and the CoP it belongs to."""
    return db.session.scalar(_of_cycle(Cycle.ref == ref).options(joinedload(Cycle.cop).options(*WITH_COP)))


def problem_by_ref(ref: str) -> PracticeProblem | None:
    """A version of a problem, with its CoP."""
    return db.session.scalar(
        select(PracticeProblem)
        .where(PracticeProblem.ref == ref)
        .options(joinedload(PracticeProblem.cop).options(*WITH_COP))
    )


def question_by_ref(ref: str) -> AgendaQuestion | None:
    """A question of a learning agenda, with its CoP and session."""
    return db.session.scalar(
        select(AgendaQuestion)
        .where(AgendaQuestion.ref == ref)
        .options(joinedload(AgendaQuestion.cop).options(*WITH_COP), joinedload(AgendaQuestion.session))
    )


def latest_problem(cop_id: int) -> PracticeProblem | None:
    """The newest version of a CoP's problem."""
    return db.session.scalar(
        select(PracticeProblem)
        .where(PracticeProblem.cop_id == cop_id)
        .order_by(PracticeProblem.version.desc())
        .limit(1)
    )


def problems(cop_id: int) -> list[PracticeProblem]:
    """All versions of a CoP's problem, newest first."""
    return list(
        db.session.scalars(
            select(PracticeProblem)
            .where(PracticeProblem.cop_id == cop_id)
            .order_by(PracticeProblem.version.desc())
        )
    )


def cycles(cop_id: int) -> list[Cycle]:
    """The cycles of a CoP in their order, with everything in them."""
    return list(db.session.scalars(_of_cycle(Cycle.cop_id == cop_id)))


def following(cycle: Cycle) -> Cycle | None:
    """The cycle that went on from this one."""
    return db.session.scalar(
        select(Cycle).where(Cycle.cop_id == cycle.cop_id, Cycle.before_id == cycle.id).limit(1)
    )


def questions(cop_id: int) -> list[AgendaQuestion]:
    """The questions of a CoP's learning agenda in the order in which they were asked."""
    return list(
        db.session.scalars(
            select(AgendaQuestion)
            .where(AgendaQuestion.cop_id == cop_id)
            .options(joinedload(AgendaQuestion.session))
            .order_by(AgendaQuestion.id)
        )
    )


def facts_of(cycle: Cycle) -> CycleFacts:
    """The dates of one cycle, which is loaded with its parts."""
    days = {one.part: one.on for one in cycle.parts}
    return CycleFacts(
        number=cycle.number, plan=days.get(Part.PLAN), met=tuple(one.on for one in cycle.meetings),
        study=days.get(Part.STUDY), act=days.get(Part.ACT), evidence=len(cycle.evidence), ends_on=cycle.ends_on,
    )  # fmt: skip


def question_facts(rows: Iterable[AgendaQuestion]) -> tuple[QuestionFacts, ...]:
    """What each question has."""
    return tuple(
        QuestionFacts(one.session_id is not None, bool(one.finding), bool(one.change)) for one in rows
    )


def facts(cop_id: int) -> InquiryFacts:
    """What a CoP's inquiry comes to, for R14: dates and counts, never a text. Four statements."""
    rows = db.session.execute(
        select(Cycle.id, Cycle.number, Cycle.ends_on).where(Cycle.cop_id == cop_id).order_by(Cycle.number)
    ).all()
    ids = select(Cycle.id).where(Cycle.cop_id == cop_id)
    days: dict[int, dict[Part, date | None]] = {}
    for cycle_id, part, on in db.session.execute(
        select(CyclePart.cycle_id, CyclePart.part, CyclePart.on).where(CyclePart.cycle_id.in_(ids))
    ):
        days.setdefault(cycle_id, {})[part] = on
    met: dict[int, list[date]] = {}
    for cycle_id, on in db.session.execute(
        select(CycleMeeting.cycle_id, CycleMeeting.on).where(CycleMeeting.cycle_id.in_(ids))
    ):
        met.setdefault(cycle_id, []).append(on)
    pieces: dict[int, int] = {}
    counted = select(Evidence.cycle_id, func.count()).where(Evidence.cycle_id.in_(ids))
    for cycle_id, count in db.session.execute(counted.group_by(Evidence.cycle_id)):
        pieces[cycle_id] = count
    found = tuple(
        CycleFacts(
            number=number, plan=days.get(cycle_id, {}).get(Part.PLAN), met=tuple(met.get(cycle_id, ())),
            study=days.get(cycle_id, {}).get(Part.STUDY), act=days.get(cycle_id, {}).get(Part.ACT),
            evidence=pieces.get(cycle_id, 0), ends_on=ends_on,
        )
        for cycle_id, number, ends_on in rows
    )  # fmt: skip
    return InquiryFacts(found, question_facts(questions(cop_id)))


def explained(cop_id: int, year: int) -> InquiryYear | None:
    """Why a CoP goes another way in this school year, if it said so."""
    return db.session.scalar(
        select(InquiryYear).where(InquiryYear.cop_id == cop_id, InquiryYear.year == year)
    )


def practicum_ends(cop: Cop) -> date | None:
    """When the cohort of a CoP's facilitators ends; the latest day where they come from several."""
    people = [one.person_id for one in cop.facilitators if one.until is None]
    return db.session.scalar(
        select(func.max(Cohort.ends_on))
        .join(Enrollment, Enrollment.cohort_id == Cohort.id)
        .where(Enrollment.person_id.in_(people), Enrollment.state.in_(MAY_RUN))
    )


@dataclass(frozen=True)
class Wanted:
    """What of the shared decisions somebody looks for."""

    kind: ItemKind | None = None
    focus: FocusArea | None = None
    words: str = ""


def _across(wanted: Wanted) -> Any:
    statement: Any = (
        select(ActItem.id, ActItem)
        .join(Cycle, Cycle.id == ActItem.cycle_id)
        .where(Cycle.shared_at.is_not(None))
        .options(
            joinedload(ActItem.cycle).joinedload(Cycle.problem),
            joinedload(ActItem.cycle).joinedload(Cycle.cop),
            joinedload(ActItem.cycle).selectinload(Cycle.parts),
        )
    )
    if wanted.kind is not None:
        statement = statement.where(ActItem.kind == wanted.kind)
    if wanted.focus is not None:
        statement = statement.join(PracticeProblem, PracticeProblem.id == Cycle.problem_id).where(
            PracticeProblem.content["focus"].as_string() == wanted.focus.value
        )
    if wanted.words:
        statement = statement.where(func.lower(ActItem.text).contains(wanted.words.lower(), autoescape=True))
    return statement


def across(wanted: Wanted, *, after: str | None) -> Page:
    """What cycles whose facilitators share them start, stop, keep and scale; the newest first (D16)."""
    return page_of(_across(wanted), by=(ActItem.__table__.c.id,), after=after, down=True)


def all_across(wanted: Wanted) -> list[ActItem]:
    """The same for a file."""
    return list(
        db.session.scalars(
            _across(wanted).with_only_columns(ActItem).order_by(ActItem.id.desc()).limit(MOST_LINES)
        )
    )


def counted_across(wanted: Wanted) -> dict[ItemKind, int]:
    """How many of each kind there are, whichever kind is looked at now."""
    ids = _across(Wanted(None, wanted.focus, wanted.words)).with_only_columns(ActItem.id).order_by(None)
    rows = db.session.execute(
        select(ActItem.kind, func.count()).where(ActItem.id.in_(ids)).group_by(ActItem.kind)
    )
    return {row[0]: row[1] for row in rows}
