"""Was it learned? The criteria of courses, sessions, checks and the journal: R01 to R06."""

from collections.abc import Mapping
from datetime import timedelta

from trainer.certification.rules.facts import Attended, Completed, Facts, Module, Written
from trainer.certification.rules.findings import (
    Counted,
    Judged,
    Record,
    RecordKind,
    Wanting,
    done,
    listed,
    open_,
)
from trainer.core.errors import Reason
from trainer.learning.rules import COHORT_COURSE, ENTRY_COURSE

Numbers = Mapping[str, int]
Scopes = frozenset[str]

REFRESHER = "refresher"


def course(facts: Facts, _numbers: Numbers, _excused: Scopes) -> Judged:
    """R01: CoP 101 completed with all its parts; or earlier training accepted, and the Refresher completed."""
    of = {one.course: one for one in sorted(facts.completions, key=lambda one: not one.equivalency)}
    first, refresher = of.get(ENTRY_COURSE), of.get(REFRESHER)
    records = tuple(done(_course_kind(one), "/me/record", on=one.on) for one in (first, refresher) if one)
    if first is None:
        return Judged(False, Reason(Counted.NOT_COMPLETED), (Reason(Wanting.COMPLETE_101),), records)
    if not first.equivalency:
        return Judged(True, Reason(Counted.COMPLETED, {"on": first.on}), (), records)
    if refresher is None or refresher.equivalency:
        return Judged(
            False, Reason(Counted.EQUIVALENT_ALONE, {"on": first.on}), (Reason(Wanting.COMPLETE_REFRESHER),), records
        )  # fmt: skip
    return Judged(True, Reason(Counted.EQUIVALENT, {"on": first.on, "refresher": refresher.on}), (), records)


def _course_kind(one: Completed) -> RecordKind:
    if one.course == REFRESHER:
        return RecordKind.REFRESHER
    return RecordKind.EARLIER_TRAINING if one.equivalency else RecordKind.COURSE


def modules(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R02: the modules of the cohort's course are finished."""
    needed = numbers["modules"]
    wanted = facts.modules[:needed]
    missing = [number for number, one in enumerate(wanted, start=1) if one.read_on is None]
    finished = len(wanted) - len(missing)
    return Judged(
        finished >= needed,
        Reason(Counted.MODULES, {"done": finished, "needed": needed}),
        (Reason(Wanting.FINISH_MODULES, {"numbers": listed(missing)}),) if finished < needed else (),
        tuple(_module(number, one) for number, one in enumerate(wanted, start=1)),
    )


def _module(number: int, module: Module) -> Record:
    path = f"/courses/{COHORT_COURSE}/{module.id}"
    if module.read_on is None:
        return open_(RecordKind.MODULE_OPEN, path, number=number)
    return done(RecordKind.MODULE_DONE, path, number=number, on=module.read_on)


def live(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R03: enough sessions attended live, and each missed one made up in time.

    Made up: the session's module was read and its reflection handed in within the days after the session, and the
    reflection was accepted since. How long the mentor took to answer is not held against the trainee.
    """
    sessions = facts.training[: numbers["sessions"]][: facts.training_sessions]
    attended = [one for one in sessions if one.credited]
    made_up = [one for one in sessions if not one.credited and _made_up(facts, one, numbers["makeup_days"])]
    missing = [one for one in sessions if one not in attended and one not in made_up]
    if facts.training_sessions == 0:
        counted = Reason(Counted.LIVE, {"live": 0, "made_up": 0, "needed": numbers["sessions"]})
        return Judged(False, counted, (Reason(Wanting.NO_TRAINING),))
    met = len(attended) >= numbers["attended"] and len(attended) + len(made_up) >= numbers["sessions"]
    return Judged(
        met,
        Reason(Counted.LIVE, {"live": len(attended), "made_up": len(made_up), "needed": numbers["sessions"]}),
        ()
        if met
        else (
            Reason(Wanting.ATTEND_OR_MAKE_UP, {
                "attended": numbers["attended"], "sessions": numbers["sessions"], "days": numbers["makeup_days"],
                "numbers": listed(one.number for one in missing),
            }),
        ),
        tuple(_session(one, made_up=one in made_up) for one in sessions),
    )  # fmt: skip


def _made_up(facts: Facts, session: Attended, days: int) -> bool:
    if session.on is None or session.credited is None or session.number > len(facts.modules):
        return False
    module = facts.modules[session.number - 1]
    last = session.on + timedelta(days=days)
    handed_in = [
        one for one in facts.entries
        if one.session == session.number and not one.trace and one.accepted_on
        and one.handed_in_on is not None and one.handed_in_on <= last
    ]  # fmt: skip
    return bool(handed_in) and module.read_on is not None and module.read_on <= last


def _session(session: Attended, *, made_up: bool) -> Record:
    facts = {"number": session.number, "on": session.on or ""}
    if session.credited:
        return done(RecordKind.SESSION_CREDITED, "/me/record", **facts)
    if made_up:
        return done(RecordKind.SESSION_MADE_UP, "/me/record", **facts)
    if session.credited is None:
        return open_(RecordKind.SESSION_OPEN, "", **facts)
    if session.missed_minutes:
        return open_(RecordKind.SESSION_MISSED_MINUTES, "/me/record", **facts, minutes=session.missed_minutes)
    return open_(RecordKind.SESSION_ABSENT, "/me/record", **facts)


def credit(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R04: a session counts when no more than the limit was missed. It is a setting: R01 and R03 are judged by it.

    It stands as met once one session has counted within the limit.
    """
    limit = numbers["missed_minutes"]
    marked = [one for one in facts.training if one.credited is not None]
    counted = [one for one in marked if one.credited and one.missed_minutes <= limit]
    return Judged(
        bool(counted),
        Reason(Counted.CREDIT, {"limit": limit, "credited": len(counted), "marked": len(marked)}),
        () if counted else (Reason(Wanting.KEEP_THE_LIMIT, {"limit": limit}),),
        tuple(_session(one, made_up=False) for one in marked),
    )


def checks(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R05: each knowledge check of the cohort's course was answered well enough.

    Those of CoP 101 are part of R01. Those of the practicum are for learning: what counts there is led, not answered
    (R09 to R14), and domain.md 3.6 promises checks of CoP 101 and the cohort alone.
    """
    asked = [(number, one) for number, one in enumerate(facts.modules, start=1) if one.has_check]
    missing = [number for number, one in asked if (one.percent or 0) < numbers["percent"]]
    return Judged(
        bool(asked) and not missing,
        Reason(Counted.CHECKS, {"done": len(asked) - len(missing), "needed": len(asked), **numbers}),
        (Reason(Wanting.PASS_CHECKS, {"numbers": listed(missing), **numbers}),) if missing or not asked else (),
        tuple(
            done(RecordKind.CHECK, _check_path(one), number=number, percent=one.percent)
            if number not in missing
            else open_(RecordKind.CHECK_OPEN, _check_path(one), number=number, percent=one.percent or 0)
            for number, one in asked
        ),
    )  # fmt: skip


def _check_path(module: Module) -> str:
    return f"/courses/{COHORT_COURSE}/{module.id}/check"


def entries(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R06: enough required reflections and traces of practice were accepted."""
    accepted = [one for one in facts.entries if one.accepted_on]
    reflective = sum(not one.trace for one in accepted)
    traces = sum(one.trace for one in accepted)
    more = {
        "reflective": max(numbers["reflective"] - reflective, 0),
        "traces": max(numbers["traces"] - traces, 0),
    }
    met = not any(more.values())
    return Judged(
        met,
        Reason(Counted.ENTRIES, {
            "reflective": reflective, "of_reflective": numbers["reflective"],
            "traces": traces, "of_traces": numbers["traces"],
        }),
        () if met else (Reason(Wanting.MORE_ENTRIES, more),),
        tuple(_entry(one) for one in facts.entries),
    )  # fmt: skip


def _entry(entry: Written) -> Record:
    path = f"/entries/{entry.ref}"
    if entry.accepted_on:
        kind = RecordKind.TRACE_ACCEPTED if entry.trace else RecordKind.REFLECTION_ACCEPTED
        return done(kind, path, number=entry.session, on=entry.accepted_on)
    kind = RecordKind.TRACE_OPEN if entry.trace else RecordKind.REFLECTION_OPEN
    return open_(kind, path, number=entry.session)
