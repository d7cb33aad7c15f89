"""Is what waits for a learner true, due on the right day, and asked for in one statement?"""

from datetime import UTC, date, datetime

import pytest

from tests import builders
from tests.learning import building
from tests.statements import counted
from trainer.accounts.actor import SYSTEM, Actor
from trainer.curriculum import actions as curriculum_actions
from trainer.learning import actions, queries
from trainer.learning.rules import TaskKind
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import OfferingState


@pytest.fixture(autouse=True)
def courses(session):
    building.load_courses()


def told(tasks):
    return [(task.reason.code, task.values["module"], task.due) for task in tasks]


def moment(month, day, year=2020):
    return datetime(year, month, day, 20, 0, tzinfo=UTC)


@pytest.fixture
def trainee(session):
    return queries.trainees(building.make_cohort())[0].person


def test_nothing_waits_more_than_a_week_before_the_first_session(trainee):
    assert queries.waiting(builders.actor(trainee), now=moment(10, 6)) == []


def test_the_module_is_due_on_the_day_of_its_session_and_asked_for_a_week_before(trainee):
    found = told(queries.waiting(builders.actor(trainee), now=moment(10, 7)))
    assert found == [(TaskKind.READ_MODULE, "cohort.1", date(2020, 10, 14))]


def test_on_the_day_of_its_session_the_module_is_still_due(trainee):
    found = queries.waiting(builders.actor(trainee), now=moment(10, 14))
    assert (TaskKind.READ_MODULE, "cohort.1", date(2020, 10, 14)) in told(found)


def test_after_the_session_reading_and_check_are_open_without_a_day(trainee):
    found = told(queries.waiting(builders.actor(trainee), now=moment(10, 20)))
    assert found == [(TaskKind.READ_MODULE, "cohort.1", None), (TaskKind.TAKE_CHECK, "cohort.1", None)]


def test_one_module_at_a_time_and_each_check_that_is_open(trainee, now):
    edition, by = building.course("facilitator-cohort"), builders.actor(trainee)
    actions.finish_module(person=trainee, edition=edition, module="cohort.1", by=by, now=now)
    actions.try_check(
        person=trainee, edition=edition, module="cohort.1", by=by, now=now,
        answers=building.right_answers(edition, "cohort.1"),
    )  # fmt: skip
    found = told(queries.waiting(by, now=moment(12, 4)))
    assert found == [(TaskKind.READ_MODULE, "cohort.2", None), (TaskKind.TAKE_CHECK, "cohort.2", None)]


def test_in_the_second_half_the_practicum_waits(trainee, now):
    edition, by = building.course("facilitator-cohort"), builders.actor(trainee)
    for module in [one["id"] for one in edition.content["modules"]]:
        actions.finish_module(person=trainee, edition=edition, module=module, by=by, now=now)
        actions.try_check(
            person=trainee, edition=edition, module=module, by=by, now=now,
            answers=building.right_answers(edition, module),
        )  # fmt: skip
    found = told(queries.waiting(by, now=moment(4, 8, 2021)))
    assert found == [(TaskKind.READ_MODULE, "practicum.7", date(2021, 4, 14))]


def test_after_cop_101_checks_and_the_closing_reflection_wait(session, now):
    person = building.make_learner()[0]
    by = builders.actor(person)
    kinds = [task.reason.code for task in queries.waiting(by, now=now)]
    assert kinds == [TaskKind.TAKE_CHECK] * 5 + [TaskKind.WRITE_EXIT]
    words = [task.reason.facts["course"] for task in queries.waiting(by, now=now)]
    assert set(words) == {"CoP 101"}
    before = datetime(2021, 5, 18, 20, 0, tzinfo=UTC)
    assert queries.waiting(by, now=before) == []
    curriculum_actions.record_completion(
        person=person, course="cop-101", on=now.date(), cause="paper", by=SYSTEM, now=now
    )
    assert queries.waiting(by, now=now) == []


def test_who_left_the_cohort_is_asked_for_nothing(trainee, now):
    enrollment = queries.last_enrollment_of(trainee.id)
    actions.withdraw_enrollment(enrollment=enrollment, reason="Moved", by=SYSTEM, now=now)
    assert queries.waiting(builders.actor(trainee), now=now) == []


def test_tasks_are_said_in_the_readers_language(session, now):
    person = building.make_learner(language="es")[0]
    title = building.course().content["modules"][0]["title"]["es"]
    assert queries.waiting(builders.actor(person), now=now)[0].reason.facts["module"] == title


def test_one_statement_for_everybody_and_none_for_a_stranger(app, session, trainee, now):
    actors = [builders.actor(trainee), builders.actor(building.make_learner()[0])]
    actors.append(builders.actor(builders.make_person()))
    for actor in actors:
        with counted(app) as sent:
            queries.waiting(actor, now=now)
        assert len(sent) == 1
    with counted(app) as sent:
        assert queries.waiting(Actor(person_id=None), now=now) == []
    assert len(sent) == 0


def test_a_registration_that_was_canceled_asks_for_nothing(session, now):
    person = builders.make_person()
    days = (date(2021, 5, 19), date(2021, 5, 20))
    offering = builders.make_offering(days=days, year=builders.make_year(2020))

    builders.make_registration(offering, person, state=RegistrationState.CANCELED)
    assert queries.waiting(builders.actor(person), now=now) == []


def test_an_offering_that_was_canceled_asks_for_nothing(session, now):
    person, offering = building.make_learner()
    offering.state = OfferingState.CANCELED
    session.flush()
    assert queries.waiting(builders.actor(person), now=now) == []


def test_what_another_has_done_still_waits(session, now):
    edition, (mine, _offering) = building.course(), building.make_learner()
    other = building.make_learner()[0]
    before = told(queries.waiting(builders.actor(mine), now=now))
    for module in [one["id"] for one in edition.content["modules"] if one["checks"]]:
        actions.try_check(
            person=other, edition=edition, module=module, by=builders.actor(other), now=now,
            answers=building.right_answers(edition, module),
        )  # fmt: skip
    assert TaskKind.TAKE_CHECK not in [
        kind for kind, *_ in told(queries.waiting(builders.actor(other), now=now))
    ]
    assert told(queries.waiting(builders.actor(mine), now=now)) == before
