"""Who plans in these tests, and what? An administrator with a browser, a published offering, a draft."""

import pytest

from tests import builders
from tests.schedule.typing_in import at_rest
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingState


@pytest.fixture
def admin(session):
    person = builders.make_person("Ada Admin", roles=Role.ADMINISTRATOR)
    session.commit()
    return person


@pytest.fixture
def browser(session, admin, browser_of):
    return at_rest(session, browser_of(admin))


@pytest.fixture
def offering(session):
    made = builders.make_offering(capacity=20)
    session.commit()
    return made


@pytest.fixture
def draft(session):
    made = builders.make_offering(state=OfferingState.DRAFT, days=(), title="New one")
    session.commit()
    return made
