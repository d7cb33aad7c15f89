"""Who is there in the tests of this room? A house full of people, or a few people and a CoP."""

from datetime import timedelta

import pytest

from tests import builders
from tests.practice import building
from tests.practice.house import House
from trainer.permissions import Role


@pytest.fixture
def house(session, browser_of, now):
    return House(session, browser_of, now)


@pytest.fixture
def people(session):
    """A trainee with a mentor, a second trainee of the cohort, an administrator."""
    cohort = building.make_cohort()
    mentor = builders.make_person("Mia Mentor")
    return {
        "mentor": mentor,
        "tess": building.make_trainee("Tess Trainee", cohort=cohort, mentor=mentor),
        "theo": building.make_trainee("Theo Trainee", cohort=cohort),
        "admin": builders.make_person("Ada Admin", roles=Role.ADMINISTRATOR),
    }


@pytest.fixture
def cop(people, now):
    return building.make_cop(people["tess"], name="Calm mornings", now=now - timedelta(days=60))
