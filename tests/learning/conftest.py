"""What do the tests of learning share? An administrator’s browser, and a cohort with people around it."""

import pytest

from tests import builders
from tests.learning import building
from trainer.accounts.actor import SYSTEM
from trainer.learning import actions, queries
from trainer.permissions import Role


@pytest.fixture
def admin(session, browser_of):
    building.load_courses()
    person = builders.make_person("Zoe Admin", roles=Role.ADMINISTRATOR)
    session.commit()
    browser = browser_of(person)
    session.rollback()
    return browser


@pytest.fixture
def house(session, now):
    """A cohort of three with mentor and trainer, another cohort, and people who do not belong here."""
    building.load_courses()
    people = building.ready(3)
    cohort = building.make_cohort(people)
    cohort.offering.join_url = "https://meet.example.org/room"
    other = building.make_cohort(building.ready(1, "Elsewhere"), name="Other cohort")
    left = queries.trainees(cohort)[2]
    actions.withdraw_enrollment(enrollment=left, reason="Moved", by=SYSTEM, now=now)
    agency = builders.make_organization()
    builders.make_membership(people[0], agency)
    found = {
        "trainee": people[0], "peer": people[1], "left": people[2], "elsewhere": queries.trainees(other)[0].person,
        "mentor": builders.make_person("Mia Mentor", roles=(Role.MENTOR, people[0])),
        "trainer": builders.make_person("Tess Trainer", roles=(Role.TRAINER, cohort.offering)),
        "administrator": builders.make_person("Ada Office", roles=Role.ADMINISTRATOR),
        "coordinator": builders.make_person("Cora", roles=(Role.COORDINATOR, agency)),
        "mentor_of_left": builders.make_person("Milo", roles=(Role.MENTOR, people[2])),
        "outsider": builders.make_person("Olga"),
    }  # fmt: skip
    session.commit()
    return cohort, found
