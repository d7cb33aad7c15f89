"""Was it agreed and settled? Values, confidence, the mentor, the administrator, the deadline: R12, R13, R21 to R23."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from trainer.certification.rules.facts import Facts, OwnCop, Recorded
from trainer.certification.rules.findings import Counted, Judged, RecordKind, Wanting, done, open_
from trainer.core.errors import Reason

Numbers = Mapping[str, int]
Scopes = frozenset[str]


def _place(cop: OwnCop, session: int) -> int:
    """The how-manieth held session this is, from 1; canceled ones leave holes in the numbers."""
    return sum(one.number < session for one in cop.sessions) + 1


def _in_time(cop: OwnCop, recorded: Sequence[Recorded], by_session: int) -> list[Recorded]:
    """What was decided in one of the first sessions, and written down before the one after them began."""
    later = [one.starts_at for one in cop.sessions if _place(cop, one.number) == by_session + 1]
    return [
        one for one in recorded
        if _place(cop, one.session) <= by_session and (not later or one.at < later[0])
    ]  # fmt: skip


def values(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R12: shared values recorded by the end of an early session, and taken up again later."""
    cop = facts.cop
    if cop is None or not cop.values:
        wanted = (Reason(Wanting.RECORD_VALUES, {"session": numbers["by_session"]}),)
        return Judged(False, Reason(Counted.VALUES_MISSING), wanted)
    path = f"/cops/{cop.ref}"
    first = min(cop.values, key=lambda one: (one.session, one.at))
    early = _in_time(cop, cop.values, numbers["by_session"])
    again = [one for one in cop.revisited if one.session > first.session]
    records = (
        (done if early else open_)(RecordKind.VALUES, path, number=first.session, on=first.at),
        *(done(RecordKind.REVISITED, path, number=one.session, on=one.at) for one in again),
    )
    if not early:
        wanted = (Reason(Wanting.RECORD_VALUES, {"session": numbers["by_session"]}),)
        return Judged(False, Reason(Counted.VALUES_LATE, {"number": first.session}), wanted, records)
    if len(again) < numbers["revisited"]:
        counted = Reason(Counted.VALUES_ONCE, {"number": first.session})
        return Judged(False, counted, (Reason(Wanting.REVISIT_VALUES),), records)
    said = {"number": first.session, "times": len(again)}
    return Judged(True, Reason(Counted.VALUES, said), (), records)


def confidence(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R13: the CoP's agreement recorded by the first session, and the platform's privacy promise signed."""
    cop = facts.cop
    kept = _in_time(cop, cop.agreements, numbers["by_session"]) if cop else []
    agreed = bool(kept)
    records = [done(RecordKind.PROMISE, "/me/promise", on=facts.promise_on)] if facts.promise_on else []
    if cop:
        records += [
            (done if one in kept else open_)(
                RecordKind.AGREEMENT, f"/cops/{cop.ref}", number=one.session, on=one.at
            )
            for one in cop.agreements
        ]
    wanting = []
    if not agreed:
        wanting.append(Reason(Wanting.RECORD_AGREEMENT, {"session": numbers["by_session"]}))
    if facts.promise_on is None:
        wanting.append(Reason(Wanting.SIGN_PROMISE))
    code = {
        (True, True): Counted.CONFIDENCE,
        (True, False): Counted.AGREEMENT_ALONE,
        (False, True): Counted.PROMISE_ALONE,
        (False, False): Counted.CONFIDENCE_MISSING,
    }[agreed, facts.promise_on is not None]
    return Judged(not wanting, Reason(code), tuple(wanting), tuple(records))


def sign_off(facts: Facts, _numbers: Numbers, _excused: Scopes) -> Judged:
    """R21: the mentor's latest statement says what was seen and verified. A mentor may decline."""
    signed = facts.signed
    if signed is None:
        return Judged(False, Reason(Counted.SIGN_OFF_MISSING), (Reason(Wanting.MENTOR_SIGNS),))
    said = {"on": signed.on, "name": signed.mentor}
    if not signed.given:
        counted = Reason(Counted.SIGN_OFF_DECLINED, said)
        return Judged(
            False, counted, (Reason(Wanting.MENTOR_SIGNS),), (open_(RecordKind.SIGN_OFF, "", **said),)
        )
    return Judged(True, Reason(Counted.SIGNED, said), (), (done(RecordKind.SIGN_OFF, "", **said),))


def decision(facts: Facts, _numbers: Numbers, _excused: Scopes) -> Judged:
    """R22: an administrator granted it."""
    if facts.granted_on is None:
        return Judged(False, Reason(Counted.DECISION_MISSING), (Reason(Wanting.ADMINISTRATOR_DECIDES),))
    said = {"on": facts.granted_on}
    return Judged(True, Reason(Counted.GRANTED, said), (), (done(RecordKind.DECISION, "", **said),))


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month when it has none."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def deadline_of(starts_on: date, extended_until: date | None, numbers: Numbers, away_days: int = 0) -> date:
    """Until when certification can be asked for. Days away in a deferral are added, up to the last date of all."""
    usual = add_months(starts_on, numbers["months"])
    last = max(usual, add_months(starts_on, numbers["months_at_most"]))
    later = min(usual + timedelta(days=away_days), last)
    return max(later, extended_until) if extended_until else later


def deadline(facts: Facts, numbers: Numbers, _excused: Scopes) -> Judged:
    """R23: certification was asked for, or can still be, on or before the last day."""
    until = deadline_of(facts.starts_on, facts.extended_until, numbers, facts.away_days)
    records = [done(RecordKind.COHORT_BEGAN, on=facts.starts_on)]
    if facts.away_days:
        records.append(done(RecordKind.AWAY, days=facts.away_days))
    if facts.extended_until:
        records.append(done(RecordKind.EXTENDED, on=facts.extended_until))
    if facts.requested_on:
        in_time = facts.requested_on <= until
        records.append((done if in_time else open_)(RecordKind.ASKED, on=facts.requested_on))
    found = _asked_in_time(facts, until)
    return replace(found, records=tuple(records))


def _asked_in_time(facts: Facts, until: date) -> Judged:
    if (facts.requested_on or facts.day) > until:
        return Judged(False, Reason(Counted.DEADLINE_PASSED, {"until": until}), (Reason(Wanting.EXTEND),))
    if facts.requested_on:
        said = {"until": until, "on": facts.requested_on}
        return Judged(True, Reason(Counted.DEADLINE_KEPT, said))
    return Judged(True, Reason(Counted.DEADLINE, {"until": until, "left": (until - facts.day).days}))
