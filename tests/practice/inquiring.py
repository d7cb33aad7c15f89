"""How does a test get an inquiry? A problem, a cycle through all four parts with evidence, a learning agenda."""

from datetime import date, timedelta
from typing import Any

from trainer.practice.actions import inquiry as actions
from trainer.practice.models import Cop, Cycle
from trainer.practice.rules.inquiry_kinds import DoKind, EvidenceKind, Part, Side, Where

PROBLEM = {
    "statement": "Mornings at the door take long", "focus": "quality",
    "numbers": "14 of 22 took longer than ten minutes", "voices": "Families say they feel rushed",
    "measure": "Minutes at the door", "level": "14 on Sep 1", "progress": "8 by May",
    "practice": "How we greet", "whom": "Toddlers who are new",
}  # fmt: skip
PLAN = {"strategy": "One adult greets at knee height", "adult": "Greets", "child": "Comes in calmly"}
ACT = {
    "start": "Greet at knee height\nWave at the window",
    "stop": "Calling across the room",
    "ahead": "refine",
}


def save_problem(cop: Cop, *, by: Any, now: Any, lock: int = 0, **more: Any) -> Any:
    """The problem of a CoP, saved."""
    return actions.save_problem(cop=cop, content={**PROBLEM, **more}, lock=lock, by=by, now=now)


def save(cycle: Cycle, part: Part, content: Any, on: date | None, *, by: Any, now: Any, **more: Any) -> Any:
    """A part of a cycle, saved by whoever read it last."""
    lock = next((one.lock for one in cycle.parts if one.part is part), 0)
    given = {"place": Where.TOGETHER, "lock": lock, "by": by, "now": now, **more}
    return actions.save_part(cycle=cycle, part=part, content=content, on=on, **given)


def hold_meetings(cycle: Cycle, on: date, *, by: Any, now: Any, note: str = "", session: Any = None) -> None:
    """The game plan on a day, or in a session."""
    lock = next((one.lock for one in cycle.parts if one.part is Part.DO), 0)
    held = {DoKind.GAME_PLAN: (on, session, note), DoKind.MID_STREAM: (None, None, "")}
    actions.save_meetings(cycle=cycle, meetings=held, place=Where.SITE, lock=lock, by=by, now=now)


def add_evidence(cycle: Cycle, on: date, *, by: Any, now: Any, what: str = "11 of 12 came in calmly") -> Any:
    """A piece of evidence."""
    return actions.add_evidence(
        cycle=cycle, kind=EvidenceKind.OBSERVATION, side=Side.CHILD, what=what, on=on, by_role="lead teacher",
        link="", by=by, now=now,
    )  # fmt: skip


def run_cycle(
    cop: Cop, *, by: Any, now: Any, shared: bool = False, words: str = "", act: Any = None
) -> Cycle:
    """A complete cycle, whose Plan was four weeks ago. `words` stands in every text but those that are shared."""
    cycle = actions.begin_cycle(cop=cop, by=by, now=now - timedelta(days=28))
    today = now.date()
    save(cycle, Part.PLAN, {**PLAN, "gather": words}, today - timedelta(days=28), by=by, now=now)
    hold_meetings(cycle, today - timedelta(days=21), by=by, now=now, note=words)
    add_evidence(cycle, today - timedelta(days=14), by=by, now=now, what=words or "11 of 12 came in calmly")
    study = {"review": f"It works {words}", "level_after": "9 on May 1", "progress_after": "5 fewer"}
    save(cycle, Part.STUDY, study, today - timedelta(days=7), by=by, now=now)
    done = {**ACT, "carries": f"Keep the window {words}", **(act or {})}
    save(cycle, Part.ACT, done, today - timedelta(days=6), by=by, now=now, shared=shared)
    return cycle


def ask(
    cop: Cop, text: str, *, by: Any, now: Any, session: Any = None, finding: str = "", change: str = ""
) -> Any:
    """A question of the learning agenda."""
    return actions.save_question(
        cop=cop,
        question=None,
        text=text,
        session=session,
        finding=finding,
        change=change,
        lock=0,
        by=by,
        now=now,
    )


def add_to_world(world: Any, cop: Cop, readers: list[str], *, by: Any, now: Any) -> None:
    """Two cycles, the second one shared, and a question, with something private in every text."""

    def secret(what: str) -> str:
        return str(world.private(f"an inquiry: {what}", *readers))

    told = {
        name: world.secret(f"a problem, shared: {name}", *readers)
        for name in ("measure", "level", "progress")
    }
    kept = {name: secret(name) for name in ("statement", "numbers", "voices", "practice", "whom")}
    problem = save_problem(cop, by=by, now=now, **told, **kept)
    quiet = {"start": secret("kept to ourselves")}
    first = run_cycle(cop, by=by, now=now, words=secret("a cycle"), act=quiet)
    lines = {"start": world.secret("a shared act", *readers)}
    second = run_cycle(cop, by=by, now=now, words=secret("a shared cycle"), act=lines, shared=True)
    question = ask(
        cop, secret("a question"), by=by, now=now, finding=secret("a finding"), change=secret("a change")
    )
    actions.explain_year(cop=cop, year=2020, rationale=secret("a reason"), by=by, now=now)
    world.things.setdefault("problem", []).append(problem)
    world.things.setdefault("cycle", []).extend([first, second])
    world.things.setdefault("question", []).append(question)
