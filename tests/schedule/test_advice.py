"""Is a planner told what to look at again, with the right counts, and does a series meet on the right days?"""

from dataclasses import replace
from datetime import date, time

import pytest

from trainer.core.errors import Reason
from trainer.schedule.rules import advice, series, soundness, tags
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.advice import Advice
from trainer.schedule.rules.kinds import Format, OfferingKind, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan
from trainer.schedule.rules.series import Duty, Rhythm, SeriesReason
from trainer.schedule.rules.soundness import PlanReason

MORNING = (time(9), time(12, 30))


def planned(kind, *days, must=None, times=MORNING, **values):
    """An offering with a session on each day; `must`: 'mom' is mandatory, optional, mandatory."""
    must = must or "m" * len(days)
    sessions = tuple(
        SessionPlan(f"s{number}", When.FIXED, day, *times, mandatory=letter == "m")
        for number, (day, letter) in enumerate(zip(days, must, strict=True), start=1)
    )
    return OfferingPlan(kind=kind, title="A", sessions=sessions, **values).with_when()


AGENCY, MONTHLY = OfferingKind.IN_AGENCY, OfferingKind.FACILITATOR_COP
OCT, DEC, FEB, APR, MAY = (date(2026 + (m < 7), m, 8) for m in (10, 12, 2, 4, 5))
ONCE = {"fewest": 2, "most": 4}


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (planned(AGENCY, OCT, FEB), []),
        (planned(AGENCY, OCT, DEC, FEB, APR, must="momo"), []),
        (planned(AGENCY, OCT), [Reason(Advice.FEW_MEETINGS, {"count": 1, **ONCE})]),
        (planned(AGENCY), []),
        (planned(AGENCY, OCT, DEC, FEB, APR, MAY), [Reason(Advice.MANY_MEETINGS, {"count": 5, **ONCE})]),
        (
            planned(AGENCY, OCT, DEC, FEB, APR, must="moom"),
            [Reason(Advice.TWO_IN_A_ROW_OPTIONAL, {"mandatory": 2, "count": 4, "first": 2, "second": 3})],
        ),
        (
            planned(AGENCY, OCT, DEC, times=(time(9), time(15))),
            [Reason(Advice.WHOLE_DAYS, {"sessions": "1, 2"})],
        ),
        (planned(MONTHLY, OCT, DEC, must="oo", per_session=True), [
            Reason(Advice.MONTHS_WITHOUT, {"count": 1, "month": date(2026, 11, 1), "sessions": 2}),
        ]),
        (planned(MONTHLY, *(date(2026, m, 8) for m in range(8, 13)), *(date(2027, m, 8) for m in range(1, 6))), []),
        (planned(OfferingKind.COP_101, OCT, must="o"), []),
        (planned(OfferingKind.WEB_SERIES, OCT, DEC, must="oo"), []),
        (planned(OfferingKind.PREP_DAY, date(2026, 8, 20)), []),
        (
            planned(OfferingKind.PREP_DAY, OCT, must="o"),
            [
                Reason(Advice.NOT_MANDATORY, {"count": 1}),
                Reason(Advice.PREPARATION_MONTH, {"month": date(2026, 10, 1)}),
            ],
        ),
        (planned(OfferingKind.CHECK_IN, MAY), []),
        (
            planned(OfferingKind.CHECK_IN, date(2027, 5, 20), date(2027, 5, 21)),
            [
                Reason(Advice.MORE_THAN_A_DAY, {"count": 2}),
                Reason(Advice.CHECK_IN_MONTH, {"month": date(2027, 5, 1)}),
            ],
        ),
        (planned(OfferingKind.COP_101, OCT, format=Format.HYBRID), [Reason(Advice.NEITHER)]),
        (
            planned(OfferingKind.COP_101, OCT, format=Format.HYBRID, equipment=("camera", "screen")),
            [Reason(Advice.NO_MICROPHONE)],
        ),
        (
            planned(OfferingKind.COP_101, OCT, format=Format.HYBRID, equipment=("microphone",)),
            [Reason(Advice.NO_CAMERA)],
        ),
        (planned(OfferingKind.COP_101, OCT, format=Format.HYBRID, equipment=("microphone", "camera")), []),
        (planned(OfferingKind.COP_101, OCT, format=Format.VIRTUAL), []),
        (
            planned(OfferingKind.COP_101, OCT, minutes=900, competencies={"1": 60, "2": 90}),
            [Reason(Advice.AREAS_DIFFER, {"minutes": 150, "planned": 900})],
        ),
    ],
)  # fmt: skip
def test_what_to_look_at_again(plan, found):
    assert advice.of_plan(plan) == found


def test_a_year_is_counted_only_for_what_it_offers():
    web = planned(OfferingKind.WEB_SERIES, OCT)
    days = [planned(OfferingKind.CHECK_IN, day) for day in (date(2026, 11, 5), FEB, MAY)]
    prepares = planned(OfferingKind.PREP_DAY, date(2026, 9, 3))
    assert advice.of_year([planned(AGENCY, OCT)]) == []
    assert advice.of_year([web, web, replace(web, canceled=True)]) == [
        Reason(Advice.FEW_WEB_SERIES, {"count": 2, "fewest": 3})
    ]
    assert advice.of_year([web, web, web, prepares, *days]) == []
    assert advice.of_year(days[:2]) == [
        Reason(Advice.NO_PREPARATION), Reason(Advice.CHECK_INS_MISSING, {"count": 2, "fewest": 3}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rhythm", "first", "days"),
    [
        (Rhythm.WEEKLY, date(2026, 10, 28), ["2026-10-28", "2026-11-04", "2026-11-11"]),
        (Rhythm.TWO_WEEKS, date(2026, 12, 24), ["2026-12-24", "2027-01-07", "2027-01-21"]),
        (Rhythm.WEEKDAY, date(2026, 10, 8), ["2026-10-08", "2026-11-12", "2026-12-10"]),
        (Rhythm.WEEKDAY, date(2026, 10, 29), ["2026-10-29", "2026-11-26", "2026-12-31"]),
        (Rhythm.DATE, date(2026, 12, 31), ["2026-12-31", "2027-01-31", "2027-02-28"]),
        (Rhythm.MONTHS, date(2026, 12, 9), ["2026-12-01", "2027-01-01", "2027-02-01"]),
    ],
)
def test_a_series_meets_on_the_right_days(rhythm, first, days):
    found = [str(day) for day in series.days(first, rhythm=rhythm, count=3, until=None, most=60)]
    assert found == days
    until = date.fromisoformat(days[-1])
    assert [str(d) for d in series.days(first, rhythm=rhythm, count=None, until=until, most=60)] == days, (
        "until means: that day too"
    )
    assert len(series.days(first, rhythm=rhythm, count=9, until=until, most=2)) == 2


@pytest.mark.parametrize(
    ("first", "values", "why"),
    [
        (None, {"count": 3}, SeriesReason.FIRST_MISSING),
        (OCT, {}, SeriesReason.HOW_LONG_MISSING),
        (OCT, {"until": date(2026, 10, 7)}, SeriesReason.UNTIL_BEFORE_FIRST),
        (OCT, {"until": date(2027, 5, 30)}, SeriesReason.TOO_MANY),
        (OCT, {"count": 11}, SeriesReason.TOO_MANY),
        (date(9999, 12, 30), {"count": 10}, None),
        (OCT, {"count": 10}, None),
    ],
)
def test_what_makes_no_series_is_said(first, values, why):
    asked = {"rhythm": Rhythm.WEEKLY, "count": None, "until": None, "most": 10, **values}
    assert series.why_no_series(first, **asked) is why


def test_which_sessions_of_a_series_are_mandatory():
    found = {duty: [series.mandatory(number, duty) for number in range(3)] for duty in Duty}
    assert found == {
        Duty.ALL: [True, True, True], Duty.EVERY_OTHER: [True, False, True], Duty.NONE: [False, False, False],
    }  # fmt: skip


def test_a_wall_time_stays_when_clocks_change():
    """A series at 9:00 in Los Angeles is at 12:00 in New York the whole year: the moment moves, the clocks agree."""
    for zone, at in (("America/Los_Angeles", time(9)), ("America/New_York", time(12))):
        moments = [
            plans.instant(day, at, zone).hour
            for day in series.days(date(2026, 10, 8), rhythm=Rhythm.WEEKDAY, count=7, until=None, most=60)
        ]
        assert moments == [16, 17, 17, 17, 17, 17, 16], zone


def overlapping(*times):
    sessions = tuple(SessionPlan(f"s{n}", When.FIXED, OCT, *pair) for n, pair in enumerate(times, start=1))
    plan = OfferingPlan(kind=OfferingKind.OTHER, title="A", sessions=sessions)
    found = soundness.problems(plan, year_starts=date(2026, 7, 1), today=OCT, history=False, was=None)
    return [(facts["session"], facts["other"]) for code, facts in found if code is PlanReason.OVERLAPS]


def test_nobody_can_be_in_two_sessions_of_one_offering_at_once():
    assert overlapping((time(9), time(12)), (time(12), time(15))) == []
    assert overlapping((time(9), time(12)), (time(11, 59), time(15))) == [(2, 1)]
    assert overlapping((time(13), time(15)), (time(9), time(16)), (time(15, 30), time(17))) == [
        (1, 2),
        (3, 2),
    ]
    assert overlapping((time(9), time(12)), (time(9), time(12))) == [(2, 1)]


def test_tags_and_lines():
    assert tags.tags_in(" QCC,IMPACT ; qcc,, First 5\nCalifornia") == (
        "QCC",
        "IMPACT",
        "First 5",
        "California",
    )
    assert tags.lines_in("Tess Trainer, M.A.\n\n  Ann  Lee \n") == ("Tess Trainer, M.A.", "Ann Lee")
    assert tags.too_long(("short", "x" * 61), 60) == "x" * 61
    assert tags.too_long(("short",), 60) is None
    assert tags.too_many(("a", "b"), 1)
