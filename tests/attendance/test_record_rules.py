"""Do areas add up, does a goal say who falls short, and does a registry get what it may, in time?"""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.attendance import exporting, registries
from trainer.attendance.rules import RecordState, goals, records
from trainer.attendance.rules import registries as rules
from trainer.attendance.rules.goals import Period, Standing
from trainer.attendance.rules.records import Paper, Verification
from trainer.attendance.rules.registries import Recorded, RegistryReason, Result, Sending, Sent
from trainer.core.i18n import has_words
from trainer.schedule.rules.kinds import OfferingKind
from trainer.schedule.wording import advice

DAY = date(2021, 5, 24)
YEAR = Period(date(2020, 7, 1), date(2021, 6, 30))


@pytest.mark.parametrize(
    ("shares", "minutes", "expected"),
    [
        ({"1": 300, "2": 600}, 900, {"1": 300, "2": 600}),
        ({"1": 300, "2": 600}, 720, {"1": 240, "2": 480}),
        ({"1": 1, "2": 1, "3": 1}, 100, {"1": 34, "2": 33, "3": 33}),
        ({"1": 2, "2": 3, "3": 2}, 100, {"1": 29, "2": 43, "3": 28}),
        ({"1": 1, "2": 999}, 60, {"2": 60}),
        ({"1": 0, "2": -5}, 60, {}),
        ({"1": 10}, 0, {}),
        ({}, 60, {}),
    ],
)
def test_minutes_are_shared_out_by_largest_remainder(shares, minutes, expected):
    assert records.shared_out(shares, minutes) == expected


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from("12345678"), st.integers(0, 5_000)), st.integers(0, 100_000))
def test_the_parts_always_add_up_and_none_is_more_than_a_minute_off(shares, minutes):
    parts = records.shared_out(shares, minutes)
    whole = sum(shares.values())
    assert sum(parts.values()) == (minutes if whole else 0)
    assert all(
        abs(parts.get(area, 0) * whole - minutes * share) < whole for area, share in shares.items() if whole
    )


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, 0), (5, 0), (6, 0.01), (59, 0.09), (60, 0.1), (900, 1.5), (1075, 1.79)]
)
def test_ten_hours_are_one_ceu_and_nobody_gets_more(minutes, expected):
    assert records.ceu(minutes) == expected


@pytest.mark.parametrize(
    ("line", "number"), [("Tess, NV-9", "NV-9"), ("Tess, M.A., 9", "9"), (" NV-9 ", "NV-9"), ("Tess,", "")]
)
def test_of_a_trainer_a_registry_gets_the_number_alone(line, number):
    assert records.trainer_number(line) == number


def test_a_course_without_a_plan_is_split_by_its_modules():
    modules = [
        {"minutes": 180, "competencies": [1]}, {"minutes": 101, "competencies": [1, 4]}, {"minutes": 60},
        {"minutes": 90, "competencies": []},
    ]  # fmt: skip
    assert records.course_shares(modules) == {"1": 231, "4": 50}


@pytest.mark.parametrize(
    ("kind", "state", "minutes", "expected"),
    [
        (OfferingKind.COP_101, RecordState.COMPLETE, 900, Paper.COMPLETION),
        (OfferingKind.COP_101, RecordState.PARTIAL, 720, None),
        (OfferingKind.REFRESHER, RecordState.PARTIAL, 180, None),
        (OfferingKind.FACILITATOR_COP, RecordState.PARTIAL, 600, Paper.ATTENDANCE),
        (OfferingKind.FACILITATOR_COP, RecordState.PARTIAL, 0, None),
    ],
)
def test_which_certificate_a_record_earns(kind, state, minutes, expected):
    assert records.paper(kind, state, minutes) is expected


@pytest.mark.parametrize(
    ("done", "planned", "today", "standing", "expected", "missing"),
    [
        (900, 0, DAY, Standing.MET, 807, 0),
        (600, 300, DAY, Standing.ON_TRACK, 807, 0),
        (807, 0, DAY, Standing.ON_TRACK, 807, 93),
        (806, 0, DAY, Standing.AT_RISK, 807, 94),
        (0, 0, date(2020, 7, 1), Standing.ON_TRACK, 0, 900),
        (0, 0, date(2020, 7, 2), Standing.AT_RISK, 3, 900),
        (899, 0, date(2021, 6, 30), Standing.ON_TRACK, 898, 1),
        (899, 0, date(2021, 7, 1), Standing.SHORT, 900, 1),
        (900, 0, date(2022, 1, 1), Standing.MET, 900, 0),
        (0, 0, date(2019, 1, 1), Standing.ON_TRACK, 0, 900),
    ],
)
def test_who_is_about_to_fall_short(done, planned, today, standing, expected, missing):
    judged = goals.judge(done=done, planned=planned, goal=900, period=YEAR, today=today)
    assert (judged.standing, judged.expected, judged.missing) == (standing, expected, missing)
    assert (judged.reason is goals.GoalReason.PLANNED) is (planned > 0)
    below = done + planned < judged.expected
    assert below is (standing in (Standing.AT_RISK, Standing.SHORT)), "what the list filters by says the same"


def test_the_periods_that_people_ask_for():
    assert goals.presets(DAY) == {
        "program_year": YEAR, "last_program_year": Period(date(2019, 7, 1), date(2020, 6, 30)),
        "calendar_year": Period(date(2021, 1, 1), date(2021, 12, 31)),
        "twelve_months": Period(date(2020, 5, 25), DAY),
    }  # fmt: skip
    assert goals.presets(date(2024, 2, 29))["twelve_months"].first == date(2023, 3, 1)
    assert goals.period_of(None, None, DAY) == YEAR
    assert goals.period_of(DAY, DAY, DAY) == Period(DAY, DAY)
    assert goals.period_of(DAY, date(2021, 5, 23), DAY) is None
    assert goals.period_of(date(1, 1, 1), date(9999, 12, 31), DAY) is None
    assert goals.period_of(DAY, None, DAY) is None


@pytest.mark.parametrize(
    ("registry", "typed", "kept"),
    [
        ("nevada", " 104 233 ", "104233"), ("nevada", "12", None), ("nevada", "١٠٤٢٣٣", None),
        ("nevada", "1" * 80, None),
        ("north_dakota", "nd012345", "ND012345"), ("north_dakota", "012345", None), ("illinois", "204881", "204881"),
        ("illinois", "=204881", None),
    ],
)  # fmt: skip
def test_a_number_is_one_of_its_registry(registry, typed, kept):
    found = registries.registry(registry)
    problem = rules.why_not_id(found, typed)
    assert (rules.tidy_id(typed) if problem is None else None) == kept
    assert problem in (None, RegistryReason.WRONG_ID)


SENT_AT = datetime(2021, 5, 22, 16, 0, tzinfo=UTC)


def record(
    last_on=date(2021, 5, 20), minutes=900, code="NV-7", verification=Verification.ATTENDED, corrected=None
):
    return Recorded(last_on, minutes, code, verification, corrected)


@pytest.mark.parametrize(
    ("registry", "said", "sent", "expected"),
    [
        ("nevada", record(), None, Sending.DUE),
        ("nevada", record(date(2021, 5, 19)), None, Sending.DUE),
        ("nevada", record(date(2021, 5, 18)), None, Sending.OVERDUE),
        ("north_dakota", record(date(2021, 5, 14)), None, Sending.DUE),
        ("north_dakota", record(date(2021, 5, 13)), None, Sending.OVERDUE),
        ("nevada", record(code=""), None, Sending.NO_CODE),
        ("north_dakota", record(code=""), None, Sending.DUE),
        ("nevada", record(minutes=59), None, Sending.TOO_SHORT),
        ("nevada", record(minutes=0), None, Sending.NO_CREDIT),
        ("illinois", record(), None, Sending.NOT_VERIFIED),
        ("illinois", record(verification=Verification.VERIFIED), None, Sending.DUE),
        ("nevada", record(verification=Verification.SELF_REPORTED), None, Sending.NOT_VERIFIED),
        ("nevada", record(date(2021, 5, 1)), Sent(SENT_AT, Result.WAITING), Sending.SENT),
        ("nevada", record(), Sent(SENT_AT, Result.ACCEPTED), Sending.ACCEPTED),
        ("nevada", record(), Sent(SENT_AT, Result.REFUSED), Sending.REFUSED),
        ("nevada", record(corrected=SENT_AT), Sent(SENT_AT, Result.ACCEPTED), Sending.ACCEPTED),
        (
            "nevada", record(corrected=datetime(2021, 5, 23, tzinfo=UTC)), Sent(SENT_AT, Result.ACCEPTED),
            Sending.CHANGED,
        ),
    ],
)  # fmt: skip
def test_how_a_record_stands_with_a_registry(registry, said, sent, expected):
    assert rules.sending(registries.registry(registry), said, sent, today=DAY) is expected


def test_the_shaped_samples_are_marked_as_such_and_cover_three_states():
    found = registries.registries()
    assert {one.jurisdiction for one in found.values()} == {"NV", "ND", "IL"}
    assert all("shaped sample" in one.name for one in found.values())
    assert [found[key].due_days for key in ("nevada", "north_dakota")] == [5, 10]
    assert found["nevada"].needs_approval_code
    assert found["nevada"].least_minutes == 60


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"columns": [{"heading": "X", "field": "shoe_size"}]}, "unknown field: shoe_size"),
        ({"id_pattern": "("}, "nevada"),
        ({"id_example": "abc"}, "its example does not fit"),
        ({"takes": ["everything"]}, "everything"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_wrong_definition_says_which_registry_and_what(change, says):
    one = registries.registry("nevada")
    table = {
        **vars(one), "takes": [word.value for word in one.takes],
        "columns": [vars(column) for column in one.columns], **change,
    }  # fmt: skip
    with pytest.raises(registries.WrongDefinition, match=says.replace("(", r"\(")):
        registries.read({"registry": [table]})


def test_every_word_is_there_and_the_areas_are_those_of_the_program(app):
    kinds = (
        Verification,
        Paper,
        Sending,
        Standing,
        Result,
        RegistryReason,
        records.RecordReason,
        goals.GoalReason,
    )
    assert [member for kind in kinds for member in kind if not has_words(member)] == []
    assert set(advice.AREAS) == set(exporting.AREAS)
