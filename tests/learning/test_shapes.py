"""Do phases that stand in a file decide how a cohort runs: dates, courses, modules, entries, what is asked when?"""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.courses.planting import line_of, plant
from tests.learning import building
from tests.registration.reading import text
from trainer.accounts.actor import SYSTEM
from trainer.certification import loading
from trainer.certification import queries as certification
from trainer.certification.rules import learned
from trainer.certification.rules.facts import Attended, Facts
from trainer.curriculum import reading
from trainer.curriculum.rules import Phase
from trainer.learning import queries, rules
from trainer.learning.models import Cohort
from trainer.learning.rules import COHORT_COURSE, PRACTICUM_COURSE, PhaseNow, PhasePlan, Shape

PROGRAM, PROBLEMS = reading.read_program(building.COURSES / "program-2026.toml")
assert PROGRAM is not None
SHAPES = {one.id: one for one in rules.shapes_of(loading._content(PROGRAM))}
MENTORED, IMPLEMENTING = SHAPES["mentorship-only"], SHAPES["implementation-only"]
WEDNESDAY = date(2020, 10, 14)


def phase(sessions, months=6, *, id_=Phase.TRAINING, modules=None):
    return PhasePlan(id_, months, sessions, 60, COHORT_COURSE, modules or sessions, {"en": "X"})


def test_the_file_has_three_shapes_and_the_usual_one_is_what_a_cohort_without_a_file_has():
    assert not PROBLEMS
    assert {name: (one.months, one.sessions, one.courses) for name, one in SHAPES.items()} == {
        "training-and-implementation": (12, 12, (COHORT_COURSE, PRACTICUM_COURSE)),
        "implementation-only": (6, 6, (PRACTICUM_COURSE,)),
        "mentorship-only": (6, 2, (PRACTICUM_COURSE,)),
    }
    usual = SHAPES["training-and-implementation"]
    assert [usual.phases, usual.minutes] == [rules.USUAL.phases, [90] * 6 + [60] * 6]
    assert rules.shapes_of({}) == [rules.USUAL], "an edition that was loaded before shapes were written"
    assert rules.shape_of(MENTORED.as_kept()) == MENTORED


@pytest.mark.parametrize(
    ("shape", "dates", "begins", "ends", "lacks"),
    [
        (rules.USUAL, rules.monthly_dates(WEDNESDAY), date(2021, 3, 11), date(2021, 9, 8), []),
        (IMPLEMENTING, rules.monthly_dates(WEDNESDAY, 6), WEDNESDAY, date(2021, 3, 10), [Phase.TRAINING]),
        (MENTORED, [WEDNESDAY, date(2021, 3, 10)], WEDNESDAY, date(2021, 3, 10),
         [Phase.TRAINING, Phase.IMPLEMENTATION]),
        (Shape("one", {}, {}, (phase(1, id_=Phase.MENTORSHIP),)), [WEDNESDAY], WEDNESDAY, date(2021, 3, 10),
         [Phase.TRAINING, Phase.IMPLEMENTATION]),
        (Shape("short", {}, {}, (phase(3),)), [WEDNESDAY, date(2020, 12, 9), date(2021, 3, 10)], date(2021, 3, 11),
         date(2021, 3, 10), [Phase.IMPLEMENTATION]),
    ],
)  # fmt: skip
def test_dates_follow_the_shape(shape, dates, begins, ends, lacks):
    assert shape.dates_from(WEDNESDAY) == dates
    assert shape.why_not_dates(dates) == []
    assert (shape.begins_on(dates), shape.ends_on(dates)) == (begins, ends)
    assert rules.without(shape) == lacks


@pytest.mark.parametrize(
    ("shape", "course", "sessions"),
    [
        (rules.USUAL, COHORT_COURSE, [1, 2, 3, 4, 5, 6, 6]),
        (rules.USUAL, PRACTICUM_COURSE, [7, 8, 9, 10, 11, 12, 12]),
        (rules.USUAL, "cop-101", [None]),
        (IMPLEMENTING, PRACTICUM_COURSE, [1, 2, 3, 4, 5, 6]),
        (IMPLEMENTING, COHORT_COURSE, [None]),
        (Shape("two", {}, {}, (phase(2, modules=6),)), COHORT_COURSE, [1, 1, 1, 2, 2, 2]),
        (Shape("more", {}, {}, (phase(4, modules=2),)), COHORT_COURSE, [1, 2]),
    ],
)
def test_a_module_belongs_to_a_session(shape, course, sessions):
    assert [shape.session_of(course, n) for n in range(len(sessions))] == sessions


@given(
    st.integers(1, 12), st.integers(1, 12), st.integers(0, 12), st.dates(date(2020, 1, 1), date(2090, 1, 1))
)
def test_every_shape_that_a_file_can_hold_has_dates_that_can_be_kept(training, later, modules, first):
    shape = Shape("any", {}, {}, (
        phase(training, max(training, 6), modules=modules), phase(later, 12, id_=Phase.IMPLEMENTATION, modules=modules),
    ))  # fmt: skip
    assert shape.why_not_dates(shape.dates_from(first)) == []
    asked = sum(shape.entries_asked(number) for number in range(1, shape.sessions + 1))
    assert asked == shape.phases[0].modules + 2 * shape.phases[1].modules, (
        "as many entries as modules ask for"
    )


def test_nobody_trains_where_nobody_is_trained(session):
    """The phase of a day, the modules that are asked for, the prompts: all three from the shape that was kept."""
    building.load_courses()
    for name, shape, first, prompts in (
        ("I", IMPLEMENTING, "practicum", {1, 2, 3, 4, 5, 6}), ("M", MENTORED, "practicum", {1, 2}),
    ):  # fmt: skip
        dates = shape.dates_from(WEDNESDAY)
        cohort = building.make_cohort(building.ready(1, name), name=name, shape=shape, dates=dates)
        later = PhaseNow.MENTORSHIP if name == "M" else PhaseNow.IMPLEMENTATION
        days = [WEDNESDAY - timedelta(days=1), WEDNESDAY, cohort.ends_on, cohort.ends_on + timedelta(days=1)]
        assert [cohort.phase_on(day) for day in days] == [PhaseNow.BEFORE, later, later, PhaseNow.OVER]
        assert [one.on for one in cohort.offering.sessions] == dates
        assert cohort.plan.modules_of(PRACTICUM_COURSE) == len(
            building.course(PRACTICUM_COURSE).content["modules"]
        )
        (enrollment,) = queries.trainees(cohort)
        found = queries.prompts_for(enrollment, COHORT_COURSE)
        assert {one["course"] for one in found} == {PRACTICUM_COURSE}
        assert {one["session"] for one in found} == prompts
        required = [one["session"] for one in found if one["required"]]
        assert {n: required.count(n) for n in prompts} == {n: cohort.plan.entries_asked(n) for n in prompts}
        tasks = queries.waiting(
            building.builders.actor(enrollment.person), now=building.FORMED + timedelta(days=14)
        )
        assert {one.values["course"].split("-")[-1] for one in tasks} == {first}
        assert certification.path_of(enrollment, day=WEDNESDAY).facts.training_sessions == 0


@pytest.mark.parametrize(
    ("training", "attended", "met"), [(6, 6, True), (None, 6, True), (0, 0, False), (4, 4, False)]
)
def test_certification_asks_for_the_training_all_the_same(training, attended, met):
    """R03 is judged by the training sessions alone: six sessions beside an own CoP are no training."""
    held = tuple(Attended(number, date(2020, number, 8), True, 0) for number in range(1, 7))
    facts = Facts(WEDNESDAY, WEDNESDAY, WEDNESDAY, training=held, training_sessions=training)
    judged = learned.live(facts, {"attended": 5, "sessions": 6, "makeup_days": 30}, frozenset())
    assert (judged.met, judged.counted.facts["live"]) == (met, attended)


@pytest.mark.parametrize(
    ("old", "new", "words", "said"),
    [
        ('phases = ["implementation"]', 'phases = ["other"]', 'phases = ["other"]', "“other” is unknown"),
        ('phases = ["implementation"]\n', "", "@2[[shape]]", "at least one phase"),
        ('"training", "implementation"]', '"implementation", "training"]', "@1phases", "training before"),
        ('id = "mentorship-only"', 'id = "implementation-only"', '@2id = "implementation-only"', "used twice"),
        ("sessions = 2\n", "sessions = 7\n", "sessions = 7", "do not fit into 6 months"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_shape_is_named_by_line(tmp_path: Path, old, new, words, said):
    for course in ("facilitator-cohort", "facilitator-practicum"):
        (tmp_path / course).mkdir()
        (tmp_path / course / "course.toml").touch()
    path = tmp_path / "program.toml"
    path.write_bytes((building.COURSES / "program.toml").read_bytes())
    plant(tmp_path, "program.toml", old, new)
    _, problems = reading.read_program(path)
    assert [one.line for one in problems if said in one.message] == [line_of(path, words)], problems


def test_an_administrator_forms_a_cohort_of_another_shape(session, admin):
    loading.load(building.COURSES, by=SYSTEM, now=building.FORMED)
    (person,) = building.ready(1)
    session.commit()
    asked = {
        "name": "Mentored", "first": "2021-10-13", "starts": "09:30", "zone": "America/Los_Angeles", "program": "2026",
        "shape": "mentorship-only", "who": person.ref,
    }  # fmt: skip
    page = text(admin.get("/cohorts/new", query_string={**asked, "step": "dates"}))
    for words in (
        "2 dates",
        "Mentorship: sessions 1 to 2",
        "There is no training in it.",
        "Nobody is led through a CoP",
    ):
        assert words in page, words
    sent = {**asked, "dates-0": "2021-10-13", "dates-1": "2022-03-09"}
    here = f"/cohorts/new?step=dates&{'&'.join(f'{name}={value}' for name, value in asked.items())}"
    assert admin.send("/cohorts/new", {**sent, "shape": "none"}, page=here).status_code == 422
    answer = admin.send("/cohorts/new", sent, page=here)
    shown = text(admin.get(answer.location))
    assert "Mentorship: sessions 1 to 2" in shown
    assert "Mentorship alone" in shown
    assert "of 6" in shown
    session.rollback()
    kept = session.query(Cohort).one()
    assert (kept.plan.id, kept.starts_on, kept.ends_on) == (
        "mentorship-only",
        date(2021, 10, 13),
        date(2022, 3, 9),
    )
