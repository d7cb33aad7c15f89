"""What do the tests of certification share? A trainee whose file waits for a decision."""

import pytest

from tests.certification import building
from tests.certification.acting import ask, sign


@pytest.fixture
def waiting(session, now):
    journey = building.make_journey()
    journey.file = ask(journey, now)
    sign(journey, journey.file, now)
    journey.ref = journey.file.ref
    session.commit()
    return journey
