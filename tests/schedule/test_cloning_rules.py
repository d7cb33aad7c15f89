"""Does a copied offering keep its weekdays, its distances and its year, whatever year it comes from?"""

from datetime import date, time, timedelta

import pytest

from trainer.schedule.rules import cloning
from trainer.schedule.rules.cloning import CloneState
from trainer.schedule.rules.kinds import OfferingKind, Season, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan
from trainer.schedule.rules.soundness import PlanReason

TODAY = date(2020, 7, 1)


def plan(*days, when=When.FIXED, **more):
    at = {"starts": time(9), "ends": time(15)} if when is When.FIXED else {}
    sessions = tuple(SessionPlan(f"s{number}", when, day, **at) for number, day in enumerate(days))
    return OfferingPlan(
        kind=more.pop("kind", OfferingKind.COP_101), title="A", sessions=sessions, **more
    ).with_when()


def shifted(one, years=1, starts=2020):
    return cloning.shifted(one, earlier_starts=date(starts, 7, 1), year_starts=date(starts + years, 7, 1))


def days_of(one):
    return [session.on for session in one.sessions]


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2020, 9, 16), 1, date(2021, 9, 15)),  # Wednesday to Wednesday, 364 days
        (date(2020, 7, 1), 1, date(2021, 7, 7)),  # 364 days would be June 30, of the year before: 371
        (date(2021, 6, 30), 1, date(2022, 6, 29)),
        (date(2020, 2, 29) + timedelta(days=366 + 180), 1, date(2022, 8, 27)),
        (date(2023, 9, 13), 1, date(2024, 9, 11)),  # over February 29: still the nearest Wednesday
        (date(2020, 9, 16), 2, date(2022, 9, 14)),
        (date(2020, 9, 16), 6, date(2026, 9, 16)),
    ],
)  # fmt: skip
def test_a_day_moves_to_the_same_weekday_nearest_to_its_date(day, years, expected):
    starts = day.year if day.month >= 7 else day.year - 1
    (moved,) = days_of(shifted(plan(day), years, starts))
    assert moved == expected
    assert moved.weekday() == day.weekday()


def test_every_day_of_a_year_stays_in_its_year_and_on_its_weekday():
    for starts in range(2019, 2030):
        year_starts = date(starts + 1, 7, 1)
        for ahead in range((year_starts - date(starts, 7, 1)).days):
            day = date(starts, 7, 1) + timedelta(days=ahead)
            (moved,) = days_of(shifted(plan(day), 1, starts))
            assert moved.weekday() == day.weekday()
            assert year_starts <= moved < date(starts + 2, 7, 1)
            assert (moved - day).days in (364, 371, 357)


def test_days_that_follow_each_other_go_on_doing_so_and_the_window_moves_along():
    three = plan(
        *(date(2020, 7, day) for day in (1, 2, 3)), opens_on=date(2020, 5, 4), closes_on=date(2020, 6, 26)
    )
    moved = shifted(three)
    assert days_of(moved) == [date(2021, 7, 7), date(2021, 7, 8), date(2021, 7, 9)]
    assert (moved.opens_on, moved.closes_on) == (date(2021, 5, 10), date(2021, 7, 2))


def test_a_series_from_one_end_of_the_year_to_the_other_stays_inside_it():
    moved = days_of(shifted(plan(date(2020, 7, 1), date(2020, 12, 2), date(2021, 6, 30))))
    assert moved == [date(2021, 7, 7), date(2021, 12, 1), date(2022, 6, 29)]


def test_what_is_not_fixed_moves_as_it_is_known():
    month = shifted(plan(date(2020, 11, 1), when=When.MONTH))
    assert (month.when, days_of(month)) == (When.MONTH, [date(2021, 11, 1)])
    season = OfferingPlan(kind=OfferingKind.SHOWCASE, title="A", when=When.SEASON, season=Season.FALL)
    request = OfferingPlan(kind=OfferingKind.IN_AGENCY, title="A", when=When.ON_REQUEST)
    assert shifted(season) == season
    assert shifted(request) == request


def test_last_years_link_and_cancellation_are_not_copied():
    old = plan(
        date(2020, 9, 16), join_url="https://a.example/1", canceled=True, canceled_why="Snow", place="Oakland",
        ages=("2-3",), trainer_ids=("Tess, NV-9",),
    )  # fmt: skip
    moved = shifted(old)
    assert (moved.join_url, moved.canceled, moved.canceled_why, moved.place) == ("", False, "", "Oakland")
    assert (moved.ages, moved.trainer_ids) == (("2-3",), ("Tess, NV-9",))


def test_what_cannot_be_copied_says_why():
    def judged(one, **more):
        given = {"already": False, "today": TODAY, **more}
        return cloning.judge(one, earlier_starts=date(2020, 7, 1), year_starts=date(2021, 7, 1), **given)

    assert judged(plan(date(2020, 9, 16))).state is CloneState.NEW
    assert judged(plan(date(2020, 9, 16)), already=True).state is CloneState.ALREADY
    assert judged(plan(date(2020, 9, 16), kind=OfferingKind.COHORT)).state is CloneState.COHORT
    passed = judged(plan(date(2020, 9, 16)), today=date(2021, 10, 1))
    assert (passed.state, passed.problems[0][0]) == (CloneState.PROBLEM, PlanReason.DATE_PASSED)
