"""Was it led? The criteria of the own CoP and of the company on the way: R07 to R13, R17, R18."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from trainer.certification.rules.facts import Facts, OwnSession
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
from trainer.practice.rules import CopSessionState, counting

Numbers = Mapping[str, int]
Scopes = frozenset[str]

SIGN_INS = (counting.CountReason.TOO_FEW_MEMBERS, counting.CountReason.NO_CHARTER)
"""Reasons that have a criterion of their own (R11, R09): one missing paper is told once."""


def months_of(days: Sequence[date]) -> int:
    """In how many different calendar months these days lie."""
    return len({(day.year, day.month) for day in days})


def meetings(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R07: enough mentor meetings in implementation, long enough, in enough months, without too long a gap."""
    since = [one for one in facts.meetings if one.on >= facts.implementation_on]
    counted = [one for one in since if one.minutes >= numbers["minutes"]]
    months = months_of([one.on for one in counted])
    gap = max(((after.on - before.on).days for before, after in pairwise(counted)), default=0)
    enough = len(counted) >= numbers["meetings"] and months >= numbers["calendar_months"]
    wanting = []
    if not enough:
        more = max(numbers["meetings"] - len(counted), numbers["calendar_months"] - months)
        wanting.append(Reason(Wanting.MORE_MEETINGS, {"more": more, "minutes": numbers["minutes"]}))
    if gap > numbers["gap_days"]:
        wanting.append(Reason(Wanting.CLOSE_GAPS, {"gap": gap, "most": numbers["gap_days"]}))
    said = {"done": len(counted), "needed": numbers["meetings"], "months": months}
    return Judged(
        not wanting,
        Reason(Counted.MEETINGS_GAP, {**said, "gap": gap}) if gap else Reason(Counted.MEETINGS, said),
        tuple(wanting),
        tuple(
            (done if one in counted else open_)(
                RecordKind.MEETING if one in counted else RecordKind.MEETING_SHORT,
                f"/meetings/{one.ref}", on=one.on, minutes=one.minutes,
            )
            for one in since
        ),
    )  # fmt: skip


def _held(facts: Facts, minutes: int, most: int) -> list[OwnSession]:
    """The sessions that count for R10: held, long enough, led or co-led by this trainee, after the charter."""
    return [one for one in _own(facts) if not _problems(facts, one, minutes, most, 0)]


def _own(facts: Facts) -> list[OwnSession]:
    return [one for one in facts.cop.sessions if one.led or one.co_led] if facts.cop else []


def _problems(facts: Facts, session: OwnSession, minutes: int, most: int, present: int) -> list[Reason]:
    """What the room practice says against a session, without what has a criterion of its own."""
    found = counting.counts(
        counting.SessionFacts(
            state=CopSessionState.HELD, starts_at=session.starts_at, minutes=session.minutes,
            present=len(session.present), leads=session.leads,
            approved_at=facts.cop.approved_at if facts.cop else None,
        ),
        counting.Needed(minutes=minutes, present=present, most_leads=most),
    )  # fmt: skip
    return [reason for reason in found if reason.code not in SIGN_INS]


def _short_of(sessions: Sequence[OwnSession], numbers: Numbers) -> dict[str, int]:
    """How many sessions, months and led ones are missing; only what is missing."""
    missing = {
        "sessions": numbers["sessions"] - len(sessions),
        "calendar_months": numbers["calendar_months"] - months_of([one.on for one in sessions]),
        "led": numbers["led"] - sum(one.led for one in sessions),
    }
    return {name: count for name, count in missing.items() if count > 0}


def sessions(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R10: enough sessions of the own CoP, long enough, in enough months; most of them led, never by too many.

    A session before the charter was approved does not count, and the approval is not dated back. While there is no
    approved charter at all, R09 says so, and this one counts what was held.
    """
    counted = _held(facts, numbers["minutes"], numbers["facilitators_at_most"])
    missing = _short_of(counted, numbers)
    codes = {
        "sessions": Wanting.MORE_SESSIONS,
        "calendar_months": Wanting.MORE_MONTHS,
        "led": Wanting.LEAD_MORE,
    }
    return Judged(
        not missing,
        Reason(Counted.SESSIONS, {
            "done": len(counted), "needed": numbers["sessions"],
            "months": months_of([one.on for one in counted]), "led": sum(one.led for one in counted),
        }),
        tuple(Reason(codes[name], {"more": count, "minutes": numbers["minutes"]}) for name, count in missing.items()),
        tuple(_own_session(facts, one, one in counted, numbers) for one in _own(facts)),
    )  # fmt: skip


def _own_session(facts: Facts, one: OwnSession, counted: bool, numbers: Numbers) -> Record:
    path, said = f"/cop-sessions/{one.ref}", {"number": one.number, "on": one.on, "minutes": one.minutes}
    if counted:
        return done(RecordKind.COP_LED if one.led else RecordKind.COP_CO_LED, path, **said)
    why = _problems(facts, one, numbers["minutes"], numbers["facilitators_at_most"], 0)
    return Record(Reason(RecordKind.COP_NOT_COUNTED, said), path, good=False, why=why[0])


def sign_ins(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R11: enough members at the counted sessions, enough in the CoP, and a core that keeps coming.

    A session with too few does not count. So this is met when the sessions that do count are as good as all that were
    held: one short evening in seven stands in nobody's way, the sixth of six does. Its numbers of sessions, months and
    led ones come from R10.
    """
    held = _held(facts, numbers["_minutes"], numbers["_facilitators_at_most"])
    counted = [one for one in held if len(one.present) >= numbers["members_present"]]
    needed = {name: numbers[f"_{name}"] for name in ("sessions", "calendar_months", "led")}
    members = facts.cop.members if facts.cop else frozenset()
    came = [member for one in counted for member in one.present]
    regular = {one for one in came if came.count(one) * 100 >= numbers["regular_percent"] * len(counted)}
    wanting = []
    if not counted or _short_of(counted, needed) != _short_of(held, needed):
        wanting.append(Reason(Wanting.MORE_PRESENT, {"needed": numbers["members_present"]}))
    if len(members) < numbers["members"]:
        wanting.append(Reason(Wanting.MORE_MEMBERS, {"done": len(members), "needed": numbers["members"]}))
    if len(regular) < numbers["members_regular"]:
        said = {"done": len(regular), "needed": numbers["members_regular"]}
        wanting.append(Reason(Wanting.MORE_REGULARS, said))
    return Judged(
        not wanting,
        Reason(Counted.SIGN_INS, {
            "done": len(counted), "held": len(held), "present": numbers["members_present"],
            "members": len(members), "regular": len(regular),
        }),
        tuple(wanting),
        tuple(
            (done if one in counted else open_)(
                RecordKind.SIGNED_IN, f"/cop-sessions/{one.ref}", number=one.number, on=one.on, count=len(one.present)
            )
            for one in held
        ),
    )  # fmt: skip


def debriefs(facts: Facts, numbers: Numbers, excused: Scopes) -> Judged:
    """R08: a debrief in time for every session that counts, one session at a time. `excused`: sessions waived."""
    held = _held(facts, numbers["_minutes"], numbers["_facilitators_at_most"])
    counted = [one for one in held if len(one.present) >= numbers["_members_present"]]
    within = timedelta(days=numbers["within_days"])
    in_time = [one for one in counted if one.debriefed_on and one.debriefed_on <= one.on + within]
    missing = [one for one in counted if one not in in_time and one.ref not in excused]
    return Judged(
        bool(counted) and not missing,
        Reason(Counted.DEBRIEFS, {"done": len(in_time), "needed": len(counted)}),
        (
            Reason(
                Wanting.DEBRIEF, {"numbers": listed(one.number for one in missing), "days": within.days}
            ),
        )
        if missing
        else ()
        if counted
        else (Reason(Wanting.NOTHING_YET),),
        tuple(_debrief(one, one in in_time) for one in counted),
    )  # fmt: skip


def _debrief(one: OwnSession, in_time: bool) -> Record:
    path, said = f"/debriefs/{one.debrief_ref}" if one.debrief_ref else "", {"number": one.number}
    if one.debriefed_on is None:
        return open_(RecordKind.DEBRIEF_OPEN, path, **said)
    if in_time:
        return done(RecordKind.DEBRIEFED, path, **said, on=one.debriefed_on)
    return open_(RecordKind.DEBRIEFED_LATE, path, **said, on=one.debriefed_on)


def charter(facts: Facts, _numbers: Numbers, _excused: Scopes) -> Judged:
    """R09: the charter of the own CoP is approved. What was held before does not count (R10)."""
    cop = facts.cop
    if cop is not None and cop.approved_at is not None:
        record = done(RecordKind.CHARTER, f"/cops/{cop.ref}/charter", on=cop.approved_at)
        return Judged(True, Reason(Counted.CHARTER, {"on": cop.approved_at}), (), (record,))
    waits = cop is not None and cop.submitted
    return Judged(
        False,
        Reason(Counted.CHARTER_WAITS if waits else Counted.CHARTER_MISSING),
        (Reason(Wanting.CHARTER),),
    )


def facilitator_cop(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R17: enough meetings of the CoP for facilitators between the first own session and the request."""
    launch = min((one.on for one in _own(facts)), default=None)
    last = facts.requested_on or facts.day
    counted = [
        one for one in facts.facilitator_cop
        if one.credited and launch is not None and one.on is not None and launch <= one.on <= last
    ]  # fmt: skip
    needed = numbers["meetings"]
    return Judged(
        len(counted) >= needed,
        Reason(Counted.FACILITATOR_COP, {"done": len(counted), "needed": needed}),
        (Reason(Wanting.MORE_FACILITATOR_COP, {"more": needed - len(counted)}),)
        if len(counted) < needed
        else (),
        tuple(
            done(RecordKind.SESSION_CREDITED, "/me/record", number=one.number, on=one.on) for one in counted
        ),
    )


def share_out(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R18: enough presentations to peers since the cohort began, held and not only announced, before the request."""
    last = facts.requested_on or facts.day
    counted = [one for one in facts.presented if facts.starts_on <= one.on <= last]
    needed = numbers["presentations"]
    return Judged(
        len(counted) >= needed,
        Reason(Counted.SHARE_OUT, {"done": len(counted), "needed": needed}),
        (Reason(Wanting.PRESENT, {"more": needed - len(counted)}),) if len(counted) < needed else (),
        tuple(
            (done if one in counted else open_)(
                RecordKind.PRESENTED if one in counted else RecordKind.PRESENTED_BEFORE,
                one.path, title=one.title, on=one.on,
            )
            for one in facts.presented
        ),
    )  # fmt: skip
