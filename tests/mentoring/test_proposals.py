"""Does an administrator see who is proposed for a whole cohort, with reasons, and decide for each?"""

from datetime import date

import pytest

from tests import builders
from tests.conftest import on_one
from tests.mentoring import building
from tests.registration.reading import rows, text
from tests.statements import counted
from trainer.core.errors import Refused
from trainer.mentoring import actions
from trainer.mentoring.models import MentorProfile, Pair
from trainer.mentoring.rules import PairReason
from trainer.permissions import Role


@pytest.fixture
def office(session):
    return builders.make_person("Ada Office", roles=Role.ADMINISTRATOR)


def make_mentor(name, office, now, **more):
    """Somebody who is known as a mentor, with what they offer."""
    person = builders.make_person(name)
    builders.make_grant(person, Role.MENTOR, builders.make_person(account=False))
    offered = {"capacity": 2, "languages": ["en"], "settings": [], "available_from": None, **more}
    actions.describe_mentor(person=person, by=builders.actor(office), now=now, **offered)
    return person


@on_one("sqlite")
def test_a_whole_cohort_is_proposed_each_is_decided_and_a_refusal_says_why(
    session, app, browser_of, office, now
):
    cohort = building.make_cohort()
    agency = builders.make_organization("Bay Agency", region="Bay Area")
    ana = building.make_trainee(cohort, "Ana Ruiz", language="es")
    ben = building.make_trainee(cohort, "Ben Osei")
    builders.make_membership(ana.person, agency)
    spanish = make_mentor("Sol Vega", office, now, languages=["es", "en"], capacity=1)
    colleague = make_mentor("Cole Agency", office, now, languages=["es"])
    builders.make_membership(colleague, agency)
    make_mentor("Fay Full", office, now, capacity=0)
    make_mentor("Lee Later", office, now, available_from=date(2021, 9, 1))
    session.commit()
    path = f"/cohorts/{cohort.ref}/mentors/proposals"
    browser = browser_of(office)
    page = text(browser.get(path))
    assert "Speaks Spanish, as the trainee does" in page
    assert "Room for 1 more of 1" in page
    assert "Cole Agency and Ana Ruiz both belong to Bay Agency" in page
    assert "Fay Full has 0 trainees and room for 0" in page
    assert "Lee Later is free from Wed, Sep 1, 2021 on" in page
    both = {"take": [ana.ref, ben.ref], f"mentor-{ana.ref}": spanish.ref, f"mentor-{ben.ref}": spanish.ref}
    assert "Tick at least one trainee" in text(browser.send(path, {"take": []}))
    answer = browser.send(path, both)
    assert "/proposals" in answer.location, "there is room for one of the two"
    assert "Sol Vega has 1 trainees and room for 1" in text(browser.get(answer.location))
    assert [(row.trainee_id, row.mentor_id) for row in rows(session, Pair)] == [(ana.person_id, spanish.id)]
    done = browser.send(path, {"take": [ben.ref], f"mentor-{ben.ref}": colleague.ref})
    assert done.status_code == 303
    assert "Everybody has a mentor" in text(browser.get(path))


@on_one("sqlite")
def test_twelve_trainees_and_thirty_mentors_ask_no_more_than_one_of_each(
    session, app, browser_of, office, now
):
    cohort, agency = building.make_cohort(), builders.make_organization()
    session.commit()
    path, browser = f"/cohorts/{cohort.ref}/mentors/proposals", browser_of(office)
    for number in (1, 11):
        session.rollback()
        for _ in range(number):
            trainee = building.make_trainee(cohort)
            builders.make_membership(trainee.person, agency)
        for _ in range(1 if number == 1 else 29):
            make_mentor("", office, now)
        session.commit()
        with counted(app) as statements:
            assert browser.get(path).status_code == 200
        session.rollback()
        if number == 1:
            few = len(statements)
    assert len(statements) == few <= 16


@on_one("sqlite")
def test_a_mentor_says_what_they_offer_and_nobody_else_but_an_administrator(session, browser_of, office):
    mentor = building.make_pair().mentor
    other = builders.make_person("Nosy Neighbor")
    session.commit()
    path = f"/people/{mentor.ref}/as-mentor"
    sent = {"capacity": "3", "languages": ["es", "en"], "settings": ["center"], "available_from": ""}
    assert "/as-mentor" in browser_of(mentor).get("/mentoring").get_data(as_text=True)
    assert browser_of(mentor).send(path, sent).status_code == 303
    assert browser_of(office).send(path, {**sent, "capacity": "4"}).status_code == 303
    assert browser_of(other).get(path).status_code == 404
    assert "Enter a number from 0 to 30" in text(browser_of(mentor).send(path, {**sent, "capacity": "31"}))
    session.rollback()
    profile = session.query(MentorProfile).one()
    assert (profile.capacity, profile.languages, profile.changed_by) == (4, ["es", "en"], office.id)


def test_there_is_never_more_than_the_room_that_was_said(session, office, now):
    mentor = make_mentor("Mia", office, now, capacity=1)
    cohort, by = building.make_cohort(), builders.actor(office)
    actions.pair(enrollment=building.make_trainee(cohort), mentor=mentor, by=by, now=now)
    with pytest.raises(Refused) as refused:
        actions.pair(enrollment=building.make_trainee(cohort), mentor=mentor, by=by, now=now)
    assert refused.value.reasons[0].code is PairReason.FULL
    assert session.query(Pair).count() == 1
