"""How does a CoP inquire: which tests does its problem meet, when is a cycle complete, and how many are wanted a year?

Rows D01, D04, D07 to D11, D17, D22; R14. Guidelines are said, with their numbers; nothing here blocks a CoP.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from trainer.core.errors import Reason
from trainer.practice.rules.inquiry_kinds import (
    CYCLES_A_YEAR,
    CYCLES_IN_PRACTICUM,
    NEEDED,
    PLAN_FIELDS,
    QUESTIONS_FOR_AGENDA,
    SOON,
    Advice,
    Ahead,
    InquiryReason,
    ItemKind,
    Lack,
    Part,
    ProblemTest,
)


def _has(content: Mapping[str, Any], name: str) -> bool:
    return bool(str(content.get(name) or "").strip())


def four_tests(content: Mapping[str, Any]) -> dict[ProblemTest, Lack]:
    """The four tests of a problem of practice, each with what it still misses (D04; D22 for the two measures)."""
    numbers, voices = _has(content, "numbers"), _has(content, "voices")
    needs = {
        (True, True): Lack.MET, (True, False): Lack.NO_VOICES, (False, True): Lack.NO_NUMBERS,
        (False, False): Lack.NO_NEEDS,
    }[numbers, voices]  # fmt: skip
    measure = Lack.MET
    for name, lack in (
        ("measure", Lack.NO_MEASURE),
        ("level", Lack.NO_LEVEL),
        ("progress", Lack.NO_PROGRESS),
    ):
        if not _has(content, name):
            measure = lack
            break
    return {
        ProblemTest.NEEDS: needs,
        ProblemTest.MEASURE: measure,
        ProblemTest.PRACTICE: Lack.MET if _has(content, "practice") else Lack.NO_PRACTICE,
        ProblemTest.WHOM: Lack.MET if _has(content, "whom") else Lack.NO_WHOM,
    }


@dataclass(frozen=True)
class CycleFacts:
    """The dates of one cycle. `met`: the days of its Do meetings; `evidence`: how many pieces there are."""

    number: int
    plan: date | None = None
    met: tuple[date, ...] = ()
    study: date | None = None
    act: date | None = None
    evidence: int = 0
    ends_on: date | None = None

    def day_of(self, part: Part, today: date) -> date | None:
        """When a part was done; the Do by its last meeting that has taken place."""
        if part is Part.DO:
            return max((one for one in self.met if one <= today), default=None)
        return {Part.PLAN: self.plan, Part.STUDY: self.study, Part.ACT: self.act}[part]

    def missing(self, today: date) -> list[Part]:
        """The parts without a date."""
        return [part for part in Part if self.day_of(part, today) is None]

    def complete(self, today: date) -> bool:
        """All four parts dated, and at least one piece of evidence (R14)."""
        return not self.missing(today) and self.evidence > 0


@dataclass(frozen=True)
class QuestionFacts:
    """What one question of a learning agenda has: a session, a finding, a change."""

    session: bool
    finding: bool
    change: bool

    @property
    def answered(self) -> bool:
        """Whether it counts for R14."""
        return self.session and self.finding and self.change


@dataclass(frozen=True)
class InquiryFacts:
    """What a CoP's inquiry comes to, for R14."""

    cycles: tuple[CycleFacts, ...] = ()
    questions: tuple[QuestionFacts, ...] = ()

    def complete(self, today: date) -> list[CycleFacts]:
        """The complete cycles."""
        return [one for one in self.cycles if one.complete(today)]

    @property
    def answered(self) -> int:
        """How many questions have session, finding and change."""
        return sum(one.answered for one in self.questions)

    def met(self, today: date) -> bool:
        """R14: one complete cycle, or a learning agenda with three answered questions."""
        return bool(self.complete(today)) or self.answered >= QUESTIONS_FOR_AGENDA


def year_of(day: date) -> int:
    """The year in which the school year of a day began: July to June."""
    return day.year if day.month >= 7 else day.year - 1


def dues(year: int) -> tuple[date, date, date]:
    """When the first, second and third cycle of a school year are wanted: December, May, end of June (D01)."""
    return date(year, 12, 31), date(year + 1, 5, 31), date(year + 1, 6, 30)


def done_in(facts: InquiryFacts, year: int, today: date) -> int:
    """How many cycles were completed in a school year, by the day of their Act."""
    return sum(one.act is not None and year_of(one.act) == year for one in facts.complete(today))


def look(facts: InquiryFacts, *, core: bool, today: date, ends_on: date | None = None) -> Reason:
    """The one kind sentence about the number of cycles.

    `core`: three a year, one of them in the first semester. Others: one cycle or agenda in the practicum, which ends
    on `ends_on` where a cohort says so.
    """
    return _core(facts, today) if core else _practicum(facts, today, ends_on)


def _core(facts: InquiryFacts, today: date) -> Reason:
    year = year_of(today)
    done, wanted = done_in(facts, year, today), CYCLES_A_YEAR
    said: dict[str, object] = {"done": done, "wanted": wanted}
    if done >= wanted:
        return Reason(Advice.ENOUGH, said)
    due = dues(year)[done]
    said = {**said, "due": due, "days": (due - today).days}
    if done == 0:
        first, second, _third = dues(year)
        code = (
            Advice.FIRST_LATE
            if today > first
            else Advice.FIRST_SOON
            if first - today <= SOON
            else Advice.MORE
        )
        return Reason(code, {**said, "due": first if today <= first else second})
    if done == 1 and today > due:
        return Reason(Advice.SECOND_LATE, said)
    return Reason(Advice.MORE, said)


def _practicum(facts: InquiryFacts, today: date, ends_on: date | None) -> Reason:
    said: dict[str, object] = {"done": len(facts.complete(today)), "answered": facts.answered}
    if facts.met(today):
        return Reason(Advice.ENOUGH, {**said, "wanted": CYCLES_IN_PRACTICUM})
    if ends_on is None:
        return Reason(Advice.PRACTICUM_OPEN, said)
    said = {**said, "due": ends_on}
    if today > ends_on:
        return Reason(Advice.PRACTICUM_LATE, said)
    return Reason(Advice.PRACTICUM_SOON if ends_on - today <= 2 * SOON else Advice.PRACTICUM_OPEN, said)


CARE = frozenset(
    {
        Advice.FIRST_SOON,
        Advice.FIRST_LATE,
        Advice.SECOND_LATE,
        Advice.PRACTICUM_SOON,
        Advice.PRACTICUM_LATE,
    }
)
"""Advice that deserves a notice, not a line."""


def why_not_date(facts: CycleFacts, part: Part, on: date | None, *, today: date) -> Reason | None:
    """Why a part of a cycle cannot have this day: not in the future, and in the order Plan, Do, Study, Act."""
    if on is None:
        return None
    if on > today:
        return Reason(InquiryReason.NOT_YET, {"on": on})
    order = list(Part)
    place = order.index(part)
    for other in order:
        day = facts.day_of(other, today)
        if other is part or day is None:
            continue
        if order.index(other) < place and other is not Part.DO and on < day:
            return Reason(InquiryReason.BEFORE_PART, {"part": other, "on": day})
        if order.index(other) > place and other is not Part.DO and on > day:
            return Reason(InquiryReason.AFTER_PART, {"part": other, "on": day})
    return None


def why_not_part(part: Part, content: Mapping[str, Any], on: date | None) -> Reason | None:
    """Why a part cannot be dated: it does not say yet what it is about. An undated draft may be empty."""
    if on is None or part is Part.DO or _has(content, NEEDED[part]):
        return None
    return Reason(InquiryReason.EMPTY_PART, {"part": part})


def items_of(content: Mapping[str, Any]) -> list[tuple[ItemKind, str]]:
    """What a cycle starts, stops, keeps and scales: one line of the text each."""
    return [
        (kind, " ".join(line.split()))
        for kind in ItemKind
        for line in str(content.get(kind.value) or "").splitlines()
        if line.strip()
    ]


def carried(ahead: Ahead, plan: Mapping[str, Any]) -> dict[str, Any]:
    """What the next Plan begins with: refined or scaled, the former plan; something different, an empty one."""
    if ahead is Ahead.DIFFERENT:
        return {}
    return {name: plan[name] for name in PLAN_FIELDS if name != "gather" and plan.get(name)}


@dataclass(frozen=True)
class Mark:
    """One mark of the picture: a part of a cycle at a place from 0 to 1 of the year. `done`: it has happened."""

    at: float
    part: Part
    on: date
    done: bool


def marks(facts: CycleFacts, year: int, today: date) -> list[Mark]:
    """The marks of one cycle in a school year: what was done, and the day it should be finished on."""
    days = [(part, facts.day_of(part, today), True) for part in Part]
    if facts.act is None:
        days.append((Part.ACT, facts.ends_on, False))
    found = [(place_in(year, on), part, on, done) for part, on, done in days if on is not None]
    placed = sorted(
        (Mark(at, part, on, done) for at, part, on, done in found if at is not None),
        key=lambda one: (one.on, list(Part).index(one.part)),
    )
    return _apart(placed, place_in(year, today))


GAP = 0.05
"""How far two marks stand apart at least, so that both can be read."""


def _apart(placed: Sequence[Mark], now: float | None) -> list[Mark]:
    """The same marks, moved so far that each can be read; what was done never beyond today."""
    at = [one.at for one in placed]
    for index in range(1, len(at)):
        at[index] = max(at[index], at[index - 1] + GAP)
    for index in reversed(range(len(at))):
        last = now if now is not None and placed[index].done else 1.0
        after = at[index + 1] - GAP if index + 1 < len(at) else 1.0
        at[index] = min(at[index], after, last)
    return [replace(one, at=round(place, 4)) for one, place in zip(placed, at, strict=True)]


def years_of(cycles: Collection[CycleFacts], today: date) -> Sequence[int]:
    """The school years in which a CoP has inquired, and this one; newest first."""
    found = {year_of(today)}
    for one in cycles:
        found |= {year_of(day) for day in (one.plan, *one.met, one.study, one.act) if day}
    return sorted(found, reverse=True)


def place_in(year: int, day: date) -> float | None:
    """Where a day lies in a school year, from 0 to 1; None when it is another year's."""
    first, last = date(year, 7, 1), date(year + 1, 6, 30)
    return round((day - first).days / (last - first).days, 4) if first <= day <= last else None
