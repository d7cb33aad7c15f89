"""Of two who write one reflection or form cohorts of the same people at once, is nothing lost or doubled?"""

import threading

import pytest

from tests import builders
from tests.journals.test_races import at_once, get
from tests.learning import building
from tests.learning.test_applying import announced
from tests.registration.reading import rows
from trainer.accounts.models import Grant, Person
from trainer.core.errors import Refused
from trainer.curriculum.models import Part
from trainer.learning import actions
from trainer.learning.actions import reading
from trainer.learning.models import Application, Cohort, Enrollment, ModuleProgress, Reflection
from trainer.learning.rules import CohortReason, EnrollmentReason, LearnReason
from trainer.permissions import Role
from trainer.schedule.models import ProgramYear

TEXT = "I will ask Ms. Ortiz to try the arrival table with me for four Mondays."


@pytest.fixture
def learner(session):
    building.load_courses()
    person_id = building.make_learner()[0].id
    session.commit()
    session.rollback()
    return person_id


def save(person_id, text, lock, now):
    def act():
        person = get(Person, person_id)
        return actions.save_reflection(
            person=person, edition=building.course(), prompt="101.5-exit", text=text, lock=lock,
            by=builders.actor(person), now=now,
        ).text  # fmt: skip

    return act


def test_two_first_drafts_at_once_one_is_kept_and_the_other_is_asked(session, app, now, learner):
    told = at_once(app, [save(learner, f"{TEXT} {n}", 0, now) for n in range(4)])
    kept = [one for one in told if isinstance(one, str)]
    refused = [one for one in told if isinstance(one, Refused)]
    assert (len(kept), len(refused)) == (1, 3), told
    assert {one.reasons[0].code for one in refused} == {LearnReason.SAVED_MEANWHILE}
    assert [(row.text, row.lock) for row in rows(session, Reflection)] == [(kept[0], 1)]


def test_without_the_lock_two_first_drafts_meet_in_the_database(
    session, app, now, learner, monkeypatch, store
):
    """The negative control: the constraint still lets only one through, but the others end in an error."""
    if store.kind == "sqlite":  # here every writer has the one lock of the file
        return
    together = threading.Barrier(6, timeout=60)
    monkeypatch.setattr(reading, "own_turn", lambda *_args: together.wait())
    told = at_once(app, [save(learner, f"{TEXT} {n}", 0, now) for n in range(6)])
    assert len(rows(session, Reflection)) == 1
    assert any(isinstance(one, Exception) and not isinstance(one, Refused) for one in told)


def test_read_from_two_windows_is_one_part(session, app, now):
    building.load_courses()
    people = building.ready(1)
    building.make_cohort(people)
    person_id = people[0].id
    session.commit()
    session.rollback()

    def act():
        person = get(Person, person_id)
        actions.finish_module(
            person=person, edition=building.course("facilitator-cohort"), module="cohort.1",
            by=builders.actor(person), now=now,
        )  # fmt: skip

    assert at_once(app, [act] * 4) == [None] * 4
    assert [row.part for row in rows(session, Part)] == ["module:cohort.1"]
    assert len(rows(session, ModuleProgress)) == 1


def test_two_administrators_form_a_cohort_of_the_same_people(session, app):
    building.load_courses()
    ids = [one.id for one in building.ready(3)]
    session.commit()
    session.rollback()

    def form(name):
        def act():
            people = [get(Person, one) for one in ids]
            return building.make_cohort(people, name=name).name

        return act

    told = at_once(app, [form("One"), form("Two")])
    [kept] = [one for one in told if isinstance(one, str)]
    [refused] = [one for one in told if isinstance(one, Refused)]
    assert refused.reasons[0].code is CohortReason.IN_COHORT
    assert [row.name for row in rows(session, Cohort)] == [kept]
    assert len(rows(session, Enrollment)) == 3
    assert [row.role for row in rows(session, Grant)] == [Role.TRAINEE] * 3
    assert len(rows(session, ProgramYear)) == 1


def test_an_application_saved_from_many_windows_loses_nothing_that_was_called_saved(session, app, now):
    building.load_courses()
    cohort, person = announced(), builders.make_person("Ana")
    session.commit()
    ids = cohort.id, person.id
    session.rollback()

    def write(text, lock):
        def act():
            person = get(Person, ids[1])
            return actions.save_application(
                cohort=get(Cohort, ids[0]), person=person, texts=actions.Texts(text), details=None, lock=lock,
                by=builders.actor(person), now=now,
            ).why  # fmt: skip

        return act

    for lock in (0, 1):
        told = at_once(app, [write(f"{TEXT} {lock} {n}", lock) for n in range(4)])
        [kept] = [one for one in told if isinstance(one, str)]
        refused = [one for one in told if isinstance(one, Refused)]
        assert [one.reasons[0].code for one in refused] == [EnrollmentReason.SAVED_ELSEWHERE] * 3, told
        assert [(row.why, row.lock) for row in rows(session, Application)] == [(kept, lock + 1)]
