"""What do the own CoPs of the sample inquire into? A finished cycle with evidence, the next Plan, a learning agenda."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, cast

from trainer.practice.actions import inquiry as practice
from trainer.practice.models import CopSession, Cycle
from trainer.practice.queries import inquiry as inquiries
from trainer.practice.rules.inquiry_kinds import DoKind, EvidenceKind, Part, Side, Where
from trainer.sample import texts
from trainer.sample.circles import CircleRoad
from trainer.sample.road import actor, at

KEYS = ("imani", "lucia")


def plan(circle: CircleRoad) -> None:
    """Put the inquiry of one CoP on its road, if it has one and has met twice."""
    key, days = circle.circle.key, circle.circle.days
    if key not in KEYS or len(days) < 2 or days[0].year < 2021:
        return
    said = texts.inquiry(key)
    first, second = days[0], days[1]
    if "question" in said:
        circle.road.do(at(second + timedelta(days=3), 20), partial(_ask, circle, said))
    else:
        circle.road.do(at(first + timedelta(days=2), 20), partial(_begin, circle, said))
        circle.road.do(at(second + timedelta(days=3), 20), partial(_finish, circle, said))


def _ask(circle: CircleRoad, said: dict[str, Any], now: datetime) -> None:
    for one in said["question"]:
        session = circle.sessions[one["session"] - 1] if "session" in one else None
        practice.save_question(
            cop=circle.cop, question=None, text=one["question"], session=session, finding=one["finding"],
            change=one["change"], lock=0, by=actor(circle.leader.person, now), now=now,
        )  # fmt: skip


def _begin(circle: CircleRoad, said: dict[str, Any], now: datetime) -> None:
    by = actor(circle.leader.person, now)
    practice.save_problem(cop=circle.cop, content=said["problem"], lock=0, by=by, now=now)
    cycle = practice.begin_cycle(cop=circle.cop, by=by, now=now)
    _save(cycle, Part.PLAN, said["plan"], now, circle, ends_on=circle.circle.days[1] + timedelta(days=3))


def _finish(circle: CircleRoad, said: dict[str, Any], now: datetime) -> None:
    """The meetings, the evidence, what it showed and what was decided; and the Plan that follows."""
    by = actor(circle.leader.person, now)
    cycle = inquiries.cycles(circle.cop.id)[0]
    first, second = circle.circle.days[0], circle.circle.days[1]
    notes = said["meetings"]
    held: dict[DoKind, tuple[date | None, CopSession | None, str]] = {
        DoKind.GAME_PLAN: (first + timedelta(days=7), None, notes["game_plan"]),
        DoKind.MID_STREAM: (second - timedelta(days=7), None, notes["mid_stream"]),
        DoKind.END_OF_CYCLE: (None, circle.sessions[1], notes["end_of_cycle"]),
    }
    practice.save_meetings(cycle=cycle, meetings=held, place=Where.SITE, lock=0, by=by, now=now)
    for piece in said["evidence"]:
        practice.add_evidence(
            cycle=cycle, kind=EvidenceKind(piece["kind"]), side=Side(piece["side"]), what=piece["what"],
            on=cast(date, piece["day"]), by_role=piece["by_role"], link="", by=by, now=now,
        )  # fmt: skip
    _save(cycle, Part.STUDY, said["study"], now, circle)
    _save(cycle, Part.ACT, said["act"], now, circle, shared=True)
    practice.begin_cycle(cop=circle.cop, before=cycle, by=by, now=now)


def _save(
    cycle: Cycle, part: Part, content: dict[str, Any], now: datetime, circle: CircleRoad, **more: Any
) -> None:
    lock = next((one.lock for one in cycle.parts if one.part is part), 0)
    practice.save_part(
        cycle=cycle, part=part, content=content, on=now.date() - timedelta(days=1), place=Where.ONLINE, lock=lock,
        by=actor(circle.leader.person, now), now=now, **more,
    )  # fmt: skip
