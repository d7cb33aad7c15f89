"""What should a planner look at again? Advice with what was counted; it stops nobody (rows B05, C05, D12, D13, D17)."""

import enum
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from trainer.core.errors import Month, Reason
from trainer.schedule.rules.kinds import Equipment, Format, OfferingKind, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan

FEWEST, MOST = 2, 4
"""How often a CoP that an agency asked for meets in a school year (row B05)."""
HALF_DAY = 270
"""Minutes up to which a meeting is a half-day: four and a half hours, a wellness break included."""
WEB_SERIES = 3
"""How many open web series a year has at least (row D13)."""
PREPARATION = (8, 9)
CHECK_INS = (11, 2, 5)
EARLY_MAY = 15
"""Facilitators prepare in August or September and check in in November, February and early May (row D12)."""
WHOLE_ROOM = (Equipment.CAMERA, Equipment.MICROPHONE)
"""What a hybrid room needs so that those online see and hear everybody (row C05)."""
COPS = (OfferingKind.IN_AGENCY, OfferingKind.FACILITATOR_COP, OfferingKind.LEADERSHIP_COP)
MONTHLY = (OfferingKind.FACILITATOR_COP, OfferingKind.LEADERSHIP_COP)
FACILITATOR_DAYS = (OfferingKind.PREP_DAY, OfferingKind.CHECK_IN)


class Advice(enum.StrEnum):
    """What to look at. Facts: count, fewest, most, mandatory, first, second, sessions, month, minutes, planned."""

    NO_CAMERA = "no_camera"
    NO_MICROPHONE = "no_microphone"
    NEITHER = "neither"
    FEW_MEETINGS = "few_meetings"
    MANY_MEETINGS = "many_meetings"
    TWO_IN_A_ROW_OPTIONAL = "two_in_a_row_optional"
    WHOLE_DAYS = "whole_days"
    MONTHS_WITHOUT = "months_without"
    NOT_MANDATORY = "not_mandatory"
    MORE_THAN_A_DAY = "more_than_a_day"
    PREPARATION_MONTH = "preparation_month"
    CHECK_IN_MONTH = "check_in_month"
    AREAS_DIFFER = "areas_differ"
    FEW_WEB_SERIES = "few_web_series"
    NO_PREPARATION = "no_preparation"
    CHECK_INS_MISSING = "check_ins_missing"


def of_plan(plan: OfferingPlan) -> list[Reason]:
    """What to look at again in one offering."""
    found = _room(plan)
    if plan.kind in COPS and plan.sessions:
        found += _cadence(plan)
    if plan.kind in FACILITATOR_DAYS and plan.sessions:
        found += _facilitator_day(plan)
    shared = sum(plan.competencies.values())
    if plan.minutes is not None and shared and shared != plan.minutes:
        found.append(Reason(Advice.AREAS_DIFFER, {"minutes": shared, "planned": plan.minutes}))
    return found


def _room(plan: OfferingPlan) -> list[Reason]:
    if plan.format is not Format.HYBRID:
        return []
    missing = [item for item in WHOLE_ROOM if item.value not in plan.equipment]
    if len(missing) == len(WHOLE_ROOM):
        return [Reason(Advice.NEITHER)]
    return (
        [Reason(Advice.NO_CAMERA if Equipment.CAMERA in missing else Advice.NO_MICROPHONE)] if missing else []
    )


def _cadence(plan: OfferingPlan) -> list[Reason]:
    """How often, how many of them mandatory, and for how long: each with its count."""
    found: list[Reason] = []
    count = len(plan.sessions)
    if plan.kind is OfferingKind.IN_AGENCY:
        facts = {"count": count, "fewest": FEWEST, "most": MOST}
        if count < FEWEST:
            found.append(Reason(Advice.FEW_MEETINGS, facts))
        if count > MOST:
            found.append(Reason(Advice.MANY_MEETINGS, facts))
        long = [str(n) for n, session in _numbered(plan) if minutes_of(session) > HALF_DAY]
        if long:
            found.append(Reason(Advice.WHOLE_DAYS, {"sessions": ", ".join(long)}))
    pair = next((n for n in range(1, count) if not (_must(plan, n - 1) or _must(plan, n))), None)
    if pair is not None and not plan.per_session:
        must = sum(session.mandatory for session in plan.sessions)
        facts = {"mandatory": must, "count": count, "first": pair, "second": pair + 1}
        found.append(Reason(Advice.TWO_IN_A_ROW_OPTIONAL, facts))
    if plan.kind in MONTHLY:
        without = months_without([session.on for session in plan.sessions if session.on])
        if without:
            found.append(
                Reason(Advice.MONTHS_WITHOUT, {"count": len(without), "month": without[0], "sessions": count})
            )
    return found


def _must(plan: OfferingPlan, place: int) -> bool:
    return plan.sessions[place].mandatory


def _numbered(plan: OfferingPlan) -> Iterable[tuple[int, SessionPlan]]:
    return enumerate(plan.sessions, start=1)


def minutes_of(session: SessionPlan) -> int:
    """How long a session takes by the clocks on the wall; 0 while its times are not known."""
    if session.starts is None or session.ends is None:
        return 0
    day = date(2000, 1, 1)
    return (datetime.combine(day, session.ends) - datetime.combine(day, session.starts)) // timedelta(
        minutes=1
    )


def months_without(days: Sequence[date]) -> list[Month]:
    """The months between the first and the last day in which nothing is planned."""
    if not days:
        return []
    there = {day.year * 12 + day.month - 1 for day in days}
    return [
        Month(month // 12, month % 12 + 1, 1) for month in range(min(there), max(there)) if month not in there
    ]


def _facilitator_day(plan: OfferingPlan) -> list[Reason]:
    found: list[Reason] = []
    optional = sum(not session.mandatory for session in plan.sessions)
    if optional:
        found.append(Reason(Advice.NOT_MANDATORY, {"count": optional}))
    days = {session.on for session in plan.sessions if session.on and session.when is not When.MONTH}
    if len(days) > 1:
        found.append(Reason(Advice.MORE_THAN_A_DAY, {"count": len(days)}))
    first = plan.first_on
    if first and plan.kind is OfferingKind.PREP_DAY and first.month not in PREPARATION:
        found.append(Reason(Advice.PREPARATION_MONTH, {"month": Month(first.year, first.month, 1)}))
    if first and plan.kind is OfferingKind.CHECK_IN and not _is_check_in(first, plan.sessions[0].when):
        found.append(Reason(Advice.CHECK_IN_MONTH, {"month": Month(first.year, first.month, 1)}))
    return found


def _is_check_in(day: date, when: When) -> bool:
    return day.month in CHECK_INS and (day.month != 5 or when is When.MONTH or day.day <= EARLY_MAY)


def of_year(plans: Iterable[OfferingPlan]) -> list[Reason]:
    """What to look at again in a whole year: only of what the year offers at all."""
    there = [plan for plan in plans if not plan.canceled]
    found: list[Reason] = []
    web = sum(plan.kind is OfferingKind.WEB_SERIES for plan in there)
    if 0 < web < WEB_SERIES:
        found.append(Reason(Advice.FEW_WEB_SERIES, {"count": web, "fewest": WEB_SERIES}))
    if not any(plan.kind in FACILITATOR_DAYS for plan in there):
        return found
    if not any(plan.kind is OfferingKind.PREP_DAY for plan in there):
        found.append(Reason(Advice.NO_PREPARATION))
    months = {plan.first_on.month for plan in there if plan.kind is OfferingKind.CHECK_IN and plan.first_on}
    missing = set(CHECK_INS) - months
    if missing:
        facts = {"count": len(CHECK_INS) - len(missing), "fewest": len(CHECK_INS)}
        found.append(Reason(Advice.CHECK_INS_MISSING, facts))
    return found
