"""Does a trainer hear which sheets wait to be closed, and nobody else?"""

from datetime import timedelta

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from tests.statements import counted
from trainer.accounts.actor import SYSTEM
from trainer.attendance import actions, queries
from trainer.core.i18n import sentence
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingState, SessionState


def numbers(person, now=NOW):
    return [task.values["number"] for task in queries.waiting(builders.actor(person), now=now)]


def test_past_sheets_wait_until_they_are_closed(session, app):
    training = building.make_training()
    ana = builders.make_registration(training, builders.make_person("Ana"))
    tess = builders.make_person("Tess", roles=(Role.TRAINER, training))
    assert numbers(tess) == [1, 2, 3]
    first = training.sessions[0]
    building.mark(first, training, building.said(ana, 0))
    assert numbers(tess) == [1, 2, 3]
    actions.close(session=first, offering=training, by=SYSTEM, now=NOW)
    training.sessions[1].state = SessionState.CANCELED
    session.flush()
    (task,) = queries.waiting(builders.actor(tess), now=NOW)
    assert (task.endpoint, task.values, task.due) == (
        "attendance.sheet", {"offering_ref": training.ref, "number": 3}, building.PAST[2],
    )  # fmt: skip
    assert sentence(task.reason) == "Close the sign-in sheet: CoP 101, Thu, May 20, 2021"
    assert numbers(tess, now=training.sessions[2].ends_at - timedelta(minutes=1)) == []
    training.state = OfferingState.CANCELED
    session.flush()
    assert numbers(tess) == []


def test_other_people_are_not_asked_and_cost_nothing(session, app):
    training = building.make_training()
    other = builders.make_person(roles=(Role.TRAINER, building.make_training(())))
    actors = [
        builders.actor(one)
        for one in (builders.make_person(), builders.make_person(roles=Role.ADMINISTRATOR))
    ]
    assert numbers(other) == []
    with counted(app) as seen:
        assert [queries.waiting(one, now=NOW) for one in actors] == [[], []]
    assert seen == []
    assert training.sessions


def test_at_most_twenty_are_named_in_one_statement(session, app):
    tess = builders.make_person("Tess")
    for _ in range(8):
        builders.make_grant(tess, Role.TRAINER, building.make_training())
    actor = builders.actor(tess)
    session.commit()
    with counted(app) as seen:
        assert len(queries.waiting(actor, now=NOW)) == 20
    assert len(seen) == 1
