"""What becomes of a mark when the program changes how many minutes may be missed? It stands as it was counted."""

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from trainer.accounts.actor import SYSTEM
from trainer.attendance import actions, queries, rules, wording
from trainer.attendance.models import TrainingRecord


def test_a_mark_keeps_the_number_of_minutes_it_was_counted_by(session, app):
    training = building.make_training()
    ana = builders.make_registration(training, builders.make_person("Ana"))
    first, second, third = training.sessions
    building.mark(first, training, building.said(ana, 18))
    rules.set_missed_at_most(20)
    try:
        building.mark(second, training, building.said(ana, 18))
        building.mark(third, training, building.said(ana, 0))
        with app.test_request_context("/"):
            said = [wording.arithmetic(queries.marks_in(one)[ana.id]) for one in (first, second)]
            for one in training.sessions:
                actions.close(session=one, offering=training, by=SYSTEM, now=NOW)
            days = session.query(TrainingRecord).one().days
            assert [wording.kept_arithmetic(day) for day in days[:2]] == said
    finally:
        rules.set_missed_at_most(15)
    assert said == [
        "342 of 360 minutes; 18 missed, at most 15: no credit.",
        "342 of 360 minutes; 18 missed, at most 20: credit for the session.",
    ]
