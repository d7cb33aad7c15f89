"""What do the tests of learning share? An administrator’s browser, with the courses loaded."""

import pytest

from tests import builders
from tests.learning import building
from trainer.permissions import Role


@pytest.fixture
def admin(session, browser_of):
    building.load_courses()
    person = builders.make_person("Zoe Admin", roles=Role.ADMINISTRATOR)
    session.commit()
    browser = browser_of(person)
    session.rollback()
    return browser
