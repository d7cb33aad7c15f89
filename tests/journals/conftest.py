"""What do the tests of journals stand on? A trainee with prompts and a mentor, and an entry that waits."""

from typing import Any

import pytest

from tests.journals import building
from trainer.journals.models import Entry
from trainer.mentoring.models import Pair


@pytest.fixture
def pair(session: Any) -> Pair:
    """A trainee with a mentor, committed."""
    made = building.make_writer()
    session.commit()
    return made


@pytest.fixture
def entry(session: Any, pair: Pair) -> Entry:
    """Something the trainee has handed in, committed."""
    made = building.hand_in(pair)
    session.commit()
    return made
