"""How does each criterion of an edition stand for one trainee? One function per criterion, one table, no database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trainer.certification.rules import agreed, learned, led
from trainer.certification.rules.facts import Facts, Waived
from trainer.certification.rules.findings import Counted, Finding, Judged, Verdict
from trainer.core.errors import Reason

Judge = Callable[[Facts, Mapping[str, int], frozenset[str]], Judged]

ESSENTIAL, WAIVABLE, SETTING = "essential", "waivable", "setting"
SIGN_OFF, DECISION, DEADLINE = "R21", "R22", "R23"
BY_OTHERS = (SIGN_OFF, DECISION)
"""What the trainee asks for with the request; so it cannot be asked for before."""


@dataclass(frozen=True)
class Known:
    """What the product knows of a criterion: its function, the numbers that it needs, and those of other criteria."""

    judge: Judge
    numbers: tuple[str, ...] = ()
    borrows: tuple[tuple[str, str], ...] = ()


COUNTED_SESSION = (("R10", "minutes"), ("R10", "facilitators_at_most"))

KNOWN: dict[str, Known] = {
    "R01": Known(learned.course),
    "R02": Known(learned.modules, ("modules",)),
    "R03": Known(learned.live, ("attended", "sessions", "makeup_days")),
    "R04": Known(learned.credit, ("missed_minutes",)),
    "R05": Known(learned.checks, ("percent",)),
    "R06": Known(learned.entries, ("reflective", "traces")),
    "R07": Known(led.meetings, ("meetings", "calendar_months", "minutes", "gap_days")),
    "R08": Known(led.debriefs, ("within_days",), (*COUNTED_SESSION, ("R11", "members_present"))),
    "R09": Known(led.charter),
    "R10": Known(led.sessions, ("sessions", "calendar_months", "minutes", "led", "facilitators_at_most")),
    "R11": Known(
        led.sign_ins,
        ("members_present", "members", "members_regular", "regular_percent"),
        (*COUNTED_SESSION, ("R10", "sessions"), ("R10", "calendar_months"), ("R10", "led")),
    ),
    "R12": Known(agreed.values, ("by_session", "revisited")),
    "R13": Known(agreed.confidence, ("by_session",)),
    "R17": Known(led.facilitator_cop, ("meetings",)),
    "R18": Known(led.share_out, ("presentations",)),
    "R21": Known(agreed.sign_off),
    "R22": Known(agreed.decision),
    "R23": Known(agreed.deadline, ("months", "extension_days", "months_at_most")),
}


@dataclass(frozen=True)
class Criterion:
    """A criterion as an edition of the program declares it."""

    code: str
    kind: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    numbers_waivable: bool = False
    waived_per: str | None = None
    recorded: bool = True
    text: Mapping[str, str] = field(default_factory=dict)


def criteria_of(content: Mapping[str, Any]) -> list[Criterion]:
    """The criteria of an edition as it was loaded, in its order."""
    return [
        Criterion(
            code=item["code"], kind=item["kind"], numbers=item["numbers"], numbers_waivable=item["numbers_waivable"],
            waived_per=item["waived_per"], recorded=not item.get("not_recorded", False), text=item["text"],
        )
        for item in content["criteria"]
    ]  # fmt: skip


def unknown_numbers(criteria: Sequence[Criterion]) -> list[tuple[str, str]]:
    """The numbers that a recorded criterion needs and that the edition does not give: (code, name)."""
    given = {one.code: one.numbers for one in criteria}
    missing = []
    for one in criteria:
        known = KNOWN.get(one.code)
        if known is None or not one.recorded:
            continue
        missing += [(one.code, name) for name in known.numbers if name not in one.numbers]
        missing += [(code, name) for code, name in known.borrows if name not in given.get(code, {})]
    return list(dict.fromkeys(missing))


def without_a_function(criteria: Sequence[Criterion]) -> list[str]:
    """Criteria that say their facts are recorded, although the product knows no way to count them."""
    return [one.code for one in criteria if one.recorded and one.code not in KNOWN]


def evaluate(facts: Facts, criteria: Sequence[Criterion]) -> list[Finding]:
    """How each criterion stands, in the order of the edition."""
    plain = {one.code: one.numbers for one in criteria}
    eased = _eased(plain, criteria, facts.waivers)
    return [_finding(facts, one, eased) for one in criteria]


def _eased(
    numbers: Mapping[str, Mapping[str, int]], criteria: Sequence[Criterion], waivers: Iterable[Waived]
) -> dict[str, Mapping[str, int]]:
    """The numbers with those that were waived; only where the edition says that they may be."""
    may = {one.code for one in criteria if one.numbers_waivable}
    found = dict(numbers)
    for waiver in waivers:
        if waiver.code in may and waiver.numbers:
            known = {name: value for name, value in waiver.numbers.items() if name in found[waiver.code]}
            found[waiver.code] = {**found[waiver.code], **known}
    return found


def _finding(facts: Facts, criterion: Criterion, eased: Mapping[str, Mapping[str, int]]) -> Finding:
    code = criterion.code
    shown: dict[str, Any] = {
        "code": code, "kind": criterion.kind, "text": criterion.text, "numbers": criterion.numbers,
        "numbers_waivable": criterion.numbers_waivable, "waived_per": criterion.waived_per,
    }  # fmt: skip
    known = KNOWN.get(code)
    if not criterion.recorded or known is None:
        return Finding(verdict=Verdict.NOT_RECORDED, counted=Reason(Counted.NOT_RECORDED), **shown)
    borrowed = {f"_{name}": eased[other][name] for other, name in known.borrows}
    judged = known.judge(facts, {**criterion.numbers, **borrowed}, frozenset())
    if judged.met:
        return _found(Verdict.MET, judged, shown)
    scopes = frozenset(one.scope for one in facts.waivers if one.code == code and one.scope)
    again = known.judge(facts, {**eased[code], **borrowed}, scopes)
    whole = any(one.code == code and not one.scope and not one.numbers for one in facts.waivers)
    if again.met or (whole and criterion.kind == WAIVABLE and criterion.waived_per is None):
        return _found(Verdict.WAIVED, again, {**shown, "numbers": eased[code]}, still=False)
    return _found(Verdict.NOT_MET, again, shown)


def _found(verdict: Verdict, judged: Judged, shown: dict[str, Any], *, still: bool = True) -> Finding:
    return Finding(
        verdict=verdict, counted=judged.counted, wanting=judged.wanting if still else (),
        records=judged.records, **shown,
    )  # fmt: skip


def standing_in_the_way(findings: Sequence[Finding], *, but: Iterable[str] = ()) -> list[str]:
    """The codes of what is neither met nor waived. R04 is a number by which others are judged, never one by itself."""
    left = {*but, "R04"}
    return [one.code for one in findings if not one.settled and one.code not in left]


def essential_missing(findings: Sequence[Finding], *, but: Iterable[str] = ()) -> list[str]:
    """The codes of essential criteria (and of the deadline) that are not met: nobody can waive them."""
    kinds = {one.code: one.kind for one in findings}
    return [
        code
        for code in standing_in_the_way(findings, but=but)
        if kinds[code] == ESSENTIAL or code == DEADLINE
    ]
