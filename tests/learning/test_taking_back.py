"""Can it be taken back that a module was read, and does a passed check say that it was?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.learning import building
from trainer.core.errors import Refused
from trainer.curriculum import queries as curriculum_queries
from trainer.learning import actions, queries
from trainer.learning.rules import LearnReason


def test_what_is_taken_back_counts_no_more_and_a_passed_check_means_read(session, now):
    building.load_courses()
    trainee = queries.trainees(building.make_cohort())[0].person
    edition = building.course("facilitator-cohort")
    what = {"person": trainee, "edition": edition, "module": "cohort.1", "by": builders.actor(trainee)}
    actions.try_check(**what, answers=building.right_answers(edition, "cohort.1"), now=now)

    def parts():
        return curriculum_queries.parts_of(trainee.id, edition.course, edition.edition)

    assert parts() == {"check:cohort.1", "module:cohort.1"}
    row = actions.unfinish_module(**what, now=now + timedelta(hours=24))
    assert parts() == {"check:cohort.1"}
    assert row.done_at is None
    for back, later, reason in ((False, 1, LearnReason.NOT_READ), (True, 25, LearnReason.READ_LONG_AGO)):
        if back:
            actions.finish_module(**what, now=now)
        with pytest.raises(Refused) as refused:
            actions.unfinish_module(**what, now=now + timedelta(hours=later))
        assert [one.code for one in refused.value.reasons] == [reason]
    assert "module:cohort.1" in parts()
